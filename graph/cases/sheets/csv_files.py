"""Sheets in CSV files, with any of the usual separators and encodings."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from statistics import mode

from ...errors import InputError
from ...rdf.reading import unreadable
from .cell_text import visible
from .encodings import decode
from .raw import RawCell, RawSheet, trimmed

_DELIMITERS = ",;\t|"
_DECLARATION = "sep="
"""The first line by which Excel is told the separator."""

_LINE_END = re.compile(r"[\r\n]+")


def read_csv(path: Path) -> RawSheet:
    """Read the sheet in a CSV file.

    Raises InputError when the file cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None
    text, encoding = decode(content, path.name)
    delimiter, body = _delimiter(text)
    remarks = () if encoding.startswith("UTF") else (f"The file is not UTF-8; it was read as {encoding}.",)
    rows = _rows(body, delimiter, path.name)
    if body is not text:
        rows.insert(0, ())
    return RawSheet(path.stem.casefold(), path.name, _cut(rows), remarks)


def _cut(rows: list[tuple[RawCell, ...]]) -> tuple[tuple[RawCell, ...], ...]:
    """Rows without empty cells at their ends, but for those that are longer than others.

    A spreadsheet writes as many cells for each row: a longer one has a separator that was meant as text.
    """
    usual = mode(len(row) for row in rows if row) if any(rows) else 0
    return tuple(row if cut and len(row) > usual else cut for row, cut in zip(rows, trimmed(rows), strict=False))


def _delimiter(text: str) -> tuple[str, str]:
    """The separator that the first line has most often, or declares; and the text without the declaration."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith(_DECLARATION) and len(first.strip()) == len(_DECLARATION) + 1:
        return first.strip()[-1], rest
    return max(_DELIMITERS, key=first.count), text


def _rows(text: str, delimiter: str, name: str) -> list[tuple[RawCell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    separators = max(2, _LINE_END.split(text, maxsplit=1)[0].count(delimiter))
    rows: list[tuple[RawCell, ...]] = []
    try:
        rows.extend(tuple(_cell(text, delimiter, separators) for text in row) for row in reader)
    except csv.Error as error:
        raise InputError(f"{name}, row {len(rows) + 1} cannot be read: {error}; expected CSV.") from None
    return rows


def _cell(text: str, delimiter: str, separators: int) -> RawCell:
    """The cell of a text; one that has a whole row in it, with so many separators, lacks a quotation mark."""
    shown = visible(text)
    if any(line.count(delimiter) >= separators for line in _LINE_END.split(text)):
        return RawCell(shown, "unclosed")
    return RawCell(shown, "formula" if shown.startswith("=") else "text")
