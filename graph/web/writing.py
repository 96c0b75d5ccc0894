"""What an application knows of writing: who may, by which writer, and how graphs are named."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ..errors import SettingsError
from ..rdf.namespaces import LOCAL_GRAPH
from ..reason import reasoners
from ..settings import Settings
from ..sparql.federation import AllowedHosts, Fetcher, Limits, load_with
from ..sparql.update import PLAIN, GraphName
from ..versions.transactions import Answer, CuratedDataset, MaintainDated, PlainDataset, Writer
from .access.write_token import Token, write_token


@dataclass(frozen=True)
class Writing:
    """The writer and its terms.

    `open` lets programs of the same machine write where there is no `token`. `unnamed` is the graph to which goes
    what names none; with `direct_names` the address of a graph is its name.
    """

    writer: Writer
    token: Token | None
    open: bool
    unnamed: GraphName
    direct_names: bool


def curated_writing(settings: Settings, answer: Answer, fetcher: Fetcher) -> Writing:
    """Writing to a built graph: only with a token, and to local graphs."""
    maintainer = MaintainDated(lambda: reasoners.make_reasoner(settings), lambda: settings.reference_day)
    dataset = CuratedDataset(settings.data_dir, maintainer)
    writer = Writer(settings.data_dir, dataset, load=load_with(fetcher), answer=answer)
    return Writing(writer, _curated_token(settings), False, ox.NamedNode(LOCAL_GRAPH), False)


def _curated_token(settings: Settings) -> Token | None:
    token = write_token(settings)
    if token is not None and settings.store_url:
        raise SettingsError(
            "Writes with a store on another server are not supported; expected no token beside store_url."
        )
    if token is not None and settings.follow:
        raise SettingsError(
            "A service that follows another takes no writes, since the next version would undo them; expected no "
            "token beside follow."
        )
    return token


def plain_writing(settings: Settings, answer: Answer, fetcher: Fetcher) -> Writing:
    """Writing to a plain store: with a token if there is one, else from the same machine."""
    writer = Writer(settings.data_dir, PlainDataset(), load=load_with(fetcher), answer=answer)
    return Writing(writer, write_token(settings), True, PLAIN.target, True)


def outside(settings: Settings) -> Fetcher:
    """The HTTP client for other servers, limited to the hosts that the settings allow."""
    limits = Limits(seconds=settings.outside_seconds, max_bytes=settings.outside_mb * 1024 * 1024)
    return Fetcher(AllowedHosts(settings.outside_hosts.split()), limits)
