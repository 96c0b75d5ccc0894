"""Dates in lists: `1991-12-16`, `1991-12` or `1991`. The form gives the precision of the date.

An interval is half-open. Its beginning is the first instant of the day, month or year written. Its end depends on the
precision: a day is the first day on which something no longer holds; a month or a year only says that the end came in
its course, and since it may have come late, the interval is left open to the end of that month or year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "year"]

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
# A period is as precise as the coarser of its two dates.
_COARSENESS: dict[Precision, int] = {"day": 0, "month": 1, "year": 2}
DATE_FORMS = "a date such as 1991-12-16, 1991-12 or 1991"


@dataclass(frozen=True)
class PartialDate:
    """A date with the precision of a day, month or year (EDTF level 0).

    `first` is the first day of that day, month or year on which it may lie, `after` the first day after it.
    """

    first: date
    after: date
    precision: Precision

    @property
    def end(self) -> date:
        """The end of an interval that this date closes (see the module)."""
        return self.first if self.precision == "day" else self.after

    @property
    def text(self) -> str:
        """The date as lists write it.

        >>> parse_date("1991-12").text
        '1991-12'
        """
        return self.first.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]

    def not_before(self, earliest: PartialDate | None) -> PartialDate:
        """The date, narrowed by another that came no later; it keeps its precision.

        >>> parse_date("1914").not_before(parse_date("1914-08-19")).first
        datetime.date(1914, 8, 19)
        """
        if earliest and self.first < earliest.first < self.after:
            return replace(self, first=earliest.first)
        return self


@dataclass(frozen=True)
class PartialPeriod:
    """A half-open interval of days, either side of which may be unknown, and the coarser precision of the two.

    `begin_precision` and `end_precision` are those of each side, None where it has that of the whole.
    """

    begin: date | None
    end: date | None
    precision: Precision
    begin_precision: Precision | None = None
    end_precision: Precision | None = None


@lru_cache(10_000)
def parse_date(text: str) -> PartialDate:
    """Read a date.

    Raises ValueError when the text has another form or names no day of the calendar.

    >>> parse_date("1991-12").after
    datetime.date(1992, 1, 1)
    """
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    first = date(year, month or 1, day or 1)
    if day:
        return PartialDate(first, first + timedelta(days=1), "day")
    if month:
        return PartialDate(first, date(year + month // 12, month % 12 + 1, 1), "month")
    return PartialDate(first, date(year + 1, 1, 1), "year")


def between(begin: PartialDate | None, end: PartialDate | None) -> PartialPeriod | None:
    """The period from one date until another; None when both are unknown."""
    precisions = [limit.precision for limit in (begin, end) if limit]
    if not precisions:
        return None
    coarser = max(precisions, key=_COARSENESS.__getitem__)
    finer = [limit.precision if limit and limit.precision != coarser else None for limit in (begin, end)]
    return PartialPeriod(begin.first if begin else None, end.end if end else None, coarser, *finer)


def during(moment: PartialDate | None) -> PartialPeriod | None:
    """The period of an event: the day, month or year in which it happened."""
    return PartialPeriod(moment.first, moment.after, moment.precision) if moment else None
