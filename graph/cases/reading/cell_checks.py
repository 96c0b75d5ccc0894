"""Cells that cannot be meant as they stand: letters that were lost, codes of HTML, signs for the cell above."""

from __future__ import annotations

import html
import re
import unicodedata

from ..sheets.cell_text import visible
from ..sheets.encodings import is_damaged, repaired
from ..sheets.messages import Messages
from ..sheets.raw import RawCell
from ..sheets.rows import SheetRow

_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d?);", re.IGNORECASE)
_DITTO = frozenset({"ditto", "do.", "idem", "id.", "ibid", "ibid.", "same", "as above", "same as above"})
_DITTO_SIGNS = frozenset("\"〃″«»,,''")


def check_cells(row: SheetRow, messages: Messages) -> bool:
    """Add a message for each cell that cannot be meant; returns whether the row can be read at all."""
    for column, cell in row.cells.items():
        fault = _fault(cell, column)
        if fault is not None:
            messages.add_unreadable(row.message(column, *fault))
    return all(cell.kind != "unclosed" for cell in row.cells.values())


def _fault(cell: RawCell, column: str) -> tuple[str, str] | None:
    """What is wrong with a cell, and what to do; None for one that can be meant."""
    text = cell.text
    if cell.kind == "unclosed":
        return (
            "A quotation mark opens here that is not closed in this row, so that rows below it are in the cell: "
            f"'{text[:30]} …'.",
            "Close it, or delete it.",
        )
    if cell.kind == "error":
        return f"The cell shows the error {text}.", "Write the value itself."
    if column != "note" and (text.casefold() in _DITTO or (text and set(text) <= _DITTO_SIGNS)):
        return f"'{text}' stands for the cell above, but each row is read alone.", "Write the text itself."
    return _fault_of_letters(text)


def _fault_of_letters(text: str) -> tuple[str, str] | None:
    if better := repaired(text):
        return f"'{text}' reads like '{better}' in a wrong encoding.", "Save the file as 'CSV UTF-8' again."
    if is_damaged(text) or any(map(_is_control, text)):
        return f"Letters of '{_printable(text)}' were lost.", "Type it again, and save as 'CSV UTF-8'."
    if _ENTITY.search(text):
        return f"'{text}' has codes of HTML in it.", f"Write '{visible(html.unescape(text))}'."
    return None


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) == "Cc"


def _printable(text: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_control(letter) else letter for letter in text)
