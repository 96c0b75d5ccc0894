"""A closure made by Spark and kept in DuckDB: what `reason.dated` does when it is told where Spark is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from ..closure import Contradiction, IgnoredAxiom, Progress
from ..evaluation.contradictions import find_clashes, to_contradictions
from ..evaluation.helper_statements import ignored_axioms
from ..rules.rule import Rule
from .closure_copy import copy_closure
from .engine import SparkPlace, spark_engine


def close_on_spark(
    place: SparkPlace, asserted: Path, rules: Sequence[Rule], database: duckdb.DuckDBPyConnection, progress: Progress
) -> tuple[list[Contradiction], list[IgnoredAxiom]]:
    """Derive the closure of an N-Quads file on Spark, and copy it into an empty database.

    Returns the contradictions and the axioms from which nothing follows. Raises what `spark_engine` and the engine
    raise.
    """
    with (
        TemporaryDirectory(prefix="westphalia-", dir=asserted.parent) as folder,
        spark_engine(place, rules, progress, folder) as engine,
    ):
        engine.load(asserted)
        fixpoint = engine.close()
        contradictions = to_contradictions(engine.connection, find_clashes(engine.connection, fixpoint))
        ignored = ignored_axioms(engine.connection)
        progress("Copying the closure from Spark …")
        copy_closure(engine.spark, database, Path(folder) / "copied")
    return contradictions, ignored
