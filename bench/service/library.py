"""Times every query of the library next to rdflib-endpoint, on the same data, over HTTP.

    python -m bench.service.library [--others FOLDER]

Our service builds the project as it stands; what it serves (named graphs and default graph) is given to
rdflib-endpoint in memory, which takes minutes. A query that the other cannot answer within its time, or answers with
another number of rows, is listed and left out of the mean.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from westphalia.inputs.query_library import load_library
from westphalia.rdf.namespaces import PREFIXES
from westphalia.settings import Settings

from .servers import Server, other_environment, rdflib_endpoint, running

PORT = 8160
_ROUNDS = 3
_SECONDS = 60.0
_LOADING_SECONDS = 1200.0

Timed = tuple[float, int]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.service.library", description=__doc__)
    parser.add_argument("--others", type=Path, help="environment of rdflib-endpoint; thrown away if not given")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as name:
        _measure(Path(name), given.others)


def _measure(folder: Path, others: Path | None) -> None:
    commands = other_environment(others or folder / "others")
    if commands is None:
        raise SystemExit("rdflib-endpoint could not be installed.")
    environment = {"WESTPHALIA_DATA_DIR": str(folder / "var"), "WESTPHALIA_CACHE_MB": "0"}
    westphalia = str(Path(sys.executable).parent / "westphalia")
    subprocess.run([westphalia, "build"], check=True, capture_output=True, env=os.environ | environment)
    data = folder / "data.trig"
    store = ox.Store.read_only(str(folder / "var" / "current" / "store"))
    store.dump(str(data), format=ox.RdfFormat.TRIG)
    queries = {query.name: _with_prefixes(query.render()) for query in load_library(Settings().queries_dir).values()}
    mine, cached = ({} for _ in range(2))
    for found, cache_mb in ((mine, "0"), (cached, "64")):
        serve = [westphalia, "serve", "--no-build", "--port", str(PORT)]
        with running(
            Server("westphalia", "/sparql", serve, environment | {"WESTPHALIA_CACHE_MB": cache_mb}), PORT
        ) as ours:
            found.update(_timed_all(ours, queries))
    with running(rdflib_endpoint(commands, data, PORT + 1), PORT + 1, _LOADING_SECONDS) as address:
        theirs = _timed_all(address, queries)
    _print(len(store), mine, cached, theirs)


def _with_prefixes(text: str) -> str:
    """The query with the prefixes that our service knows by itself."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items()) + text


def _timed_all(address: str, queries: dict[str, str]) -> dict[str, Timed]:
    """Each query, over one connection that stays open."""
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        return {name: _timed(connection, parts.path, text) for name, text in queries.items()}
    finally:
        connection.close()


def _timed(connection: http.client.HTTPConnection, path: str, text: str) -> Timed:
    """Milliseconds of the median round, and rows; not a number when it fails."""
    taken, rows = [], 0
    body = urllib.parse.urlencode({"query": text})
    headers = {"Accept": "text/csv", "Content-Type": "application/x-www-form-urlencoded"}
    for _ in range(_ROUNDS):
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
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), rows


def _print(triples: int, mine: dict[str, Timed], cached: dict[str, Timed], theirs: dict[str, Timed]) -> None:
    table = Table("Query", "Rows", "westphalia, ms", "cached, ms", "rdflib-endpoint, ms", "times faster")
    table.title = f"The library on {triples:,} quads"
    alike = []
    for name, (ours, rows) in mine.items():
        other, other_rows = theirs[name]
        same = rows == other_rows and not math.isnan(other)
        alike += [name] if same else []
        answer = f"{other:.1f}" if same else f"no, or other rows ({other_rows})"
        ratio = f"{other / ours:.1f}" if same else ""
        table.add_row(name, str(rows), f"{ours:.1f}", f"{cached[name][0]:.1f}", answer, ratio)
    Console().print(table)
    for label, found in (("none cached", mine), ("as served, repeated queries from the cache", cached)):
        mean = math.exp(statistics.fmean(math.log(theirs[name][0] / found[name][0]) for name in alike))
        print(f"Geometric mean over {len(alike)} queries that both answer alike, {label}: {mean:.1f} times faster")


if __name__ == "__main__":
    main(sys.argv[1:])
