"""Dated snapshots: the store of a version for another day, made from the closure without reasoning.

    builds/<version>/derived/at/<day>/store/   the world from <day> until the next day on which anything changes

A snapshot is a copy of the version's store (hard links, so it costs milliseconds) with the changes between the two
days applied. It serves every day with the same state of the world.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections import OrderedDict
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ..errors import QueryError, StoreError, WestphaliaError
from ..reason.dated import has_closure
from ..reason.view import stretch_around
from ..reason.view_changes import changes_between
from ..sparql.update import Change, apply
from ..store.failures import is_storage_failure, storage_failure
from .checksums import DERIVED, damaged_files, write_checksums
from .closures import opened_closure
from .derived import turn_of
from .disk import private_folder
from .leases import Lease, lease, remove_unless_held
from .manifest import read_manifest

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_FOLDER = "at"
_REMEMBERED_NAMES = 10_000
_BEGINNING = "beginning"
"""The name of the snapshot of all days before the first dated fact begins."""


def read_day(text: str) -> date:
    """Parse a date such as `2011-06-01`, `2011-06` or `2011`; a month or year means its first day.

    Raises QueryError for anything else.
    """
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else 1 for part in match.groups())
        return date(year, month, day)
    except ValueError:
        raise QueryError(
            f"{text!r} is not a day; expected a date such as 2011-06-01, 2011-06 or 2011 (meaning its first day)."
        ) from None


class Snapshots:
    """Makes snapshots of versions on first use, and keeps the `kept` most recently used."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._names: OrderedDict[tuple[Path, date], str] = OrderedDict()

    def store_at(self, version: Path, day: date) -> Path:
        """The folder of the store for `day`, without a lease: it is valid until another snapshot is made."""
        return self.lease_at(version, day).folder / "store"

    def lease_at(self, version: Path, day: date) -> Lease:
        """Hold the folder whose `store` shows the state of the world on `day`; the version itself if that does.

        Raises StoreError when the version was built by an undated reasoner, StorageError when the snapshot
        cannot be written.
        """
        manifest = read_manifest(version)
        if manifest.shows(day):
            return lease(lambda: version)
        if not has_closure(version):
            raise StoreError(
                f"The version {manifest.version} was built by the reasoner {manifest.reasoner}, which is undated; "
                "build again with the dated reasoner."
            )
        return self._held(version, day, date.fromisoformat(manifest.reference))

    def _held(self, version: Path, day: date, reference: date) -> Lease:
        folder = version / DERIVED / _FOLDER / self._name(version, day)

        def made() -> Path:
            if not folder.exists() or damaged_files(folder):
                _make(version, folder, reference, day)
            return folder

        with turn_of(folder):
            held = lease(made)  # made again where another thread forgets it just before it is held
            os.utime(folder)
        self._forget_oldest(folder.parent)
        return held

    def _name(self, version: Path, day: date) -> str:
        key = version, day
        if key not in self._names:
            with opened_closure(version) as connection:
                begins = stretch_around(connection, day).begins
            self._names[key] = begins.isoformat() if begins else _BEGINNING
            if len(self._names) > _REMEMBERED_NAMES:
                self._names.popitem(last=False)
        return self._names[key]

    def _forget_oldest(self, folder: Path) -> None:
        """Remove all but those used last; one that somebody still reads goes another time."""
        used = sorted((last_use, path) for path in folder.iterdir() if (last_use := _last_use(path)) is not None)
        for _, old in used[: -self._kept]:
            remove_unless_held(old)


def _last_use(path: Path) -> float | None:
    """When a snapshot was used last; None for what is none, and for one that another thread removes meanwhile."""
    try:
        return None if path.suffix else path.stat().st_mtime
    except FileNotFoundError:
        return None


def _make(version: Path, folder: Path, reference: date, day: date) -> None:
    work = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}.unfinished")
    try:
        private_folder(work)
        _cut(version, work / "store", reference, day)
        write_checksums(work)
        shutil.rmtree(folder, ignore_errors=True)  # only one that is damaged
        work.rename(folder)
    except WestphaliaError:
        raise
    except Exception as error:
        if not is_storage_failure(error):
            raise
        raise storage_failure(error, f"The snapshot of {day.isoformat()} cannot be made") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _cut(version: Path, target: Path, reference: date, day: date) -> None:
    ox.Store.read_only(str(version / "store")).backup(str(target))
    store = ox.Store(str(target))
    with opened_closure(version) as connection:
        changes = changes_between(connection, reference, day)
    apply(store, Change(added=_quads(changes.entering), removed=_quads(changes.leaving)))
    store.flush()


def _quads(lines: str) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
