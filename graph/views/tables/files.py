"""Tables as Parquet files."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from pathlib import Path

import duckdb

from .table import Column, Table

PARQUET_TYPE = "application/vnd.apache.parquet"
_LONGEST_LINE = 16 * 1024 * 1024


def parquet_bytes(table: Table) -> bytes:
    """All rows of a table as a Parquet file: numbers and truth values typed, everything else as text."""
    types = {column.name: _type(table, column) for column in table.columns}
    fields = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE rows ({fields})")
        rows = [[row.cell(name).value if row.cell(name).text else None for name in types] for row in table.rows]
        if rows:
            connection.executemany(f"INSERT INTO rows VALUES ({', '.join('?' * len(types))})", rows)
        path = Path(folder) / "rows.parquet"
        connection.execute(f"COPY rows TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return path.read_bytes()


def _type(table: Table, column: Column) -> str:
    kinds = {type(row.cell(column.name).value) for row in table.rows if row.cell(column.name).text}
    return {frozenset({bool}): "BOOLEAN", frozenset({int}): "BIGINT"}.get(frozenset(kinds), "VARCHAR")


def parquet_of_csv(pieces: Iterable[bytes]) -> bytes:
    """SPARQL results in CSV as a Parquet file, read piece by piece.

    A column is of whole numbers, numbers or days where each of its values is one as it is usually written (`007` is
    none), else of texts; what is not bound is NULL.
    """
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path, made = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        with path.open("wb") as file:
            file.writelines(pieces)
        with path.open(encoding="utf-8", newline="") as lines:
            names = next(csv.reader(lines), [])
        if not names:
            names = ["rows"]  # a file of Parquet has a column
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        connection.execute(
            f"""CREATE TABLE texts AS SELECT * FROM read_csv('{path}', auto_detect = false, header = true,
                delim = ',', quote = '"', escape = '"', nullstr = '', null_padding = true, parallel = false,
                max_line_size = {_LONGEST_LINE}, columns = {{{columns}}})"""
        )
        shown = ", ".join(_typed(connection, name) for name in names)
        connection.execute(f"COPY (SELECT {shown} FROM texts) TO '{made}' (FORMAT parquet, COMPRESSION zstd)")
        return made.read_bytes()


_TYPES = {
    "BIGINT": "TRY_CAST({0} AS BIGINT)::VARCHAR = {0}",
    "DOUBLE": "regexp_full_match({0}, '-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?')",
    "DATE": "{0}[11:] = 'T00:00:00Z' AND TRY_CAST({0}[:10] AS DATE) IS NOT NULL",
}
"""What each value of a column of a type meets, as SQL."""


def _typed(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    """A column of texts as SQL of the narrowest type that all its values have."""
    for kind, condition in _TYPES.items():
        test = condition.format(f'"{name}"')
        found = connection.execute(f'SELECT bool_and(coalesce({test}, false)) FROM texts WHERE "{name}" IS NOT NULL')
        if (found.fetchone() or (None,))[0]:
            return f'"{name}"[:10]::DATE AS "{name}"' if kind == "DATE" else f'"{name}"::{kind} AS "{name}"'
    return f'"{name}"'
