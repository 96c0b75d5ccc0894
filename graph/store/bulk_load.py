"""Bulk loading: statements are cut into pieces of bounded size, so that memory is bounded too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

_PIECE_LINES = 100_000
"""Lines in a piece, which one processor loads at a time."""

_Item = TypeVar("_Item")


def cut(items: Iterable[_Item], size: int) -> Iterator[tuple[_Item, ...]]:
    """Consecutive pieces of `size` items each; the last may be shorter, and no piece is empty."""
    rest = iter(items)
    while piece := tuple(islice(rest, size)):
        yield piece


def bulk_load(folder: Path, *parts: Path) -> None:
    """Load files of N-Quads (or N-Triples, for the default graph) into the embedded store in `folder`.

    The default graph is a part of its own: in the engine's union of named graphs, a triple in two graphs would count
    twice. All processors load pieces concurrently. Intermediate files lie beside `folder`.
    """
    # The engine's bulk loader is fastest, but relabels blank nodes; lines that may contain one are parsed apart.
    store = ox.Store(str(folder))
    blank = folder.with_name("blank.nq")
    with ThreadPoolExecutor() as readers:
        loads = [readers.submit(_load, store, piece) for piece in _pieces(parts, blank)]
        for load in loads:
            load.result()
    store.bulk_extend(ox.parse(path=blank, format=ox.RdfFormat.N_QUADS))
    store.flush()
    blank.unlink()


def _load(store: ox.Store, piece: Path) -> None:
    # Lenient skips the validation of IRIs and language tags: every line was validated when its source was parsed.
    store.bulk_load(path=piece, format=ox.RdfFormat.N_QUADS, lenient=True)
    piece.unlink()


def _pieces(parts: Iterable[Path], blank: Path) -> Iterator[Path]:
    """Files with a piece of the lines each; lines that may contain a blank node go to `blank`."""
    lines = chain.from_iterable(_lines(part) for part in parts)
    with blank.open("wb") as blank_file:
        for number, piece in enumerate(cut(lines, _PIECE_LINES)):
            path = blank.with_name(f"piece-{number}.nq")
            with path.open("wb") as file:
                for line in piece:
                    # A literal may contain "_:" too; its line is then loaded the slower way, with the same result.
                    (blank_file if b"_:" in line else file).write(line)
            yield path


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
