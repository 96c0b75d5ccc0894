"""The addresses of a store on another server, from the settings."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

from ..errors import SettingsError
from ..settings import Settings
from .remote import Addresses, RemoteStore

_KNOWN = {
    # ending of the query address: endings of the update and the graph address
    "/sparql": ("/sparql", "/gsp"),  # our own
    "/query": ("/update", "/store"),  # Oxigraph
}


def remote_store(settings: Settings) -> RemoteStore | None:
    """The store that the settings name, or None when it is here.

    Raises SettingsError when an address cannot be used, or cannot be guessed from the first.
    """
    if not settings.store_url:
        return None
    query = settings.store_url
    update = settings.store_update_url or _guessed(query, 0, "store_update_url")
    graphs = settings.store_graph_url or _guessed(query, 1, "store_graph_url")
    for name, address in (("store_url", query), ("store_update_url", update), ("store_graph_url", graphs)):
        if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
            raise SettingsError(f"{name} is {address!r}; expected an http or https address.")
    return RemoteStore(Addresses(query, update, graphs, _authorization(settings)))


def _guessed(query: str, place: int, name: str) -> str:
    for ending, others in _KNOWN.items():
        if query.endswith(ending):
            return query.removesuffix(ending) + others[place]
    raise SettingsError(f"{name} cannot be guessed from {query!r}; give it (WESTPHALIA_{name.upper()}).")


def _authorization(settings: Settings) -> str:
    if settings.store_token:
        return f"Bearer {settings.store_token}"
    if not settings.store_user:
        return ""
    pair = f"{settings.store_user}:{settings.store_password}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"
