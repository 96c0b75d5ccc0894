"""Files of a panel: CSV, Parquet, Arrow, Stata, DuckDB. The same panel gives the same bytes.

A file appears whole or not at all. Of DuckDB's own format the contents are the same and not the bytes, since its
blocks are laid out as threads come to them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from ...errors import InputError
from .frames import write_arrow
from .stata import write_stata

Writer = Callable[[duckdb.DuckDBPyConnection, str, Path, dict[str, str]], None]
"""Writes the rows of a query into a file, with the labels of columns."""


def save_table(connection: duckdb.DuckDBPyConnection, query: str, path: Path, labels: dict[str, str]) -> Path:
    """Write the rows of a query into a file of the format that its ending names; returns the path.

    Raises InputError for another ending and where the file cannot be written, MissingExtraError without a library
    that the format needs.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InputError(f"{path.name!r} has no ending of a panel's file; expected one of {', '.join(WRITERS)}.")
    unfinished = path.with_name(f".{path.stem}.unfinished{path.suffix}")
    try:
        unfinished.unlink(missing_ok=True)
        writer(connection, query, unfinished, labels)
        unfinished.replace(path)
    except (OSError, duckdb.IOException) as error:
        reason = getattr(error, "strerror", None) or "no such folder, or no permission to write there"
        raise InputError(f"{path.name} cannot be written: {reason}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _csv(connection: duckdb.DuckDBPyConnection, query: str, path: Path, _labels: dict[str, str]) -> None:
    connection.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT csv, HEADER)")


def _parquet(connection: duckdb.DuckDBPyConnection, query: str, path: Path, _labels: dict[str, str]) -> None:
    connection.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")


def _duckdb(connection: duckdb.DuckDBPyConnection, query: str, path: Path, labels: dict[str, str]) -> None:
    connection.execute(f"ATTACH {quoted(path)} AS written")
    try:
        connection.execute(f"CREATE TABLE written.panel AS SELECT * FROM ({query})")
        for name, label in labels.items():
            text = label.replace("'", "''")
            connection.execute(f"COMMENT ON COLUMN written.panel.\"{name}\" IS '{text}'")
    finally:
        connection.execute("DETACH written")


WRITERS: dict[str, Writer] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".arrow": write_arrow,
    ".dta": write_stata,
    ".duckdb": _duckdb,
}
"""The writer of each ending."""


def quoted(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"
