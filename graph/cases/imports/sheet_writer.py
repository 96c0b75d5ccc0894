"""Imported rows as a sheet of statements, which is then checked as if somebody had typed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...errors import InputError
from ...versions.disk import write_whole
from ..drafts import csv_text
from ..sheets.layout import STATEMENTS


@dataclass(frozen=True)
class StatementRow:
    """A row to write: its cells by heading; others stay empty."""

    cells: Mapping[str, str]


def write_statements(rows: Iterable[StatementRow], folder: Path) -> int:
    """Write rows as the sheet of statements of a case; returns their number.

    Raises InputError when there are none, or the case has statements already.
    """
    path = folder / f"{STATEMENTS.name}.csv"
    if path.exists() and len(path.read_text(encoding="utf-8-sig").strip().split("\n")) > 1:
        raise InputError(f"{path} has rows already; expected a new case to import into.")
    lines = [tuple(row.cells.get(name, "") for name in STATEMENTS.header) for row in rows]
    if not lines:
        raise InputError("The file gives no statement; expected rows that a relation of the list fits.")
    write_whole(path, ("\N{ZERO WIDTH NO-BREAK SPACE}" + csv_text([STATEMENTS.header, *lines])).encode())
    return len(lines)
