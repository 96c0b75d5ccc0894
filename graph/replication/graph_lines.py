"""The graphs of a version as lines of N-Triples, with skolem IRIs in the place of blank nodes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from .skolem import skolemized

_BLANK = b"_:"
"""What each line with a blank node has; the text of a literal may have it too."""


def graphs_of(version: Path) -> list[str | None]:
    """The graphs of a version, named ones first, in the order of their names; None is the default graph."""
    store = ox.Store.read_only(str(version / "store"))
    return [*sorted(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode)), None]


def graph_lines(version: Path, graph: str | None) -> Iterator[bytes]:
    """The lines of a graph, always in the same order."""
    store = ox.Store.read_only(str(version / "store"))
    name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    with _temporary_file() as path:
        store.dump(str(path), format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        yield from skolem_lines(path)


def skolem_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file of N-Triples; few have a blank node and are parsed."""
    with path.open("rb") as file:
        for line in file:
            yield _skolemized(line) if _BLANK in line else line


@contextmanager
def _temporary_file() -> Iterator[Path]:
    with TemporaryDirectory(prefix="westphalia-") as folder:
        yield Path(folder) / "graph.nt"


def _skolemized(line: bytes) -> bytes:
    [quad] = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    return f"{skolemized(quad).triple} .\n".encode()
