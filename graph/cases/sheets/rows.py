"""Rows of a sheet by the headings of its columns; rows that cannot be read as one get messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .cell_text import as_typed
from .headings import header_row, read_columns
from .layout import SheetLayout
from .messages import Message, Messages, Severity
from .raw import EMPTY, RawCell, RawSheet


@dataclass(frozen=True)
class SheetRow:
    """A row: its file, its number as a spreadsheet counts it, and its cells by heading, as typed."""

    file: str
    number: int
    cells: Mapping[str, RawCell]

    def __getitem__(self, column: str) -> str:
        return as_typed(self.cell(column).text)

    def cell(self, column: str) -> RawCell:
        """The cell in a column, empty where the sheet has no such column."""
        return self.cells.get(column, EMPTY)

    def text(self, column: str) -> str:
        """The text of a cell with its quotes and hyphens as they were written, for words that are shown."""
        return self.cell(column).text

    def list(self, column: str) -> list[str]:
        """The values of a cell that may hold several, separated by semicolons."""
        return [value for part in self[column].split(";") if (value := part.strip())]

    def message(self, column: str, sentence: str, action: str = "", severity: Severity = "error") -> Message:
        """A message about a cell of this row."""
        return Message(self.file, self.number, column, sentence, action, severity)


def read_rows(sheet: RawSheet, layout: SheetLayout, messages: Messages) -> list[SheetRow]:
    """The rows of a sheet that have something in them; without a column that is required there are none."""
    if not sheet.rows:
        messages.add(
            Message(sheet.file, 0, "", "The sheet is empty.", f"Its first row is {', '.join(layout.header)}.")
        )
        return []
    start = header_row(sheet, layout, messages)
    columns = read_columns(sheet, start, layout, messages)
    return list(_filled(sheet, start, columns, messages))


def _filled(sheet: RawSheet, start: int, columns: Mapping[int, str], messages: Messages) -> Iterator[SheetRow]:
    width = len(sheet.rows[start])
    for number, cells in enumerate(sheet.rows[start + 1 :], start=start + 2):
        if not cells or cells[0].text.startswith("#") or not columns:
            continue
        row = SheetRow(sheet.file, number, {name: cells[at] for at, name in columns.items() if at < len(cells)})
        if _repeats_headings(row):
            messages.add(
                row.message("", "The headings stand here again; the row is not read.", "Delete it.", "warning")
            )
            continue
        if len(cells) > width:
            messages.add(_too_long(row, cells, width))
        for name, cell in row.cells.items():
            if cell.kind == "merged" and cell.text:
                messages.add(_merged(row, name))
        yield row


def _repeats_headings(row: SheetRow) -> bool:
    filled = [name for name, cell in row.cells.items() if cell.text]
    return len(filled) > 1 and all(row[name].casefold().replace(" ", "_") == name for name in filled)


def _too_long(row: SheetRow, cells: tuple[RawCell, ...], width: int) -> Message:
    extra = next((f"; '{cell.text}' stands under no heading" for cell in cells[width:] if cell.text), "")
    return row.message(
        "",
        f"The row has {len(cells)} cells and the header {width}{extra}.",
        "A separator may stand inside a cell: put the cell into quotation marks, or move the cells back.",
    )


def _merged(row: SheetRow, name: str) -> Message:
    return row.message(
        name,
        "The cell is merged with another, so it is not clear for which rows it holds.",
        "Unmerge it and fill in each row.",
    )
