"""Run the measurement and print its tables; see the package."""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table

from bench.record import Figure, Record
from westphalia.workers import PoolLimits, QueryTask, WorkerPool

from .data import ASK, ENDLESS, MIXED, ROWS, write_triples
from .load import Seen, hammer, mixed
from .servers import Server, load_oxigraph, other_environment, ours, oxigraph, rdflib_endpoint, running

PORT = 8150
_CLIENTS = 16
_FEWER = (1, 2, 4)


@dataclass(frozen=True)
class Cell:
    """A measurement of one server: what was asked, and what was seen."""

    server: str
    what: str
    seen: Seen


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.service.run", description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000, help="size of the data (100000)")
    parser.add_argument("--seconds", type=float, default=6, help="length of each measurement of throughput (6)")
    parser.add_argument("--mixed-seconds", type=float, default=60, help="length of the mixed load (60)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in which servers take turns (3)")
    parser.add_argument("--others", type=Path, help="environment of the other servers; thrown away if not given")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as name:
        Bench(Path(name), given).run()


class Bench:
    """One run in a folder that is thrown away."""

    def __init__(self, folder: Path, given: argparse.Namespace) -> None:
        self._given = given
        self._file = folder / "data.nt"
        self._store = folder / "ours"
        self._oxigraph_store = folder / "oxigraph"
        self._others = other_environment(given.others or folder / "others")
        write_triples(self._file, given.triples)
        self._load()

    def run(self) -> None:
        """Measure everything and print a table for each part."""
        throughput = self._throughput()
        self._print(f"Throughput and latency ({_CLIENTS} clients, if not said)", throughput)
        print(_record(throughput, self._given.triples).write())
        self._print(f"Mixed queries, 64 clients, {self._given.mixed_seconds:g} s", self._mixed())
        self._print_limits()
        self._print_overhead()

    def _load(self) -> None:
        serve = ours(self._store, PORT)
        command = [*serve.command, str(self._file)]
        with running(Server(serve.name, serve.path, command, serve.environment), PORT):
            pass
        if self._others is not None:
            load_oxigraph(self._others, self._file, self._oxigraph_store)

    def _throughput(self) -> list[Cell]:
        """Each server in turn, several rounds, so that what else the machine does falls on all alike."""
        cells: list[Cell] = []
        for _ in range(self._given.rounds):
            cells += self._hammered(ours(self._store, PORT, cache_mb=0), {"ASK": ASK, "1,000 rows": ROWS}, fewer=True)
            cells += self._hammered(ours(self._store, PORT), {"ASK, cached": ASK, "1,000 rows, cached": ROWS})
            cells += self._conditional()
            for server in self._other_servers():
                cells += self._hammered(server, {"ASK": ASK, "1,000 rows": ROWS}, fewer=True)
        return _medians(cells)

    def _other_servers(self) -> list[Server]:
        if self._others is None:
            return []
        return [
            oxigraph(self._others, self._oxigraph_store, PORT + 1),
            rdflib_endpoint(self._others, self._file, PORT + 2),
        ]

    def _hammered(self, server: Server, queries: dict[str, str], *, fewer: bool = False) -> list[Cell]:
        """Each query from many clients; with `fewer` the first one also from some."""
        asked = [(what, query, _CLIENTS) for what, query in queries.items()]
        if fewer:
            what, query, _ = asked[0]
            asked += [(_by(what, clients), query, clients) for clients in _FEWER]
        with running(server, _port(server)) as address:
            hammer(address, asked[0][1], clients=_CLIENTS, seconds=1)  # starts workers
            return [
                Cell(server.name, what, hammer(address, query, clients=clients, seconds=self._given.seconds))
                for what, query, clients in asked
            ]

    def _conditional(self) -> list[Cell]:
        server = ours(self._store, PORT)
        with running(server, PORT) as address:
            with urllib.request.urlopen(f"{address}?query={urllib.parse.quote(ASK)}") as response:
                header = f"If-None-Match: {response.headers['ETag']}"
            seen = hammer(address, ASK, clients=_CLIENTS, seconds=self._given.seconds, headers=[header])
        return [Cell(server.name, "ASK, If-None-Match", seen)]

    def _mixed(self) -> list[Cell]:
        cells = []
        seconds = self._given.mixed_seconds
        for server in [ours(self._store, PORT), *self._other_servers()]:
            with running(server, _port(server)) as address:
                seen = mixed(address, MIXED, clients=64, seconds=seconds, unique=True)
            cells.append(Cell(server.name, "mixed, none repeated", seen))
        return cells

    def _print_limits(self) -> None:
        """How long after its limit a client hears of it, and how long others wait meanwhile."""
        table = Table("Limit of a query, s", "heard after, ms over", title="Limits", title_justify="left")
        server = ours(self._store, PORT, timeout_seconds=2)
        with running(server, PORT) as address:
            for limit in (0.2, 0.5, 1.0, 2.0):
                over = [_overrun(address, limit) for _ in range(5)]
                table.add_row(f"{limit:g}", f"{statistics.median(over):.0f} (worst {max(over):.0f})")
        Console().print(table)

    def _print_overhead(self) -> None:
        """A small query in process and through the pool, in turn."""
        store = next((self._store / "builds").iterdir()) / "store"
        pool = WorkerPool(PoolLimits(workers=1))
        task = QueryTask(str(store), ASK, {"boolean": "json"})
        engine = ox.Store.read_only(str(store))
        inside = _median_ms(lambda: engine.query(ASK).serialize(format=ox.QueryResultsFormat.JSON))
        through = _median_ms(lambda: pool.collect(task))
        table = Table("In process, ms", "Through the pool, ms", title="A small query", title_justify="left")
        table.add_row(f"{inside:.3f}", f"{through:.3f}")
        Console().print(table)
        pool.close()

    def _print(self, title: str, cells: list[Cell]) -> None:
        table = Table(
            "Server", "Asked", "per second", "p50 ms", "p90 ms", "p99 ms", "failed", title=title, title_justify="left"
        )
        for cell in cells:
            seen = cell.seen
            numbers = (
                f"{seen.rate:,.0f}",
                f"{seen.p50:.1f}",
                f"{seen.p90:.1f}",
                f"{seen.p99:.1f}",
                str(seen.failures),
            )
            table.add_row(cell.server, cell.what, *numbers)
        Console().print(table)


