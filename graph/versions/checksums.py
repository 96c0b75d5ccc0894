"""Checksums: what each file of a version was when it was published, so that damage at rest is noticed.

    builds/<version>/checksums.json     {"files": {"store/000012.sst": [size in bytes, "SHA-256"], …},
                                         "read": {"store/000012.sst": [device, inode, time of the last change], …}}

A file is read again only when what identifies its content has changed since it was read, by this process or, as noted
in "read", by the one that published the version: a version has some 600 MB, which take seconds. Whoever does not
trust the disk reads everything (`fresh`, as `westphalia verify` does). What is made again when it is missing (the
folder `derived`, see there) is not listed, nor is a lock.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import OrderedDict
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ..errors import DamagedError
from ..store.failures import raise_if_refused
from .disk import sync_file, write_whole

FILE = "checksums.json"
DERIVED = "derived"
_REMEMBERED = 10_000

_Sum = tuple[int, str]
_Identity = tuple[int, int, int, int]
"""Device, inode, size and time of the last change of a file."""


class _Memory:
    """Digests of files by what identifies their content without reading it: inode, size, time of the last change.

    Versions share most of their files by hard links, so that of a new version only new files are read.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digests: OrderedDict[_Identity, str] = OrderedDict()

    def sum_of(self, path: Path, *, fresh: bool, sync: bool) -> _Sum:
        key = _identity(path)
        with self._lock:
            digest = None if fresh else self._digests.get(key)
        if digest is None:
            if sync:
                sync_file(path)
            digest = digest_of(path)
            self.note(key, digest)
        return key[2], digest

    def note(self, key: _Identity, digest: str) -> None:
        with self._lock:
            self._digests[key] = digest
            while len(self._digests) > _REMEMBERED:
                self._digests.popitem(last=False)


def _identity(path: Path) -> _Identity:
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


_memory = _Memory()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_sum(path: Path) -> _Sum:
    """Size and digest of a file, which is read only when it was not before, or has changed since.

    Raises OSError.
    """
    return _memory.sum_of(path, fresh=False, sync=False)


def write_checksums(folder: Path) -> None:
    """List the files of a version that is about to be published, each brought to disk first."""
    names = files_of(folder)
    with ThreadPoolExecutor() as readers:  # digests are made without the interpreter lock
        sums = list(readers.map(lambda name: _memory.sum_of(folder / name, fresh=False, sync=True), names))
    identities = {name: _identity(folder / name) for name in names}
    read = {name: (device, inode, changed) for name, (device, inode, _, changed) in identities.items()}
    body = {"files": dict(zip(names, sums, strict=True)), "read": read}
    write_whole(folder / FILE, json.dumps(body, indent=1).encode())


def damaged_files(folder: Path, *, fresh: bool = False, among: Collection[str] | None = None) -> list[str]:
    """The files of a version, or those `among` them, that are missing or not as they were published, by name, sorted.

    A file that was read before and whose size and times are the same is not read again unless `fresh`. A version
    published by an earlier release has no checksums; then none is damaged. Raises StorageError when the system
    refuses to open a file.
    """
    try:
        listed = _read(folder)
        if not fresh:
            _recall(folder, listed)
    except DamagedError:
        return [FILE]
    names = sorted(name for name in listed if among is None or name in among)
    with ThreadPoolExecutor() as readers:
        whole = list(readers.map(lambda name: _is_whole(folder / name, listed[name], fresh=fresh), names))
    return [name for name, is_whole in zip(names, whole, strict=True) if not is_whole]


def _recall(folder: Path, listed: dict[str, _Sum]) -> None:
    """Note what the process that published the version read; anything else than expected is as good as nothing."""
    for name, known in _read_part(folder, "read").items():
        if name in listed and isinstance(known, list) and len(known) == 3:
            device, inode, changed = known
            size, digest = listed[name]
            _memory.note((device, inode, size, changed), digest)


def resized_files(folder: Path) -> list[str]:
    """The files of a version that are missing or of another length than when it was published, by name, sorted.

    No file is read but the list, so that this takes milliseconds for any version.
    """
    try:
        listed = _read(folder)
    except DamagedError:
        return [FILE]
    return sorted(name for name, (size, _) in listed.items() if _size(folder / name) != size)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError as error:
        raise_if_refused(error, f"The file {path.name} of a version cannot be read")
        return None


def listed_files(folder: Path) -> dict[str, str]:
    """The digests of the files of a version by name; empty for one of an earlier release.

    Raises DamagedError when the list cannot be read.
    """
    return {name: digest for name, (_, digest) in _read(folder).items()}


def _read(folder: Path) -> dict[str, _Sum]:
    try:
        listed = _read_part(folder, "files")
        return {str(name): (int(size), str(digest)) for name, (size, digest) in listed.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise DamagedError(f"The checksums of the version {folder.name} cannot be read.") from error


def _read_part(folder: Path, part: str) -> dict[str, Any]:
    """A part of the list of files; empty where the list or the part is absent, as an earlier release left them."""
    try:
        body = json.loads((folder / FILE).read_bytes())
        return dict(body["files"] if part == "files" else body.get(part, {}))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise_if_refused(error, f"The checksums of the version {folder.name} cannot be read")
        raise DamagedError(f"The checksums of the version {folder.name} cannot be read.") from None


def _is_whole(path: Path, expected: _Sum, *, fresh: bool) -> bool:
    try:
        return path.stat().st_size == expected[0] and _memory.sum_of(path, fresh=fresh, sync=False) == expected
    except OSError as error:
        raise_if_refused(error, f"The file {path.name} of a version cannot be read")
        return False


def files_of(folder: Path) -> list[str]:
    """The names of a version's files, sorted: all that is listed, but not the list itself."""
    listed: list[str] = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != DERIVED]
        listed += [(Path(root) / name).relative_to(folder).as_posix() for name in names if name not in {FILE, "LOCK"}]
    return sorted(listed)
