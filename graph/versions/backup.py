"""Backups: the current version and its edits, in a folder that can be stored elsewhere and restored.

<folder>/
backup.json     what it is: the version, and a digest of every other file
version/        the version as under builds/ (its store, its manifest, what the reasoner keeps)
local/          what was written through the service, as one file of text
private/        the private sources, if there are any: a backup is for the same user
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ..errors import DamagedError, InputError, WestphaliaError
from ..rdf.reading import one_sentence
from ..store.failures import is_storage_failure, raise_if_refused, storage_failure
from .checksums import digest_of, files_of, listed_files
from .disk import private_folder, sync_file, sync_folder
from .edit_log import fold, last_number, read_local
from .fault_points import reached
from .folders import current_folder, locked, publish, remove_unfinished, unfinished, version_name
from .manifest import Manifest, read_manifest, write_manifest
from .private_sources import private_sources_folder

WAIT_SECONDS = 30
"""How long a backup waits for a build or write to end. Writes in turn wait for a backup."""

_MANIFEST = "backup.json"


def backup(data_dir: Path, folder: Path) -> Manifest:
    """Save the current version and its edits in a new `folder`; returns the version's manifest.

    Every file is compared with its checksum on the way. Raises StoreError when there is nothing to save or the folder
    cannot be written, DamagedError when a file is not as it was written, InputError when the folder exists.
    """
    if folder.exists():
        raise InputError(f"{folder} exists; expected the name of a new folder.")
    with locked(data_dir, wait_seconds=WAIT_SECONDS), _whole(folder) as work:
        version = current_folder(data_dir)
        manifest = read_manifest(version)
        _copy_version(version, work / "version")
        reached("backup: version copied")
        _copy_private(private_sources_folder(data_dir), work / "private")
        (work / "local").mkdir()
        fold(work, read_local(data_dir, manifest.edits))
        _write_manifest(work, manifest)
        reached("backup: files listed")
    return manifest


def restore(data_dir: Path, folder: Path) -> Manifest:
    """Publish the backup in `folder` as a new version; returns its manifest. The previous version stays.

    Raises InputError when the folder is not a whole backup, StoreError when it cannot be written.
    """
    _refuse_damaged(folder)
    with locked(data_dir, wait_seconds=WAIT_SECONDS):
        remove_unfinished(data_dir)
        with unfinished(data_dir, version_name(datetime.now(UTC), "restored")) as work:
            _copy_version(folder / "version", work)
            reached("restore: version copied")
            manifest = _renumbered(data_dir, folder, work)
            reached("restore: edits kept")
            _copy_private(folder / "private", private_sources_folder(data_dir))
            publish(data_dir, work)
    return manifest


def _renumbered(data_dir: Path, folder: Path, work: Path) -> Manifest:
    """Keep the edits of the backup under a number that no edit here has: histories that differ must not mix."""
    saved = read_manifest(work)
    local = read_local(folder, saved.edits)
    number = max(last_number(data_dir), saved.edits) + 1 if saved.edits else 0
    if number:
        private_folder(data_dir / "local")
        fold(data_dir, replace(local, number=number), remove=False)
    manifest = replace(saved, version=work.stem, edits=number)
    write_manifest(work, manifest)
    return manifest


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """A folder that gets its name when all is in it; if anything fails it is gone."""
    work = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(work, ignore_errors=True)
    try:
        private_folder(work)
        yield work
        work.rename(folder)
        sync_folder(folder.parent)
        reached("backup: folder renamed")
    except WestphaliaError:
        raise
    except Exception as error:
        if not is_storage_failure(error):
            raise
        raise storage_failure(error, f"The backup {folder.name} cannot be written") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy_version(version: Path, target: Path) -> None:
    """Copy the files of a version, each compared with its checksum.

    They are copied and not linked: a file that shared its inode would be damaged in both places at once.

    Raises DamagedError for a file that is not as it was published.
    """
    listed = listed_files(version)
    for name in files_of(version):
        copy = target / name
        private_folder(copy.parent)
        shutil.copyfile(version / name, copy)
        sync_file(copy)
        if name in listed and listed[name] != digest_of(copy):
            raise DamagedError(f"{name} of the version {version.name} is damaged, so nothing was saved.")
    missing = sorted(listed.keys() - set(files_of(version)))
    if missing:
        raise DamagedError(f"{missing[0]} of the version {version.name} is missing, so nothing was saved.")


def _copy_private(sources: Path, target: Path) -> None:
    """Copy the private sources in a folder, if there is one, beside those that the target has already."""
    if sources.is_dir():
        private_folder(target.parent)
        shutil.copytree(sources, target, dirs_exist_ok=True)


def _write_manifest(work: Path, manifest: Manifest) -> None:
    content = {"version": manifest.version, "edits": manifest.edits, "files": _digests(work)}
    with (work / _MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
        file.flush()
        os.fsync(file.fileno())


def is_backup(folder: Path) -> bool:
    """Whether a folder says that it is a backup."""
    return (folder / _MANIFEST).exists()


def check_backup(folder: Path) -> tuple[int, list[str]]:
    """How many files a backup holds, and which of them are missing, new or changed, sorted.

    Raises InputError when the folder is not a backup, StorageError when the system refuses to open it.
    """
    try:
        expected = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise_if_refused(error, "The backup cannot be read")
        raise InputError(
            f"{folder} is not a backup: {_MANIFEST} cannot be read ({one_sentence(str(error))})."
        ) from None
    there = _digests(folder)
    return len(there), sorted(
        name for name in expected.keys() | there.keys() if expected.get(name) != there.get(name)
    )


def _refuse_damaged(folder: Path) -> None:
    _, wrong = check_backup(folder)
    if wrong:
        raise InputError(f"{folder} is not as it was made: {wrong[0]} is missing, new or changed.")


def _digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in {_MANIFEST, "LOCK"})
    return {path.relative_to(folder).as_posix(): digest_of(path) for path in files}
