"""Dates and periods as people read them.

A period is half-open: `until` is the first instant at which it no longer holds. A date known to the month or the year
is written so; the end of such a period is the last month or year in which it held.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

_DATE = re.compile(r"^(-?\d{4,})-(\d\d)-(\d\d)")
_MONTHS = tuple(calendar.month_name)[1:]
YEAR, MONTH, DAY = "yearPrecision", "monthPrecision", "dayPrecision"
_COARSENESS = (DAY, MONTH, YEAR)
COVERAGE = "coverage"
"""Of a start that no source gives: what a source covers begins there, and it may have begun before."""


@dataclass(frozen=True)
class Period:
    """A half-open interval: the days as in the data (empty where open), and their precision.

    `end_precision` is empty where the end has the precision of the start; either may be coarser than the date can be.
    `confirmed` is, of a period without an end,
    the last day that its source covers, `attested` of one without a start the first such day; they say nothing of
    when something holds, so periods that differ only in them are equal.
    """

    begin: str = ""
    end: str = ""
    precision: str = DAY
    end_precision: str = ""
    confirmed: str = field(default="", compare=False)
    attested: str = field(default="", compare=False)

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        text = day.isoformat()
        return (not self.begin or self.begin[:10] <= text) and (not self.end or text < self.end[:10])

    def is_past(self, day: date) -> bool:
        """Whether it had ended by the day."""
        return bool(self.end) and self.end[:10] <= day.isoformat()

    def meet(self, other: Period) -> Period | None:
        """The period in which both hold; None when there is none."""
        first, second = sorted((self, other), key=lambda period: period.begin)
        end, end_precision = min(
            ((period.end, period.end_precision or period.precision) for period in (first, second) if period.end),
            default=("", ""),
        )
        if end and end <= second.begin:
            return None
        confirmed = min((each.confirmed for each in (first, second) if each.confirmed), default="")
        attested = max(first.attested, second.attested)
        return Period(
            second.begin,
            end,
            second.precision,
            end_precision,
            "" if end else confirmed,
            "" if second.begin else attested,
        )

    @property
    def coarser_precision(self) -> str:
        """The precision of both its dates together: that of the coarser."""
        return coarsest((self.precision, self.end_precision or self.precision))

    @property
    def attested_since(self) -> str:
        """The first day of the coverage of its source, where no source says when it began; else empty."""
        return self.begin if self.precision == COVERAGE else "" if self.begin else self.attested

    @property
    def text(self) -> str:
        """The period in words; one date alone where it is one day, month or year."""
        since = self.attested_since
        known = COVERAGE if since else possible_precision(self.begin, self.precision)
        begin, end = _shown(since or self.begin, known), self._shown_end()
        attested = "attested " if since else ""
        if begin and begin == end:
            return attested + begin
        if begin and end:
            return f"{attested}{begin} \N{EN DASH} {end}"
        if end:
            return f"until {end}"
        since = f"{attested}since {begin}" if begin else ""
        confirmed = f"last confirmed {_shown(self.confirmed, DAY)}" if self.confirmed else ""
        return ", ".join(filter(None, (since, confirmed)))

    def _shown_end(self) -> str:
        last, precision = day_before(self.end), possible_precision(self.end, self.end_precision or self.precision)
        # Something that held for one day is an event of that day; otherwise the day written is the day it ended.
        if precision == DAY and last != self.begin[:10]:
            return _shown(self.end, precision)
        return _shown(last, precision)


def coarsest(precisions: Iterable[str]) -> str:
    """The least precise: a date of this precision is true whichever of them applies."""
    return max(
        precisions, key=lambda precision: _COARSENESS.index(precision) if precision in _COARSENESS else 0, default=DAY
    )


def possible_precision(instant: str, precision: str) -> str:
    """The precision that a date can have: a year counts from its first day, and a month from its own.

    A record has one precision for both its dates, that of the coarser: of one that goes from 14 May 1955 to some day
    of 1991 the first is known to the day. (What a source covers may begin on any day.)

    >>> possible_precision("1955-05-14", YEAR), possible_precision("1992-01-01", YEAR)
    ('dayPrecision', 'yearPrecision')
    """
    match = _DATE.match(instant)
    if match is None or precision not in _COARSENESS:
        return precision
    if match[3] != "01":
        return DAY
    return MONTH if precision == YEAR and match[2] != "01" else precision


def _shown(instant: str, precision: str) -> str:
    """An instant in words, with its precision."""
    match = _DATE.match(instant)
    if match is None:
        return instant
    year, month, day = match.groups()
    if precision in {YEAR, COVERAGE}:
        return year.lstrip("0") or "0"
    if precision == MONTH:
        return f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {_MONTHS[int(month) - 1][:3]} {year}"


def years(begin: str, end: str) -> str:
    """A coverage in years: from the first to the last.

    >>> years("2011-01-01", "2012-01-01"), years("1945-01-01", "")
    ('2011', 'since 1945')
    """
    first, last = _shown(begin, YEAR), _shown(day_before(end), YEAR)
    if first and last:
        return first if first == last else f"{first} \N{EN DASH} {last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def day_before(instant: str) -> str:
    """The day before that of an instant; empty when there is none."""
    if not _DATE.match(instant):
        return ""
    try:
        return (date.fromisoformat(instant[:10]) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return instant[:10]


def year_of(instant: str) -> float | None:
    """An instant as a year with its fraction, for drawing; None when it is not a date."""
    try:
        day = date.fromisoformat(instant[:10])
    except ValueError:
        return None
    return day.year + (day.timetuple().tm_yday - 1) / 365.25
