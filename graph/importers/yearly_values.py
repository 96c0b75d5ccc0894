"""Numbers that a dataset gives for states by year: columns of panels, and the one state that a row is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from ..codes.systems import as_text
from ..inputs.tables.dates import PartialDate, parse_date
from ..panels.columns.column import ColumnFact, Doubt
from ..rdf.literal_values import number_literal
from .data_column import DataColumn
from .dataset import Release
from .records import Piece, Records, Span
from .table import DataRow

NumberOf = Callable[[DataRow], str | None]
"""The number of the state that a row is of; None where it is of none."""


@dataclass(frozen=True)
class YearlyValue:
    """A column of numbers, one row a state and year.

    `missing` are the codes for missing values, each with the status of the cell of a panel. `origin` is the column
    that says what a row is of where several rows may give one state a value in one year, which is then a conflict.
    """

    column: str
    title: str
    definition: str
    unit: str
    missing: Mapping[str, str]
    origin: str = ""

    def of(self, row: DataRow) -> Decimal | None:
        """The value of a row, None where it has a code for a missing one.

        Raises InputError for what is neither a number nor such a code.
        """
        return None if as_text(row[self.column]) in self.missing else row.decimal(self.column, tuple(self.missing))


def year_of(row: DataRow) -> PartialDate:
    """The year of a row. Raises InputError for what is none."""
    try:
        return parse_date(f"{row.required('year'):04d}")
    except ValueError:
        raise row.wrong("year", "a year such as 1946") from None


def yearly_column(value: YearlyValue, number_of: NumberOf) -> DataColumn:
    """The column of a panel: values, and what is not known by the code for it."""

    def facts(rows: Sequence[DataRow], _release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            found, number = value.of(row), number_of(row)
            if found is not None and number is not None:
                year, origin = year_of(row), row[value.origin] if value.origin else ""
                yield ColumnFact(number, "", f"{found:f}", year.first, year.after, origin)

    def doubts(rows: Sequence[DataRow], _release: Release) -> Iterator[Doubt]:
        for row in rows:
            status, number = value.missing.get(as_text(row[value.column])), number_of(row)
            if status is not None and number is not None:
                year = year_of(row)
                yield Doubt(number, "", year.first, year.after, status)

    return DataColumn(
        value.title,
        value.definition,
        "number",
        "state",
        facts,
        doubts,
        is_complete=False,
        is_agreed=bool(value.origin),
        unit=value.unit,
    )


def rows_of_one_state(
    rows: Iterable[DataRow], number_of: NumberOf, records: Records
) -> Iterator[tuple[DataRow, Piece]]:
    """The rows whose number denotes one state in their year, with that state.

    A figure of a year is of one state; which of two that shared the year, no list says: such rows are left out.
    """
    for row in rows:
        number, year = number_of(row), year_of(row)
        if number is None:
            records.leave_out("rows of what has no number of a state")
            continue
        pieces = records.pieces(number, Span(year.first, year.after, "year"))
        if len(pieces) > 1:
            records.leave_out("rows of a year in which the number passes from one state to another")
        elif pieces:
            yield row, pieces[0]


MeasureOf = Callable[[str, int], tuple[ox.NamedNode, ox.NamedNode]]
"""The indicator and the unit of a column in a year."""


def record_yearly_values(  # noqa: PLR0913, PLR0917 - what, of whom, and how it is written
    rows: Iterable[DataRow],
    number_of: NumberOf,
    titles: Mapping[str, str],
    measure_of: MeasureOf,
    missing: Sequence[str],
    records: Records,
) -> None:
    """An observation for each value of the columns of `titles`, of the state that the number denotes in the year."""
    for row, piece in rows_of_one_state(rows, number_of, records):
        year = year_of(row)
        for column, title in titles.items():
            value = row.decimal(column, missing)
            if value is None:
                records.leave_out(f"values of {column} that are missing")
                continue
            measured = (*measure_of(column, year.first.year), value)
            # A figure holds for its own year, also for the last that the list covers.
            span = Span(year.first, year.after, "year")
            name, phrase = f"{row.number}-{column}", f"{title} in {row['year']}"
            record_observation(row, name, piece, phrase, measured, span, records)


def record_observation(  # noqa: PLR0913, PLR0917 - the parts of an observation
    row: DataRow,
    name: str,
    piece: Piece,
    phrase: str,
    measured: tuple[ox.NamedNode, ox.NamedNode, Decimal],
    span: Span,
    records: Records,
) -> ox.NamedNode:
    """An observation of a state; `measured` is the indicator, the unit and the value."""
    indicator, unit, value = measured
    subject = records.situation(row, name, "Observation", f"{piece.label}: {phrase}", span)
    records.add(subject, "observedEntity", piece.entity)
    records.add(subject, "indicator", indicator)
    records.add(subject, "unit", unit)
    records.add(subject, "value", number_literal(value))
    return subject
