"""Days as numbers, counted from 1970-01-01, and the two numbers of an interval without beginning or end."""

from __future__ import annotations

from datetime import date, timedelta

from ....rdf.xsd_dates import iso_day

ALWAYS_FROM = -2_147_483_648
"""The `f` of a row that has no beginning."""
ALWAYS_UNTIL = 2_147_483_647
"""The `u` of a row that has no end."""

_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = (date.min - _EPOCH).days, (date.max - _EPOCH).days


def day_number(day: date) -> int:
    """The number of a day, counted from 1970-01-01."""
    return (day - _EPOCH).days


def day_of(number: int) -> date | None:
    """The day with this number, or None for an open end.

    A day before the year 1 or after 9999, which `date` does not reach, is the first or last that it reaches.
    """
    if number in {ALWAYS_FROM, ALWAYS_UNTIL}:
        return None
    return _EPOCH + timedelta(days=min(max(number, _FIRST), _LAST))


def iso_of(number: int) -> str | None:
    """The day with this number in ISO form, of any year, or None for an open end."""
    return None if number in {ALWAYS_FROM, ALWAYS_UNTIL} else iso_day(number)
