"""What a reader chooses of a table: rows by a text and by facets, their order, and the columns that are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from .table import Column, Row, Table, shown_text

DESCENDING = "-"
"""Before the name of a column: the largest values first."""
_FEWEST, _MOST = 2, 24
"""How many values a column has that is offered as a facet."""


class UnknownColumnError(ValueError):
    """A choice names a column that the table does not have."""


@dataclass(frozen=True)
class Facet:
    """A column by whose values rows are chosen: the values with their numbers of rows, most frequent first."""

    column: Column
    values: tuple[tuple[str, int], ...]
    chosen: str


@dataclass(frozen=True)
class TableChoice:
    """A choice: `sort` is the name of a column, after a minus sign for descending order; `facets` values by column.

    `columns` are the names of the columns to show; when empty those that have a label.
    """

    text: str = ""
    sort: str = ""
    facets: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def of(self, table: Table) -> Table:
        """The chosen rows, in their order, with the chosen columns labelled.

        Raises UnknownColumnError when the table lacks a column that is named.
        """
        chosen = table.matching(self.text)
        for name, value in self.facets.items():
            self._column(table, name)
            chosen = replace(chosen, rows=tuple(row for row in chosen.rows if facet_text(row, name) == value))
        if self.sort:
            column = self._column(table, self.sort.removeprefix(DESCENDING))
            chosen = chosen.ordered(column, descending=self.sort.startswith(DESCENDING))
        return self._with_columns(chosen)

    def _with_columns(self, table: Table) -> Table:
        if not self.columns:
            return table
        wanted = {self._column(table, name).name for name in self.columns}
        columns = tuple(replace(each, label=each.heading if each.name in wanted else "") for each in table.columns)
        return replace(table, columns=columns)

    @staticmethod
    def _column(table: Table, name: str) -> Column:
        column = table.column(name)
        if column is None:
            names = ", ".join(each.name for each in table.columns)
            raise UnknownColumnError(f"{name!r} is no column of this list; expected one of {names}.")
        return column


def facet_text(row: Row, name: str) -> str:
    """The value of a row in a facet, as it is shown."""
    cell = row.cell(name)
    return cell.text if not cell.parts or cell.text in {part.text for part in cell.parts} else shown_text(cell)


def facets_of(table: Table, choice: TableChoice) -> tuple[Facet, ...]:
    """The facets of a table with all its rows; columns in which all rows, or none, are alike are left out."""
    facets = []
    for column in table.columns:
        if column.is_facet:
            counts = Counter(facet_text(row, column.name) for row in table.rows)
            counts.pop("", None)
            if _FEWEST <= len(counts) <= _MOST or column.name in choice.facets:
                values = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
                facets.append(Facet(column, tuple(values), choice.facets.get(column.name, "")))
    return tuple(facets)
