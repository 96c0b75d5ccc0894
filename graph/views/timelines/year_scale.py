"""Years on a line: where each lies between two places, and the round ones that are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..dates.periods import Period, year_of

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200)


@dataclass(frozen=True)
class Line:
    """Where a line of years begins and ends, the digits of places after the point, and the most years it names."""

    left: float
    right: float
    digits: int
    most_ticks: int


@dataclass(frozen=True)
class YearScale:
    """Years from left to right on a line: the first and the last."""

    first: float
    last: float
    line: Line

    @classmethod
    def around(cls, periods: Iterable[Period], day: date, line: Line) -> YearScale:
        """A scale that has all periods and the day, with a little room beside them."""
        years = [year for period in periods for year in (year_of(period.begin), year_of(period.end)) if year]
        first, last = min(*years, cls.year(day)), max(*years, cls.year(day))
        room = max((last - first) * 0.02, 0.5)
        return cls(first - room, last + room, line)

    @staticmethod
    def year(day: date) -> float:
        """A day as a year with its fraction."""
        return year_of(day.isoformat()) or float(day.year)

    def x(self, year: float) -> float:
        """Where a year lies."""
        share = (year - self.first) / (self.last - self.first)
        return round(self.line.left + share * (self.line.right - self.line.left), self.line.digits)

    def ticks(self) -> tuple[tuple[float, int], ...]:
        """Round years with their places."""
        step = next((size for size in _STEPS if (self.last - self.first) / size <= self.line.most_ticks), _STEPS[-1])
        start = int(self.first // step + 1) * step
        return tuple((self.x(year), year) for year in range(start, int(self.last) + 1, step))
