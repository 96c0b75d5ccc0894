"""Dates of XML Schema in the proleptic Gregorian calendar, of any year.

Python's `date` begins with the year 1 and forgives what XML Schema does not; so the lexical forms (W3C XML Schema
Definition Language 1.1, part 2, sections 3.3.7 to 3.3.14) are read here. The year 0000 is 1 BC, as there.
Days are counted from 1970-01-01.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from rdflib.namespace import XSD

Exact = int | Fraction
"""A number without rounding; whole ones as `int`, with which arithmetic is ten times faster."""

DATE_TIME, DATE_TIME_STAMP = XSD.dateTime.n3(), XSD.dateTimeStamp.n3()
DATE, YEAR_MONTH, YEAR = XSD.date.n3(), XSD.gYearMonth.n3(), XSD.gYear.n3()

_YEAR = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH = rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])"
_DATE = rf"{_MONTH}-(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = (
    r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_ZONE = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_FORMS = {
    DATE_TIME: re.compile(rf"{_DATE}T{_TIME}{_ZONE}?"),
    DATE_TIME_STAMP: re.compile(rf"{_DATE}T{_TIME}{_ZONE}"),
    DATE: re.compile(rf"{_DATE}{_ZONE}?"),
    YEAR_MONTH: re.compile(rf"{_MONTH}{_ZONE}?"),
    YEAR: re.compile(rf"{_YEAR}{_ZONE}?"),
}
DATE_TYPES = tuple(_FORMS)
"""The datatypes that are read here, as N-Triples IRIs."""
_LATEST_YEAR = 5_000_000
"""Days are kept in 32 bits, which end in the year 5,881,580."""
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY = 86_400


@dataclass(frozen=True)
class Moment:
    """What a literal of one of DATE_TYPES stands for.

    `first` is the day on which it begins and `after` the first day that it does not reach, as written;
    `seconds` are those since the beginning of `first`, `offset` the minutes east of UTC (None: no time zone).
    """

    datatype: str
    first: int
    after: int
    seconds: Exact
    offset: int | None

    @property
    def instant(self) -> Exact:
        """Where it begins, in seconds since 1970-01-01T00:00:00Z; without a time zone it is read as UTC."""
        return self.first * _DAY + self.seconds - 60 * (self.offset or 0)

    @property
    def from_day(self) -> int:
        """The day from which something holds that holds from then on: UTC decides for a point in time."""
        return int(self.instant // _DAY) if self._is_point else self.first

    @property
    def until_day(self) -> int:
        """The first day on which something no longer holds that holds until then.

        A day written out is that day; a month or a year is to its end. A day that has begun counts as a whole.
        """
        if self._is_point:
            return int(-(-self.instant // _DAY))
        return self.first if self.datatype == DATE else self.after

    @property
    def _is_point(self) -> bool:
        return self.datatype in {DATE_TIME, DATE_TIME_STAMP}


@lru_cache(maxsize=65_536)  # the same dates bound many lives, and are read as dates and as literals
def parse_moment(lexical: str, datatype: str) -> Moment | None:
    """Read a literal of one of DATE_TYPES; None when its text is not of its datatype, or its year out of reach."""
    form = _FORMS[datatype].fullmatch(lexical)
    if form is None:
        return None
    part = form.groupdict()
    year, month, day = int(part["year"]), int(part.get("month") or 1), int(part.get("day") or 1)
    if abs(year) > _LATEST_YEAR or part["year"] == "-0000" or day > _month_length(year, month):
        return None
    first = day_from_civil(year, month, day)
    if part.get("midnight"):
        first += 1
    after = {YEAR: (year + 1, 1), YEAR_MONTH: (year + month // 12, month % 12 + 1)}.get(datatype)
    return Moment(
        datatype, first, day_from_civil(*after, 1) if after else first + 1, _seconds(part), _offset(part["zone"])
    )


def _seconds(part: dict[str, str | None]) -> Exact:
    if not part.get("hour"):
        return 0
    second = part["second"] or "0"
    whole = 3600 * int(part["hour"] or 0) + 60 * int(part["minute"] or 0)
    return whole + (int(second) if second.isascii() and second.isdigit() else Fraction(second))


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    if zone == "Z":
        return 0
    minutes = 60 * int(zone[1:3]) + int(zone[4:])
    return minutes if zone[0] == "+" else -minutes


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_length(year: int, month: int) -> int:
    return 29 if month == 2 and _is_leap(year) else _MONTH_LENGTHS[month - 1]


def day_from_civil(year: int, month: int, day: int) -> int:
    """The number of a day; `date.toordinal` for any year, since the calendar repeats every 400 years.

    >>> day_from_civil(0, 1, 1), day_from_civil(1970, 1, 1)
    (-719528, 0)
    """
    cycles, within = divmod(year - 1, 400)
    return date(within + 1, month, day).toordinal() - _EPOCH + cycles * _CYCLE


_EPOCH = date(1970, 1, 1).toordinal()
_CYCLE = 146_097
"""Days in 400 years."""


def iso_day(number: int) -> str:
    """A day in ISO form, of any year.

    >>> iso_day(-719528), iso_day(0)
    ('0000-01-01', '1970-01-01')
    """
    cycles, within = divmod(number + _EPOCH - 1, _CYCLE)
    civil = date.fromordinal(within + 1)
    year = civil.year + 400 * cycles
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{civil.month:02d}-{civil.day:02d}"


EXPECTED_DATE = (
    "which is not a calendar date; expected an xsd:dateTime such as 1991-12-16T00:00:00Z, "
    "or an xsd:date, xsd:gYearMonth or xsd:gYear"
)
"""How an error about a date goes on after the date."""


def read_moment(text: str) -> Moment | None:
    """What a term in N-Triples form stands for as a date; None when it is none that can be read."""
    lexical, separator, datatype = text.rpartition("^^")
    if not separator or datatype not in DATE_TYPES:
        return None
    return parse_moment(lexical[1:-1], datatype)


def line_of(text: bytes, predicate: str, term: str) -> int | None:
    """The number of the line on which a text most likely says `predicate term` (N-Triples forms); None for no line.

    Parsers give no positions, so lines are searched for the literal's text, or the last part of a name, and those
    that name the property too come first.
    """
    written = term.rpartition('"')[0][1:] if term.startswith('"') else _local_name(term)
    lines = enumerate(text.split(b"\n"), start=1)
    mentions = [(_local_name(predicate).encode() not in line, at) for at, line in lines if written.encode() in line]
    return min(mentions)[1] if mentions else None


def _local_name(iri: str) -> str:
    return re.split(r"[/#:]", iri.strip("<>"))[-1]
