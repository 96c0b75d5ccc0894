"""Numbers as people write them, with a point or a comma; what may mean two numbers is refused."""

from __future__ import annotations

import re
from decimal import Decimal

_SPACED = re.compile(r"(?<=\d)[ '](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,])\d{3})+(?:(?!\1)[.,]\d+)?")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")


class NumberTextError(ValueError):
    """A text is no number, or may mean two: `args` are what is wrong, and what to write."""


def read_number(text: str) -> Decimal:
    """Read a number.

    Raises NumberTextError.

    >>> read_number("39,7"), read_number("16 300 000"), read_number("1.234.567,5")
    (Decimal('39.7'), Decimal('16300000'), Decimal('1234567.5'))
    """
    plain = _SPACED.sub("", text.replace("\N{MINUS SIGN}", "-")).removesuffix("%").strip()
    if (match := _GROUPED.fullmatch(plain)) and not plain.lstrip("-").startswith("0"):
        if len(re.findall(r"[.,]", plain)) == 1:
            whole, part = re.split(r"[.,]", plain)
            raise NumberTextError(
                f"{text}: {whole}.{part} or {whole}{part}?", f"Write {whole}{part}, or {whole}.{part}0."
            )
        plain = plain.replace(match[1], "")
    if not _PLAIN.fullmatch(plain):
        raise NumberTextError(f"'{text}' is no number.", "Write digits, such as 39.7 or 39,7; the unit has a column.")
    return Decimal(plain.replace(",", "."))
