"""Files and folders that are on disk before anything relies on them."""

from __future__ import annotations

import os
from pathlib import Path

from .fault_points import reached

_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
"""What the data folder holds is for the user that the service runs as: edits may be of graphs that are not public."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader finds all of it or none of it, after a power cut too.

    Raises OSError; then the file is as it was before.
    """
    new = path.with_name(f"{path.name}.new")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, _PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        reached("file: synchronised")
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Bring the content of a file to disk."""
    _sync(path)


def sync_folder(folder: Path) -> None:
    """Bring the folder's entries (names, not contents) to disk."""
    _sync(folder)


def private_folder(folder: Path) -> Path:
    """Make a folder, and those above it, that only its owner can read; one that exists stays as it is."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
    return folder


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
