"""Tables: the rows of a list as pages draw them, and the same rows as values for CSV and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ...rdf.folding import fold

Value = str | int | bool
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Part:
    """A piece of a cell on a page: a text, linked to an IRI or an address, in a style.

    `style` is empty or one of `chip asserted`, `chip inferred`, `chip disputed`, `small`, `line` (begins a new line).
    `hidden` is read to those who hear the page, after the text; `after` follows outside the link; `language` is the
    tag of a text in a language of its own.
    """

    text: str
    iri: str = ""
    href: str = ""
    style: str = ""
    hidden: str = ""
    after: str = ""
    language: str = ""


@dataclass(frozen=True)
class Cell:
    """A value, and the pieces that a page shows for it; without pieces it shows the value."""

    value: Value
    parts: tuple[Part, ...] = ()

    @property
    def text(self) -> str:
        """The value as text."""
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


EMPTY = Cell("")


@dataclass(frozen=True)
class Column:
    """A column; one without a label is left out on pages unless it is chosen.

    `sort_by` names the column by whose values it sorts; with `is_facet` rows are chosen by its values.
    """

    name: str
    label: str = ""
    sort_by: str = ""
    is_number: bool = False
    is_facet: bool = False

    @property
    def heading(self) -> str:
        """What the column is called wherever it is shown."""
        return self.label or self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Row:
    """A row: its cells by the names of their columns. `is_past` draws it as not in force on the day."""

    cells: Mapping[str, Cell]
    is_past: bool = False

    def cell(self, name: str) -> Cell:
        """The cell of a column."""
        return self.cells.get(name, EMPTY)


@dataclass(frozen=True)
class Table:
    """A list with a name for addresses and a title for people.

    `query` is the SPARQL query with as many solutions as there are rows; empty where no query selects them, as with
    comparisons between sources.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    query: str = ""

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that pages show."""
        return tuple(column for column in self.columns if column.label)

    def column(self, name: str) -> Column | None:
        """The column with a name, if there is one."""
        return next((column for column in self.columns if column.name == name), None)

    def matching(self, text: str) -> Table:
        """The rows in which some column that is shown contains the text, whatever its case and diacritics."""
        wanted = fold(text)
        return replace(self, rows=tuple(row for row in self.rows if wanted in self._folded(row))) if wanted else self

    def _folded(self, row: Row) -> str:
        return " ".join(fold(shown_text(row.cell(column.name))) for column in self.shown)

    def ordered(self, column: Column, *, descending: bool = False) -> Table:
        """The rows by the values of a column; rows without a value come last either way."""
        name = column.sort_by or column.name
        valued = [row for row in self.rows if row.cell(name).text]
        empty = [row for row in self.rows if not row.cell(name).text]
        key = _number if column.is_number else natural_key
        valued.sort(key=lambda row: key(row.cell(name).text), reverse=descending)
        return replace(self, rows=(*valued, *empty))

    def part(self, first: int, count: int) -> Table:
        """`count` rows from the row `first` (counted from 0)."""
        return replace(self, rows=self.rows[first : first + count])

    def values(self) -> list[dict[str, Value]]:
        """The rows as values by the names of their columns."""
        return [{column.name: row.cell(column.name).value for column in self.columns} for row in self.rows]

    def texts(self) -> Iterable[list[str]]:
        """The rows as texts in the order of the columns."""
        return ([row.cell(column.name).text for column in self.columns] for row in self.rows)


def shown_text(cell: Cell) -> str:
    """What a page shows of a cell, as plain text."""
    return " ".join(f"{part.text}{part.after}" for part in cell.parts) if cell.parts else cell.text


def natural_key(text: str) -> list[tuple[int, float, str]]:
    """A key that sorts numbers in texts by their value, and letters without case and diacritics."""
    pieces = _NUMBER.split(fold(text))
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece]


def _number(text: str) -> list[tuple[int, float, str]]:
    """A key that sorts numbers by their value, and before what is none."""
    try:
        return [(0, float(text), "")]
    except ValueError:
        return [(1, 0, text)]
