"""Publishing: the current version put into a folder from which other servers take it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..errors import DamagedError, WestphaliaError
from ..store.failures import is_storage_failure, storage_failure
from ..versions.checksums import digest_of, file_sum, files_of, listed_files
from ..versions.disk import sync_file, sync_folder
from ..versions.folders import lease_current, locked
from .version_files import CURRENT, Newest, VersionFile, list_name, write_list

KEPT = 3
"""The newest versions; a server that is still fetching one finds its files."""
_WAIT_SECONDS = 30
_UNFINISHED = ".unfinished"


@dataclass(frozen=True)
class PublishedFiles:
    """What publishing came to: the version, the number of its files, and how many of them were not there yet."""

    version: str
    files: int
    added: int


def publish_version(data_dir: Path, folder: Path) -> PublishedFiles:
    """Put the current version into `folder`, where it is the newest then; older ones than KEPT are removed.

    Raises StoreError when there is no version, DamagedError when a file is not as it was written, StorageError when
    the folder cannot be written, BusyError when somebody else publishes there.
    """
    lease = lease_current(data_dir)
    version = lease.folder
    files = _files(version)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder, wait_seconds=_WAIT_SECONDS):
            added = [name for name, file in files.items() if _add(version / name, folder / file.name, file.digest)]
            _announce(folder, version.name, files)
            _remove_old(folder)
    except WestphaliaError:
        raise
    except Exception as error:
        if not is_storage_failure(error):
            raise
        raise storage_failure(error, f"The version cannot be published into {folder}") from error
    return PublishedFiles(version.name, len(files), len(added))


def _files(version: Path) -> dict[str, VersionFile]:
    """The files of a version, each as it was written. Raises DamagedError for one that is not."""
    listed = listed_files(version)
    files = {name: VersionFile(*file_sum(version / name)) for name in files_of(version)}
    wrong = sorted(
        name for name in listed.keys() | files.keys() if name not in files or files[name].digest != listed.get(name)
    )
    if wrong:
        raise DamagedError(f"{wrong[0]} of the version {version.name} is damaged or missing; nothing was published.")
    return files


def _add(source: Path, target: Path, digest: str) -> bool:
    """Copy a file to the name of its digest, unless it is there; returns whether it was not."""
    if target.exists():
        return False
    target.parent.mkdir(exist_ok=True)
    with _whole(target) as copy:
        shutil.copyfile(source, copy)
        if digest_of(copy) != digest:
            raise DamagedError(f"{source.name} changed while it was copied; nothing was published.")
    return True


def _announce(folder: Path, version: str, files: Mapping[str, VersionFile]) -> None:
    """Name the version as the newest, when all of it is there."""
    body = write_list(version, files)
    listed = folder / list_name(version)
    listed.parent.mkdir(exist_ok=True)
    sync_folder(folder / "files")
    for target, content in ((listed, body), (folder / CURRENT, Newest(version, sha256(body).hexdigest()).written())):
        with _whole(target) as copy:
            copy.write_bytes(content)
        sync_folder(target.parent)


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A file that gets its name when it is on disk; who may read it is for the user's umask to say."""
    copy = target.with_name(f"{target.name}{_UNFINISHED}")
    try:
        yield copy
        sync_file(copy)
        copy.replace(target)
    finally:
        copy.unlink(missing_ok=True)


def _remove_old(folder: Path) -> None:
    """Remove the lists of old versions, files that no other list names, and what a killed process left."""
    lists = sorted((folder / "versions").glob("*.json"))
    for path in lists[:-KEPT]:
        path.unlink()
    named = {digest for path in lists[-KEPT:] for _, digest in json.loads(path.read_bytes())["files"].values()}
    for path in (folder / "files").iterdir():
        if path.name not in named:
            path.unlink()
