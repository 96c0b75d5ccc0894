"""landlocked.csv: states without a coast on a sea that is connected to the ocean."""

from __future__ import annotations

from .rdf_terms import name_of_record
from .recorder import Recorder, Situation
from .table import Table, period_suffix

NAME = "landlocked.csv"
COLUMNS = ("state", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each lack of a coast."""
    for row in table.rows:
        state = recorder.required(row, "state")
        if state:
            name = name_of_record("landlocked", row["state"], row["from"])
            label = f"{recorder.name_of(row['state'])} has no coast{period_suffix(row, 'from', 'until')}"
            situation = Situation(name, "LackOfCoast", label, recorder.period(row, "from", "until"))
            recorder.situation(row, situation, stateWithoutCoast=state)