def _by(what: str, clients: int) -> str:
    return f"{what}, {clients} client{'s' if clients > 1 else ''}"


def _record(cells: list[Cell], triples: int) -> Record:
    """The rates of our server against its targets, and against those of the others."""
    rates = {(cell.server, cell.what): cell.seen.rate for cell in cells}
    ask, rows = rates["westphalia", "ASK"], rates["westphalia", "1,000 rows"]
    figures = [Figure("ASK, uncached", "≥ 1,500/s", f"{ask:,.0f}/s{_beside(rates, 'ASK')}", ask >= 1500)]
    for clients in _FEWER:
        what = _by("ASK", clients)
        figures.append(
            Figure(f"the same, {what[5:]}", "", f"{rates['westphalia', what]:,.0f}/s{_beside(rates, what)}")
        )
    for what in ("ASK, cached", "ASK, If-None-Match", "1,000 rows, cached"):
        figures.append(Figure(what, "", f"{rates['westphalia', what]:,.0f}/s"))
    other = rates.get(("oxigraph serve", "1,000 rows"))
    ratio = f"{rows / other:.2f} times its rate" if other else "not measured"
    target = "≥ 1.0 times its rate"
    seen = f"{ratio} ({rows:,.0f}/s{_beside(rates, '1,000 rows')})"
    figures.append(Figure("1,000 rows, against oxigraph serve", target, seen, rows >= other if other else None))
    with_ = "wrk" if shutil.which("wrk") else "clients in Python, which take a good part of a processor"
    return Record(
        "service", f"Answers a second over HTTP, {triples:,} triples, {_CLIENTS} clients ({with_})", figures
    )


def _beside(rates: dict[tuple[str, str], float], what: str) -> str:
    """What the others did."""
    others = [
        f"{server} {rate:,.0f}" for (server, asked), rate in rates.items() if asked == what and server != "westphalia"
    ]
    return f"; {', '.join(others)}" if others else ""


def _port(server: Server) -> int:
    return {"westphalia": PORT, "oxigraph serve": PORT + 1, "rdflib-endpoint": PORT + 2}[server.name]


def _medians(cells: list[Cell]) -> list[Cell]:
    """For each server and question the round with the median rate."""
    found = dict.fromkeys((cell.what, cell.server) for cell in cells)
    merged = []
    for what, server in sorted(found):
        rounds = sorted((c.seen for c in cells if (c.what, c.server) == (what, server)), key=lambda seen: seen.rate)
        merged.append(Cell(server, what, rounds[len(rounds) // 2]))
    return merged


def _overrun(address: str, limit: float) -> float:
    data = urllib.parse.urlencode({"query": ENDLESS, "timeout": limit}).encode()
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(address, data):
            raise RuntimeError("The query was expected to meet its limit.")
    except urllib.error.HTTPError as error:
        error.close()
    return (time.perf_counter() - start - limit) * 1000


def _median_ms(function: Callable[[], object]) -> float:
    taken = []
    for _ in range(1000):
        start = time.perf_counter()
        function()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main(sys.argv[1:])
