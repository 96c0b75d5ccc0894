"""What an application knows of writing: who may, by which writer, and how graphs are named."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from .. import build
from ..settings import Settings
from ..token import Token, write_token
from ..update import PLAIN, GraphName
from ..vocab import LOCAL_GRAPH
from ..writer import CuratedDataset, PlainDataset, ReasonAgain, Writer


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


def curated_writing(settings: Settings) -> Writing:
    """Writing to a built graph: only with a token, and to local graphs."""
    maintainer = ReasonAgain(lambda: build.make_reasoner(settings), lambda: settings.reference_day)
    writer = Writer(settings.data_dir, CuratedDataset(settings.data_dir, maintainer))
    return Writing(writer, write_token(settings), False, ox.NamedNode(LOCAL_GRAPH), False)


def plain_writing(settings: Settings) -> Writing:
    """Writing to a plain store: with a token if there is one, else from the same machine."""
    writer = Writer(settings.data_dir, PlainDataset())
    return Writing(writer, write_token(settings), True, PLAIN.target, True)
