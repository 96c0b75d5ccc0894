"""Verification: is everything under a data folder, or in a backup, as it was written; and if not, what is lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import DamagedError, WestphaliaError
from ..reason import Progress
from .backup import check_backup, is_backup
from .checksums import FILE, damaged_files, files_of, resized_files
from .edit_file import read_change
from .edit_log import edit_files
from .folders import lease_current
from .manifest import read_manifest


@dataclass(frozen=True)
class Damage:
    """A file that is missing or not as it was written, and what follows from that."""

    file: str
    meaning: str


@dataclass(frozen=True)
class Verification:
    """What was read, and what of it is damaged."""

    subject: str
    files: int
    damage: tuple[Damage, ...]


def verify(folder: Path) -> Verification:
    """Read every file of the version that is served and every edit under the data folder `folder`, or of a backup.

    Raises StoreError when there is neither.
    """
    return _verified_backup(folder) if is_backup(folder) else _verified_data(folder)


def damage_of_version(version: Path, *, fresh: bool = False) -> tuple[Damage, ...]:
    """The damaged files of a version; unless `fresh`, a file that has not changed since it was read is trusted."""
    names = damaged_files(version, fresh=fresh)
    return tuple(Damage(f"builds/{version.name}/{name}", _meaning(name)) for name in names)


def check_sizes(version: Path, progress: Progress) -> None:
    """Compare the length of every file of a version that is served as it is; report damage to `progress`.

    Raises DamagedError where the store itself is damaged: its answers would be wrong, or none.
    """
    for name in resized_files(version):
        sentence = f"{name} of the version {version.name} is not as it was written: {_meaning(name)}."
        if name.startswith("store/"):
            raise DamagedError(sentence)
        progress(sentence)


def _verified_data(data_dir: Path) -> Verification:
    lease = lease_current(data_dir)
    version = lease.folder
    edits = edit_files(data_dir)
    damage = damage_of_version(version, fresh=True) + tuple(
        Damage(f"local/{path.name}", _meaning_of_edit(version)) for path in edits if not _is_readable(path)
    )
    return Verification(f"the version {version.name}", len(files_of(version)) + len(edits), damage)


def _verified_backup(folder: Path) -> Verification:
    files, wrong = check_backup(folder)
    damage = tuple(Damage(name, "this backup cannot be restored; make another") for name in wrong)
    return Verification(f"the backup {folder.name}", files, damage)


def _is_readable(path: Path) -> bool:
    try:
        read_change(path)
    except DamagedError:
        return False
    return True


def _meaning(name: str) -> str:
    if name.startswith("store/"):
        return "answers may be wrong or fail; 'westphalia build' makes the version again from sources and edits"
    if name.startswith("closure."):
        return "explanations and other days are not available; 'westphalia build' derives them again"
    if name == FILE:
        return "what else is damaged is not known; 'westphalia build' makes the version again"
    return "'westphalia build' makes the version again from sources and edits"


def _meaning_of_edit(version: Path) -> str:
    """What a damaged edit means: what it wrote is still in the version, unless that is damaged too."""
    try:
        read_manifest(version)
    except WestphaliaError:
        return "what it wrote is lost"
    return "what it wrote is still served; the next build takes it from the version"
