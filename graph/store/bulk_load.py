"""Bulk loading: many statements cut into pieces of bounded size, so that memory stays bounded too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

_PIECE_LINES = 100_000
"""Lines that one processor brings into the store at a time."""

_Item = TypeVar("_Item")


def cut(items: Iterable[_Item], size: int) -> Iterator[tuple[_Item, ...]]:
    """Consecutive pieces of `size` items each, the last one perhaps shorter; no items make no piece."""
    rest = iter(items)
    while piece := tuple(islice(rest, size)):
        yield piece


def bulk_load(folder: Path, *parts: Path) -> None:
    """Bring files of N-Quads (or N-Triples, for the default graph) into the embedded store in `folder`.

    Named graphs and the default graph are separate parts: the engine's union default graph would count a triple twice
    that stands in two graphs. The engine's own reader is the fastest way in, but renames blank nodes; lines that may
    hold one go in by the slower way. All processors read pieces at once. Each line has been parsed before, so the
    engine does not check it again. Intermediate files lie beside `folder`.
    """
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
    # Lenient: the reader skips the validation of IRIs and language tags, which parsing has done already.
    store.bulk_load(path=piece, format=ox.RdfFormat.N_QUADS, lenient=True)
    piece.unlink()


def _pieces(parts: Iterable[Path], blank: Path) -> Iterator[Path]:
    """Files with some of the lines each; lines with a blank node go to `blank`."""
    lines = chain.from_iterable(_lines(part) for part in parts)
    with blank.open("wb") as blank_file:
        for number, piece in enumerate(cut(lines, _PIECE_LINES)):
            path = blank.with_name(f"piece-{number}.nq")
            with path.open("wb") as file:
                for line in piece:
                    # A literal may hold these characters as well; it then only takes the slower way.
                    (blank_file if b"_:" in line else file).write(line)
            yield path


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
