"""treaty_relations.csv: relations of a treaty to other treaties, and to the bodies that it creates."""

from __future__ import annotations

from .recorder import Recorder
from .table import Table

NAME = "treaty_relations.csv"
COLUMNS = ("treaty", "relation", "object", "reference", "locator")
RELATIONS = {word: word for word in ("creates", "amends", "replaces", "renews", "supplements", "implements")}


def record(table: Table, recorder: Recorder) -> None:
    """Add each relation to its treaty, with the documents that the row cites."""
    for row in table.rows:
        treaty, relation = recorder.required(row, "treaty"), recorder.choice(row, "relation", RELATIONS)
        related = recorder.required(row, "object")
        if treaty and relation and related:
            recorder.add(treaty, relation, related)
            recorder.cite(row, treaty)
