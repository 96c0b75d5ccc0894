"""Correlates of War: Non-State Wars, one row a war between parties none of which is a state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..conflict_participations import record_participation
from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..records import Records
from ..table import DataRow
from ..war_spells import MEANINGS, MISSING

SIDES = ("sidea1", "sidea2", "sideb1", "sideb2", "sideb3", "sideb4", "sideb5")
HEADER = (
    *("warnum", "warname", "wartype", "wherefought", *SIDES),
    *("startyear", "startmonth", "startday", "endyear", "endmonth", "endday"),
    *("initiator", "transfrom", "transto", "outcome", "sideadeaths", "sidebdeaths", "totalcombatdeaths", "version"),
)


def record(rows: Sequence[DataRow], records: Records) -> None:
    """A participation for each party that a row names.

    Parties of one name in two wars are two actors here: the list does not say that they are the same.
    """
    for row in rows:
        begin = row.day("startyear", "startmonth", "startday", MISSING)
        if begin is None:
            raise row.wrong("startyear", "the year in which the war begins")
        span = records.span(begin, row.day("endyear", "endmonth", "endday", MISSING))
        war = records.entity(f"war-{row['warnum']}", "War", f"{row['warname']} (COW war {row['warnum']})")
        for side in SIDES:
            if row[side] in {*MISSING, ""}:
                continue
            actor = records.entity(f"actor-{row['warnum']}-{side}", "NonStateActor", row[side])
            label = f"{row[side]} takes part in {row['warname']}"
            name = f"participation-{row['warnum']}-{side}"
            record_participation(row, name, label, (actor, war), span, records)


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """None: no state takes part."""
    return {}


DATASET = Dataset(
    key="cow-non-state-wars",
    title="Correlates of War: Non-State Wars",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/cow-war/",
    citation="Sarkees, Meredith Reid, and Frank Wayman. 2010. Resort to War: 1816-2007. Washington, DC: CQ Press.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("4.0", HEADER, 62, date(1816, 1, 1), date(2008, 1, 1)),),
    codebook={
        "warnum": "number of the war",
        "sidea1": "name of a party on side A; -8 where there is no further one; likewise to sideb5",
        "startyear": "year, month and day in which the war begins",
        "endyear": "year, month and day in which it ends",
    },
    missing=MEANINGS,
)
