"""disputed_statehood.csv: states whose statehood many other states deny, and from when to when."""

from __future__ import annotations

from .rdf_terms import name_of_record
from .recorder import Recorder, Situation
from .table import Table, period_suffix

NAME = "disputed_statehood.csv"
COLUMNS = ("state", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each dispute over a statehood."""
    for row in table.rows:
        state = recorder.required(row, "state")
        if state:
            name = name_of_record("disputed-statehood", row["state"], row["from"])
            label = (
                f"The statehood of {recorder.name_of(row['state'])} is disputed{period_suffix(row, 'from', 'until')}"
            )
            situation = Situation(name, "DisputedStatehood", label, recorder.period(row, "from", "until"))
            recorder.situation(row, situation, contestedState=state)
