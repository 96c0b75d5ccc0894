"""Correlates of War: Inter-State Wars, one row a state in a war, with up to two spells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ..panels.columns.column import ColumnFact
from .data_column import DataColumn
from .dataset import Dataset, Release
from .records import Records, Span, span_of
from .table import DataRow

NOT_APPLICABLE, UNKNOWN, ONGOING = "-8", "-9", "-7"
MISSING = (NOT_APPLICABLE, UNKNOWN, ONGOING)
HEADER = (
    *("warnum", "warname", "wartype", "ccode", "statename", "side"),
    *("startmonth1", "startday1", "startyear1", "endmonth1", "endday1", "endyear1"),
    *("startmonth2", "startday2", "startyear2", "endmonth2", "endday2", "endyear2"),
    *("transfrom", "wherefought", "initiator", "outcome", "transto", "batdeath", "version"),
)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A participation for each spell of each state that the number denotes."""
    for row in rows:
        war = records.entity(f"war-{row['warnum']}", "ArmedConflict", f"{row['warname']} (COW war {row['warnum']})")
        for number, span in enumerate(spells(row, records.release), start=1):
            for place, piece in enumerate(records.pieces(row.required("ccode"), span)):
                name = f"participation-{row.number}-{number}-{place}"
                label = f"{piece.label} takes part in {row['warname']}"
                part = records.within(span, piece)
                subject = records.situation(row, name, "ArmedConflictParticipation", label, part)
                records.add(subject, "conflictParty", piece.entity)
                records.add(subject, "armedConflict", war)


def spells(row: DataRow, release: Release) -> Iterator[Span]:
    """The spells of a state in a war: the first, and the second where there is one.

    Raises InputError for a first spell without a year.
    """
    for number in (1, 2):
        begin, last = (
            row.day(f"{side}year{number}", f"{side}month{number}", f"{side}day{number}", MISSING)
            for side in ("start", "end")
        )
        if begin is not None:
            yield span_of(release, begin, last)
        elif number == 1:
            raise row.wrong("startyear1", "the year in which the state's part begins")


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether a state takes part in a war between states."""
    return {"war": DataColumn("At war", "The state takes part in an inter-state war.", "binary", "state", _facts)}


def _facts(rows: Sequence[DataRow], release: Release) -> Iterator[ColumnFact]:
    for row in rows:
        for span in spells(row, release):
            yield ColumnFact(str(row.required("ccode")), "", "", span.begin, span.until)


DATASET = Dataset(
    key="cow-wars",
    title="Correlates of War: Inter-State Wars",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/cow-war/",
    citation="Sarkees, Meredith Reid, and Frank Wayman. 2010. Resort to War: 1816-2007. Washington, DC: CQ Press.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("4.0", HEADER, 337, date(1816, 1, 1), date(2008, 1, 1)),),
    codebook={
        "warnum": "number of the war",
        "startyear1": "year, month and day in which the state's part begins; 2 of a second spell",
        "endyear1": "year, month and day in which it ends",
        "batdeath": "deaths in battle of the state's forces",
    },
    missing={"-9": "unknown", "-8": "not applicable: there is no second spell", "-7": "ongoing when the data end"},
)
