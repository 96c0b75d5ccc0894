"""Stores of other days, each made from the nearest of a few stores that are kept.

    builds/<version>/derived/dated_quads.parquet    on which days each quad is shown (see `reason.dated_quads`)
    builds/<version>/derived/lasting/<days>/store   what is shown on each day of a long range
    builds/<version>/derived/at/<day>/store         what a day shows, and those after it until something changes

A new store is a copy of another (hard links, so it costs milliseconds) with the quads that differ added and removed.
Removing costs several times as much as adding; from what lasts through a range that has the day, nothing is removed.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ..errors import WestphaliaError
from ..reason.evaluation.dates.days import day_number, iso_of
from ..reason.views.dated_quads import ALL_DAYS, DatedQuads, DayRange, Difference, make_dated, write_passing
from ..store.bulk_load import bulk_load
from ..store.failures import is_storage_failure, storage_failure
from .change_calendar import ChangeCalendar, name_of
from .checksums import DERIVED, damaged_files, write_checksums
from .closures import opened_closure
from .derived import derived_file, is_sound, turn_of
from .disk import private_folder

DATED_QUADS = "dated_quads.parquet"
_AT, _LASTING = "at", "lasting"
_ADDING, _REMOVING = 10e-6, 65e-6
"""Seconds for a quad, measured on 20,000 to 300,000 of them: the bulk loader writes sorted files at once, while each
removal looks the quad up and writes a marker into six indexes."""
_BEARABLE = 1.0
"""Seconds: for a day that costs more, what lasts through its epoch is made first, for the other days of the epoch."""


@dataclass(frozen=True)
class _Base:
    """A store to begin with, which shows what is shown on each of `days`."""

    store: Path
    days: DayRange


@dataclass(frozen=True)
class DayStores:
    """The stores of the days of one version; `reference` is the day that its own store shows."""

    version: Path
    reference: date
    calendar: ChangeCalendar

    @classmethod
    def of(cls, version: Path, reference: date) -> DayStores:
        """Read on which days a version changes.

        Raises DamagedError or StorageError when its closure cannot be read.
        """
        path = derived_file(version, DATED_QUADS, lambda target: _write_dated(version, target))
        with opened_closure(version) as connection:
            return cls(version, reference, ChangeCalendar(DatedQuads(connection, path).change_points()))

    def days_like(self, day: date) -> DayRange:
        """The days around a day on which everything is as on that day."""
        return self.calendar.around(day_number(day))

    def folder(self, day: date) -> Path:
        """The folder with the store of a day; `make` makes it."""
        days = self.days_like(day)
        if days == self.days_like(self.reference):
            return self.version
        return self._folders(_AT) / name_of(days)

    def make(self, day: date) -> None:
        """Make the folder of a day.

        Raises StorageError when it cannot be written, DamagedError when the closure is damaged.
        """
        days = self.days_like(day)
        with opened_closure(self.version) as connection:
            quads = DatedQuads(connection, self.version / DERIVED / DATED_QUADS)
            for span in (ALL_DAYS, self.calendar.epoch(days.first)):
                _, seconds = self._nearest(quads, days)
                if seconds > _BEARABLE:
                    self._make_lasting(quads, span)
            self._make(quads, self.folder(day), days)

    def _folders(self, kind: str) -> Path:
        return self.version / DERIVED / kind

    def _make_lasting(self, quads: DatedQuads, span: DayRange) -> None:
        folder = self._folders(_LASTING) / lasting_name(span)
        with turn_of(folder):
            if not folder.exists() or damaged_files(folder):
                self._make(quads, folder, span)

    def _make(self, quads: DatedQuads, folder: Path, days: DayRange) -> None:
        base, _ = self._nearest(quads, days)
        work = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}.unfinished")
        try:
            private_folder(work)
            _derive(quads, base, days, work)
            write_checksums(work)
            shutil.rmtree(folder, ignore_errors=True)  # only one that is damaged
            work.rename(folder)
        except WestphaliaError:
            raise
        except Exception as error:
            if not is_storage_failure(error):
                raise
            raise storage_failure(error, f"The snapshot of {_sentence_name(days)} cannot be made") from error
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _nearest(self, quads: DatedQuads, days: DayRange) -> tuple[_Base, float]:
        """The store from which that of `days` is made soonest, and the seconds that it takes."""
        bases = list(self._bases(days))
        seconds = map(_seconds, quads.differences([base.days for base in bases], days))
        return min(zip(bases, seconds, strict=True), key=lambda pair: pair[1])

    def _bases(self, days: DayRange) -> Iterator[_Base]:
        # Not stores of other days: from copies of copies the engine soon compacts, at several times the cost.
        yield _Base(self.version / "store", self.days_like(self.reference))
        for span in (ALL_DAYS, *self.calendar.epochs):
            folder = self._folders(_LASTING) / lasting_name(span)
            if span.contains(days) and span != days and folder.exists() and not damaged_files(folder):
                yield _Base(folder / "store", span)


def keep_dated_quads(version: Path, path: Path) -> None:
    """Keep the file that a reasoner has written of the dated quads of a version."""
    derived_file(version, DATED_QUADS, lambda target: _move(path, target))


def _move(path: Path, target: Path) -> None:
    path.rename(target)


def keep_lasting(version: Path, store: ox.Store) -> None:
    """Keep what the store of a version holds now, all that is shown on every day, as a store to make others from."""
    folder = private_folder(_always(version))
    store.backup(str(folder / "store"))
    write_checksums(folder)


def kept_dated_quads(version: Path) -> Path | None:
    """The file of the dated quads of a version, if it is sound, and the store of what lasts always is so too."""
    path, folder = version / DERIVED / DATED_QUADS, _always(version)
    return path if is_sound(path) and folder.exists() and not damaged_files(folder) else None


def follow_lasting(earlier: Path, version: Path, update: Callable[[ox.Store], None]) -> None:
    """Keep a store of what lasts always with a version: that of an earlier one, changed by `update`."""
    folder = private_folder(_always(version))
    ox.Store.read_only(str(_always(earlier) / "store")).backup(str(folder / "store"))
    store = ox.Store(str(folder / "store"))
    update(store)
    store.flush()
    del store  # closed before its files are listed
    write_checksums(folder)


def _always(version: Path) -> Path:
    return version / DERIVED / _LASTING / lasting_name(ALL_DAYS)


def lasting_name(days: DayRange) -> str:
    """The name of the folder with what lasts through a range of days."""
    return f"{iso_of(days.first) or ''}_{iso_of(days.end) or ''}"


def _sentence_name(days: DayRange) -> str:
    return iso_of(days.first) or "the days before the first change"


def _seconds(difference: Difference) -> float:
    return difference.entering * _ADDING + difference.leaving * _REMOVING


def _derive(quads: DatedQuads, base: _Base, days: DayRange, work: Path) -> None:
    store, entering, leaving = work / "store", work / "entering.nq", work / "leaving.nq"
    ox.Store.read_only(str(base.store)).backup(str(store))
    quads.write_difference(base.days, days, entering, leaving)
    _remove(store, leaving)
    bulk_load(store, entering)
    for path in (entering, leaving):
        path.unlink()


def _remove(folder: Path, leaving: Path) -> None:
    if leaving.stat().st_size:
        store = ox.Store(str(folder))
        for quad in ox.parse(path=leaving, format=ox.RdfFormat.N_QUADS):
            store.remove(quad)
        store.flush()


def _write_dated(version: Path, target: Path) -> None:
    with opened_closure(version) as connection:
        make_dated(connection)
        write_passing(connection, target)
