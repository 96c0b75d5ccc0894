"""Times every query of the library next to other servers, on the same quads, over HTTP.

    python -m bench.service.library [--fuseki JAR] [--rdflib-endpoint FOLDER]

What our service serves of the current version (named graphs and default graph) is served by `oxigraph
serve-read-only` from the same store, by Fuseki from TDB2 with --fuseki, and by rdflib-endpoint in memory with
--rdflib-endpoint (installed into the folder), which takes minutes. All servers are up at once and get each query in
turn, so that each ratio is of the same minute. Our cache is off, and every text is sent once (a comment tells them
apart). Of the rounds the fastest counts, since other work on the machine only makes a round longer; processor time is
that of all processes of a server, the median of the rounds. A query that another cannot answer within its time, or
answers with another number of rows, is listed and left out of that mean. A record is written (see `bench.record`).
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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import astuple, dataclass
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from bench.processor import processor_ms, wait_until_idle
from bench.record import Figure, Record
from westphalia.inputs.query_library import load_library
from westphalia.rdf.namespaces import PREFIXES
from westphalia.settings import Settings
from westphalia.versions.folders import current_folder

from .servers import Running, Server, fuseki, load_fuseki, other_environment, oxigraph, rdflib_endpoint, started

PORT = 8160
_ROUNDS = 9
_LONG_MS, _LONG_ROUNDS = 2000.0, 3
"""A query that takes a server longer is asked fewer times."""
_SMALL_MS = 5.0
"""A query is small that `oxigraph serve` answers in this time."""
_AFTER_SECONDS = 0.003
"""After an answer a server puts away what it used: processor time of it, though not of the client's."""
_VERDICTS = {True: "met", False: "**missed**", None: ""}
_WARM_SECONDS = 240.0
"""So long at most our service is given to read what its pages need, which it does on its own when it starts."""
_SECONDS = 60.0
_LOADING_SECONDS = 1800.0
OURS = "westphalia"
_TARGETS = {"oxigraph serve": ("≤ 1.25 times its time", 1 / 1.25), "Fuseki": ("≥ 3 times as fast", 3.0)}
_TARGETS["rdflib-endpoint"] = ("≥ 10 times as fast", 10.0)


@dataclass(frozen=True)
class Timed:
    """Milliseconds of an answer by the clock and of processor time, and its rows; not a number when it fails."""

    ms: float
    processor_ms: float
    rows: int

    @property
    def failed(self) -> bool:
        """Whether there was no answer."""
        return math.isnan(self.ms)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.service.library", description=__doc__)
    parser.add_argument("--fuseki", type=Path, help="jar of Fuseki's server")
    parser.add_argument("--fuseki-database", type=Path, help="its database, if it has the version's quads already")
    parser.add_argument("--rdflib-endpoint", type=Path, help="folder of its environment")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as name, ExitStack() as stack:
        version = current_folder(Settings().data_dir)
        servers = {
            server.name: stack.enter_context(started(server, port, _LOADING_SECONDS))
            for port, server in enumerate(_servers(given, version, Path(name)), start=PORT)
        }
        library = load_library(Settings().queries_dir).values()
        queries = {query.name: _with_prefixes(query.render()) for query in library}
        wait_until_idle(servers[OURS].process, at_most=_WARM_SECONDS)
        _tell(len(ox.Store.read_only(str(version / "store"))), _timed_all(servers, queries))


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


def _timed_all(servers: Mapping[str, Running], queries: Mapping[str, str]) -> dict[str, dict[str, Timed]]:
    """For each server, each query; the servers get it in turn, over connections that stay open."""
    split = {name: urllib.parse.urlsplit(server.address) for name, server in servers.items()}
    connections = {
        name: http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
        for name, parts in split.items()
    }
    found: dict[str, dict[str, Timed]] = {name: {} for name in servers}
    for number, (query, text) in enumerate(queries.items(), start=1):
        print(f"{number} of {len(queries)}: {query}", file=sys.stderr, flush=True)
        rounds: dict[str, list[Timed]] = {name: [] for name in servers}
        for at in range(_ROUNDS):
            for name, connection in connections.items():
                if _is_wanted(rounds[name]):
                    sent = f"{text}\n# {at}"
                    rounds[name].append(_timed(connection, split[name].path, sent, servers[name].process))
        for name, seen in rounds.items():
            found[name][query] = _together(seen)
    return found


def _is_wanted(rounds: Sequence[Timed]) -> bool:
    """Whether a server is asked again: not after a failure, and not often for what takes long."""
    if any(timed.failed for timed in rounds):
        return False
    return len(rounds) < _LONG_ROUNDS or min(timed.ms for timed in rounds) < _LONG_MS


