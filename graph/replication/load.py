"""Loading in pieces of bounded size, several at once; a load that failed resumes with the pieces that it lacks."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from ..reason import Progress
from ..store import WritableStore

PIECE_BYTES = 4 << 20
"""A few megabytes of N-Triples: below the limits of servers, and enough to make the cost of a request negligible."""
_AT_ONCE = 3
"""Requests at once. A server that writes one after the other at least never waits for the next to be made here."""


@dataclass(frozen=True)
class Piece:
    """Some triples of a graph (None: the default graph) as N-Triples.

    `first` marks the piece that replaces what the graph held.
    """

    graph: str | None
    first: bool
    document: bytes = field(repr=False)

    @property
    def triples(self) -> int:
        """Its number of triples, one a line."""
        return self.document.count(b"\n")


def pieces_of(graph: str | None, lines: Iterable[bytes], size: int = PIECE_BYTES) -> Iterator[Piece]:
    """A graph, by its lines, in pieces of about so many bytes; an empty graph is one empty piece.

    Blank nodes must have been skolemized.
    """
    first, part, length = True, [], 0
    for line in lines:
        part.append(line)
        length += len(line)
        if length >= size:
            yield Piece(graph, first, b"".join(part))
            first, part, length = False, [], 0
    if part or first:
        yield Piece(graph, first, b"".join(part))


def load_pieces(store: WritableStore, name: str, pieces: Iterable[Piece], state: Path, progress: Progress) -> int:
    """Send pieces to the store, several at once; returns the number of triples sent.

    The first piece of a graph replaces its earlier content, and later pieces are added when it is there; a piece may
    be sent twice without effect. The file `state` records which pieces of the load called `name` the store has, so
    that another call with the same arguments resumes there. Raises what the store raises.
    """
    return _Load(store, _State(state, name), progress).run(pieces)


class _Load:
    """One load on its way."""

    def __init__(self, store: WritableStore, state: _State, progress: Progress) -> None:
        self._store = store
        self._state = state
        self._progress = progress
        self._places = threading.Semaphore(2 * _AT_ONCE)  # as many pieces are in memory
        self._failed = threading.Event()
        self._lock = threading.Lock()
        self._there = 0

    def run(self, pieces: Iterable[Piece]) -> int:
        sent = 0
        first: Future[None] | None = None
        futures: list[Future[None]] = []
        with ThreadPoolExecutor(_AT_ONCE) as senders:
            for number, piece in enumerate(pieces, start=1):
                if piece.first:
                    first = None
                if self._state.has(number):
                    self._arrived(piece)
                    continue
                self._places.acquire()
                if self._failed.is_set():
                    break
                future = senders.submit(self._send, number, piece, first)
                futures.append(future)
                if piece.first:
                    first = future
                sent += piece.triples
        for future in futures:
            future.result()
        return sent

    def _send(self, number: int, piece: Piece, first: Future[None] | None) -> None:
        """Send a piece, after the one that replaces what its graph held."""
        try:
            if first is not None:
                first.result()  # begun before this one, so it is never waited for in vain
            if self._failed.is_set():
                return
            self._store.load(piece.graph, piece.document, replacing=piece.first)
            self._state.record(number)
            self._progress(f"Loaded {self._arrived(piece):,} triples …")
        except BaseException:
            self._failed.set()
            raise
        finally:
            self._places.release()

    def _arrived(self, piece: Piece) -> int:
        """Count a piece that the store has; returns the number of triples there."""
        with self._lock:
            self._there += piece.triples
            return self._there


class _State:
    """Which pieces of a load a store has: all up to a number, and some beyond it."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._lock = threading.Lock()
        self._upto, self._beyond = self._read()

    def has(self, number: int) -> bool:
        """Whether the store has a piece."""
        with self._lock:
            return number <= self._upto or number in self._beyond

    def record(self, number: int) -> None:
        """Record that the store has a piece."""
        with self._lock:
            self._beyond.add(number)
            while self._upto + 1 in self._beyond:
                self._upto += 1
                self._beyond.remove(self._upto)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new = self._path.with_suffix(".new")
            recorded = {"load": self._name, "pieces": self._upto, "beyond": sorted(self._beyond)}
            new.write_text(json.dumps(recorded), encoding="utf-8")
            new.replace(self._path)

    def _read(self) -> tuple[int, set[int]]:
        try:
            recorded = json.loads(self._path.read_text(encoding="utf-8"))
            if recorded["load"] == self._name:
                return int(recorded["pieces"]), {int(number) for number in recorded.get("beyond", ())}
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return 0, set()


def state_file(state_dir: Path, store: WritableStore, graph: str = "") -> Path:
    """The file that records the progress of a load to a store: of a version, or of a graph of days."""
    name = hashlib.sha256(repr(store).encode()).hexdigest()[:16]
    return state_dir / (f"{name}-{graph.rpartition('/')[2]}.json" if graph else f"{name}.json")
