"""statuses.csv: actors that are a state, a republic within a federation or a dependency for a part of their life."""

from __future__ import annotations

from .entity_registry import TERRITORY_PREFIX
from .rdf_terms import entity_iri, name_of_record
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow, period_suffix

NAME = "statuses.csv"
COLUMNS = ("actor", "status", "of", "from", "until", "reference", "locator", "note")
STATUSES = {"state": "Statehood", "constituent-republic": "ConstituentStatus", "dependency": "DependentStatus"}

_LABELS = {"Statehood": "a state", "ConstituentStatus": "a republic of", "DependentStatus": "a dependency of"}
_WHOLES = {"ConstituentStatus": "statusFederation", "DependentStatus": "metropole"}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each status, and who holds the main territory of the actor while it lasts."""
    for row in table.rows:
        kind, actor = recorder.choice(row, "status", STATUSES), recorder.required(row, "actor")
        if kind == "Statehood" and row["of"]:
            recorder.mistakes.add(row, "of", "nothing, since a state is a part of no other")
        elif kind and actor:
            whole = None if kind == "Statehood" else recorder.required(row, "of")
            _record_status(row, kind, actor, whole, recorder)


def _record_status(row: TableRow, kind: str, actor: Subject, whole: Subject | None, recorder: Recorder) -> None:
    name = name_of_record(row["status"], row["actor"], row["of"], row["from"])
    period = recorder.period(row, "from", "until")
    suffix = period_suffix(row, "from", "until")
    of = f" {recorder.name_of(row['of'])}" if row["of"] else ""
    label = f"{recorder.name_of(row['actor'])} is {_LABELS[kind]}{of}{suffix}"
    situation = Situation(f"status-{name}", kind, label, period)
    roles = {_WHOLES[kind]: whole} if kind in _WHOLES else {}
    recorder.situation(row, situation, politicalStatusOf=actor, **roles)
    territory = entity_iri(TERRITORY_PREFIX + row["actor"])
    if kind == "ConstituentStatus":
        recorder.add(territory, "partOf", entity_iri(TERRITORY_PREFIX + row["of"]))
        return
    holder = row["of"] or row["actor"]
    label = f"{recorder.name_of(holder)} holds {recorder.name_of(TERRITORY_PREFIX + row['actor'])}{suffix}"
    holding = Situation(f"holds-by-{name}", "TerritorialHolding", label, period)
    recorder.situation(row, holding, heldTerritory=territory, holder=entity_iri(holder))
