"""recognition.csv: recognition of states by other states, with dates."""

from __future__ import annotations

from .recorder import Recorder, Situation
from .table import Table, TableRow, period_suffix

NAME = "recognition.csv"
COLUMNS = ("recognizer", "recognized", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each recognition."""
    for row in table.rows:
        recognizer, recognized = recorder.required(row, "recognizer"), recorder.required(row, "recognized")
        if recognizer and recognized:
            recorder.situation(row, _situation(row, recorder), recognizer=recognizer, recognized=recognized)


def _situation(row: TableRow, recorder: Recorder) -> Situation:
    parts = ["recognition", row["recognizer"], row["recognized"], row["from"]]
    label = f"{recorder.name_of(row['recognizer'])} recognizes {recorder.name_of(row['recognized'])}" + period_suffix(
        row, "from", "until"
    )
    return Situation("-".join(filter(None, parts)), "Recognition", label, recorder.period(row, "from", "until"))
