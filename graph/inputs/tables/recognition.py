"""recognition.csv: recognition of states by other states, with dates."""

from __future__ import annotations

from .recorder import Recorder
from .table import Table

NAME = "recognition.csv"
COLUMNS = ("recognizer", "recognized", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each recognition."""
    for row in table.rows:
        recognizer, recognized = recorder.required(row, "recognizer"), recorder.required(row, "recognized")
        if recognizer and recognized:
            recognition = recorder.lasting(
                row, "Recognition", "recognition", ("recognizer", "recognized"), "recognizes"
            )
            recorder.situation(row, recognition, recognizer=recognizer, recognized=recognized)
