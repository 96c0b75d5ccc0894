"""What the relations of an entity rest on: grounds, until when they are confirmed, and since when attested.

Everything that shows a relation (pages, lists, CSV, JSON, Python) reads its periods here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol

from ...reason.rules.rule import Rule
from ...versions.published import PublishedVersion
from ..dates.periods import COVERAGE, Period
from ..dates.precision import instants_of
from ..schema import schema_of
from .grounds import GroundFinder, Standing, Statement
from .join_plans import RuleBook
from .lifetimes import UNLIMITED, Lifetimes, lifetimes_of
from .rule_facts import Edges, read_rule_facts
from .statements import Relation
from .ways import read_ways

_DAYS = 24
"""Days of which standings are kept: some 100,000 statements, thus some 20 MB, each at most."""


class Evidence(Protocol):
    """The evidence for the relations of one entity on a day."""

    def grounds(self, relation: Relation) -> tuple[str, ...]:
        """The entities through which a rule derives a relation that holds on the day."""
        ...

    def period(self, relation: Relation, period: Period) -> Period:
        """A period of a relation, with the last day that sources confirm and the first that they cover."""
        ...


class FoundEvidence:
    """Evidence that is found among the statements of a version; `finder_on` finds it for any day."""

    def __init__(self, day: date, starts: Collection[str], finder_on: Callable[[date], GroundFinder]) -> None:
        self._day = day
        self._starts = starts
        self._finder_on = finder_on
        self._finders: dict[date, GroundFinder] = {}

    def grounds(self, relation: Relation) -> tuple[str, ...]:
        """See `Evidence`."""
        if not relation.holds:
            return ()
        return self._on(self._day).grounds(relation.prop, relation.other, incoming=relation.incoming)

    def period(self, relation: Relation, period: Period) -> Period:
        """See `Evidence`.

        A period without an end that does not hold on the day of the entity is looked at in the last year that a date
        may have. Of a relation to which no way is known, such as one that a source states, it stays as it is.
        """
        return self._attested(relation, self._confirmed(relation, period))

    def _confirmed(self, relation: Relation, period: Period) -> Period:
        if period.end:
            return period
        confirmed = self._standing(relation, self._day if period.holds(self._day) else date.max).confirmed
        return replace(period, confirmed="" if confirmed == UNLIMITED else confirmed)

    def _attested(self, relation: Relation, period: Period) -> Period:
        """The period, marked where it begins only because the coverage of a source does."""
        if period.begin not in self._starts:
            return period
        first = date.fromisoformat(period.begin[:10])
        return replace(period, precision=COVERAGE) if self._standing(relation, first).attested else period

    def _standing(self, relation: Relation, day: date) -> Standing:
        return self._on(day).standing(relation.prop, relation.other, incoming=relation.incoming)

    def _on(self, day: date) -> GroundFinder:
        if day not in self._finders:
            self._finders[day] = self._finder_on(day)
        return self._finders[day]


class VersionEvidence:
    """Finds evidence in a version, and keeps what it has found; threads may use it concurrently."""

    def __init__(self, book: RuleBook, lifetimes: Lifetimes, starts: Collection[str]) -> None:
        self._book = book
        self._lifetimes = lifetimes
        self._starts = starts
        self._days: OrderedDict[date, dict[Statement, Standing]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, iri: str, day: date) -> FoundEvidence:
        """The evidence for the relations of an entity on a day."""

        def finder_on(other: date) -> GroundFinder:
            return GroundFinder(self._book, self._lifetimes, iri, other, self._standings_on(other))

        return FoundEvidence(day, self._starts, finder_on)

    def _standings_on(self, day: date) -> dict[Statement, Standing]:
        """What has been found for a day; several threads add to it at the same time, and find the same."""
        with self._lock:
            found = self._days.setdefault(day, {})
            self._days.move_to_end(day)
            while len(self._days) > _DAYS:
                self._days.popitem(last=False)
            return found


def read_evidence(version: PublishedVersion, rules: Iterable[Rule], edges: Edges | None) -> VersionEvidence:
    """The ways to relations in a version by `rules`, with the statements that they match.

    `edges` reads these; None where the version has no closure, whose store is then read.
    """
    ways = read_ways(version.store, schema_of(version), rules)
    book = RuleBook(ways, read_rule_facts(edges, version.store, ways.patterns))
    return VersionEvidence(book, lifetimes_of(version), instants_of(version).starts)
