"""Derived files: what is made from a version when it is first wanted, and made again when it is missing or damaged.

    builds/<version>/derived/<name>            an index of names, a kit for download
    builds/<version>/derived/<name>.sha256     its digest
    builds/<version>/derived/at/<day>/         a snapshot (see `day_snapshots`)

They lie in the version's folder, which stays for as long as somebody holds it (see `leases`).
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from weakref import WeakValueDictionary

from ..errors import WestphaliaError
from ..store.failures import is_storage_failure, storage_failure
from .checksums import DERIVED, file_sum
from .disk import private_folder, write_whole

_registry = threading.Lock()
_turns: WeakValueDictionary[Path, _Turn] = WeakValueDictionary()


class _Turn:
    """A lock for the making of one file; others make others meanwhile.

    It is entered itself, since the registry keeps it only for as long as somebody refers to it: whoever held the lock
    inside it alone would leave the next one with another lock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def derived_file(version: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The derived file `name` of a version; `make` writes it to the path that it is given, when it has to be made.

    Raises what `make` raises, and StorageError when the file cannot be written.
    """
    path = version / DERIVED / name
    with turn_of(path):
        if not is_sound(path):
            _make(path, make)
    return path


def made_file(version: Path, name: str) -> Path | None:
    """The derived file `name` of a version if it is there, without waiting for one that is being made."""
    path = version / DERIVED / name
    return path if is_sound(path) else None


def turn_of(path: Path) -> _Turn:
    """What is entered while `path` is made."""
    with _registry:
        return _turns.setdefault(path, _Turn())


def _make(path: Path, make: Callable[[Path], None]) -> None:
    work = path.with_name(f"{path.name}.{uuid.uuid4().hex}.unfinished")
    try:
        private_folder(path.parent)
        make(work)
        write_whole(_seal(path), file_sum(work)[1].encode())
        work.replace(path)
    except WestphaliaError:
        raise
    except Exception as error:
        if not is_storage_failure(error):
            raise
        raise storage_failure(error, f"The file {path.name} cannot be made") from error
    finally:
        work.unlink(missing_ok=True)


def is_sound(path: Path) -> bool:
    """Whether a derived file is there and as it was made."""
    try:
        return _seal(path).read_text(encoding="ascii") == file_sum(path)[1]
    except (OSError, ValueError):
        return False


def _seal(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")
