"""Correlates of War: Extra-State Wars, one row a state on either side of a war with what is no state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..war_spells import MEANINGS, SpellColumns

COLUMNS = SpellColumns(("ccode1", "ccode2"))
HEADER = (
    *("warnum", "warname", "wartype", "ccode1", "sidea", "ccode2", "sideb"),
    *COLUMNS.header(),
    *(
        "initiator",
        "interven",
        "transfrom",
        "outcome",
        "transto",
        "wherefought",
        "batdeath",
        "nonstatedeaths",
        "version",
    ),
)
record = COLUMNS.record


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether a state takes part in a war with what is no state, outside its own territory."""
    definition = "The state takes part in an extra-state war: outside its own territory, with what is no state."
    return {"war": DataColumn("Extra-state war", definition, "binary", "state", COLUMNS.facts)}


DATASET = Dataset(
    key="cow-extra-wars",
    title="Correlates of War: Extra-State Wars",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/cow-war/",
    citation="Sarkees, Meredith Reid, and Frank Wayman. 2010. Resort to War: 1816-2007. Washington, DC: CQ Press.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("4.0", HEADER, 198, date(1816, 1, 1), date(2008, 1, 1)),),
    codebook={
        "warnum": "number of the war",
        "ccode1": "number of the state on side A; ccode2 of that on side B",
        "startyear1": "year, month and day in which the state's part begins; 2 of a second spell",
        "endyear1": "year, month and day in which it ends",
    },
    missing=MEANINGS,
)
