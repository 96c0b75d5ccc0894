"""The calendar of a version: the days on which what it shows changes, and the ranges of days between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ..reason.evaluation.dates.days import iso_of
from ..reason.views.dated_quads import ALL_DAYS, DayRange

_EPOCH_CHANGES = 60_000
"""Quads that enter or leave within an epoch, at most (but for a single day that changes more).

Measured: a day is made from what lasts through its epoch in half a second, and 530,000 changes make eleven epochs.
"""


@dataclass(frozen=True)
class ChangeCalendar:
    """The days on which a version changes, by number, with how many quads enter or leave then."""

    changes: Mapping[int, int]

    @cached_property
    def _points(self) -> list[int]:
        return sorted(self.changes)

    def around(self, day: int) -> DayRange:
        """The days around a day between which nothing changes."""
        return _around(self._points, day)

    def epoch(self, day: int) -> DayRange:
        """The epoch of a day: a long range of days within which a bounded number of quads enter or leave."""
        return _around(self._epoch_points, day)

    @cached_property
    def _epoch_points(self) -> list[int]:
        return list(self._cut_epochs())

    def _cut_epochs(self) -> Iterator[int]:
        within = 0
        for point in self._points:
            within += self.changes[point]
            if within > _EPOCH_CHANGES:
                yield point
                within = 0

    @property
    def epochs(self) -> list[DayRange]:
        """All epochs in their order; together they are all days."""
        return [DayRange(*bounds) for bounds in pairwise([ALL_DAYS.first, *self._epoch_points, ALL_DAYS.end])]


def name_of(days: DayRange) -> str:
    """What a range between two changes is called: its first day in ISO form, or `beginning`."""
    return iso_of(days.first) or "beginning"


def _around(points: list[int], day: int) -> DayRange:
    place = bisect_right(points, day)
    first = points[place - 1] if place else ALL_DAYS.first
    return DayRange(first, points[place] if place < len(points) else ALL_DAYS.end)
