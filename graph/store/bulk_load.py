"""Bulk loading: statements are cut into pieces of bounded size, so that memory is bounded too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

PIECE_BYTES = 1 << 24
"""About as many bytes, some 100,000 lines, are in a piece, which one processor loads at a time."""
_BLANK = b"_:"
"""What each line with a blank node has; the text of a literal may have it too."""


def bulk_load(folder: Path, *parts: Path) -> None:
    """Load files into the embedded store in `folder`; see `BulkLoad.load`."""
    with closing(BulkLoad(folder)) as bulk:
        bulk.load(*parts)


class BulkLoad:
    """Loads files into the embedded store in `folder`, which stays open from the first load until `close`.

    The engine merges what it has loaded while more is loaded; closing the store in between would wait for that.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: list[ox.Store] = []

    @property
    def store(self) -> ox.Store:
        """The store, opened when it is first wanted."""
        if not self._opened:
            self._opened.append(ox.Store(str(self._folder)))
        return self._opened[0]

    def close(self) -> None:
        """Bring everything to disk and close the store, if it has been opened."""
        if self._opened:
            self._opened.pop().flush()

    def load(self, *parts: Path) -> None:
        """Load files of N-Quads (or N-Triples, for the default graph).

        The default graph is a part of its own: in the engine's union of named graphs, a triple in two graphs would
        count twice. All processors load pieces concurrently. Intermediate files lie beside the store's folder.
        """
        # The engine's bulk loader is fastest, but relabels blank nodes; lines that may contain one are parsed apart.
        blank = self._folder.with_name("blank.nq")
        store = self.store
        with ThreadPoolExecutor() as readers:
            loads = [readers.submit(_load, store, piece) for piece in _pieces(parts, blank)]
            for load in loads:
                load.result()
        store.bulk_extend(ox.parse(path=blank, format=ox.RdfFormat.N_QUADS))
        blank.unlink()


def _load(store: ox.Store, piece: Path) -> None:
    # Lenient skips the validation of IRIs and language tags: every line was validated when its source was parsed.
    store.bulk_load(path=piece, format=ox.RdfFormat.N_QUADS, lenient=True)
    piece.unlink()


def _pieces(parts: Iterable[Path], blank: Path) -> Iterator[Path]:
    """Files with a piece of the lines each; lines that may contain a blank node go to `blank`."""
    with blank.open("wb") as blank_file:
        for number, block in enumerate(block for part in parts for block in _blocks(part)):
            path = blank.with_name(f"piece-{number}.nq")
            with path.open("wb") as file:
                _tell_apart(block, file, blank_file)
            yield path


def _blocks(path: Path) -> Iterator[bytes]:
    """Consecutive blocks of whole lines, each ended by a line feed."""
    with path.open("rb") as file:
        while block := file.read(PIECE_BYTES):
            block += file.readline()
            yield block if block.endswith(b"\n") else block + b"\n"


def _tell_apart(block: bytes, file: BinaryIO, blank_file: BinaryIO) -> None:
    """Write lines that may contain a blank node to `blank_file`, and all that stands between them to `file`.

    Few lines have one, and a loop over all, two million in a build, takes seconds.
    """
    # A literal may contain "_:" too; its line is then loaded the slower way, with the same result.
    done = 0
    while (at := block.find(_BLANK, done)) >= 0:
        start, end = block.rfind(b"\n", done, at) + 1 or done, block.index(b"\n", at) + 1
        file.write(block[done:start])
        blank_file.write(block[start:end])
        done = end
    file.write(block[done:])
