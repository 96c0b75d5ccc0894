"""The sheets of a folder, whatever files they are in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...errors import InputError
from ...rdf.reading import unreadable
from .csv_files import read_csv
from .excel import read_excel
from .layout import layout_named, names_of
from .messages import Message, Messages
from .open_document import read_open_document
from .raw import RawSheet

WORKBOOKS = {".xlsx": read_excel, ".xlsm": read_excel, ".ods": read_open_document}
_LISTS = frozenset({"coverage.csv"})
"""Lists of a source that its case may have beside the sheets."""
_LOCKS = ("~$", ".~lock", ".")
"""Beginnings of names of files that a spreadsheet program keeps while another is open."""


def sheet_files(folder: Path) -> list[Path]:
    """The files of a folder that may hold sheets, by name.

    Raises InputError when the folder cannot be read.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file() and _may_hold_sheets(path.name))
    except OSError as error:
        raise unreadable(folder, error) from None
    return [path for path in paths if path.suffix.casefold() in {".csv", *WORKBOOKS}]


def _may_hold_sheets(name: str) -> bool:
    return not name.startswith(_LOCKS) and name not in _LISTS


def read_sheets(folder: Path, messages: Messages) -> dict[str, RawSheet]:
    """The sheets of a folder, by name; what cannot be read, is no sheet or is there twice gets a message."""
    sheets: dict[str, RawSheet] = {}
    for path in sheet_files(folder):
        for sheet in _readable(path, messages):
            if layout_named(sheet.name) is None:
                messages.add(_not_a_sheet(sheet))
            elif sheet.name in sheets:
                messages.add(_twice(sheet, sheets[sheet.name]))
            else:
                sheets[sheet.name] = sheet
                for remark in sheet.remarks:
                    messages.add(Message(sheet.file, 0, "", remark, "Save it as 'CSV UTF-8'.", "note"))
    return sheets


def _readable(path: Path, messages: Messages) -> Iterator[RawSheet]:
    """The sheets of a file that have rows; a workbook with one sheet may be named as the sheet."""
    try:
        if path.suffix.casefold() == ".csv":
            sheets = [read_csv(path)]
        else:
            sheets = [sheet for sheet in WORKBOOKS[path.suffix.casefold()](path) if sheet.rows]
    except InputError as error:
        messages.add(Message(path.name, 0, "", str(error)))
        return
    if len(sheets) == 1 and layout_named(sheets[0].name) is None and (layout := layout_named(path.stem)):
        sheets = [RawSheet(layout.name, path.name, sheets[0].rows, sheets[0].remarks)]
    yield from sheets


def _not_a_sheet(sheet: RawSheet) -> Message:
    return Message(
        sheet.file,
        0,
        "",
        f"'{sheet.name}' is no sheet of a case, so it is not read.",
        f"Name it {names_of()}, or put it into raw/.",
        "warning",
    )


def _twice(sheet: RawSheet, earlier: RawSheet) -> Message:
    return Message(
        sheet.file,
        0,
        "",
        f"The sheet '{sheet.name}' is in {earlier.file} too, and only that one is read.",
        "Keep one of the two.",
    )
