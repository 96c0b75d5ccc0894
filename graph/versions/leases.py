"""Leases: whoever reads a folder holds it, and nobody removes a folder that is held.

A lease is a shared lock (flock) on the folder itself, kept by an open descriptor. So it works between threads and
between processes alike (a build, a backup and the service may read the same version), it needs no file that could be
left behind, and the system ends it with the process, however that ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import weakref
from collections.abc import Callable
from pathlib import Path

from ..store.failures import storage_failure

_REMOVED = ".removed.unfinished"
"""The ending of a folder that is being removed; what a killed process leaves of it goes as any unfinished version."""


class Lease:
    """A hold on `folder`, from the making of this object until the last reference to it is gone."""

    def __init__(self, folder: Path, descriptor: int) -> None:
        self.folder = folder
        weakref.finalize(self, os.close, descriptor)


def lease(find: Callable[[], Path]) -> Lease:
    """Hold the folder that `find` names; it is called again when the folder is removed meanwhile.

    Raises what `find` raises, and StorageError when the system does not let us open the folder.
    """
    while True:
        folder = find()
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise storage_failure(error, f"The version {folder.name} cannot be opened") from error
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # waits no longer than a rename takes
        if _still_named(folder, descriptor):
            return Lease(folder, descriptor)
        os.close(descriptor)


def remove_unless_held(folder: Path) -> bool:
    """Remove a folder, unless somebody holds it; returns whether it was removed."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Under another name nobody finds it any more: a lease that comes now looks for the folder again.
        removed = folder.rename(folder.with_name(f"{folder.name}{_REMOVED}"))
    except OSError:  # held, or removed by somebody else
        return False
    finally:
        os.close(descriptor)
    shutil.rmtree(removed, ignore_errors=True)
    return True


def _still_named(folder: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(folder.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
