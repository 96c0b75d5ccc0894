"""Correlates of War: National Material Capabilities, one row a state and year with six quantities and their index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from ...inputs.tables.rdf_terms import term
from ...panels import statuses
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records
from ..table import DataRow
from ..yearly_values import YearlyValue, record_yearly_values, yearly_column

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
    titles = {column: quantity.name for column, quantity in QUANTITIES.items()}
    record_yearly_values(rows, _number, titles, _measure, MISSING, records)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """The quantities, by the names of the file's columns."""
    return {name: yearly_column(_value(name, quantity), _number) for name, quantity in QUANTITIES.items()}


def _value(name: str, quantity: Quantity) -> YearlyValue:
    title = quantity.name[0].upper() + quantity.name[1:]
    definition = f"{title} of the state in the year: {CODEBOOK[name]}."
    return YearlyValue(name, title, definition, quantity.unit, dict.fromkeys(MISSING, statuses.CODED_MISSING))


def _number(row: DataRow) -> str:
    return str(row.required("ccode"))


def _measure(column: str, year: int) -> tuple[ox.NamedNode, ox.NamedNode]:
    """Indicator and unit of a quantity in a year: expenditure is in pounds until 1913."""
    quantity = QUANTITIES[column]
    in_pounds = column == "milex" and year < FIRST_YEAR_IN_DOLLARS
    return term(quantity.indicator), term("thousandCurrentPounds" if in_pounds else quantity.unit)


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
