"""territories.csv: territories besides the main territory of each state."""

from __future__ import annotations

from collections.abc import Iterator

from .recorder import Recorder
from .table import Table

NAME = "territories.csv"
COLUMNS = ("id", "label", "part_of", "valid_from", "valid_until", "reference", "locator", "note")


def declares(table: Table) -> Iterator[tuple[str, str]]:
    """The territories of the list."""
    return ((row["id"], row["label"]) for row in table.rows)


def record(table: Table, recorder: Recorder) -> None:
    """Describe each territory, and the larger territory of which it is a part."""
    for row in table.rows:
        territory = recorder.entity(row, row["id"], "Territory", row["label"])
        recorder.dates(territory, recorder.period(row, "valid_from", "valid_until"))
        whole = recorder.named(row, "part_of")
        if whole:
            recorder.add(territory, "partOf", whole)
