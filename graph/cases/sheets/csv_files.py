"""Sheets in CSV files, with any of the usual separators and encodings."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ...errors import InputError
from ...rdf.reading import unreadable
from .cell_text import visible
from .encodings import decode
from .raw import RawCell, RawSheet, trimmed

_DELIMITERS = ",;\t|"
_DECLARATION = "sep="
"""The first line by which Excel is told the separator."""


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
    return RawSheet(path.stem.casefold(), path.name, trimmed(rows), remarks)


def _delimiter(text: str) -> tuple[str, str]:
    """The separator that the first line has most often, or declares; and the text without the declaration."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith(_DECLARATION) and len(first.strip()) == len(_DECLARATION) + 1:
        return first.strip()[-1], rest
    return max(_DELIMITERS, key=first.count), text


def _rows(text: str, delimiter: str, name: str) -> list[tuple[RawCell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[tuple[RawCell, ...]] = []
    try:
        rows.extend(tuple(_cell(text) for text in row) for row in reader)
    except csv.Error as error:
        raise InputError(f"{name}, row {len(rows) + 1} cannot be read: {error}; expected CSV.") from None
    return rows


def _cell(text: str) -> RawCell:
    shown = visible(text)
    return RawCell(shown, "formula" if shown.startswith("=") else "text")
