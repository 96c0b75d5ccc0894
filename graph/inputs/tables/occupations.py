"""occupations.csv: states, or parts of them, that others occupy, annex, or govern after a surrender."""

from __future__ import annotations

from dataclasses import replace

from .recorder import Recorder, Situation
from .table import Table, TableRow

NAME = "occupations.csv"
COLUMNS = ("state", "occupant", "kind", "extent", "from", "until", "reference", "locator", "note")
KINDS = {
    "military": "MilitaryOccupation",
    "annexation": "Annexation",
    "after-surrender": "OccupationAfterSurrender",
}
EXTENTS = {"whole": "false", "part": "true"}
_PHRASES = {
    "military": "is under military occupation by",
    "annexation": "is annexed by",
    "after-surrender": "is under occupation after surrender by",
}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each occupation. It ends no state: states.csv says from when to when a state existed."""
    for row in table.rows:
        state, occupant = recorder.required(row, "state"), recorder.required(row, "occupant")
        kind, in_part = recorder.choice(row, "kind", KINDS), recorder.choice(row, "extent", EXTENTS)
        if not row["from"]:
            recorder.mistakes.add(row, "from", "the date on which it began, of a year at least")
        elif state and occupant and kind and in_part:
            occupation = recorder.situation(
                row, _situation(row, kind, recorder), occupiedState=state, occupant=occupant
            )
            recorder.flag(occupation, "occupiedInPart", in_part)


def _situation(row: TableRow, kind: str, recorder: Recorder) -> Situation:
    pair = ("state", "occupant")
    situation = recorder.lasting(row, kind, "occupation", pair, _PHRASES[row["kind"]])
    return replace(situation, label=f"A part of {situation.label}") if row["extent"] == "part" else situation
