"""Correlates of War: Intra-State Wars, one row a participant, with a state number for what is on side A alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..data_column import DataColumn
from ..dataset import Dataset, Release
from ..war_spells import MEANINGS, SpellColumns

COLUMNS = SpellColumns(("ccodea",), year="yr", month="mo", day="dy", most=4)
HEADER = (
    *("warnum", "warname", "v5regionnum", "wartype", "ccodea", "sidea", "sideb", "intnl"),
    *COLUMNS.header(),
    *("wduratdays", "wduratmo", "totnatmonwar", "transfrom", "initiator", "outcome", "transto"),
    *("deathssidea", "deathssideb", "totalbdeaths", "version"),
)
record = COLUMNS.record


def columns(_header: Sequence[str]) -> dict[str, DataColumn]:
    """Whether a state takes part in a war within a state, as far as the list numbers it.

    States that intervene on side B have names and no numbers there, so that silence does not mean no.
    """
    definition = (
        "The state takes part in an intra-state war on side A: as the government, or beside it. The list has no "
        "numbers for states on side B, so that of other states it is not known."
    )
    return {"war": DataColumn("Intra-state war", definition, "binary", "state", COLUMNS.facts, is_complete=False)}


DATASET = Dataset(
    key="cow-intra-wars",
    title="Correlates of War: Intra-State Wars",
    publisher="The Correlates of War Project",
    url="https://correlatesofwar.org/data-sets/cow-war/",
    citation="Dixon, Jeffrey S., and Meredith Reid Sarkees. 2015. A Guide to Intra-State Wars: An Examination of "
    "Civil, Regional, and Intercommunal Wars, 1816-2014. Washington, DC: CQ Press.",
    licence="Free for use in research with a citation; not to be redistributed.",
    numbers="cow",
    releases=(Release("5.1", HEADER, 420, date(1816, 1, 1), date(2015, 1, 1)),),
    codebook={
        "warnum": "number of the war",
        "ccodea": "number of the state on side A; -8 where side A is no state",
        "startyr1": "year, month and day in which the part begins; 2 to 4 of later spells",
        "endyr1": "year, month and day in which it ends",
    },
    missing=MEANINGS,
)
