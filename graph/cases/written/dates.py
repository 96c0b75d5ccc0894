"""Dates as people write them and as EDTF (ISO 8601-2) has them; what may mean two days is refused.

A date that may lie in several years bounds a period from inside: what began in `[1990,1991]` certainly held from 1991
on, and what ended then certainly held until 1990. The date as written is kept beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ...inputs.tables.dates import PartialDate, parse_date
from .month_names import ENGLISH, MONTHS

Order = Literal["", "day-first", "month-first"]
"""Which of two numbers is the day in 03/04/1992; empty where a case does not say."""
_FIRST_YEAR, _LAST_YEAR = 1000, 2200
_SERIALS = range(10_000, 80_000)
"""Numbers that Excel shows as days from 1927 to 2118."""
_TIME_OR_GROUPS = re.compile(r"\.\d+$|(?<=^\d\d),(?=\d{3}$)")
"""What may stand in such a number beside its digits: a time of day, and a comma after the thousands."""
_NOUGHTS = ("1900-01-00", "1899-12-30", "1899-12-31")
_EXCEL_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2}))?(?:[-/.](\d{1,2}))?(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"\d{4}(?!-(?:2[1-9]|3\d|4[01])$)(?:-\d{2}){0,2}")
"""Level 0 of EDTF; 21 to 41 in the place of a month are seasons and quarters."""
_ABOUT = re.compile(r"^(?:c\.|ca\.?|circa|about|approx\.?|around|~)\s*(?=\d)", re.IGNORECASE)
_DECADE = re.compile(r"(?:the )?(\d{3})0s")
_PART = re.compile(
    r"(early|mid|middle|late|end of|beginning of|start of|spring|summer|autumn|fall|winter)[ -](?:of )?(.+)"
)
_AROUND = ("of", "the", "st", "nd", "rd", "th", "le", "de", "er", "den", "\N{CYRILLIC SMALL LETTER GHE}", "года")
"""Words that stand around the numbers of a date and say nothing."""
_OPEN = frozenset({"today", "now", "present", "ongoing", "current", "to date", "still", "open", "..", "-", "none"})
_UNKNOWN = frozenset({"?", "unknown", "n/a", "na", "n.d.", "nd", "s.d."})
EXPECTED = "Write 1991-12-16, 16 December 1991, 1991-12, 1991, or EDTF such as 1991-12~."

CORRECT_DAY = "Correct the day, or write the month alone."


class DateTextError(ValueError):
    """A text is no date, or may mean two: `args` are what is wrong, and what to write."""

    def __init__(self, sentence: str, action: str = EXPECTED) -> None:
        super().__init__(sentence, action)
        self.sentence, self.action = sentence, action


@dataclass(frozen=True)
class WrittenDate:
    """A date as written: the day, month or year with which a period begins, and that with which it ends.

    They differ only for dates that may lie in several years. `is_rough` says that the text says more than these (that
    it is uncertain, approximate or one of several), so that it is kept.
    """

    text: str
    begin: PartialDate
    end: PartialDate
    is_rough: bool = False

    @property
    def precision(self) -> str:
        """day, month or year."""
        return self.begin.precision


@dataclass(frozen=True)
class WrittenPeriod:
    """An interval of EDTF, either side of which may be open or unknown."""

    begin: WrittenDate | None
    end: WrittenDate | None


def is_open(text: str) -> bool:
    """Whether a text says that there is no date, as people do in a cell that should be empty."""
    return text.casefold() in _OPEN


def read_written(text: str, order: Order = "") -> WrittenDate | WrittenPeriod:
    """Read a date or an interval.

    Raises DateTextError.

    >>> read_written("16 Dec. 1991").begin.text
    '1991-12-16'
    """
    stripped = text.strip()
    if match := re.fullmatch(r"(.+?)\s*/\s*(.+)", stripped):
        sides = match[1], match[2]
        if not _is_slashed_date(stripped) and all(_is_side(side) for side in sides):
            return _interval(*sides, order)
    return read_date(stripped, order)


def read_date(text: str, order: Order = "") -> WrittenDate:
    """Read a date.

    Raises DateTextError.
    """
    if text.casefold() in _UNKNOWN or is_open(text):
        raise DateTextError(f"'{text}' is no date.", "Leave the cell empty where no date is known.")
    _refuse_serial(text)
    _refuse_nought(text)
    if _PLAIN.fullmatch(text):
        return _plain(text, text)
    if _ABOUT.match(text):
        return _rough(_ABOUT.sub("", text) + "~", text, order)
    for read in (_iso, _with_numbers, _month_and_year, _decade, _part_of, _with_words):
        written = read(text, order)
        if written is not None:
            return written
    return _edtf(text)


def _is_slashed_date(text: str) -> bool:
    return bool(
        _NUMBERS.fullmatch(text) or _MONTH_YEAR.fullmatch(text) or re.fullmatch(r"\d{4}/\d{1,2}(/\d{1,2})?", text)
    )


def _is_side(text: str) -> bool:
    return text == ".." or bool(re.match(r"[\d\[{]", text))


def _interval(first: str, second: str, order: Order) -> WrittenPeriod:
    begin, end = (None if side == ".." else read_date(side, order) for side in (first, second))
    return WrittenPeriod(begin, end)


def _plain(iso: str, text: str, *, is_rough: bool = False) -> WrittenDate:
    year = int(iso[:4])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise DateTextError(f"{text}: the year {year} lies outside {_FIRST_YEAR} to {_LAST_YEAR}.")
    try:
        partial = parse_date(iso)
    except ValueError:
        raise DateTextError(f"{text}: {_impossible(iso)}", CORRECT_DAY) from None
    return WrittenDate(text, partial, partial, is_rough)


def _impossible(iso: str) -> str:
    _, month, *day = (int(part) for part in iso.split("-"))
    if not 1 <= month <= 12:
        return f"there is no month {month}."
    return f"there is no {day[0]} {ENGLISH[month - 1]} {iso[:4]}." if day else "there is no such month."


def _refuse_serial(text: str) -> None:
    whole = _TIME_OR_GROUPS.sub("", text)
    if whole.isdecimal() and int(whole) in _SERIALS and len(whole) == 5:
        day = _EXCEL_EPOCH + timedelta(days=int(whole))
        raise DateTextError(
            f"{text} looks like Excel's number of a day: {day.day} {ENGLISH[day.month - 1]} {day.year}.",
            f"If so, write {day.isoformat()}.",
        )


def _refuse_nought(text: str) -> None:
    """Refuse the days as which Excel and LibreOffice show an empty cell, or a 0, that is formatted as a date."""
    if text in _NOUGHTS:
        raise DateTextError(
            f"{text} is how a spreadsheet shows an empty cell as a date.", "Write the date, or empty the cell."
        )


def _iso(text: str, _order: Order) -> WrittenDate | None:
    match = _ISO.fullmatch(text)
    if match is None or (match[2] and not match[3] and len(match[2]) == 1):
        return None
    if match[2] and not match[3] and 21 <= int(match[2]) <= 41:
        return None  # a season of EDTF
    return _plain("-".join(part.zfill(2) for part in match.groups() if part), text)


def _with_numbers(text: str, order: Order) -> WrittenDate | None:
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), match[4]
    if len(year) == 2:
        year = match[1] if first > 31 else year
        raise DateTextError(f"{text}: 19{year} or 20{year}?", "Write the year with four digits.")
    if first <= 12 and second <= 12 and first != second and not order:
        raise DateTextError(
            f"{text}: {first} {ENGLISH[second - 1]} or {second} {ENGLISH[first - 1]}?",
            f"Write {year}-{second:02d}-{first:02d} or {year}-{first:02d}-{second:02d}.",
        )
    month_first = second > 12 or (order == "month-first" and first <= 12)
    month, day = (first, second) if month_first else (second, first)
    return _plain(f"{year}-{month:02d}-{day:02d}", text)


def _month_and_year(text: str, _order: Order) -> WrittenDate | None:
    match = _MONTH_YEAR.fullmatch(text)
    return _plain(f"{match[2]}-{int(match[1]):02d}", text) if match else None


def _decade(text: str, _order: Order) -> WrittenDate | None:
    match = _DECADE.fullmatch(text)
    return _edtf(f"{match[1]}X", text) if match else None


def _part_of(text: str, order: Order) -> WrittenDate | None:
    """A part of a year or of a month, of which the year or the month is certain."""
    match = _PART.fullmatch(text.casefold())
    return _rough(match[2], text, order) if match else None


def _rough(rest: str, text: str, order: Order) -> WrittenDate:
    inner = _edtf(rest) if rest.endswith("~") else read_date(rest, order)
    return WrittenDate(text, inner.begin, inner.end, is_rough=True)


def _with_words(text: str, _order: Order) -> WrittenDate | None:
    words = [word.casefold().rstrip(".") for word in _WORD.findall(text)]
    named = [MONTHS[word] for word in words if word in MONTHS]
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(named) != 1 or not 1 <= len(numbers) <= 2 or not set(words) <= {*MONTHS, *_AROUND}:
        return None
    years = [number for number in numbers if number >= 100]
    days = [number for number in numbers if number < 100]
    if len(years) != 1:
        raise DateTextError(f"{text}: the year is not clear.", "Write the year with four digits.")
    day = f"-{days[0]:02d}" if days else ""
    return _plain(f"{years[0]:04d}-{named[0]:02d}{day}", text)


def _edtf(text: str, written: str = "") -> WrittenDate:
    """A date of EDTF, with its bounds as years, or as a month or day where both bounds agree on it."""
    from edtf import parse_edtf  # noqa: PLC0415 - the parser takes time that most sheets do without
    from edtf.parser.edtf_exceptions import EDTFParseException  # noqa: PLC0415

    try:
        parsed = parse_edtf(text)
        low, high = parsed.lower_strict(), parsed.upper_strict()
        first, last = date(*low[:3]), date(*high[:3])
    except (EDTFParseException, TypeError, ValueError, AttributeError):
        raise DateTextError(f"'{written or text}' is no date.") from None
    if (first.year, first.month) == (last.year, last.month):
        iso = first.isoformat()[: 10 if first == last else 7]
        return _plain(iso, written or text, is_rough=True)
    end, begin = _plain(f"{first.year:04d}", text).begin, _plain(f"{last.year:04d}", text).begin
    return WrittenDate(written or text, begin, end, is_rough=True)
