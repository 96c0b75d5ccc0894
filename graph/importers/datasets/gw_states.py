"""Gleditsch and Ward: independent states, one row a spell, as a table with the days of begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...panels.source.system_files import GW_CITATION, GW_TITLE
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records, Span, span_of
from ..system_memberships import member_column, record_membership
from ..table import DataRow

HEADER = ("gwcode", "gw_abb", "gw_name", "microstate", "start", "end")


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A membership of the system for each state that a number denotes during the spell."""
    system = records.entity("system", "StateSystem", "Gleditsch-Ward list of independent states")
    for row in rows:
        spell = _spell(row, records.release)
        phrase = "is on the Gleditsch-Ward list of independent states"
        record_membership(row, row.required("gwcode"), spell, system, phrase, records)


def _spell(row: DataRow, release: Release) -> Span:
    begin, last = (row.written_date(column, "1816-01-01") for column in ("start", "end"))
    return span_of(release, begin, last)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether the list counts a state, microstates included."""
    definition = "Gleditsch and Ward count the state as independent, microstates included."
    return {"member": member_column("On the Gleditsch-Ward list", definition, "gwcode", _spell)}


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
