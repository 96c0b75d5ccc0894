"""Folders that are costly to make: made once in a run of the tests, by whichever worker needs one first."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` alone; another process waits."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` has filled, for this process alone.

    Without other workers it is the folder itself. With them the first makes it under a lock while the others wait, and
    each takes a copy, so that no worker meets what the tests of another write. A run begins with none: what it finds is
    what this run has made.
    """
    own = factory.mktemp(name)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        make(own)
        return own
    shared = factory.getbasetemp().parent / f"shared-{name}"
    made = shared.with_suffix(".made")
    with exclusive(shared.with_suffix(".lock")):
        if not made.exists():
            shutil.rmtree(shared, ignore_errors=True)  # of a worker that failed halfway
            make(shared)
            made.touch()
    shutil.copytree(shared, own, symlinks=True, dirs_exist_ok=True)
    return own
