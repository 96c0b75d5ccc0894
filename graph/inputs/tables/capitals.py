"""capitals.csv: earlier capitals of states; the last one is in states.csv."""

from __future__ import annotations

from .entity_registry import slugify
from .rdf_terms import name_of_record
from .recorder import Recorder, Situation
from .table import Table, TableRow, period_suffix

NAME = "capitals.csv"
COLUMNS = ("state", "city", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each time for which a city was the capital of a state."""
    for row, state in recorder.with_city(table, "state"):
        roles = {"capitalCity": recorder.city(row["city"]), "capitalState": state}
        recorder.situation(row, _situation(row, recorder), **roles)


def _situation(row: TableRow, recorder: Recorder) -> Situation:
    """The situation; the date is part of its name, since a city may be the capital more than once."""
    name = name_of_record("capital", row["state"], slugify(row["city"]), row["from"] or "first")
    label = f"{row['city']} is the capital of {recorder.name_of(row['state'])}" + period_suffix(row, "from", "until")
    return Situation(name, "CapitalStatus", label, recorder.period(row, "from", "until"))
