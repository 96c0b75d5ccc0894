"""Data frames and Arrow tables, by libraries that are imported when they are used."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from ...extras import optional


def arrow_table(connection: duckdb.DuckDBPyConnection, query: str) -> Any:  # noqa: ANN401 - pyarrow is optional
    """The rows of a query as an Arrow table."""
    optional("pyarrow", "arrow")
    return connection.sql(query).to_arrow_table()


def arrow_stream(connection: duckdb.DuckDBPyConnection, query: str, batch: int) -> Iterator[bytes]:
    """The rows of a query as a stream of Arrow IPC messages, `batch` rows in each, as they are read.

    Raises MissingExtraError without pyarrow.
    """
    optional("pyarrow", "arrow")
    return _messages(connection.cursor().sql(query).to_arrow_reader(batch))


def _messages(reader: Any) -> Iterator[bytes]:  # noqa: ANN401 - pyarrow is optional
    ipc, sink = import_module("pyarrow.ipc"), _Sink()
    with ipc.new_stream(sink, reader.schema) as writer:
        for rows in reader:
            writer.write_batch(rows)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """Keeps what is written until it is taken; its position goes on, by which the writer aligns messages."""

    closed = False

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._position = 0

    def tell(self) -> int:
        """How much was written."""
        return self._position

    def flush(self) -> None:
        """Nothing: what was written is there at once."""

    def close(self) -> None:
        """Nothing: what was written can be taken still."""

    def write(self, part: bytes | memoryview) -> int:
        """Keep a part; returns its length."""
        content = bytes(part)
        self._parts.append(content)
        self._position += len(content)
        return len(content)

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        content = b"".join(self._parts)
        self._parts.clear()
        return content


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
