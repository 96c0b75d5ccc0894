"""succession.csv: succession of states, and its kind."""

from __future__ import annotations

from .dates import between
from .recorder import Recorder, Situation
from .table import Table, TableRow

NAME = "succession.csv"
COLUMNS = ("successor", "predecessor", "kind", "date", "reference", "locator", "note")
KINDS = {
    "continuation": "Continuation",
    "secession": "Secession",
    "dissolution": "Dissolution",
    "union": "Unification",
    "absorption": "Absorption",
    "independence": "Decolonization",
}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each succession; it lasts from its date on."""
    for row in table.rows:
        kind = recorder.choice(row, "kind", KINDS)
        successor, predecessor = recorder.required(row, "successor"), recorder.required(row, "predecessor")
        if kind and successor and predecessor:
            recorder.situation(row, _situation(row, kind, recorder), successor=successor, predecessor=predecessor)


def _situation(row: TableRow, kind: str, recorder: Recorder) -> Situation:
    label = f"{recorder.name_of(row['successor'])} succeeds {recorder.name_of(row['predecessor'])}"
    name = f"succession-{row['successor']}-{row['predecessor']}"
    return Situation(name, kind, f"{label} ({row['kind']})", between(recorder.date(row, "date"), None))
