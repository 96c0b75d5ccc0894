"""Rows of a sheet by the headings of its columns; headings that are missing, renamed or unknown get messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from .cell_text import as_typed
from .layout import Column, SheetLayout
from .messages import Message, Messages, Severity
from .raw import EMPTY, RawCell, RawSheet

_SIMILAR = 0.75


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
        messages.add(Message(sheet.file, 0, "", "The sheet is empty.", f"Its first row is {_header(layout)}."))
        return []
    start = next(number for number, row in enumerate(sheet.rows) if row)
    columns = _columns(sheet, start, layout, messages)
    if missing := [name for name in layout.required if name not in columns.values()]:
        messages.add(_missing(sheet, start, layout, missing))
        return []
    return list(_filled(sheet, start, columns, messages))


def _filled(sheet: RawSheet, start: int, columns: Mapping[int, str], messages: Messages) -> Iterator[SheetRow]:
    width = len(sheet.rows[start])
    for number, cells in enumerate(sheet.rows[start + 1 :], start=start + 2):
        if not cells or cells[0].text.startswith("#"):
            continue
        row = SheetRow(sheet.file, number, {name: cells[at] for at, name in columns.items() if at < len(cells)})
        if len(cells) > width:
            messages.add(_too_long(row, cells, width))
        for name, cell in row.cells.items():
            if cell.kind == "merged" and cell.text:
                messages.add(_merged(row, name))
        yield row


def _columns(sheet: RawSheet, start: int, layout: SheetLayout, messages: Messages) -> dict[int, str]:
    """The heading of each column by its place; an unknown heading is proposed a known one."""
    columns: dict[int, str] = {}
    names = {name: column.name for column in layout.columns for name in (column.name, *column.aliases)}
    texts = [as_typed(cell.text).casefold().replace("_", " ") for cell in sheet.rows[start]]
    plain = {name.replace("_", " "): column for name, column in names.items()}
    for at, text in enumerate(texts):
        name = plain.get(text.rstrip(" :"))
        if name is not None and name not in columns.values():
            columns[at] = name
    for at, text in enumerate(texts):
        if at not in columns and text:
            # It is read as what it seems to be, so that the cells below it are checked as well.
            meant = _meant(text, [column for column in layout.columns if column.name not in columns.values()])
            typed = sheet.rows[start][at].text
            messages.add(Message(sheet.file, start + 1, typed, *_unknown_heading(typed, meant, layout), "warning"))
            columns |= {at: meant} if meant else {}
    return columns


def _unknown_heading(typed: str, meant: str | None, layout: SheetLayout) -> tuple[str, str]:
    if meant is not None:
        return f"'{typed}' is no heading of {layout.name}; it was read as '{meant}'.", f"Rename it to '{meant}'."
    is_twice = as_typed(typed).casefold() in layout.header
    what = f"'{typed}' stands twice" if is_twice else f"'{typed}' is no heading of {layout.name}"
    return f"{what}; the column is not read.", "Remove the column, or put its remarks into 'note'."


def _meant(text: str, free: list[Column]) -> str | None:
    """The heading that a text may stand for: by its other headings, then by its spelling."""
    for column in free:
        if text in column.near:
            return column.name
    close = get_close_matches(text, [column.name for column in free], 1, _SIMILAR)
    return close[0] if close else None


def _header(layout: SheetLayout) -> str:
    return ", ".join(layout.header)


def _missing(sheet: RawSheet, start: int, layout: SheetLayout, missing: list[str]) -> Message:
    names = ", ".join(f"'{name}'" for name in missing)
    plural = "s" if len(missing) > 1 else ""
    return Message(
        sheet.file,
        start + 1,
        missing[0],
        f"The column{plural} {names} of {layout.name} {'are' if plural else 'is'} missing, so no row can be read.",
        f"The first row is {_header(layout)}.",
    )


def _too_long(row: SheetRow, cells: tuple[RawCell, ...], width: int) -> Message:
    extra = next(cell.text for cell in cells[width:] if cell.text)
    return row.message(
        "",
        f"The row has {len(cells)} cells and the header {width}; '{extra}' stands under no heading.",
        "A separator may stand inside a cell: put the cell into quotation marks, or move the cells back.",
    )


def _merged(row: SheetRow, name: str) -> Message:
    return row.message(
        name,
        "The cell is merged with another, so it is not clear for which rows it holds.",
        "Unmerge it and fill in each row.",
    )
