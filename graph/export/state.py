"""The state of the world that an export shows: the store of a version, or of another day of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ..rdf.namespaces import WPH
from ..rdf.xsd_dates import read_moment
from ..versions.manifest import read_manifest

_FROM, _UNTIL, _SOURCE = (ox.NamedNode(WPH[name]) for name in ("validFrom", "validUntil", "source"))
_COVERAGE_FROM, _LOCATOR = ox.NamedNode(WPH.coverageFrom), ox.NamedNode(WPH.locator)
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class State:
    """What a folder's `store` shows: the view of a day, and all named graphs of the version."""

    folder: Path
    day: date

    @classmethod
    def of_version(cls, folder: Path) -> State:
        """What the store of a version shows: its reference date.

        Raises StoreError when the version has no manifest.
        """
        return cls(folder, date.fromisoformat(read_manifest(folder).reference))

    @cached_property
    def store(self) -> ox.Store:
        """The store, opened for reading."""
        return ox.Store.read_only(str(self.folder / "store"))

    def situations_of_other_days(self) -> frozenset[object]:
        """The situations that no graph dates to this day; a view has them nevertheless, with their dates.

        A reasoner of OWL 2 DL, which reads no dates, would take each of them for one of this day.
        """
        number = (self.day - _EPOCH).days
        holding: dict[object, bool] = defaultdict(bool)
        for situation, first, after in _lifespans(self.store):
            holding[situation] |= (first is None or first <= number) and (after is None or number < after)
        return frozenset(situation for situation, holds in holding.items() if not holds)


_Key = tuple[object, object]
_Days = dict[_Key, int]
"""Days since 1970-01-01 by subject and graph."""


def _lifespans(store: ox.Store) -> Iterator[tuple[object, int | None, int | None]]:
    """Each situation with its first day and the day after its last, as each graph dates it.

    The rules are those of `reason.evaluation.lifespans`.
    """
    located = {(quad.subject, quad.graph_name) for quad in _stated(store, _LOCATOR)}
    first, after = _days(store, _FROM), _days(store, _UNTIL)
    for key, day in _coverage_days(store).items():
        first.setdefault(key, day)
    for situation, graph in (first.keys() | after.keys()) & located:
        yield situation, first.get((situation, graph)), after.get((situation, graph))


def _days(store: ox.Store, prop: ox.NamedNode) -> _Days:
    """The days that a property of dates gives: the earliest beginning, or the latest end."""
    days: _Days = {}
    is_end = prop == _UNTIL
    for quad in _stated(store, prop):
        moment = read_moment(str(quad.object))
        if moment is not None:
            day, key = (moment.until_day if is_end else moment.from_day), (quad.subject, quad.graph_name)
            days[key] = (max if is_end else min)(day, days.get(key, day))
    return days


def _coverage_days(store: ox.Store) -> _Days:
    """The first day of the coverage of each record's source."""
    beginnings: dict[object, int] = {source: day for (source, _), day in _days(store, _COVERAGE_FROM).items()}
    return {
        (quad.subject, quad.graph_name): beginnings[quad.object]
        for quad in _stated(store, _SOURCE)
        if quad.object in beginnings
    }


def _stated(store: ox.Store, prop: ox.NamedNode) -> Iterator[ox.Quad]:
    """The statements of a property in named graphs; the default graph repeats them without their graph."""
    return (
        quad for quad in store.quads_for_pattern(None, prop, None, None) if isinstance(quad.graph_name, ox.NamedNode)
    )
