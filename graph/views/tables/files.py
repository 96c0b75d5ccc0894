"""Tables as Parquet files."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from .table import Column, Table


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
