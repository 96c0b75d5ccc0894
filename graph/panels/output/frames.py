"""Data frames and Arrow tables, by libraries that are imported when they are used."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from ...extras import optional


def arrow_table(connection: duckdb.DuckDBPyConnection, query: str) -> Any:  # noqa: ANN401 - pyarrow is optional
    """The rows of a query as an Arrow table."""
    optional("pyarrow", "arrow")
    return connection.sql(query).to_arrow_table()


def pandas_frame(connection: duckdb.DuckDBPyConnection, query: str) -> Any:  # noqa: ANN401 - pandas is optional
    """The rows of a query as a pandas data frame; whole numbers keep their kind where cells are empty."""
    pandas = optional("pandas", "pandas")
    frame = connection.sql(query).df()
    kinds = {
        name: "Int64"
        for name, kind, *_ in connection.execute(f"DESCRIBE {query}").fetchall()
        if kind in {"TINYINT", "INTEGER", "BIGINT"} and not pandas.api.types.is_integer_dtype(frame[name])
    }
    return frame.astype(kinds)


def polars_frame(connection: duckdb.DuckDBPyConnection, query: str) -> Any:  # noqa: ANN401 - Polars is optional
    """The rows of a query as a Polars data frame."""
    polars = optional("polars", "polars")
    return polars.from_arrow(arrow_table(connection, query))


def write_arrow(connection: duckdb.DuckDBPyConnection, query: str, path: Path, _labels: dict[str, str]) -> None:
    """Write the rows of a query as an Arrow file (IPC, version 2 of Feather)."""
    table = arrow_table(connection, query)
    ipc = import_module("pyarrow.ipc")
    with ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table)
