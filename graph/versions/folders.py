"""Versions of a dataset as folders: made beside the one that is served, published in one step, removed when old.

    data_dir/
        lock                 held while a build or a write runs
        current              symbolic link to the version that is served
        builds/<version>/    a whole version: its store, its report, and what exports and explanations read

Replacing the link is the only step that makes a version visible, and the system does that in one piece: a kill at
any moment leaves either the old version or the new. What a killed process wrote is named `*.unfinished`, is never
read, and is removed by the next build or write.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TextIO

from ..errors import BusyError, StoreError
from .disk import sync_folder

KEPT = 2
"""The version that is served and the one before it, which a reader may still hold."""

_READ_BY_QUERIES = {"report.json"}
"""The files that stay, beside the stores."""
_POLL_SECONDS = 0.02


def current_folder(data_dir: Path) -> Path:
    """The folder of the version that is served.

    Raises StoreError when there is none.
    """
    link = data_dir / "current"
    if not link.exists():
        raise StoreError(f"There is no build under {data_dir}; make one with 'westphalia build'.")
    return link.resolve()


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
        work.mkdir(parents=True)
        yield work
    except OSError as error:
        reason = error.strerror or " ".join(str(error).split())
        raise StoreError(
            f"The version under {data_dir} cannot be written: {reason}; the one before stays."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def publish(data_dir: Path, work: Path) -> Path:
    """Make the version in the folder `work` the one that is served; returns the folder under its final name.

    Everything is on disk before the link is replaced, so that a power cut too leaves a whole version.
    """
    finished = work.rename(work.with_suffix(""))
    sync_folder(finished.parent)
    link = data_dir / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(finished.relative_to(data_dir))
    link.replace(data_dir / "current")
    sync_folder(data_dir)
    return finished


def remove_unfinished(data_dir: Path) -> None:
    """Remove what processes that were killed left behind; call it with the lock held."""
    for folder in (data_dir / "builds").glob("*.unfinished"):
        shutil.rmtree(folder, ignore_errors=True)


def prune(data_dir: Path, *, grace_seconds: float = 0) -> None:
    """Remove old versions, but none of the last KEPT, none replaced within the grace period, never the current one.

    Of a version within the period only what running queries read stays: writes may follow each other fast, and what
    the reasoner keeps beside the store is large.
    """
    current = current_folder(data_dir)
    for folder, successor in list(pairwise(reversed(whole_versions(data_dir))))[: 1 - KEPT]:
        if folder == current:
            continue
        if time.time() - successor.stat().st_mtime >= grace_seconds:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            _thin_out(folder)


def _thin_out(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file() and path.name not in _READ_BY_QUERIES:
            path.unlink(missing_ok=True)


@contextmanager
def locked(data_dir: Path, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock under which versions are made; the system releases it when the process ends, however it ends.

    Raises BusyError when another build or write holds it for longer than `wait_seconds`, StoreError when the folder
    cannot be written.
    """
    with _open_lock(data_dir) as file:
        _take(file.fileno(), data_dir, time.monotonic() + wait_seconds)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _open_lock(data_dir: Path) -> TextIO:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return (data_dir / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{error.filename or data_dir} cannot be written: {error.strerror}.") from None


def _take(descriptor: int, data_dir: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = (data_dir / "lock").read_text(encoding="utf-8")
                raise BusyError(
                    f"Another build is running under {data_dir} (process {holder}); wait until it ends."
                ) from None
            time.sleep(_POLL_SECONDS)
        else:
            return
