"""Days as pages write them, `16 Dec 1991`, and as readers type them: so, in full, in ISO 8601, or a month or year."""

from __future__ import annotations

import calendar
import re
from datetime import date

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ISO_MONTH = re.compile(r"(\d{4})-(\d\d)")
_ISO_DAY = re.compile(r"(?<![\w./-])\d{4}-\d\d-\d\d(?![\w/-])")
_WRITTEN = re.compile(r"(?:(\d{1,2})\.?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})", re.IGNORECASE)


def written(day: date) -> str:
    """A day as pages write it.

    >>> written(date(1991, 12, 6))
    '6 Dec 1991'
    """
    return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"


def written_day(day: date | str) -> str:
    """A day, or one in ISO 8601, as pages write it; any other text as it is."""
    return written(day) if isinstance(day, date) else written_instant(day)


def written_instant(text: str) -> str:
    """A day or instant in ISO 8601 as pages write it; any other text as it is."""
    try:
        return written(date.fromisoformat(text[:10]))
    except ValueError:
        return text


def written_date(text: str) -> str:
    """A day or month in ISO 8601 as pages write it; any other text, such as a year, as it is.

    >>> written_date("1991-07-01"), written_date("1955-06"), written_date("1992")
    ('1 Jul 1991', 'June 1955', '1992')
    """
    match = _ISO_MONTH.fullmatch(text)
    if match and 1 <= int(match[2]) <= len(_MONTHS):
        return f"{calendar.month_name[int(match[2])]} {match[1]}"
    return written_instant(text)


def with_written_days(text: str) -> str:
    """A text with its days in ISO 8601 as pages write them.

    >>> with_written_days("Independent since 1947-08-15.")
    'Independent since 15 Aug 1947.'
    """
    return _ISO_DAY.sub(lambda match: written_instant(match[0]), text)


def iso_of_written(text: str) -> str:
    """A day or month that is written in words in ISO 8601; any other text as it is, for whoever reads ISO 8601.

    >>> iso_of_written("16 Dec 1991"), iso_of_written("December 1991"), iso_of_written("1991")
    ('1991-12-16', '1991-12', '1991')
    """
    typed = text.strip()
    match = _WRITTEN.fullmatch(typed)
    if match:
        day, name, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(typed):
        name, day, year = match.groups()
    else:
        return typed
    month = _MONTHS.get(name.lower()) or _SHORT.get(name.lower())
    if month is None:
        return typed
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"
