"""Backups: the version that is served, and the edits that it holds, in a folder that can be put away and restored.

<folder>/
backup.json     what it is: the version, and a digest of every other file
version/        the version as under builds/ (its store, its report, what the reasoner keeps)
local/          what was written through the service, as one file of text
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError, StoreError
from ..rdf.reading import one_sentence
from .checksums import DERIVED
from .disk import sync_folder
from .edit_log import fold, last_number, read_local
from .folders import current_folder, locked, publish, remove_unfinished, unfinished, version_name
from .manifest import Manifest, read_manifest, write_manifest

WAIT_SECONDS = 30
"""How long a backup waits for a build or write to end. Writes in turn wait for a backup."""

_MANIFEST = "backup.json"
_MADE_AGAIN = {DERIVED, "store"}
"""Parts of a version that are not copied as files: snapshots of other days, and the store, which copies itself."""


def backup(data_dir: Path, folder: Path) -> Manifest:
    """Put the version that is served, and the edits that it holds, into a new `folder`; returns the version's report.

    On one file system this makes hard links and takes little time or room. Raises StoreError when there is nothing to
    save or the folder cannot be written, InputError when the folder exists.
    """
    if folder.exists():
        raise InputError(f"{folder} exists; expected the name of a new folder.")
    with locked(data_dir, wait_seconds=WAIT_SECONDS), _whole(folder) as work:
        version = current_folder(data_dir)
        report = read_manifest(version)
        _copy_version(version, work / "version")
        (work / "local").mkdir()
        fold(work, read_local(data_dir, report.edits))
        _write_manifest(work, report)
    return report


def restore(data_dir: Path, folder: Path) -> Manifest:
    """Serve what `folder` holds as a new version; returns its report. The version before stays until it is old.

    Raises InputError when the folder is not a whole backup, StoreError when it cannot be written.
    """
    _check_manifest(folder)
    with locked(data_dir, wait_seconds=WAIT_SECONDS):
        remove_unfinished(data_dir)
        with unfinished(data_dir, version_name(datetime.now(UTC), "restored")) as work:
            _copy_version(folder / "version", work)
            report = _renumbered(data_dir, folder, work)
            publish(data_dir, work)
    return report


def _renumbered(data_dir: Path, folder: Path, work: Path) -> Manifest:
    """Keep the edits of the backup under a number that no edit here has: histories that differ must not mix."""
    found = read_manifest(work)
    local = read_local(folder, found.edits)
    number = max(last_number(data_dir), found.edits) + 1 if found.edits else 0
    if number:
        (data_dir / "local").mkdir(exist_ok=True)
        fold(data_dir, replace(local, number=number), remove=False)
    report = replace(found, version=work.stem, edits=number)
    write_manifest(work, report)
    return report


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder that gets its name when all is in it; if anything fails it is gone."""
    work = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(work, ignore_errors=True)
    try:
        work.mkdir(parents=True)
        yield work
        work.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        reason = error.strerror or one_sentence(str(error))
        raise StoreError(f"The backup {folder} cannot be written: {reason}.") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy_version(version: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for path in version.iterdir():
        if path.name not in _MADE_AGAIN:
            _copy_file(path, target / path.name)
    ox.Store.read_only(str(version / "store")).backup(str(target / "store"))


def _copy_file(path: Path, target: Path) -> None:
    # A version never changes, so a link is as good as a copy where the file system allows one.
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


def _write_manifest(work: Path, report: Manifest) -> None:
    manifest = {"version": report.version, "edits": report.edits, "files": _digests(work)}
    with (work / _MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=2)
        file.flush()
        os.fsync(file.fileno())


def _check_manifest(folder: Path) -> None:
    try:
        expected = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{folder} is no backup: {_MANIFEST} cannot be read ({one_sentence(str(error))}).") from None
    found = _digests(folder)
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if wrong:
        raise InputError(f"{folder} is not as it was made: {wrong[0]} is missing, new or changed.")


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in {_MANIFEST, "LOCK"})
    return {path.relative_to(folder).as_posix(): _digest(path) for path in files}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
