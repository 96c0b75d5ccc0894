"""Compare the closures of Apache Spark and of DuckDB, then their times.

    python -m bench.reasoner.spark FILE.nq --master 'local[2]'      (or --world 1000000 in the place of FILE)
    python -m bench.reasoner.spark --baseline --workers 1 --workers 2

FILE is canonical N-Quads; --baseline is what the current version asserts, --world a generated world of about so many
triples. --workers starts a standalone cluster on this machine with so many workers of one processor. Compared are the
rows of the closure with the days from and until which they hold, and the record of rounds and rules that explanations
rest on, by EXCEPT both ways; then contradictions and ignored axioms. Where rows of the closure or reports differ the
command fails, and no time is printed. Each closure is made in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import click
import duckdb

from bench.record import Figure, Record
from westphalia.inputs.ontology import rule_paths
from westphalia.reason.dated import DATABASE, close, read_asserted
from westphalia.reason.evaluation.helper_statements import ignored_axioms
from westphalia.reason.rules.cache import read_rules_cached
from westphalia.reason.spark.closing import close_on_spark
from westphalia.reason.spark.engine import SparkPlace
from westphalia.settings import PROJECT_ROOT, Settings
from westphalia.versions.folders import current_folder

from .datasets import Dataset
from .spark_cluster import cluster

DUCKDB = "duckdb"
_CLOSURE = "f, u", "(FROM {name}.fact ANTI JOIN {name}.superseded USING (s, p, o, f, u))"
_RECORD = "f, u, round, rule", "(FROM {name}.fact UNION ALL FROM {name}.block)"
"""Columns beside the triple, and rows; the view of a closure names tables of its own database alone."""


@dataclass(frozen=True)
class Closed:
    """A closure: who made it, in how many seconds, and where it is; contradictions and ignored axioms as texts."""

    engine: str
    folder: str
    seconds: float
    reports: list[str]

    @property
    def database(self) -> Path:
        """The file of the closure."""
        return Path(self.folder) / DATABASE


def closed(engine: str, path: Path, folder: Path, work_dir: str = "") -> Closed:
    """Close a file with an engine, into a database in a folder; the time includes reading, and copying from Spark."""
    folder.mkdir(parents=True)
    every = read_rules_cached(rule_paths(PROJECT_ROOT / "ontology"), Settings().cache_dir)
    rules = [rule for rule in every if not rule.on_request]
    began = time.perf_counter()
    with duckdb.connect(folder / DATABASE) as connection:
        if engine == DUCKDB:
            contradictions, ignored = close(connection, path, rules, _tell), ignored_axioms(connection)
        else:
            place = SparkPlace(engine, work_dir)
            contradictions, ignored = close_on_spark(place, path, rules, connection, _tell)
    seconds = time.perf_counter() - began
    return Closed(engine, str(folder), seconds, sorted(map(str, [*contradictions, *ignored])))


@dataclass(frozen=True)
class Difference:
    """Rows of two closures: how many the first has, and how many are in one of them alone."""

    rows: int
    lacking: int
    more: int


def compare(one: Path, other: Path) -> tuple[Difference, Difference]:
    """The differences of two databases: of their closures, and of their records of rounds and rules."""
    with duckdb.connect() as connection:
        for name, path in (("a", one), ("b", other)):
            connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        closures, records = (
            _difference(connection, _texts("a", kind), _texts("b", kind)) for kind in (_CLOSURE, _RECORD)
        )
        return closures, records


def _texts(name: str, kind: tuple[str, str]) -> str:
    """SQL: rows with terms in the place of their numbers."""
    columns, rows = kind
    joins = " ".join(f"JOIN {name}.term AS t_{place} ON t_{place}.id = r.{place}" for place in "spo")
    return f"SELECT t_s.text, t_p.text, t_o.text, {columns} FROM {rows.format(name=name)} AS r {joins}"


def _difference(connection: duckdb.DuckDBPyConnection, one: str, other: str) -> Difference:
    counts = [
        connection.execute(f"SELECT count(*) FROM ({query})").fetchall()[0][0]
        for query in (one, f"{one} EXCEPT {other}", f"{other} EXCEPT {one}")
    ]
    return Difference(*counts)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _in_own_process(engine: str, path: Path, folder: Path, work_dir: str, memory: str) -> Closed:
    """A closure made by a process of its own, whose Java virtual machine it is."""
    command = [sys.executable, "-m", "bench.reasoner.spark", str(path), "--only", engine, str(folder)]
    conf = f"--driver-memory {memory} --conf spark.executor.memory={memory} pyspark-shell"
    environment = os.environ | {"PYSPARK_SUBMIT_ARGS": conf, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [*command, "--work-dir", work_dir], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return Closed(**json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def _masters(masters: Sequence[str], workers: int | None, folder: Path, memory: str) -> Iterator[Sequence[str]]:
    if workers is None:
        yield masters
        return
    folder.mkdir()
    with cluster(workers, folder, memory) as address:
        yield [address]


def _input(path: Path | None, world: int | None, folder: Path) -> Path:
    if path is not None:
        return path
    if world is not None:
        return Dataset("world", world).write(folder)[0]
    asserted = folder / "asserted.nq"
    asserted.write_text("".join(sorted(read_asserted(current_folder(Settings().data_dir)))), encoding="utf-8")
    return asserted


@click.command(help=__doc__)
@click.argument("path", type=click.Path(path_type=Path, exists=True), required=False)
@click.option("--baseline", is_flag=True, help="What the current version asserts.")
@click.option("--world", type=click.IntRange(1), help="A generated world of about so many triples.")
@click.option("--master", "masters", multiple=True, help="Address of a master of Spark.")
@click.option("--workers", multiple=True, type=click.IntRange(1), help="A cluster here with so many workers.")
@click.option("--work-dir", default="", help="Where Spark keeps its tables.")
@click.option("--memory", default="3g", show_default=True, help="Memory of the driver, and of each worker.")
@click.option("--only", nargs=2, hidden=True)
def main(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    path: Path | None,
    baseline: bool,
    world: int | None,
    masters: tuple[str, ...],
    workers: tuple[int, ...],
    work_dir: str,
    memory: str,
    only: tuple[str, str] | None,
) -> None:
    if sum([path is not None, baseline, world is not None]) != 1:
        raise click.UsageError("Give one of FILE, --baseline and --world.")
    with tempfile.TemporaryDirectory(prefix="westphalia-bench-") as temporary:
        folder = Path(temporary)
        source = _input(path, world, folder)
        if only:
            print(json.dumps(asdict(closed(only[0], source, Path(only[1]), work_dir))))
            return
        here = _in_own_process(DUCKDB, source, folder / DUCKDB, "", memory)
        _print(here, "DuckDB", None)
        figures = []
        wanted: list[tuple[Sequence[str], int | None]] = [((master,), None) for master in masters]
        for number, (addresses, size) in enumerate([*wanted, *(((), size) for size in workers)]):
            with _masters(addresses, size, folder / f"cluster-{number}", memory) as found:
                there = _in_own_process(found[0], source, folder / f"spark-{number}", work_dir, memory)
                name = f"Spark, {size} worker{'s' if size > 1 else ''}" if size else f"Spark at {found[0]}"
            compared = _equal(here, there)
            _print(there, name, compared)
            figures.append(_figure(name, here, there, compared))
        if figures:
            what = "the baseline" if baseline else f"a world of {world:,} triples" if world else "a file"
            print(
                Record(
                    "spark-baseline" if baseline else f"spark-{source.stem}", f"Spark against DuckDB, {what}", figures
                ).write()
            )


def _figure(name: str, here: Closed, there: Closed, compared: tuple[Difference, Difference]) -> Figure:
    closures, records = compared
    seen = (
        f"{closures.rows:,} rows with their days, {closures.lacking} and {closures.more} in one alone; of "
        f"{records.rows:,} rows of the record {records.lacking} and {records.more}; {there.seconds:.0f} s, DuckDB "
        f"{here.seconds:.1f} s"
    )
    return Figure(name, "equal, dates included", seen, closures.lacking + closures.more == 0)


def _equal(here: Closed, there: Closed) -> tuple[Difference, Difference]:
    """The compared closures. Raises ClickException when they differ."""
    closures, records = compare(here.database, there.database)
    if closures.lacking or closures.more or here.reports != there.reports:
        raise click.ClickException(
            f"Of {closures.rows:,} rows of DuckDB {there.engine} lacks {closures.lacking:,}, and it has "
            f"{closures.more:,} others; {len(here.reports)} and {len(there.reports)} reports."
        )
    return closures, records


def _print(found: Closed, name: str, compared: tuple[Difference, Difference] | None) -> None:
    if compared is None:
        print(
            "| Engine | Seconds | Rows, equal | Contradictions and ignored axioms | Record |\n|---|---|---|---|---|"
        )
        print(f"| {name} | {found.seconds:.1f} | | {len(found.reports)} | |", flush=True)
        return
    closures, records = compared
    same = f"{records.rows:,} rows, {records.lacking:,} and {records.more:,} in one alone"
    print(f"| {name} | {found.seconds:.1f} | {closures.rows:,} | {len(found.reports)} | {same} |", flush=True)


if __name__ == "__main__":
    main()
