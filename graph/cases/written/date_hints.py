"""What a text that is no date probably means: a period, a date with something around it, letters for digits."""

from __future__ import annotations

import re
from difflib import get_close_matches

from .dates import EXPECTED, DateTextError, Order, WrittenPeriod, read_written
from .month_names import ENGLISH, MONTHS

_DATE = re.compile(
    r"""\d{4}-\d{1,2}-\d{1,2} | \d{1,2}[./-]\d{1,2}[./-]\d{4}
    | \d{1,2}\.?[ ][^\W\d_]{3,}\.?[ ]\d{4} | [^\W\d_]{3,}[ ]\d{1,2},?[ ]\d{4}
    | \d{4}-\d{2}(?!\d) | (?<!\d)\d{4}(?!\d)""",
    re.VERBOSE,
)
_LETTERS = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0"})
_RANGE = re.compile(r"\s*(?:-|\N{EN DASH}|\N{EM DASH}|to|until|till)\s*", re.IGNORECASE)
_CHOICE = re.compile(r"\s*(?:or|and|,|;|&|/)\s*", re.IGNORECASE)
_BOUND = re.compile(r"(since|from|after|before|until|by|till|up to)\s+(.+)", re.IGNORECASE)
_SHORT_YEARS = re.compile(r"(\d\d)(\d\d)[-/\N{EN DASH}](\d\d)")
_YEAR_AS_NUMBER = re.compile(r"[12],\d{3}|[12]\d{3}[.,]0+")
_SIMILAR_MONTH = 0.6
_ALONE = "the rest belongs into the note"


def date_hint(text: str, order: Order = "") -> str:
    """What to write instead of a text that is no date; a general sentence where nothing particular seems to be meant.

    >>> date_hint("19920515"), date_hint("l992")
    ('Write 1992-05-15.', 'A letter stands where a digit belongs: write 1992.')
    """
    readings = (_narrow_column, _short_years, _compact, _with_digits, _year_as_number, _with_month, _bound)
    return next(filter(None, (reading(text, order) for reading in readings)), "") or _of_dates_inside(text, order)


def _narrow_column(text: str, _order: Order) -> str:
    return "The column was too narrow to show it: widen it, and save again." if set(text) == {"#"} else ""


def _short_years(text: str, _order: Order) -> str:
    match = _SHORT_YEARS.fullmatch(text)
    return _period(match[1] + match[2], match[1] + match[3]) if match and match[2] < match[3] else ""


def _with_digits(text: str, order: Order) -> str:
    digits = text.translate(_LETTERS)
    is_meant = digits != text and _is_date(digits, order)
    return f"A letter stands where a digit belongs: write {digits}." if is_meant else ""


def _year_as_number(text: str, _order: Order) -> str:
    return f"Write {re.sub(r'[.,]', '', text)[:4]}." if _YEAR_AS_NUMBER.fullmatch(text) else ""


def _bound(text: str, order: Order) -> str:
    match = _BOUND.fullmatch(text)
    if match is None or not _is_date(match[2], order):
        return ""
    word, rest = match[1].casefold(), match[2]
    if word in {"since", "from"}:
        return f"Write {rest} in 'from'."
    if word in {"until", "till", "up to"}:
        return f"Write {rest} in 'until'."
    return (
        f"Say '{text}' in the note and leave the cell empty, or write the years between which it lies: [1990,1991]."
    )


def _of_dates_inside(text: str, order: Order) -> str:
    """A hint from the dates that stand in a longer text."""
    found = [match for match in _DATE.finditer(text) if _is_date(match[0], order)]
    if len(found) == 1 and not (found[0][0].isdecimal() and _has_more_numbers(text, found[0])):
        return f"Write {found[0][0]} alone; {_ALONE}."
    if len(found) == 2 and (found[0].start(), found[1].end()) == (0, len(text)):
        between = text[found[0].end() : found[1].start()]
        if _RANGE.fullmatch(between):
            return _period(found[0][0], found[1][0])
        if _CHOICE.fullmatch(between):
            return f"Write a row for each, or [{found[0][0]},{found[1][0]}] if it is one of the two years."
    return EXPECTED


def _has_more_numbers(text: str, year: re.Match[str]) -> bool:
    """Whether numbers stand beside a year, so that the year alone would lose a day or a month."""
    return any(letter.isdecimal() for letter in text[: year.start()] + text[year.end() :])


def _with_month(text: str, order: Order) -> str:
    """The date with the one word in it as the month that it resembles."""
    words = [word for word in re.findall(r"[^\W\d_]{3,}", text) if word.casefold() not in MONTHS]
    if len(words) != 1:
        return ""
    nearest = get_close_matches(words[0].casefold(), [month.casefold() for month in ENGLISH], 1, _SIMILAR_MONTH)
    spelled = text.replace(words[0], nearest[0].capitalize()) if nearest else ""
    return f"Did you mean {spelled}?" if spelled and _is_date(spelled, order) else ""


def _period(first: str, last: str) -> str:
    either = f"; or [{first},{last}] if it is one of the two" if first.isdecimal() and last.isdecimal() else ""
    return f"Write {first} in 'from' and {last} in 'until'{either}."


def _compact(text: str, order: Order) -> str:
    if not text.isdecimal() or len(text) != 8:
        return ""
    for year, month, day in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
        written = f"{year}-{month}-{day}"
        if _is_date(written, order):
            return f"Write {written}."
    return ""


def _is_date(text: str, order: Order) -> bool:
    try:
        return not isinstance(read_written(text, order), WrittenPeriod)
    except DateTextError:
        return False
