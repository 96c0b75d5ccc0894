"""The closure that Spark has made, as a database of DuckDB, from which views, explanations and maintenance go on.

The tables, rounds and numbers of rules are those that DuckDB would have written. Terms, which Spark knows by hashes,
get small numbers in the order of these, so that what is the least or the greatest id of some stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from ..evaluation.tables.dialect import DUCKDB
from ..evaluation.tables.facts import CREATE_LONGEST_FACT
from .connection import SparkConnection

_KEPT = frozenset(
    {
        *("term", "asserted", "base", "helper", "broken_list", "rule_number"),
        *("fact", "schema_fact", "block", "superseded"),
        *("literal_value", "ill_typed", "twin"),
    }
)
"""What is kept of a closure beside the schema tables of rules (see `evaluation.engine`)."""
_SCHEMA_TABLES = "schema_"
_HASH = "bigint"
"""The type of columns with hashes, as Spark names it; nothing else that is kept has it."""


def copy_closure(spark: SparkConnection, database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Copy all that is kept of a closure into an empty database, by way of Parquet files in a local folder."""
    tables = {name: columns for name in sorted(spark.tables()) if _is_kept(name) and (columns := spark.columns(name))}
    for name, columns in [("term", tables.pop("term")), *tables.items()]:
        files = spark.download(name, folder)
        if name == "term":
            _number_terms(database, files)
        else:
            _copy(database, name, columns, files)
    database.execute("DROP TABLE term_number")
    database.execute(CREATE_LONGEST_FACT)


def _is_kept(name: str) -> bool:
    return name in _KEPT or (name.startswith(_SCHEMA_TABLES) and name.removeprefix(_SCHEMA_TABLES).isdigit())


def _number_terms(database: duckdb.DuckDBPyConnection, files: list[Path]) -> None:
    """The table `term`, and `term_number(hash, id)` for those that name terms."""
    database.execute(
        f"""CREATE TEMP TABLE term_number AS
        SELECT id AS hash, (sign(id) * row_number() OVER (ORDER BY abs(id)))::{DUCKDB.id_type} AS id, text
        FROM {_parquet(files)}"""
    )
    database.execute("CREATE TABLE term AS SELECT id, text FROM term_number ORDER BY abs(id)")
    database.execute("ALTER TABLE term ALTER id SET NOT NULL")
    database.execute("ALTER TABLE term_number DROP text")


def _copy(database: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], files: list[Path]) -> None:
    """A table with the numbers of terms in the place of their hashes, in the order in which DuckDB adds rows."""
    hashes = [column for column, kind in columns.items() if kind == _HASH]
    selected = ", ".join(f"n_{column}.id AS {column}" if column in hashes else f"t.{column}" for column in columns)
    joins = "".join(f" LEFT JOIN term_number AS n_{column} ON n_{column}.hash = t.{column}" for column in hashes)
    order = ", ".join(column for column in ("round", "p") if column in columns)
    rows = f"SELECT {selected} FROM {_parquet(files)} AS t{joins}" if files else _nothing(columns)
    database.execute(f"CREATE TABLE {name} AS {rows}{f' ORDER BY {order}' if order else ''}")


def _nothing(columns: Mapping[str, str]) -> str:
    types = ((column, DUCKDB.id_type if kind == _HASH else kind) for column, kind in columns.items())
    return f"SELECT {', '.join(_cast(*each) for each in types)} WHERE false"


def _cast(column: str, kind: str) -> str:
    return f"NULL::{kind} AS {column}"


def _parquet(files: list[Path]) -> str:
    names = ", ".join("'{}'".format(str(file).replace("'", "''")) for file in files)
    return f"read_parquet([{names}])"
