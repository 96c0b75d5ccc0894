"""Sheets as they are in files: cells with their text, and what a spreadsheet says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

CellKind = Literal["text", "number", "date", "formula", "merged", "error", "unclosed"]


@dataclass(frozen=True)
class RawCell:
    """A cell: its text without padding, and its kind.

    A date is written in ISO form, as far as it is shown; a formula as it is typed; a cell that is merged with another
    has that one's text. An unclosed one begins with a quotation mark and has the rows below in it.
    """

    text: str
    kind: CellKind = "text"


EMPTY = RawCell("")


@dataclass(frozen=True)
class RawSheet:
    """A sheet: its name, how messages call its file, and its rows; row 1 is the first."""

    name: str
    file: str
    rows: tuple[tuple[RawCell, ...], ...]
    remarks: tuple[str, ...] = ()


def trimmed(rows: list[tuple[RawCell, ...]]) -> tuple[tuple[RawCell, ...], ...]:
    """Rows without empty cells at their ends, and without empty rows at the end."""
    cut = []
    for row in rows:
        length = max((number for number, cell in enumerate(row, start=1) if cell.text), default=0)
        cut.append(row[:length])
    while cut and not cut[-1]:
        cut.pop()
    return tuple(cut)
