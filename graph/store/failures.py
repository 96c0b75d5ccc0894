"""Failures of the file system as errors of ours: one sentence, whichever library met the failure.

pyoxigraph, DuckDB and SQLite report a full disk, a read-only file system or too many open files in words of their
own, often with the path of a file; the words are recognised here and no path is repeated.
"""

from __future__ import annotations

import errno
import os

from ..errors import DamagedError, StorageError, StorageFullError, StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSALS = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.EMFILE,
    errno.ENFILE,
    errno.EIO,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
)
_UNOPENED = frozenset({errno.EACCES, errno.EPERM, errno.EMFILE, errno.ENFILE})
_WORDS = (
    {os.strerror(errno.ENOENT).lower(): errno.ENOENT}
    | {os.strerror(number).lower(): number for number in _REFUSALS}
    | {
        "database or disk is full": errno.ENOSPC,  # SQLite
        "out of space": errno.ENOSPC,  # RocksDB
        "readonly database": errno.EROFS,  # SQLite
        "unable to open database file": errno.EACCES,  # SQLite
    }
)
_DAMAGE = ("corruption", "corrupt ", "checksum", "malformed", "not a database", "not a valid duckdb", "sst file size")
_LIBRARIES = ("duckdb", "_duckdb", "sqlite3", "pyoxigraph")


def is_storage_failure(error: BaseException) -> bool:
    """Whether an error is of the file system, or of a library that speaks for it."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno in _REFUSALS
    return _number(error) in _REFUSALS or is_damage(error)


def raise_if_refused(error: BaseException, what: str) -> None:
    """Raise StorageError where the system refuses to open a file: that says nothing about what the file holds.

    For whoever would otherwise take a file that cannot be read for a damaged one, or for none.
    """
    if isinstance(error, OSError) and error.errno in _UNOPENED:
        raise storage_failure(error, what) from None


def is_damage(error: BaseException) -> bool:
    """Whether a library reports that a file is not as it was written.

    An error with a number is the system's own, and its text may hold the name of a file, such as `checksums.json`.
    """
    if isinstance(error, OSError) and error.errno is not None:
        return False
    of_library = type(error).__module__.partition(".")[0] in _LIBRARIES
    said = str(error).lower()
    return (of_library or type(error) in {OSError, RuntimeError}) and any(words in said for words in _DAMAGE)


def storage_failure(error: BaseException, what: str) -> StoreError:
    """The error that says in one sentence that `what` (as "The write cannot be stored") and why.

    StorageFullError when there is no room, DamagedError when a file is not as it was written, else StorageError.
    """
    if is_damage(error):
        return DamagedError(f"{what}: a file is damaged; 'westphalia verify' names it.")
    number = _number(error)
    reason = os.strerror(number) if number is not None else "the system refuses"
    return (StorageFullError if number in _FULL else StorageError)(f"{what}: {reason}.")


def _number(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    said = str(error).lower()
    return next((number for words, number in _WORDS.items() if words in said), None)
