"""Sheets in spreadsheets of LibreOffice (OpenDocument), read with odfpy."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXException

from ...errors import InputError
from .cell_text import visible
from .raw import EMPTY, RawCell, RawSheet, trimmed

_LARGEST_REPEAT = 1000
"""Empty cells and rows are repeated up to the end of the sheet; more than these are the rest of it."""


def read_open_document(path: Path) -> list[RawSheet]:
    """Every sheet of a spreadsheet.

    Raises InputError when the file is no spreadsheet.
    """
    from odf.opendocument import load  # noqa: PLC0415 - takes time that CSV files do without
    from odf.table import Table  # noqa: PLC0415

    try:
        document = load(str(path))
    except (OSError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SAXException):
        raise InputError(
            f"{path.name} cannot be read as an OpenDocument spreadsheet; save it as .ods again."
        ) from None
    return [_sheet(table, path) for table in document.spreadsheet.getElementsByType(Table)]


def _sheet(table: Any, path: Path) -> RawSheet:  # noqa: ANN401 - odfpy has no types
    name = table.getAttribute("name")
    return RawSheet(visible(name).casefold(), f"{path.name} ({name})", trimmed(list(_rows(table))))


def _rows(table: Any) -> Iterator[tuple[RawCell, ...]]:  # noqa: ANN401
    from odf.table import TableRow  # noqa: PLC0415

    above: dict[int, str] = {}
    for row in table.getElementsByType(TableRow):
        cells = tuple(_cells(row, above))
        for _ in range(_repeated(row, "numberrowsrepeated")):
            yield cells


def _cells(row: Any, above: dict[int, str]) -> Iterator[RawCell]:  # noqa: ANN401
    """The cells of a row; `above` has, by column, the text of a cell that spans the rows below it."""
    column, left = 0, ""
    for element in row.childNodes:
        is_covered = element.qname[1] == "covered-table-cell"
        for _ in range(_repeated(element, "numbercolumnsrepeated")):
            cell = RawCell(above.get(column) or left, "merged") if is_covered else _cell(element)
            if cell.kind == "merged" and not is_covered:
                left = cell.text
                above[column] = cell.text
            column += 1
            yield cell


def _repeated(element: Any, name: str) -> int:  # noqa: ANN401
    times = int(element.getAttribute(name) or 1)
    return 1 if times > _LARGEST_REPEAT else times


def _cell(element: Any) -> RawCell:  # noqa: ANN401
    from odf import teletype  # noqa: PLC0415

    shown = visible(" ".join(teletype.extractText(part) for part in element.childNodes))
    if element.getAttribute("formula"):
        return RawCell(str(element.getAttribute("formula")).partition(":")[2] or shown, "formula")
    spans = (
        int(element.getAttribute("numbercolumnsspanned") or 1),
        int(element.getAttribute("numberrowsspanned") or 1),
    )
    if spans != (1, 1):
        return RawCell(shown, "merged")
    kind = element.getAttribute("valuetype")
    if kind == "date":
        return RawCell(_shown_date(str(element.getAttribute("datevalue")), shown), "date")
    if kind == "percentage":
        return RawCell(shown, "number")
    if kind in {"float", "currency"}:
        return RawCell(_number(str(element.getAttribute("value"))), "number")
    return RawCell(shown) if shown else EMPTY


def _shown_date(value: str, shown: str) -> str:
    """A date as far as the cell shows it: a year or a month may stand for its first day."""
    if shown == value[:4] or shown == value[:7]:
        return shown
    return value[:10]


def _number(value: str) -> str:
    return value.removesuffix(".0")
