"""Times every query of the library next to other servers, on the same quads, over HTTP.

    python -m bench.service.library [--fuseki JAR] [--rdflib-endpoint FOLDER]

What our service serves of the current version (named graphs and default graph) is served by `oxigraph
serve-read-only` from the same store, by Fuseki from TDB2 with --fuseki, and by rdflib-endpoint in memory with
--rdflib-endpoint (installed into the folder), which takes minutes. All servers are up at once and get each query in
turn, so that each ratio is of the same minute. Our cache is off. A query that another cannot answer within its time,
or answers with another number of rows, is listed and left out of that mean. A record is written (see `bench.record`).
"""

from __future__ import annotations

import argparse
import http.client
import math
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from bench.record import Figure, Record
from westphalia.inputs.query_library import load_library
from westphalia.rdf.namespaces import PREFIXES
from westphalia.settings import Settings
from westphalia.versions.folders import current_folder

from .servers import Server, fuseki, load_fuseki, other_environment, oxigraph, rdflib_endpoint, running

PORT = 8160
_ROUNDS = 5
_SECONDS = 60.0
_LOADING_SECONDS = 1800.0
OURS = "westphalia"
_TARGETS = {"oxigraph serve": ("≤ 1.25 times its time", 1 / 1.25), "Fuseki": ("≥ 3 times as fast", 3.0)}
_TARGETS["rdflib-endpoint"] = ("≥ 10 times as fast", 10.0)

Timed = tuple[float, int]
"""Milliseconds of the median round, and rows; not a number when it fails."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.service.library", description=__doc__)
    parser.add_argument("--fuseki", type=Path, help="jar of Fuseki's server")
    parser.add_argument("--fuseki-database", type=Path, help="its database, if it has the version's quads already")
    parser.add_argument("--rdflib-endpoint", type=Path, help="folder of its environment")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as name, ExitStack() as stack:
        version = current_folder(Settings().data_dir)
        addresses = {
            server.name: stack.enter_context(running(server, port, _LOADING_SECONDS))
            for port, server in enumerate(_servers(given, version, Path(name)), start=PORT)
        }
        library = load_library(Settings().queries_dir).values()
        queries = {query.name: _with_prefixes(query.render()) for query in library}
        _tell(len(ox.Store.read_only(str(version / "store"))), _timed_all(addresses, queries))


def _servers(given: argparse.Namespace, version: Path, folder: Path) -> list[Server]:
    """Ours and the others, each on the port of its place."""
    here = Path(sys.executable).parent
    environment = {"WESTPHALIA_CACHE_MB": "0", "WESTPHALIA_RATE": "0"}
    ours = Server(
        OURS, "/sparql", [str(here / "westphalia"), "serve", "--no-build", "--port", str(PORT)], environment
    )
    servers = [ours, oxigraph(here, version / "store", PORT + 1)]
    if given.fuseki:
        database = given.fuseki_database or load_fuseki(version / "store", given.fuseki, folder / "tdb2", PORT + 9)
        servers.append(fuseki(given.fuseki, database, PORT + len(servers)))
    if given.rdflib_endpoint:
        commands = other_environment(given.rdflib_endpoint)
        if commands is None:
            raise SystemExit("rdflib-endpoint could not be installed.")
        data = folder / "data.trig"
        ox.Store.read_only(str(version / "store")).dump(str(data), format=ox.RdfFormat.TRIG)
        servers.append(rdflib_endpoint(commands, data, PORT + len(servers)))
    return servers


def _with_prefixes(text: str) -> str:
    """The query with the prefixes that our service knows by itself."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items()) + text


def _timed_all(addresses: Mapping[str, str], queries: Mapping[str, str]) -> dict[str, dict[str, Timed]]:
    """For each server, each query; the servers get it in turn, over connections that stay open."""
    split = {name: urllib.parse.urlsplit(address) for name, address in addresses.items()}
    connections = {
        name: http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
        for name, parts in split.items()
    }
    found: dict[str, dict[str, Timed]] = {name: {} for name in addresses}
    for number, (query, text) in enumerate(queries.items(), start=1):
        print(f"{number} of {len(queries)}: {query}", file=sys.stderr, flush=True)
        rounds: dict[str, list[Timed]] = {name: [] for name in addresses}
        for _ in range(_ROUNDS):
            for name, connection in connections.items():
                if not any(math.isnan(taken) for taken, _ in rounds[name]):
                    rounds[name].append(_timed(connection, split[name].path, text))
        for name, seen in rounds.items():
            found[name][query] = statistics.median(taken for taken, _ in seen), seen[-1][1]
    return found


def _timed(connection: http.client.HTTPConnection, path: str, text: str) -> Timed:
    """One answer."""
    body = urllib.parse.urlencode({"query": text})
    headers = {"Accept": "text/csv", "Content-Type": "application/x-www-form-urlencoded"}
    start = time.perf_counter()
    try:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        rows = response.read().count(b"\n") - 1
    except (OSError, http.client.HTTPException):
        connection.close()
        return float("nan"), 0
    if response.status != 200:
        return float("nan"), -response.status
    return (time.perf_counter() - start) * 1000, rows


def _tell(quads: int, found: dict[str, dict[str, Timed]]) -> None:
    others = [name for name in found if name != OURS]
    table = Table("Query", "Rows", *(f"{name}, ms" for name in found), title=f"The library on {quads:,} quads")
    for query, (ours, rows) in found[OURS].items():
        cells = (_cell(found[name][query], rows) for name in others)
        table.add_row(query, str(rows), f"{ours:.1f}", *cells)
    Console(width=max(120, Console().width)).print(table)
    figures = [_compared(found, name) for name in others]
    for figure in figures:
        print(f"| {figure.what} | {figure.target} | {figure.seen} | {'met' if figure.met else '**missed**'} |")
    details = {"quads": quads, "milliseconds_and_rows": found}
    title = f"The queries of the library over HTTP, {quads:,} quads, our cache off"
    print(Record("library", title, figures, details=details).write())


def _cell(other: Timed, rows: int) -> str:
    return f"{other[0]:.1f}" if other[1] == rows else f"no, or other rows ({other[1]})"


def _compared(found: dict[str, dict[str, Timed]], name: str) -> Figure:
    """The geometric mean of how many times as fast ours is, over the queries that both answer alike."""
    alike = [
        (ours, found[name][query][0])
        for query, (ours, rows) in found[OURS].items()
        if rows == found[name][query][1] and not math.isnan(found[name][query][0])
    ]
    if not alike:
        return Figure(f"against {name}", "", "no query that both answer alike")
    ratio = math.exp(statistics.fmean(math.log(theirs / ours) for ours, theirs in alike))
    ours, theirs = (
        math.exp(statistics.fmean(math.log(each) for each in column)) for column in zip(*alike, strict=True)
    )
    target, least = _TARGETS[name]
    seen = f"{1 / ratio:.2f} times its time" if ratio < 1 else f"{ratio:.2f} times as fast"
    what = f"{len(alike)} queries over HTTP against {name}, geometric mean"
    return Figure(what, target, f"{seen} ({ours:.1f} against {theirs:.1f} ms)", ratio >= least)


if __name__ == "__main__":
    main(sys.argv[1:])
