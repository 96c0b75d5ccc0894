"""recognition.csv: which state recognizes which, since when and until when."""

from __future__ import annotations

from .recorder import Recorder, Situation
from .table import Row, Table, span

NAME = "recognition.csv"
COLUMNS = ("recognizer", "recognized", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each recognition."""
    for row in table.rows:
        recognizer, recognized = recorder.required(row, "recognizer"), recorder.required(row, "recognized")
        if recognizer and recognized:
            recorder.situation(row, _situation(row, recorder), recognizer=recognizer, recognized=recognized)


def _situation(row: Row, recorder: Recorder) -> Situation:
    parts = ["recognition", row["recognizer"], row["recognized"], row["from"]]
    label = f"{recorder.name_of(row['recognizer'])} recognizes {recorder.name_of(row['recognized'])}" + span(
        row, "from", "until"
    )
    return Situation("-".join(filter(None, parts)), "Recognition", label, recorder.period(row, "from", "until"))
