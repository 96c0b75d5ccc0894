"""The closure of a version, opened for explanations and other days; one that is damaged is named in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ..errors import DamagedError, WestphaliaError
from ..reason.dated import DATABASE, SUMMARY, has_closure, open_closure
from ..reason.evaluation.tables.term_dictionary import attach
from ..store.failures import is_storage_failure, storage_failure
from .checksums import damaged_files


def has_sound_closure(version: Path) -> bool:
    """Whether a dated reasoner has left its closure in the version's folder, and its files are as it left them."""
    files = {DATABASE, SUMMARY}
    return has_closure(version) and not files & set(damaged_files(version, among=files))


@contextmanager
def opened_closure(version: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The closure of a version, for reading (temporary tables may be made).

    Raises DamagedError when the file is not as it was written, whatever went wrong while it was read: DuckDB notices
    most damage by its own checksums of blocks, but not all of it, and only when it comes to the block. Raises
    StorageError when the system refuses to read.
    """
    with _named_damage(version), open_closure(version) as connection:
        yield connection


@contextmanager
def attached_closure(version: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database in memory, called `memory`, beside the closure of a version, which queries use.

    What is copied into it stays when the closure is left. Raises as `opened_closure` does.
    """
    with _named_damage(version):
        connection = duckdb.connect(":memory:", config={"threads": 1})
        attach(connection, version / DATABASE, "closure")
        connection.execute("USE closure")
        yield connection
        connection.execute("USE memory")
        connection.execute("DETACH closure")


@contextmanager
def _named_damage(version: Path) -> Iterator[None]:
    try:
        yield
    except WestphaliaError:
        raise
    except Exception as error:
        what = f"The closure of the version {version.name} cannot be read"
        if DATABASE in damaged_files(version, fresh=True):
            raise DamagedError(
                f"{what}: {DATABASE} is damaged; 'westphalia build' restores explanations and other days."
            ) from error
        if not is_storage_failure(error):
            raise
        raise storage_failure(error, what) from error
