"""What the relations of an entity rest on, for the lists of a page: grounds, and until when they are confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property

from ..periods import Period
from .grounds import GroundFinder
from .lifetimes import UNLIMITED
from .statements import Relation


class Evidence:
    """The evidence for relations of one entity on a day; `finder_on` finds it for any day."""

    def __init__(self, day: date, finder_on: Callable[[date], GroundFinder]) -> None:
        self._day = day
        self._finder_on = finder_on

    def grounds(self, relation: Relation) -> tuple[str, ...]:
        """The entities through which a rule derives a relation that holds on the day."""
        return self._now.grounds(relation.prop, relation.other, incoming=relation.incoming) if relation.holds else ()

    def period(self, relation: Relation, period: Period) -> Period:
        """A period of a relation, with the day until which sources confirm it where it has not ended.

        One that does not hold on the day of the page is looked at in the last year that a date may have.
        Of a relation to which no way is known, such as one that a source states, the period stays as it is.
        """
        if period.end:
            return period
        finder = self._now if period.holds(self._day) else self._at_the_end
        confirmed = finder.confirmed(relation.prop, relation.other, incoming=relation.incoming)
        return replace(period, confirmed="" if confirmed == UNLIMITED else confirmed) if confirmed else period

    @cached_property
    def _now(self) -> GroundFinder:
        return self._finder_on(self._day)

    @cached_property
    def _at_the_end(self) -> GroundFinder:
        return self._finder_on(date.max)
