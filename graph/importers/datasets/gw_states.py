"""Gleditsch and Ward: independent states, one row a spell, as a table with the days of begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ...inputs.tables.dates import PartialDate, parse_date
from ...panels.columns.column import ColumnFact
from ...panels.source.system_files import GW_CITATION, GW_TITLE
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records, span_of
from ..system_memberships import record_membership
from ..table import DataRow

HEADER = ("gwcode", "gw_abb", "gw_name", "microstate", "start", "end")


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A membership of the system for each state that a number denotes during the spell."""
    system = records.entity("system", "StateSystem", "Gleditsch-Ward list of independent states")
    for row in rows:
        spell = records.span(_day(row, "start"), _day(row, "end"))
        record_membership(
            row, row.required("gwcode"), spell, system, "is on the Gleditsch-Ward list of independent states", records
        )


def _day(row: DataRow, column: str) -> PartialDate:
    try:
        return parse_date(row[column])
    except ValueError:
        raise row.wrong(column, "a day such as 1816-01-01") from None


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether the list counts a state, microstates included."""
    definition = "Gleditsch and Ward count the state as independent, microstates included."
    return {"member": DataColumn("On the Gleditsch-Ward list", definition, "binary", "state", _facts)}


def _facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
    for row in rows:
        spell = span_of(release, _day(row, "start"), _day(row, "end"))
        yield ColumnFact(str(row.required("gwcode")), "", "", spell.begin, spell.until)


DATASET = Dataset(
    key="gw-states",
    title=GW_TITLE,
    publisher="Kristian Skrede Gleditsch",
    url="http://ksgleditsch.com/data-4.html",
    citation=GW_CITATION,
    licence="See the publisher's terms; kept private, since this is your own download.",
    numbers="gw",
    releases=(Release("2020", HEADER, None, date(1816, 1, 1), date(2021, 1, 1)),),
    codebook={
        "gwcode": "number of the state",
        "microstate": "1 for a state of less than 250,000 inhabitants",
        "start": "first day of the spell; 1816-01-01 is the beginning of the list",
        "end": "last day of the spell; the last day of the list where it goes on",
    },
    missing={},
)
