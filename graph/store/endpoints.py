"""The endpoints of a store on another server, from the settings."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

from ..errors import SettingsError
from ..settings import Settings
from .remote import Endpoints, RemoteStore

_ENDINGS = {
    # ending of the query endpoint: endings of the update and the Graph Store endpoint
    "/sparql": ("/sparql", "/gsp"),  # this project
    "/query": ("/update", "/store"),  # Oxigraph
}


def remote_store(settings: Settings) -> RemoteStore | None:
    """The remote store that the settings name, or None for the embedded store.

    Raises SettingsError when an endpoint is not an HTTP address, or cannot be derived from the query endpoint.
    """
    if not settings.store_url:
        return None
    query = settings.store_url
    update = settings.store_update_url or _sibling(query, 0, "store_update_url")
    graphs = settings.store_graph_url or _sibling(query, 1, "store_graph_url")
    for name, address in (("store_url", query), ("store_update_url", update), ("store_graph_url", graphs)):
        if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
            raise SettingsError(f"{name} is {address!r}; expected an http or https address.")
    is_here = urlsplit(graphs).hostname in {"localhost", "127.0.0.1", "::1"}
    return RemoteStore(Endpoints(query, update, graphs, _authorization(settings)), compresses=not is_here)


def _sibling(query: str, number: int, name: str) -> str:
    """The update endpoint (0) or the Graph Store endpoint (1) that a known server has beside its query endpoint."""
    for ending, others in _ENDINGS.items():
        if query.endswith(ending):
            return query.removesuffix(ending) + others[number]
    raise SettingsError(f"{name} cannot be derived from {query!r}; expected WESTPHALIA_{name.upper()} to be set.")


def _authorization(settings: Settings) -> str:
    if settings.store_token:
        return f"Bearer {settings.store_token}"
    if not settings.store_user:
        return ""
    pair = f"{settings.store_user}:{settings.store_password}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"
