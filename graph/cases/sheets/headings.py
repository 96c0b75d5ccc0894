"""Headings of a sheet: where they stand, and the column that each means; unknown and missing ones get messages."""

from __future__ import annotations

import re
from difflib import get_close_matches

from .cell_text import as_typed
from .layout import Column, SheetLayout
from .messages import Message, Messages
from .raw import RawCell, RawSheet

_SIMILAR = 0.75
_LOOKED_THROUGH = 10
"""Rows above the headings, with a title or an explanation, are no more than these."""
_REMARK = re.compile(r"\s*[(\[].*$")


def header_row(sheet: RawSheet, layout: SheetLayout, messages: Messages) -> int:
    """The place of the headings, from 0: the first row that has two of them, else the first that has anything."""
    filled = [number for number, row in enumerate(sheet.rows) if row]
    known = _known(layout)
    looked = filled[:_LOOKED_THROUGH]
    start = next((at for at in looked if sum(_plain(cell) in known for cell in sheet.rows[at]) > 1), filled[0])
    for above in filled[: filled.index(start)]:
        sentence = f"The row stands above the headings, which are in row {start + 1}, and is not read."
        action = "Move what it says to the README, or into source.toml."
        messages.add(Message(sheet.file, above + 1, "", sentence, action, "warning"))
    return start


def read_columns(sheet: RawSheet, start: int, layout: SheetLayout, messages: Messages) -> dict[int, str]:
    """The heading of each column by its place; none, with a message, where one is missing that is required.

    For an unknown heading a known one is proposed.
    """
    known, columns = _known(layout), dict[int, str]()
    texts = [_plain(cell) for cell in sheet.rows[start]]
    for at, text in enumerate(texts):
        name = known.get(text)
        if name is not None and name not in columns.values():
            columns[at] = name
    if not columns:
        messages.add(_no_headings(sheet, start, layout))
        return {}
    for at, text in enumerate(texts):
        if at not in columns and text:
            # It is read as what it seems to be, so that the cells below it are checked as well.
            meant = _meant(text, [column for column in layout.columns if column.name not in columns.values()])
            typed = sheet.rows[start][at].text
            messages.add(Message(sheet.file, start + 1, typed, *_unknown_heading(typed, meant, layout), "warning"))
            columns |= {at: meant} if meant else {}
    if missing := [name for name in layout.required if name not in columns.values()]:
        messages.add(_missing(sheet, start, layout, missing))
        return {}
    return columns


def _known(layout: SheetLayout) -> dict[str, str]:
    names = {name: column.name for column in layout.columns for name in (column.name, *column.aliases)}
    return {name.replace("_", " "): column for name, column in names.items()}


def _plain(cell: RawCell) -> str:
    """A heading without capitals and without what explains it in parentheses."""
    return _REMARK.sub("", as_typed(cell.text).casefold().replace("_", " ")).rstrip(" :*")


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


def _no_headings(sheet: RawSheet, start: int, layout: SheetLayout) -> Message:
    return Message(
        sheet.file,
        start + 1,
        "",
        f"The row has none of the headings of {layout.name}, so no row can be read.",
        f"Put a row above it: {', '.join(layout.header)}.",
    )


def _missing(sheet: RawSheet, start: int, layout: SheetLayout, missing: list[str]) -> Message:
    names = ", ".join(f"'{name}'" for name in missing)
    plural = "s" if len(missing) > 1 else ""
    return Message(
        sheet.file,
        start + 1,
        missing[0],
        f"The column{plural} {names} of {layout.name} {'are' if plural else 'is'} missing, so no row can be read.",
        f"The first row is {', '.join(layout.header)}.",
    )
