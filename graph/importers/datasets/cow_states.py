"""Correlates of War: State System Membership, one row a spell of a state in the system."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records, Span, span_of
from ..system_memberships import member_column, record_membership
from ..table import DataRow

HEADER = (
    "stateabb",
    "ccode",
    "statenme",
    "styear",
    "stmonth",
    "stday",
    "endyear",
    "endmonth",
    "endday",
    "version",
)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A membership of the system for each state that a number denotes during the spell."""
    system = records.entity("system", "StateSystem", "Correlates of War state system")
    for row in rows:
        spell = _spell(row, records.release)
        phrase = "is a member of the Correlates of War state system"
        record_membership(row, row.required("ccode"), spell, system, phrase, records)


def _spell(row: DataRow, release: Release) -> Span:
    begin, last = row.day("styear", "stmonth", "stday"), row.day("endyear", "endmonth", "endday")
    return span_of(release, begin, last)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether the list counts a state."""
    definition = "The list counts the state as a member of the Correlates of War state system."
    return {"member": member_column("Member of the COW system", definition, "ccode", _spell)}


DATASET = Dataset(
    key="cow-states",
    title="Correlates of War: State System Membership",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/state-system-membership/",
    citation="Correlates of War Project. 2017. State System Membership List, v2016. https://correlatesofwar.org.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(
        Release("2016", HEADER, 243, date(1816, 1, 1), date(2017, 1, 1)),
        Release("2011", HEADER, None, date(1816, 1, 1), date(2012, 1, 1)),
    ),
    codebook={
        "ccode": "number of the state",
        "styear": "year in which the spell begins; 1816-01-01 is the beginning of the list",
        "endyear": "year in which the spell ends; the last day of the list where it goes on",
        "version": "version of the list",
    },
    missing={},
    version_column="version",
)
