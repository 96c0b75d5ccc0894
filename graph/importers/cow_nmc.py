"""Correlates of War: National Material Capabilities, one row a state and year with six quantities and their index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from ..inputs.tables.dates import parse_date
from ..inputs.tables.rdf_terms import term
from ..panels import statuses
from ..panels.columns.column import ColumnFact, Doubt
from ..rdf.literal_values import number_literal
from .data_column import DataColumn
from .dataset import Dataset, Release
from .records import Records, Span
from .table import DataRow

MISSING = ("-9", "")
FIRST_YEAR_IN_DOLLARS = 1914
HEADER = (
    "stateabb",
    "ccode",
    "year",
    "milex",
    "milper",
    "irst",
    "pec",
    "tpop",
    "upop",
    "cinc",
    "version",
)


@dataclass(frozen=True)
class Quantity:
    """A quantity: its indicator and its unit, by local names, and how sentences call it."""

    indicator: str
    unit: str
    name: str


QUANTITIES = {
    "milex": Quantity("militaryExpenditure", "thousandCurrentDollars", "military expenditure"),
    "milper": Quantity("militaryPersonnel", "thousandPersons", "military personnel"),
    "irst": Quantity("ironAndSteelProduction", "thousandTonnes", "iron and steel production"),
    "pec": Quantity("primaryEnergyConsumption", "thousandTonnesOfCoalEquivalent", "primary energy consumption"),
    "tpop": Quantity("totalPopulation", "thousandPersons", "total population"),
    "upop": Quantity("urbanPopulation", "thousandPersons", "urban population"),
    "cinc": Quantity("compositeIndexOfNationalCapability", "shareOfOne", "index of national capability"),
}

CODEBOOK = {
    "milex": "military expenditure, in thousands of current pounds until 1913, of current dollars from 1914",
    "milper": "military personnel, in thousands",
    "irst": "iron and steel production, in thousands of tonnes",
    "pec": "primary energy consumption, in thousands of tonnes of coal equivalent",
    "tpop": "total population, in thousands",
    "upop": "urban population, in thousands",
    "cinc": "composite index of national capability, a share of one",
}


def record(rows: Sequence[DataRow], records: Records) -> None:
    """An observation for each quantity that is known, of each state that the number denotes in the year."""
    for row in rows:
        year = parse_date(f"{row.required('year'):04d}")
        values = {column: row.decimal(column, MISSING) for column in QUANTITIES}
        for column, value in values.items():
            if value is None:
                records.leave_out(f"values of {column} that are missing (-9)")
        span = records.span(year, year)
        pieces = records.pieces(row.required("ccode"), span)
        if len(pieces) > 1:
            # A figure of a year is of one state; which of two that shared the year, the list does not say.
            records.leave_out("rows of a year in which the number passes from one state to another")
            continue
        for piece in pieces:
            for column, value in values.items():
                if value is not None:
                    _record_value(row, column, value, piece.entity, piece.label, records)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """The quantities, by the names of the file's columns."""
    return {name: _column(name, quantity) for name, quantity in QUANTITIES.items()}


def _column(name: str, quantity: Quantity) -> DataColumn:
    def facts(rows: Sequence[DataRow], _release: Release) -> Iterator[ColumnFact]:
        for row in rows:
            value = row.decimal(name, MISSING)
            if value is not None:
                year = parse_date(f"{row.required('year'):04d}")
                yield ColumnFact(str(row.required("ccode")), "", f"{value:f}", year.first, year.after)

    def doubts(rows: Sequence[DataRow], _release: Release) -> Iterator[Doubt]:
        for row in rows:
            if row.decimal(name, MISSING) is None:
                year = parse_date(f"{row.required('year'):04d}")
                yield Doubt(str(row.required("ccode")), "", year.first, year.after, statuses.CODED_MISSING)

    title = quantity.name[0].upper() + quantity.name[1:]
    definition = f"{title} of the state in the year: {CODEBOOK[name]}."
    return DataColumn(title, definition, "number", "state", facts, doubts, is_complete=False, unit=quantity.unit)


def _record_value(  # noqa: PLR0913, PLR0917 - the parts of an observation
    row: DataRow, column: str, value: Decimal, entity: ox.NamedNode, label: str, records: Records
) -> None:
    quantity, year = QUANTITIES[column], parse_date(f"{row.required('year'):04d}")
    name = f"{row['ccode']}-{row['year']}-{column}"
    text = f"{label}: {quantity.name} in {row['year']}"
    # A figure holds for its own year, also for the last that the list covers.
    subject = records.situation(row, name, "Observation", text, _whole_year(year.first, year.after))
    records.add(subject, "observedEntity", entity)
    records.add(subject, "indicator", term(quantity.indicator))
    records.add(subject, "unit", term(_unit(column, quantity, year.first.year)))
    records.add(subject, "value", number_literal(value))


def _unit(column: str, quantity: Quantity, year: int) -> str:
    """The unit of a quantity in a year: expenditure is in pounds until 1913."""
    return "thousandCurrentPounds" if column == "milex" and year < FIRST_YEAR_IN_DOLLARS else quantity.unit


def _whole_year(begin: date, until: date) -> Span:
    return Span(begin, until, "year")


DATASET = Dataset(
    key="cow-nmc",
    title="Correlates of War: National Material Capabilities",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/national-material-capabilities/",
    citation="Singer, J. David, Stuart Bremer, and John Stuckey. 1972. Capability Distribution, Uncertainty, and "
    "Major Power War, 1820-1965. In Peace, War, and Numbers, edited by Bruce Russett. Beverly Hills: "
    "Sage, 19-48.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("5.0", HEADER, 15171, date(1816, 1, 1), date(2013, 1, 1)),),
    codebook=CODEBOOK,
    missing={"-9": "missing", "": "missing"},
)
