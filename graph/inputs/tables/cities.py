"""cities.csv: the states in which cities lie, where the city is no capital: those of seats of organizations."""

from __future__ import annotations

from .entity_registry import slugify
from .rdf_terms import entity_iri, name_of_record
from .recorder import Recorder, Situation
from .table import Table, TableRow, period_suffix

NAME = "cities.csv"
COLUMNS = ("city", "state", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each time for which a city lay in the territory of a state."""
    for row, _ in recorder.with_city(table, "state"):
        _record_location(row, recorder)


def _record_location(row: TableRow, recorder: Recorder) -> None:
    territory = recorder.registry.territory(row["state"])
    if territory is None or territory == row["state"]:
        recorder.mistakes.add(row, "state", "the id of a state that has a territory")
        return
    name = name_of_record("location", slugify(row["city"]), row["state"], row["from"] or "first")
    label = f"{row['city']} lies in {recorder.name_of(row['state'])}" + period_suffix(row, "from", "until")
    situation = Situation(name, "Location", label, recorder.period(row, "from", "until"))
    recorder.situation(row, situation, locatedThing=recorder.city(row["city"]), locatedAt=entity_iri(territory))
