"""Numbers as people write them, with a point or a comma; what may mean two numbers is refused."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACED = re.compile(r"(?<=\d)[ '](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,])\d{3})+(?:(?!\1)[.,]\d+)?")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
EXPECTED = "Write digits, such as 39.7 or 39,7; the unit has a column."
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mio": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_SCALED = re.compile(rf"(\S+)\s*({'|'.join(_SCALES)})\.?", re.IGNORECASE)
_QUALIFIED = re.compile(r"(~|c\.|ca\.?|circa|about|approx\.?|around|>|over|more than)\s*(.+)", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?e[+]?\d{1,2}", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d ',.]*(?<=\d)|\d")
_WITH_UNIT = re.compile(r"[$\N{POUND SIGN}\N{EURO SIGN}]?\s*[\d ',.]+\s*[a-zA-Z .]*")


class NumberTextError(ValueError):
    """A text is no number, or may mean two: `args` are what is wrong, and what to write."""


def read_number(text: str) -> Decimal:
    """Read a number.

    Raises NumberTextError.

    >>> read_number("39,7"), read_number("16 300 000"), read_number("1.234.567,5")
    (Decimal('39.7'), Decimal('16300000'), Decimal('1234567.5'))
    """
    number = _plain_number(text)
    if number is None:
        raise NumberTextError(f"'{text}' is no number.", _hint(text.strip()) or EXPECTED)
    return number


def _plain_number(text: str) -> Decimal | None:
    """The number that a text is; None for another text. Raises NumberTextError for one that may be two."""
    plain = _SPACED.sub("", text.replace("\N{MINUS SIGN}", "-")).removesuffix("%").strip()
    if (match := _GROUPED.fullmatch(plain)) and not plain.lstrip("-").startswith("0"):
        if len(re.findall(r"[.,]", plain)) == 1:
            whole, part = re.split(r"[.,]", plain)
            raise NumberTextError(
                f"{text}: {whole}.{part} or {whole}{part}?", f"Write {whole}{part}, or {whole}.{part}0."
            )
        plain = plain.replace(match[1], "")
    return Decimal(plain.replace(",", ".")) if _PLAIN.fullmatch(plain) else None


def _hint(text: str) -> str:
    """What to write instead of a text that is no number; empty where nothing particular seems to be meant."""
    if _SCIENTIFIC.fullmatch(text):
        return f"Write {Decimal(text.replace(',', '.')):f}."
    if (match := _SCALED.fullmatch(text)) and (number := _plain_number(match[1])) is not None:
        return f"Write {number.scaleb(_SCALES[match[2].casefold()]):f}."
    if (match := _QUALIFIED.fullmatch(text)) and (number := _plain_number(match[2])) is not None:
        qualifier = "more than" if match[1].casefold() in {">", "over", "more than"} else "approximately"
        return f"Write {number:f}, and '{qualifier}' as the qualifier."
    numbers = [_plain_number(part) for part in _DIGITS.findall(text)]
    if len(numbers) == 1 and numbers[0] is not None and _WITH_UNIT.fullmatch(text):
        return f"Write {numbers[0]:f} alone; the unit has a column."
    return ""
