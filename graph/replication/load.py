"""Loading in pieces of bounded size, with progress; what was loaded when a load broke off is not sent again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ..reason import Progress
from ..store import WritableStore
from ..store.bulk_load import cut

PIECE_TRIPLES = 20_000
"""A few megabytes of N-Triples: below what servers refuse, above what makes requests dear."""


@dataclass(frozen=True)
class Piece:
    """Some triples of a graph (None: the default graph), the first of it or later ones."""

    graph: str | None
    first: bool
    triples: tuple[ox.Triple, ...] = field(repr=False)


def pieces_of(graph: str | None, triples: Iterable[ox.Triple], size: int = PIECE_TRIPLES) -> Iterator[Piece]:
    """A graph cut into pieces; an empty graph is one empty piece. The triples must have no blank nodes."""
    pieces = cut(triples, size)
    yield Piece(graph, True, next(pieces, ()))
    for piece in pieces:
        yield Piece(graph, False, piece)


def load_pieces(store: WritableStore, name: str, pieces: Iterable[Piece], state: Path, progress: Progress) -> int:
    """Send pieces to the store, in order; returns how many triples went.

    The first piece of a graph replaces what was there, later ones are added; sending one twice changes nothing. The
    file `state` remembers how many pieces of the load called `name` the store has: called again with the same, the
    load goes on where it broke off. Raises what the store raises.
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
        _remember(state, name, number)
        progress(f"Loaded {total:,} triples …")
    return sent


def _done(state: Path, name: str) -> int:
    try:
        found = json.loads(state.read_text(encoding="utf-8"))
        return int(found["pieces"]) if found["load"] == name else 0
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _remember(state: Path, name: str, pieces: int) -> None:
    state.parent.mkdir(parents=True, exist_ok=True)
    new = state.with_suffix(".new")
    new.write_text(json.dumps({"load": name, "pieces": pieces}), encoding="utf-8")
    new.replace(state)
