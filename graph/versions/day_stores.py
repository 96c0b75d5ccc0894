"""Stores of other days, each made from the nearest of a few stores that are kept.

    builds/<version>/derived/dated_quads.parquet    on which days each quad is shown (see `reason.dated_quads`)
    builds/<version>/derived/lasting/<days>/store   what is shown on each day of a long range
    builds/<version>/derived/at/<day>/store         what a day shows, and those after it until something changes

A new store is a copy of another (hard links, so it costs milliseconds) with the quads that differ added and removed.
Removing costs several times as much as adding; from what lasts through a range that has the day, nothing is removed.
"""

from __future__ import annotations

import contextlib
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ..errors import WestphaliaError
from ..reason.evaluation.dates.days import day_number, iso_of
from ..reason.views.dated_quads import ALL_DAYS, DatedQuads, DayRange, Difference, make_dated, write_passing
from ..store.bulk_load import bulk_load
from ..store.change import drop_empty_graphs
from ..store.failures import is_storage_failure, storage_failure
from .change_calendar import ChangeCalendar, name_of
from .checksums import DERIVED, write_checksums
from .closures import opened_closure
from .derived import derived_file, turn_of
from .disk import private_folder
from .kept_days import DATED_QUADS, LastingStore, compact_lasting, lasting_store

_ADDING, _REMOVING = 10e-6, 65e-6
"""Seconds for a quad, measured on 20,000 to 300,000 of them: the bulk loader writes sorted files at once, while each
removal looks the quad up and writes a marker into six indexes."""
_LEFT_OVER_SECONDS = 3600.0
"""No store takes so long to make: what has not been touched for longer was left over."""
_BEARABLE = 1.0
"""Seconds: for a day that costs more, what lasts through its epoch is made first, for the other days of the epoch."""


@dataclass(frozen=True)
class _Base:
    """A store to begin with, which shows what is shown on each of `days`."""

    kept: LastingStore
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
        return self.version / DERIVED / "at" / name_of(days)

    def make(self, day: date) -> None:
        """Make the folder of a day.

        Raises StorageError when it cannot be written, DamagedError when the closure is damaged.
        """
        days = self.days_like(day)
        compact_lasting(self.version)
        with opened_closure(self.version) as connection:
            quads = DatedQuads(connection, self.version / DERIVED / DATED_QUADS)
            for span in (ALL_DAYS, self.calendar.epoch(days.first)):
                _, seconds = self._nearest(quads, days)
                if seconds > _BEARABLE:
                    self._make_lasting(quads, span)
            self._make(quads, self.folder(day), days)

    def make_next_epoch(self) -> bool:
        """Make what lasts through the latest epoch that has no store yet, if a day of it would be dear without one.

        Returns whether there was such an epoch. Raises as `make`.
        """
        _remove_left_over(self.version / DERIVED)
        missing = [
            span for span in reversed(self.calendar.epochs) if not lasting_store(self.version, span).is_sound()
        ]
        with opened_closure(self.version) as connection:
            quads = DatedQuads(connection, self.version / DERIVED / DATED_QUADS)
            dear = next((span for span in missing if self._nearest(quads, span)[1] > _BEARABLE), None)
            if dear is not None:
                self._make_lasting(quads, dear)
        return dear is not None

    def _make_lasting(self, quads: DatedQuads, span: DayRange) -> None:
        kept = lasting_store(self.version, span)
        with turn_of(kept.folder):
            if not kept.is_sound():
                self._make(quads, kept.folder, span)

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
        yield _Base(LastingStore(self.version), self.days_like(self.reference))
        for span in (ALL_DAYS, *self.calendar.epochs):
            kept = lasting_store(self.version, span)
            if span.contains(days) and span != days and kept.is_sound():
                yield _Base(kept, span)


def _remove_left_over(derived: Path) -> None:
    """Remove stores that a process which was killed had begun to make."""
    for path in derived.glob("*/*.unfinished"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _LEFT_OVER_SECONDS:
                shutil.rmtree(path)


def _sentence_name(days: DayRange) -> str:
    return iso_of(days.first) or "the days before the first change"


def _seconds(difference: Difference) -> float:
    return difference.entering * _ADDING + difference.leaving * _REMOVING


def _derive(quads: DatedQuads, base: _Base, days: DayRange, work: Path) -> None:
    store, entering, leaving = work / "store", work / "entering.nq", work / "leaving.nq"
    with turn_of(base.kept.folder):  # nobody compacts it meanwhile
        ox.Store.read_only(str(base.kept.store)).backup(str(store))
    quads.write_difference(base.days, days, entering, leaving)
    # What the base keeps comes first: a quad that no longer lasts may be shown on these days all the same.
    _remove(store, [path for path in (base.kept.leaving, leaving) if path.exists() and path.stat().st_size])
    bulk_load(store, *(path for path in (base.kept.entering, entering) if path.exists()))
    for path in (entering, leaving):
        path.unlink()


def _remove(folder: Path, files: Sequence[Path]) -> None:
    """Remove the quads in N-Quads files from a store, and the names of graphs that hold none after it."""
    if not files:
        return
    store = ox.Store(str(folder))
    graphs = set()
    for quad in (quad for path in files for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)):
        store.remove(quad)
        graphs.add(quad.graph_name)
    drop_empty_graphs(store, graphs)
    store.flush()


def _write_dated(version: Path, target: Path) -> None:
    with opened_closure(version) as connection:
        make_dated(connection)
        write_passing(connection, target)
