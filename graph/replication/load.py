"""Loading in pieces of bounded size, with progress; a load that failed resumes after the last complete piece."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from ..reason import Progress
from ..store import WritableStore

PIECE_TRIPLES = 20_000
"""A few megabytes of N-Triples: below the limits of servers, and enough to make the cost of a request negligible."""


@dataclass(frozen=True)
class Piece:
    """Some triples of a graph (None: the default graph); `first` marks the piece that replaces earlier content."""

    graph: str | None
    first: bool
    triples: tuple[ox.Triple, ...] = field(repr=False)


def pieces_of(graph: str | None, triples: Iterable[ox.Triple], size: int = PIECE_TRIPLES) -> Iterator[Piece]:
    """A graph in pieces; an empty graph is one empty piece. Blank nodes must have been skolemized."""
    pieces = _cut(triples, size)
    yield Piece(graph, True, next(pieces, ()))
    for piece in pieces:
        yield Piece(graph, False, piece)


def load_pieces(store: WritableStore, name: str, pieces: Iterable[Piece], state: Path, progress: Progress) -> int:
    """Send pieces to the store, in order; returns the number of triples sent.

    The first piece of a graph replaces its earlier content, later pieces are added; a piece may be sent twice without
    effect. The file `state` records how many pieces of the load called `name` the store has, so that another call
    with the same arguments resumes there. Raises what the store raises.
    """
    done, sent, total = _done(state, name), 0, 0
    for number, piece in enumerate(pieces, start=1):
        total += len(piece.triples)
        if number <= done:
            continue
        if piece.first:
            store.replace(piece.graph, piece.triples)
        else:
            store.add(piece.graph, piece.triples)
        sent += len(piece.triples)
        _record(state, name, number)
        progress(f"Loaded {total:,} triples …")
    return sent


def _done(state: Path, name: str) -> int:
    try:
        recorded = json.loads(state.read_text(encoding="utf-8"))
        return int(recorded["pieces"]) if recorded["load"] == name else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _record(state: Path, name: str, pieces: int) -> None:
    state.parent.mkdir(parents=True, exist_ok=True)
    new = state.with_suffix(".new")
    new.write_text(json.dumps({"load": name, "pieces": pieces}), encoding="utf-8")
    new.replace(state)


def _cut(triples: Iterable[ox.Triple], size: int) -> Iterator[tuple[ox.Triple, ...]]:
    """Consecutive pieces of `size` triples each; the last may be shorter, and no piece is empty."""
    rest = iter(triples)
    while piece := tuple(islice(rest, size)):
        yield piece
