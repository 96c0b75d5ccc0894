"""holdings.csv: actors in effective control of a territory, and claims to territories that another actor controls."""

from __future__ import annotations

from .rdf_terms import entity_iri
from .recorder import Recorder, Subject
from .table import Table, TableRow

NAME = "holdings.csv"
COLUMNS = ("territory", "actor", "basis", "from", "until", "reference", "locator", "note")
BASES = {"holds": "TerritorialHolding", "claims": "TerritorialClaim"}

_ROLES = {
    "TerritorialHolding": ("heldTerritory", "holder"),
    "TerritorialClaim": ("claimedTerritory", "claimant"),
}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each holding or claim."""
    for row in table.rows:
        kind, actor = recorder.choice(row, "basis", BASES), recorder.required(row, "actor")
        territory = recorder.registry.territory(row["territory"])
        if territory is None:
            recorder.mistakes.add(row, "territory", "the id of a territory or state")
        elif kind and actor:
            _record_holding(row, kind, entity_iri(territory), actor, recorder)


def _record_holding(row: TableRow, kind: str, territory: Subject, actor: Subject, recorder: Recorder) -> None:
    situation = recorder.lasting(row, kind, row["basis"], ("actor", "territory"), row["basis"])
    territory_role, actor_role = _ROLES[kind]
    recorder.situation(row, situation, **{territory_role: territory, actor_role: actor})
