"""Correlates of War: Inter-State Wars, one row a state in a war, with up to two spells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..war_spells import MEANINGS, SpellColumns

COLUMNS = SpellColumns(("ccode",))
HEADER = (
    *("warnum", "warname", "wartype", "ccode", "statename", "side"),
    *COLUMNS.header(),
    *("transfrom", "wherefought", "initiator", "outcome", "transto", "batdeath", "version"),
)
record = COLUMNS.record


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether a state takes part in a war between states."""
    return {
        "war": DataColumn("At war", "The state takes part in an inter-state war.", "binary", "state", COLUMNS.facts)
    }


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
    missing=MEANINGS,
)
