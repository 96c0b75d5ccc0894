"""CSV files (RFC 4180) as tables: header and cells are checked, and all mistakes of a file are reported at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from ...errors import InputError
from ...rdf.reading import unreadable
from ...rdf.written_days import written_date

_PADDING = " \t"
"""Characters that are stripped from cells. Other white space, such as a no-break space, is part of the value."""


@dataclass(frozen=True)
class TableRow:
    """One row: its file, the line on which it begins, and its cells by column, without padding."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str) -> list[str]:
        """The values of a cell that may hold several, separated by semicolons."""
        return [value for part in self.cells[column].split(";") if (value := part.strip(_PADDING))]


def period_suffix(row: TableRow, begin: str, end: str) -> str:
    """The dates of two cells as the end of a label, which distinguishes recurrent events; empty without dates.

    >>> period_suffix(TableRow(Path("x.csv"), 2, {"from": "1992", "until": ""}), "from", "until")
    ' (from 1992)'
    """
    return dates_suffix(row[begin], row[end])


def dates_suffix(begin: str, end: str) -> str:
    """Two dates, either of which may be empty, as the end of a label: written as pages write them.

    >>> dates_suffix("1992", "1994-05"), dates_suffix("", "1991-07-01")
    (' (from 1992 until May 1994)', ' (until 1 Jul 1991)')
    """
    words = [f"{word} {written_date(date)}" for word, date in (("from", begin), ("until", end)) if date]
    return f" ({' '.join(words)})" if words else ""


@dataclass(frozen=True)
class Table:
    """The rows of one CSV file."""

    path: Path
    rows: tuple[TableRow, ...]

    @property
    def name(self) -> str:
        """The name of the file, which says what kind of list it is."""
        return self.path.name


@dataclass
class Mistakes:
    """The mistakes in the files read so far, one sentence each."""

    sentences: list[str] = field(default_factory=list)

    def add(self, row: TableRow, column: str, expected: str) -> None:
        """Note that the cell of a row is not as expected."""
        value = repr(row[column]) if row[column] else "nothing"
        self.sentences.append(f"{row.path}:{row.line}: column {column!r} has {value}; expected {expected}.")

    def add_row(self, row: TableRow, problem: str) -> None:
        """Note that a row as a whole is not as expected."""
        self.sentences.append(f"{row.path}:{row.line}: {problem}.")

    def raise_any(self) -> None:
        """Raise InputError with all sentences, if there are any."""
        if self.sentences:
            raise InputError("\n".join(self.sentences))


def read_table(path: Path, columns: tuple[str, ...], mistakes: Mistakes) -> Table:
    """Read a CSV file with exactly these columns (UTF-8, comma).

    Rows with too few or too many cells are noted as mistakes and left out.
    Raises InputError when the file cannot be read or has another header.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return Table(path, tuple(_rows(path, columns, file, mistakes)))
    except OSError as error:
        raise unreadable(path, error) from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 at byte {error.start}; expected UTF-8.") from None


def _rows(path: Path, columns: tuple[str, ...], file: TextIO, mistakes: Mistakes) -> Iterator[TableRow]:
    lines = _numbered(path, file)
    _, header = next(lines, (1, []))
    if tuple(header) != columns:
        raise InputError(f"{path}:1: the header is {','.join(header)!r}; expected {','.join(columns)!r}.")
    for line, cells in lines:
        if len(cells) != len(columns):
            mistakes.sentences.append(f"{path}:{line}: the row has {len(cells)} cells; expected {len(columns)}.")
        else:
            yield TableRow(path, line, dict(zip(columns, (cell.strip(_PADDING) for cell in cells), strict=True)))


def _numbered(path: Path, file: TextIO) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line in which it begins; a quoted cell may contain line breaks."""
    reader = csv.reader(file, strict=True)
    begin = 1
    try:
        for cells in reader:
            if cells:
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}:{begin}: the row cannot be read: {error}; expected CSV with commas.") from None
