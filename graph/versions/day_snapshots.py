"""Dated snapshots: the store of a version for another day, made without reasoning (see `day_stores`).

A snapshot serves every day with the same state of the world.
"""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict
from datetime import date
from pathlib import Path

from ..errors import QueryError, StoreError
from ..reason.dated import has_closure
from .checksums import damaged_files
from .day_stores import DayStores
from .derived import turn_of
from .kept_days import compact_lasting
from .leases import Lease, lease, remove_unless_held
from .manifest import read_manifest

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_VERSIONS = 4
"""Versions of which the days of changes are remembered."""


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
        self._lock = threading.Lock()
        self._stores: OrderedDict[Path, DayStores] = OrderedDict()

    def prepare(self, version: Path) -> None:
        """Do for all days of a version, before one is asked for, what the first would wait for."""
        if has_closure(version):
            self._stores_of(version, date.fromisoformat(read_manifest(version).reference))
            compact_lasting(version)

    def prepare_epoch(self, version: Path) -> bool:
        """Do for the days of one epoch of a version what the first of them would wait for.

        Returns whether an epoch was left to be prepared. Raises DamagedError or StorageError.
        """
        if not has_closure(version):
            return False
        return self._stores_of(version, date.fromisoformat(read_manifest(version).reference)).make_next_epoch()

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
        stores = self._stores_of(version, date.fromisoformat(manifest.reference))
        folder = stores.folder(day)
        return lease(lambda: version) if folder == version else self._held(stores, folder, day)

    def _held(self, stores: DayStores, folder: Path, day: date) -> Lease:
        def made() -> Path:
            if not folder.exists() or damaged_files(folder):
                stores.make(day)
            return folder

        with turn_of(folder):
            held = lease(made)  # made again where another thread forgets it just before it is held
            os.utime(folder)
        self._forget_oldest(folder.parent)
        return held

    def _stores_of(self, version: Path, reference: date) -> DayStores:
        with self._lock:
            if version not in self._stores:
                self._stores[version] = DayStores.of(version, reference)
                if len(self._stores) > _VERSIONS:
                    self._stores.popitem(last=False)
            return self._stores[version]

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
