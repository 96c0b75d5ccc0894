"""Varieties of Democracy: indices of democracy, one row a country and year, of the core or the full file.

Of the thousands of columns those of `INDICES` are read. The file does not name its release: its last year tells it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pyoxigraph as ox

from ...panels import statuses
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records
from ..table import DataRow
from ..yearly_values import YearlyValue, record_yearly_values, yearly_column

MISSING = ("", "NA")
INDICES = {
    "v2x_polyarchy": "electoral democracy index",
    "v2x_libdem": "liberal democracy index",
    "v2x_partipdem": "participatory democracy index",
    "v2x_delibdem": "deliberative democracy index",
    "v2x_egaldem": "egalitarian democracy index",
}
REGIME = "v2x_regime"
BOUNDS = {"codelow": "lower", "codehigh": "upper"}
HEADER = ("country_name", "country_text_id", "country_id", "year", "cowcode", *INDICES)
_LAST_YEARS = {"10": 2019, "11.1": 2020, "12": 2021, "13": 2022, "14": 2023, "15": 2024, "16": 2025}


def number_of(row: DataRow) -> str | None:
    """The number of the Correlates of War of a row; some countries of the list have none."""
    number = row.whole("cowcode", MISSING)
    return None if number is None else str(number)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """An observation for each index that has a value, of each state that the number denotes in the year."""
    unit = records.entity("unit-index", "Unit", "points from 0 to 1")

    def measure(column: str, _year: int) -> tuple[ox.NamedNode, ox.NamedNode]:
        return records.entity(f"indicator-{column}", "Indicator", f"{INDICES[column]} (V-Dem)"), unit

    record_yearly_values(rows, number_of, INDICES, measure, MISSING, records)


def columns(header: Sequence[str]) -> dict[str, DataColumn]:
    """The indices with their bounds, and the kind of regime, as far as the file has them."""
    values = [
        _value(name, title, f"The {title} of the country in the year, from 0 to 1.")
        for name, title in INDICES.items()
    ]
    for name, title in INDICES.items():
        for end, word in BOUNDS.items():
            definition = f"The {word} bound of the interval of one standard deviation around the {title}."
            values.append(_value(f"{name}_{end}", f"{title}, {word} bound", definition))
    words = "0 closed autocracy, 1 electoral autocracy, 2 electoral democracy, 3 liberal democracy."
    values.append(_value(REGIME, "regimes of the world", f"The kind of regime: {words}"))
    return {value.column: yearly_column(value, number_of) for value in values if value.column in header}


def _value(column: str, title: str, definition: str) -> YearlyValue:
    missing = dict.fromkeys(MISSING, statuses.CODED_MISSING)
    return YearlyValue(column, title[0].upper() + title[1:], definition, "points", missing, "country_name")


DATASET = Dataset(
    key="vdem",
    title="Varieties of Democracy: country by year",
    publisher="V-Dem Institute, University of Gothenburg",
    url="https://www.v-dem.net/data/the-v-dem-dataset/",
    citation="Coppedge, Michael, John Gerring, Carl Henrik Knutsen, Staffan I. Lindberg, Jan Teorell, et al. V-Dem "
    "Country-Year Dataset. Varieties of Democracy (V-Dem) Project. To be cited with the year and the DOI of the "
    "release.",
    licence="See the publisher's terms; kept private, since this is your own download.",
    numbers="cow",
    releases=tuple(
        Release(version, HEADER, None, date(1789, 1, 1), date(last + 1, 1, 1), is_part=True)
        for version, last in _LAST_YEARS.items()
    ),
    codebook={
        "cowcode": "number of the state of the Correlates of War; blank for what is not on their list",
        "v2x_polyarchy": "electoral democracy index, from 0 to 1; likewise the four other indices",
        "v2x_polyarchy_codelow": "lower bound of the index, where the file has it; codehigh the upper one",
        "v2x_regime": "regimes of the world: 0 closed autocracy, 1 electoral autocracy, 2 electoral democracy, "
        "3 liberal democracy",
    },
    missing=dict.fromkeys(MISSING, "missing"),
    year_column="year",
)