def _together(rounds: Sequence[Timed]) -> Timed:
    ms = float("nan") if any(timed.failed for timed in rounds) else min(timed.ms for timed in rounds)
    return Timed(ms, statistics.median(timed.processor_ms for timed in rounds), rounds[-1].rows)


def _timed(connection: http.client.HTTPConnection, path: str, text: str, process: int) -> Timed:
    """One answer."""
    body = urllib.parse.urlencode({"query": text})
    headers = {"Accept": "text/csv", "Content-Type": "application/x-www-form-urlencoded"}
    before = processor_ms(process)
    start = time.perf_counter()
    try:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        rows = response.read().count(b"\n") - 1
        taken = (time.perf_counter() - start) * 1000
    except (OSError, http.client.HTTPException):
        connection.close()
        return Timed(float("nan"), 0.0, 0)
    if response.status != 200:
        return Timed(float("nan"), 0.0, -response.status)
    time.sleep(_AFTER_SECONDS)
    return Timed(taken, processor_ms(process) - before, rows)


def _tell(quads: int, found: dict[str, dict[str, Timed]]) -> None:
    others = [name for name in found if name != OURS]
    columns = [f"{name}, {unit}" for name in found for unit in ("ms", "cpu")]
    table = Table("Query", "Rows", *columns, title=f"The library on {quads:,} quads")
    for query, ours in found[OURS].items():
        table.add_row(
            query, str(ours.rows), *(cell for name in found for cell in _cells(found[name][query], ours.rows))
        )
    Console(width=max(140, Console().width)).print(table)
    figures = [figure for name in others for figure in compared(found, name)]
    for figure in figures:
        print(f"| {figure.what} | {figure.target} | {figure.seen} | {_VERDICTS[figure.met]} |")
    details = {
        "quads": quads,
        "milliseconds, processor milliseconds, rows": {
            name: {query: astuple(timed) for query, timed in timings.items()} for name, timings in found.items()
        },
    }
    title = f"The queries of the library over HTTP, {quads:,} quads, our cache off"
    print(Record("library", title, figures, details=details).write())


def _cells(timed: Timed, rows: int) -> tuple[str, str]:
    if timed.failed or timed.rows != rows:
        return f"no, or other rows ({timed.rows})", ""
    return f"{timed.ms:.1f}", f"{timed.processor_ms:.1f}"


def compared(found: dict[str, dict[str, Timed]], name: str) -> Iterator[Figure]:
    """The geometric mean of how many times as fast ours is, over the queries that both answer alike; by size too."""
    alike = [
        (ours, theirs)
        for query, ours in found[OURS].items()
        if not (theirs := found[name][query]).failed and ours.rows == theirs.rows
    ]
    if not alike:
        yield Figure(f"against {name}", "", "no query that both answer alike")
        return
    target, least = _TARGETS[name]
    what = f"{len(alike)} queries over HTTP against {name}, geometric mean"
    yield Figure(what, target, *_seen([(ours.ms, theirs.ms) for ours, theirs in alike], least))
    processor = [(ours.processor_ms, theirs.processor_ms) for ours, theirs in alike]
    yield Figure("the same in processor time", "", _seen(processor, least)[0])
    if name != "oxigraph serve":
        return
    small = [ours.ms - theirs.ms for ours, theirs in alike if theirs.ms <= _SMALL_MS]
    large = [(ours.ms, theirs.ms) for ours, theirs in alike if theirs.ms > _SMALL_MS]
    if small:
        more = statistics.median(small)
        what = f"{len(small)} small queries (up to {_SMALL_MS:g} ms there), how much longer, median"
        yield Figure(what, "≤ 1.5 ms", f"{more:.2f} ms", more <= 1.5)
    if large:
        yield Figure(f"the {len(large)} others, geometric mean", target, *_seen(large, least))


def _seen(pairs: Sequence[tuple[float, float]], least: float) -> tuple[str, bool]:
    """The ratio of ours and theirs in words, and whether ours is at least so many times as fast."""
    ratio = math.exp(statistics.fmean(math.log(theirs / ours) for ours, theirs in pairs))
    ours, theirs = (math.exp(statistics.fmean(map(math.log, column))) for column in zip(*pairs, strict=True))
    seen = f"{1 / ratio:.2f} times its time" if ratio < 1 else f"{ratio:.2f} times as fast"
    return f"{seen} ({ours:.1f} against {theirs:.1f} ms)", ratio >= least


if __name__ == "__main__":
    main(sys.argv[1:])
