"""The file of a dataset: its encoding, lines and header, and rows whose cells are checked as they are read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ..errors import InputError
from ..inputs.tables.dates import PartialDate, parse_date
from ..inputs.tables.encodings import decoded
from .geojson import feature_table

_DELIMITERS = ",;\t"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel begin: an archive, or a compound file of before 2007."""
_WHOLE = re.compile(r"(-?\d+)(?:\.0+)?")


@dataclass(frozen=True)
class DataFile:
    """A file as a table: its name without folders, its header in lower case, and the texts of its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class DataRow:
    """A row: its number in the file (the header is row 1), and its cells by the names of their columns."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, column: str, expected: str) -> InputError:
        """The error for a cell: what it holds and what was expected."""
        return InputError(f"{self.file}, row {self.number}, {column}: {self[column]!r}; expected {expected}.")

    def whole(self, column: str, missing: Iterable[str] = ()) -> int | None:
        """The whole number in a cell; None where it holds one of the codes for a missing value.

        Raises InputError for anything else.
        """
        text = self[column]
        if text in missing:
            return None
        match = _WHOLE.fullmatch(text)
        if match is None or match[1] in missing:
            if match is not None:
                return None
            raise self.wrong(column, _expected("a whole number", missing))
        return int(match[1])

    def required(self, column: str) -> int:
        """The whole number that a cell must hold.

        Raises InputError for anything else.
        """
        number = self.whole(column)
        assert number is not None
        return number

    def decimal(self, column: str, missing: Iterable[str] = ()) -> Decimal | None:
        """The number in a cell; None where it holds one of the codes for a missing value.

        Raises InputError for anything else.
        """
        if self[column] in missing:
            return None
        try:
            number = Decimal(self[column])
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise self.wrong(column, _expected("a number", missing))
        return None if str(number.normalize()) in missing else number

    def day(self, year: str, month: str, day: str, missing: Iterable[str] = ()) -> PartialDate | None:
        """The date in three cells, as precise as they are: without a day a month, without a month a year.

        None where the year is missing. Raises InputError when they name no day of the calendar.
        """
        parts = [self.whole(column, missing) for column in (year, month, day)]
        if parts[0] is None:
            return None
        known = [parts[0], *([parts[1]] if parts[1] is not None else [])]
        if parts[2] is not None and len(known) == 2:
            known.append(parts[2])
        text = "-".join(f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(known))
        try:
            return parse_date(text)
        except ValueError:
            raise InputError(
                f"{self.file}, row {self.number}, {year}, {month}, {day}: {text!r}; expected a day of the calendar."
            ) from None

    def written_date(self, column: str, example: str) -> PartialDate:
        """The date in a cell such as the example, as precise as it is written.

        Raises InputError for anything else.
        """
        try:
            return parse_date(self[column])
        except ValueError:
            raise self.wrong(column, f"a day such as {example}") from None

    def month(self, column: str) -> PartialDate:
        """The month in a cell such as 190205.

        Raises InputError for anything else.
        """
        text = self[column]
        try:
            if not re.fullmatch(r"\d{6}", text):
                raise ValueError(text)
            return parse_date(f"{text[:4]}-{text[4:]}")
        except ValueError:
            raise self.wrong(column, "a month such as 190205") from None


def _expected(what: str, missing: Iterable[str]) -> str:
    codes = ", ".join(repr(code) if code else "blank" for code in missing)
    return f"{what}, or for a missing value {codes}" if codes else what


def read_file(path: Path) -> DataFile:
    """Read a delimited file or GeoJSON; lines may end as on any system, and the text be UTF-8 or of Windows.

    Raises InputError when it cannot be read, is empty or a workbook, or a row is longer or shorter than the header.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from None
    if content.startswith(_WORKBOOKS):
        raise InputError(f"{path.name} is a workbook; expected text: save its sheet as CSV (UTF-8) first.")
    rows = _table(decoded(content, path.name), path.name)
    if len(rows) < 2:
        raise InputError(f"{path.name} has no rows; expected a header and rows.")
    header = tuple(name.strip().lower() for name in rows[0])
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(header):
            raise InputError(
                f"{path.name}, row {number}: {len(row)} cells; expected {len(header)}, as many as in the header."
            )
    return DataFile(path.name, header, tuple(tuple(cell.strip() for cell in row) for row in rows[1:]))


def _table(text: str, name: str) -> list[list[str]]:
    text = text.lstrip("\n")
    if text.startswith("{"):
        return feature_table(text, name)
    first = text.partition("\n")[0]
    # Outlines of states as well-known text are longer than the 128 KiB that the module takes for a cell.
    limit = csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=first.count)))
    except csv.Error as error:
        raise InputError(f"{name} is not a table that can be read: {error}; expected CSV.") from None
    finally:
        csv.field_size_limit(limit)
    return [row for row in rows if row]


def rows_of(file: DataFile) -> list[DataRow]:
    """The rows of a file with their numbers; one that repeats an earlier one, cell by cell, says nothing new."""
    first = {cells: number for number, cells in reversed(list(enumerate(file.rows, start=2)))}
    return [
        DataRow(file.name, number, dict(zip(file.header, cells, strict=True)))
        for number, cells in enumerate(file.rows, start=2)
        if first[cells] == number
    ]


def day_after(year: int, month: int, day: int) -> date:
    """The day after one, which ends a half-open period."""
    return parse_date(f"{year:04d}-{month:02d}-{day:02d}").after
