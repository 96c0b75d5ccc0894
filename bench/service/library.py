"""Times every query of the library next to rdflib-endpoint, on the same data, over HTTP.

    python -m bench.service.library [--others FOLDER]

Our service builds the project as it stands; what it serves (named graphs and default graph) is given to
rdflib-endpoint in memory, which takes minutes. A query that the other cannot answer within its time, or answers with
another number of rows, is listed and left out of the mean.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from graph.library import load_library
from graph.settings import Settings
from graph.vocab import PREFIXES

from .servers import Server, other_environment, rdflib_endpoint, running

PORT = 8160
_ROUNDS = 3
_SECONDS = 60.0
_LOADING_SECONDS = 1200.0


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
    ours = Server("westphalia", "/sparql", [westphalia, "serve", "--no-build", "--port", str(PORT)], environment)
    with running(ours, PORT) as address:
        mine = {name: _timed(address, text) for name, text in queries.items()}
    with running(rdflib_endpoint(commands, data, PORT + 1), PORT + 1, _LOADING_SECONDS) as address:
        theirs = {name: _timed(address, text) for name, text in queries.items()}
    _print(len(store), mine, theirs)


def _with_prefixes(text: str) -> str:
    """The query with the prefixes that our service knows by itself."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items()) + text


def _timed(address: str, text: str) -> tuple[float, int]:
    """Milliseconds of the median round, and rows; not a number and the status when it fails."""
    taken, rows = [], 0
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        try:
            rows = _rows(address, text)
        except urllib.error.HTTPError as error:
            error.close()
            return float("nan"), -error.code
        except OSError:
            return float("nan"), 0
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), rows


def _rows(address: str, text: str) -> int:
    data = urllib.parse.urlencode({"query": text}).encode()
    request = urllib.request.Request(address, data, headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=_SECONDS) as response:
        return response.read().count(b"\n") - 1


def _print(triples: int, mine: dict[str, tuple[float, int]], theirs: dict[str, tuple[float, int]]) -> None:
    table = Table("Query", "Rows", "westphalia, ms", "rdflib-endpoint, ms", "times faster")
    table.title = f"The library on {triples:,} quads"
    ratios = []
    for name, (ours, rows) in mine.items():
        other, other_rows = theirs[name]
        same = rows == other_rows and not math.isnan(other)
        if same:
            ratios.append(other / ours)
        answer = f"{other:.1f}" if same else f"no, or other rows ({other_rows})"
        table.add_row(name, str(rows), f"{ours:.1f}", answer, f"{other / ours:.1f}" if same else "")
    Console().print(table)
    if ratios:
        mean = math.exp(statistics.fmean(map(math.log, ratios)))
        print(f"Geometric mean over {len(ratios)} queries that both answer alike: {mean:.1f} times faster")


if __name__ == "__main__":
    main(sys.argv[1:])
