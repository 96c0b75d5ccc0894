"""Versions of a dataset as folders: made beside the one that is served, published in one step, removed when old.

    data_dir/
        lock                 held while a build or a write runs
        current              symbolic link to the version that is served
        builds/<version>/    a whole version: its store, its manifest, and what exports and explanations read

Replacing the link is the only step that makes a version visible, and the system does that in one piece: a kill at
any moment leaves either the old version or the new. What a killed process wrote is named `*.unfinished`, is never
read, and is removed by the next build or write.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ..errors import BusyError, StorageError, StoreError, WestphaliaError
from ..store.failures import is_storage_failure, storage_failure
from .checksums import write_checksums
from .disk import private_folder, sync_folder
from .fault_points import reached
from .leases import Lease, lease, remove_unless_held

KEPT = 2
"""The version that is served and the one before it, to go back to."""

_POLL_SECONDS = 0.02


def current_folder(data_dir: Path) -> Path:
    """The folder of the version that is served.

    Raises StoreError when there is none.
    """
    link = data_dir / "current"
    if not link.exists():
        raise StoreError("There is no build yet; make one with 'westphalia build'.")
    return link.resolve()


def lease_current(data_dir: Path) -> Lease:
    """Hold the version that is served.

    Raises StoreError when there is none.
    """
    return lease(lambda: current_folder(data_dir))


def version_name(made: datetime, label: str) -> str:
    """The name of a version made at the instant `made`: names sort by time."""
    return f"{made:%Y%m%dT%H%M%S%f}-{label}"


def whole_versions(data_dir: Path) -> list[Path]:
    """The folders of all versions that were finished, the newest first."""
    builds = (data_dir / "builds").glob("*")
    return sorted((path for path in builds if path.suffix != ".unfinished" and path.is_dir()), reverse=True)


@contextmanager
def unfinished(data_dir: Path, name: str) -> Iterator[Path]:
    """A folder in which to make the version called `name`; whatever is not published from it is removed.

    Raises StoreError when the system refuses to write, for instance because the disk is full.
    """
    work = data_dir / "builds" / f"{name}.unfinished"
    try:
        private_folder(work)
        yield work
    except WestphaliaError:
        raise
    except Exception as error:
        if not is_storage_failure(error):
            raise
        raise storage_failure(error, "The new version cannot be stored and the previous version stays") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def publish(data_dir: Path, work: Path) -> Path:
    """Make the version in the folder `work` the one that is served; returns the folder under its final name.

    Everything is on disk before the link is replaced, so that a power cut too leaves a whole version.
    """
    write_checksums(work)
    reached("publish: checksums written")
    finished = work.rename(work.with_suffix(""))
    sync_folder(finished.parent)
    reached("publish: folder renamed")
    link = data_dir / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(finished.relative_to(data_dir))
    reached("publish: link made")
    link.replace(data_dir / "current")
    reached("publish: link replaced")
    sync_folder(data_dir)
    return finished


def remove_unfinished(data_dir: Path) -> None:
    """Remove what processes that were killed left behind; call it with the lock held."""
    for folder in (data_dir / "builds").glob("*.unfinished"):
        shutil.rmtree(folder, ignore_errors=True)


def prune(data_dir: Path) -> None:
    """Remove old versions, but none of the last KEPT, none that somebody reads, never the current one.

    Call it with the lock held. What is still read now goes the next time.
    """
    current = current_folder(data_dir)
    versions = sorted(path for path in (data_dir / "builds").iterdir() if path.is_dir() and not path.suffix)
    for folder in versions[:-KEPT]:
        if folder != current:
            remove_unless_held(folder)


@contextmanager
def locked(data_dir: Path, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock under which versions are made; the system releases it when the process ends, however it ends.

    Raises BusyError when another build or write holds it for longer than `wait_seconds`, StoreError when the folder
    cannot be written.
    """
    descriptor = _open_lock(data_dir)
    try:
        _take(descriptor, time.monotonic() + wait_seconds)
        _name_holder(descriptor)
        yield
    finally:
        os.close(descriptor)


def _open_lock(data_dir: Path) -> int:
    """A descriptor of the lock file, which is no link to another file: that would be written to."""
    try:
        return os.open(private_folder(data_dir) / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise StorageError("The lock of the data folder is a symbolic link; expected a file.") from None
        raise storage_failure(error, "The data folder cannot be locked for writing") from error


def _name_holder(descriptor: int) -> None:
    """Leave the process number for whoever meets the lock; on a full disk the lock holds without it."""
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _take(descriptor: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(descriptor, 20, 0).decode("ascii", errors="replace") or "unknown"
                raise BusyError(f"Another build is running (process {holder}); wait until it ends.") from None
            time.sleep(_POLL_SECONDS)
        else:
            return
