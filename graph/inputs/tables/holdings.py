"""holdings.csv: actors in effective control of a territory, and claims to territories that another actor controls."""

from __future__ import annotations

from .rdf_terms import entity_iri, name_of_record
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow, period_suffix

NAME = "holdings.csv"
COLUMNS = ("territory", "actor", "basis", "from", "until", "reference", "locator", "note")
BASES = {
    "holds": "TerritorialHolding",
    "colony": "ColonialRule",
    "protectorate": "Protectorate",
    "condominium": "Condominium",
    "lease": "TerritorialLease",
    "mandate": "Mandate",
    "trusteeship": "Trusteeship",
    "claims": "TerritorialClaim",
}

_SENTENCES = {
    "holds": "{} holds {}",
    "colony": "{} holds {} as a colony",
    "protectorate": "{} has a protectorate over {}",
    "condominium": "{} hold {} together",
    "lease": "{} leases {}",
    "mandate": "{} has a mandate for {}",
    "trusteeship": "{} has a trusteeship over {}",
    "claims": "{} claims {}",
}
_FEWEST_OF_CONDOMINIUM = 2
_HOLDING, _CLAIM, _ADMINISTRATION = (
    ("heldTerritory", "holder"),
    ("claimedTerritory", "claimant"),
    ("administeredTerritory", "administeringPower"),
)
_ROLES = {
    "TerritorialClaim": (_CLAIM,),
    "Mandate": (_HOLDING, _ADMINISTRATION),
    "Trusteeship": (_HOLDING, _ADMINISTRATION),
}
"""The roles of the territory and the actor in a kind of situation, where they are not those of a holding alone."""


def record(table: Table, recorder: Recorder) -> None:
    """Describe each holding or claim."""
    for row in table.rows:
        kind = recorder.choice(row, "basis", BASES)
        territory = recorder.registry.territory(row["territory"])
        if territory is None:
            recorder.mistakes.add(row, "territory", "the id of a territory or state")
        elif kind:
            _record_holding(row, kind, entity_iri(territory), recorder)


def _record_holding(row: TableRow, kind: str, territory: Subject, recorder: Recorder) -> None:
    actors = _actors(row, kind, recorder)
    if not actors:
        return
    situation = _situation(row, kind, recorder)
    roles = _ROLES.get(kind, (_HOLDING,))
    record = recorder.situation(row, situation, **{held: territory for held, _ in roles})
    for _, role in roles:
        for actor in actors:
            recorder.add(record, role, actor)
    if _ADMINISTRATION in roles:
        recorder.kind(record, "TerritorialHolding")


def _situation(row: TableRow, kind: str, recorder: Recorder) -> Situation:
    stem = "claims" if kind == "TerritorialClaim" else "holds"
    name = name_of_record(stem, *row.list("actor"), row["territory"], row["from"])
    actors = " and ".join(recorder.name_of(actor) for actor in row.list("actor"))
    said = _SENTENCES[row["basis"]].format(actors, recorder.name_of(row["territory"]))
    return Situation(name, kind, said + period_suffix(row, "from", "until"), recorder.period(row, "from", "until"))


def _actors(row: TableRow, kind: str, recorder: Recorder) -> list[Subject]:
    """The holder or claimant, and of a condominium all its holders."""
    if kind != "Condominium":
        actor = recorder.required(row, "actor")
        return [actor] if actor else []
    actors = recorder.entities(row, "actor")
    if len(actors) < _FEWEST_OF_CONDOMINIUM:
        recorder.mistakes.add(row, "actor", "the ids of two or more entities, since they hold it together")
        return []
    return actors
