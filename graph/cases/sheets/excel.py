"""Sheets in workbooks of Excel, read with openpyxl."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import InputError
from .cell_text import visible
from .raw import EMPTY, RawCell, RawSheet, trimmed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
"""Parts of a number format that are no fields."""


def read_excel(path: Path) -> list[RawSheet]:
    """Every sheet of a workbook.

    Raises InputError when the file is no workbook.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a third of a second, which CSV files do without
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        workbook = load_workbook(path)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, InvalidFileException):
        raise InputError(f"{path.name} cannot be read as an Excel workbook; save it as .xlsx again.") from None
    return [_sheet(sheet, path) for sheet in workbook.worksheets]


def _sheet(sheet: Worksheet, path: Path) -> RawSheet:
    merged = dict(_merged(sheet))
    rows = [tuple(merged.get((cell.row, cell.column)) or _cell(cell) for cell in row) for row in sheet.iter_rows()]
    return RawSheet(visible(sheet.title).casefold(), f"{path.name} ({sheet.title})", trimmed(rows))


def _merged(sheet: Worksheet) -> Iterator[tuple[tuple[int, int], RawCell]]:
    """The cells that are merged with others, by row and column, with the text that all of them show."""
    for area in sheet.merged_cells.ranges:
        text = _cell(sheet.cell(area.min_row, area.min_col)).text
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                yield (row, column), RawCell(text, "merged")


def _cell(cell: Any) -> RawCell:  # noqa: ANN401 - one of several classes of openpyxl
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "f":
        return RawCell(visible(str(getattr(value, "text", value))), "formula")
    if cell.data_type == "e":
        return RawCell(str(value), "error")
    if isinstance(value, date):
        return RawCell(_shown_date(value, cell.number_format), "date")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return RawCell(visible(str(value)))
    return RawCell(_shown_number(value, cell.number_format), "number")


def _shown_number(value: float, number_format: str) -> str:
    """A number as it is typed; of 0.16 that is shown as 16%, the latter."""
    is_share = "%" in _QUOTED.sub("", number_format)
    number = round(value * 100, 10) if is_share else value
    return f"{int(number) if number == int(number) else repr(number)}{'%' if is_share else ''}"


def _shown_date(value: date, number_format: str) -> str:
    """A date as far as its format shows it: Excel makes the first day of December 1991 of a typed 1991-12."""
    day = value.date() if isinstance(value, datetime) else value
    fields = set(_QUOTED.sub("", number_format).casefold()) & set("dmy")
    return day.isoformat()[: 10 if "d" in fields or not fields else 7 if "m" in fields else 4]
