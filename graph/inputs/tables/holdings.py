"""holdings.csv: who holds a territory in fact, and who claims one that another holds."""

from __future__ import annotations

from .recorder import Recorder, Situation, Subject, thing
from .table import Row, Table, span

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
        territory = recorder.known.territory(row["territory"])
        if territory is None:
            recorder.mistakes.add(row, "territory", "the id of a territory or state")
        elif kind and actor:
            _record_one(row, kind, thing(territory), actor, recorder)


def _record_one(row: Row, kind: str, territory: Subject, actor: Subject, recorder: Recorder) -> None:
    parts = [row["basis"], row["actor"], row["territory"], row["from"]]
    label = f"{recorder.name_of(row['actor'])} {row['basis']} {recorder.name_of(row['territory'])}" + span(
        row, "from", "until"
    )
    situation = Situation("-".join(filter(None, parts)), kind, label, recorder.period(row, "from", "until"))
    territory_role, actor_role = _ROLES[kind]
    recorder.situation(row, situation, **{territory_role: territory, actor_role: actor})
