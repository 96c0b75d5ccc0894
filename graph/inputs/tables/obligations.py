"""obligations.csv: obligations that treaties impose on their parties."""

from __future__ import annotations

from .rdf_terms import term
from .recorder import Recorder, Situation
from .table import Table

NAME = "obligations.csv"
COLUMNS = ("treaty", "obligation", "reference", "locator")
OBLIGATIONS = {
    "defence": "mutualDefence",
    "non-aggression": "nonAggression",
    "neutrality": "neutralityObligation",
    "consultation": "consultationObligation",
    "arms-control": "armsLimitation",
    "border-delimitation": "borderDelimitation",
    "military-cooperation": "militaryCooperationObligation",
    "transit": "transitObligation",
    "trade": "tradeObligation",
}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each undertaking; it has no dates of its own, since a party is obliged while it is a party."""
    for row in table.rows:
        treaty, obligation = recorder.required(row, "treaty"), recorder.choice(row, "obligation", OBLIGATIONS)
        if treaty and obligation:
            name = f"obligation-{row['treaty']}-{row['obligation']}"
            label = f"{recorder.name_of(row['treaty'])} obliges to {row['obligation'].replace('-', ' ')}"
            undertaking = Situation(name, "ObligationUndertaking", label, None)
            recorder.situation(row, undertaking, undertakenIn=treaty, undertakenObligation=term(obligation))
