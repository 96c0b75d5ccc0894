"""Time carrying quads of the current version to a new, local Fuseki: python -m bench.service.carry JAR [--quads N]

Named graphs and the default graph are carried in their order until so many quads are there. A record is written.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click

from bench.record import Figure, Record
from westphalia.replication import Piece, load_pieces, pieces_of
from westphalia.replication.graph_lines import graph_lines, graphs_of
from westphalia.settings import Settings
from westphalia.store import Endpoints, RemoteStore
from westphalia.versions.folders import current_folder

from .servers import fuseki, running

PORT = 8175


def pieces(version: Path, quads: int) -> Iterator[Piece]:
    """The pieces of so many quads of a version."""
    left = quads
    for graph in graphs_of(version):
        for piece in pieces_of(graph, islice(graph_lines(version, graph), left)):
            left -= piece.triples
            yield piece
        if left <= 0:
            return


@click.command(help=__doc__)
@click.argument("jar", type=click.Path(path_type=Path, exists=True))
@click.option("--quads", default=800_000, show_default=True)
def main(jar: Path, quads: int) -> None:
    version = current_folder(Settings().data_dir)
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as name:
        database = Path(name) / "database"
        database.mkdir()
        with running(fuseki(jar, database, PORT), PORT) as address:
            base = address.removesuffix("/query")
            store = RemoteStore(Endpoints(address, f"{base}/update", f"{base}/data"))
            wall, cpu = time.perf_counter(), time.process_time()
            sent = load_pieces(store, "bench", pieces(version, quads), Path(name) / "state.json", lambda _: None)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    seen = f"{wall:.0f} s, of which {cpu:.1f} s of our processor time"
    figure = Figure(f"carrying {sent:,} quads to a local Fuseki (TDB2)", "60 s", seen, wall <= 60)
    print(f"| {figure.what} | {figure.target} | {figure.seen} |")
    print(Record("carry", "A build to a store on another server", [figure], {"jar": jar.stem}).write())


if __name__ == "__main__":
    main()
