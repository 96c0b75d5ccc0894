"""Time carrying quads of the current version to a new, local Fuseki: python -m bench.service.carry JAR [--quads N]

Named graphs and the default graph are carried in their order until so many quads are there. Then the same quads go to
a new database in one request for each graph, and in one request for all, with nothing of ours beside: what the server
itself takes. A record is written.
"""

from __future__ import annotations

import gzip
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request

import click

from bench.processor import processor_ms
from bench.record import Figure, Record
from westphalia.replication import Piece, load_pieces, pieces_of
from westphalia.replication.graph_lines import graph_lines, graphs_of
from westphalia.settings import Settings
from westphalia.store import Endpoints, RemoteStore
from westphalia.store.remote import send
from westphalia.versions.folders import current_folder

from .servers import Running, fuseki, started

PORT = 8175
_SECONDS = 3600.0


def pieces(version: Path, quads: int) -> Iterator[Piece]:
    """The pieces of so many quads of a version."""
    left = quads
    for graph in graphs_of(version):
        for piece in pieces_of(graph, islice(graph_lines(version, graph), left)):
            left -= piece.triples
            yield piece
        if left <= 0:
            return


def carry(server: Running, parts: Iterable[Piece], folder: Path) -> None:
    """Carry the quads as a build does."""
    base = server.address.removesuffix("/query")
    store = RemoteStore(Endpoints(server.address, f"{base}/update", f"{base}/data"))
    load_pieces(store, "bench", parts, folder / "state.json", lambda _: None)


def by_graph(server: Running, parts: Iterable[Piece], _folder: Path) -> None:
    """Send each graph whole, by the Graph Store Protocol."""
    for graph, pieces_ in groupby(parts, key=lambda piece: piece.graph):
        name = "default" if graph is None else urlencode({"graph": graph})
        _put(server, f"?{name}", b"".join(piece.document for piece in pieces_), "application/n-triples")


def at_once(server: Running, parts: Iterable[Piece], _folder: Path) -> None:
    """Send the whole dataset as one document of N-Quads, one transaction."""
    quads = (_quads(piece) for piece in parts)
    _put(server, "", b"".join(quads), "application/n-quads")


def _quads(piece: Piece) -> bytes:
    return (
        piece.document if piece.graph is None else piece.document.replace(b" .\n", f" <{piece.graph}> .\n".encode())
    )


def _put(server: Running, parameters: str, document: bytes, media_type: str) -> None:
    headers = {"Content-Type": media_type, "Content-Encoding": "gzip"}
    address = f"{server.address.removesuffix('/query')}/data{parameters}"
    with send(Request(address, gzip.compress(document, 1), headers, method="PUT"), _SECONDS) as response:
        response.read()


Way = Callable[[Running, Iterable[Piece], Path], None]


def timed(jar: Path, way: Way, version: Path, quads: int) -> tuple[float, float, float]:
    """Seconds by the clock, of our processor time (making the pieces included), and of that of a new server."""
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as name:
        database = Path(name) / "database"
        database.mkdir()
        with started(fuseki(jar, database, PORT), PORT) as server:
            before = time.perf_counter(), time.process_time(), processor_ms(server.process) / 1000
            way(server, pieces(version, quads), Path(name))
            after = time.perf_counter(), time.process_time(), processor_ms(server.process) / 1000
    wall, ours, theirs = (later - earlier for earlier, later in zip(before, after, strict=True))
    return wall, ours, theirs


@click.command(help=__doc__)
@click.argument("jar", type=click.Path(path_type=Path, exists=True))
@click.option("--quads", default=800_000, show_default=True)
def main(jar: Path, quads: int) -> None:
    version = current_folder(Settings().data_dir)
    ways: dict[str, Way] = {
        f"carrying {quads:,} quads to a local Fuseki (TDB2)": carry,
        "the same, one request for each graph": by_graph,
        "the same, one request for all": at_once,
    }
    figures = []
    for what, way in ways.items():
        wall, ours, theirs = timed(jar, way, version, quads)
        seen = f"{wall:.0f} s; processor time {ours:.1f} s here, {theirs:.1f} s in Fuseki"
        is_ours = way is carry
        figures.append(Figure(what, "60 s" if is_ours else "", seen, wall <= 60 if is_ours else None))
        print(f"| {what} | {seen} |", flush=True)
    print(Record("carry", "A build to a store on another server", figures, {"jar": jar.stem}).write())


if __name__ == "__main__":
    main()
