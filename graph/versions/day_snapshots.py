"""Snapshots: the store of a version as it stands on another day, cut from the closure without reasoning.

    builds/<version>/at/<day>/store/     the world from <day> until the next day on which something begins or ends

A snapshot is a copy of the version's store (hard links, so it costs milliseconds) in which only what differs between
the two days is changed. It serves every day on which the world is the same.
"""

from __future__ import annotations

import re
import shutil
import threading
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ..errors import QueryError, StoreError
from ..reason.dated import has_closure, open_closure
from ..reason.view import stretch_around
from ..reason.view_changes import changes_between
from ..sparql.update import Change, apply
from .manifest import read_manifest

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_BEGINNING = "beginning"
"""The name of the snapshot of all days before anything that is dated begins."""


def read_day(text: str) -> date:
    """The day that `2011-06-01`, `2011-06` or `2011` names; a month or year stands for its first day.

    Raises QueryError for anything else.
    """
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(part) if part else 1 for part in found.groups())
        return date(year, month, day)
    except ValueError:
        raise QueryError(
            f"{text!r} is not a day; expected a date such as 2011-06-01, 2011-06 or 2011 (the first day is meant)."
        ) from None


class Snapshots:
    """Makes snapshots of versions when they are first asked for, and keeps the `kept` that were used last."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._names: dict[tuple[Path, date], str] = {}

    def store_at(self, version: Path, day: date) -> Path:
        """The folder of the store that shows the world of `day`; the version's own store if that does.

        Raises StoreError when the version was made by a reasoner that knows no dates.
        """
        report = read_manifest(version)
        if report.shows(day):
            return version / "store"
        if not has_closure(version):
            raise StoreError(
                f"The build {report.version} was made by the reasoner {report.reasoner}, which knows no dates; "
                "build again with the dated reasoner."
            )
        with self._lock:
            return self._made(version, day, date.fromisoformat(report.reference))

    def _made(self, version: Path, day: date, reference: date) -> Path:
        folder = version / "at" / self._name(version, day)
        if folder.exists():
            folder.touch()
        else:
            _make(version, folder, reference, day)
            self._forget_oldest(folder.parent)
        return folder / "store"

    def _name(self, version: Path, day: date) -> str:
        if (version, day) not in self._names:
            with open_closure(version) as connection:
                begins = stretch_around(connection, day).begins
            self._names[version, day] = begins.isoformat() if begins else _BEGINNING
        return self._names[version, day]

    def _forget_oldest(self, folder: Path) -> None:
        """A worker that still reads a removed snapshot keeps its open files."""
        made = sorted((path for path in folder.iterdir() if not path.suffix), key=lambda path: path.stat().st_mtime)
        for old in made[: -self._kept]:
            shutil.rmtree(old, ignore_errors=True)


def _make(version: Path, folder: Path, reference: date, day: date) -> None:
    work = folder.with_suffix(".unfinished")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    ox.Store.read_only(str(version / "store")).backup(str(work / "store"))
    store = ox.Store(str(work / "store"))
    with open_closure(version) as connection:
        changes = changes_between(connection, reference, day)
    apply(store, Change(added=_quads(changes.entering), removed=_quads(changes.leaving)))
    store.flush()
    del store  # closes it
    work.rename(folder)


def _quads(lines: str) -> frozenset[ox.Quad]:
    return frozenset(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
