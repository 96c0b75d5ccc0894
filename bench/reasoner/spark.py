"""Compare the closures of Apache Spark and of DuckDB, then their times.

    python -m bench.reasoner.spark FILE.nq [--master local[2]] [--work-dir FOLDER]

FILE is canonical N-Quads: what `westphalia export everything --format nquads` writes, or any other. A closure is the
set of its triples with the days from and until which they hold; unless both are equal the command fails, and no
times are printed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import click
import duckdb

from westphalia.inputs.ontology import rule_paths
from westphalia.reason.closure import Contradiction
from westphalia.reason.evaluation.contradictions import find_clashes, to_contradictions
from westphalia.reason.evaluation.engine import Engine
from westphalia.reason.rules.cache import read_rules_cached
from westphalia.reason.spark.engine import SparkPlace, spark_engine
from westphalia.settings import PROJECT_ROOT, Settings

_CLOSURE = """SELECT s.text AS subject, p.text AS predicate, o.text AS target, r.f, r.u FROM longest_fact AS r
    JOIN term AS s ON s.id = r.s JOIN term AS p ON p.id = r.p JOIN term AS o ON o.id = r.o"""

Closed = tuple[set[tuple[str, str, str, int, int]], list[Contradiction], float]


def closed(engine: Engine, path: Path) -> Closed:
    """The rows of a closure, its contradictions, and the seconds that it took."""
    began = time.perf_counter()
    engine.load(path)
    fixpoint = engine.close()
    seconds = time.perf_counter() - began
    contradictions = to_contradictions(engine.connection, find_clashes(engine.connection, fixpoint))
    return set(map(tuple, engine.connection.execute(_CLOSURE).fetchall())), contradictions, seconds


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--master", default="local[2]", show_default=True, help="Address of a master of Spark.")
@click.option("--work-dir", default="", help="Where Spark keeps its tables.")
def main(path: Path, master: str, work_dir: str) -> None:
    """Close PATH with both engines."""
    every = read_rules_cached(rule_paths(PROJECT_ROOT / "ontology"), Settings().cache_dir)
    rules = [rule for rule in every if not rule.on_request]
    with tempfile.TemporaryDirectory() as folder:
        with duckdb.connect(config={"temp_directory": folder}) as connection:
            here = closed(Engine(connection, rules, tell), path)
        with spark_engine(SparkPlace(master, work_dir), rules, tell, folder) as engine:
            there = closed(engine, path)
    missing, more = len(here[0] - there[0]), len(there[0] - here[0])
    if missing or more or here[1] != there[1]:
        raise click.ClickException(
            f"Of {len(here[0]):,} rows of DuckDB Spark lacks {missing:,}, and it has {more:,} others; "
            f"{len(here[1])} and {len(there[1])} contradictions."
        )
    print(f"| rows of the closure, equal | {len(here[0]):,} |\n| contradictions, equal | {len(here[1])} |")
    print(f"| DuckDB | {here[2]:.1f} s |\n| Spark at {master} | {there[2]:.1f} s |")


if __name__ == "__main__":
    main()
