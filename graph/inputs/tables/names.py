"""names.csv: names of entities in other languages, and full official names."""

from __future__ import annotations

import pyoxigraph as ox

from .recorder import Recorder, Subject
from .table import Table, TableRow

NAME = "names.csv"
COLUMNS = ("entity", "language", "name", "name_kind", "reference")
KINDS = {"short": "short", "official": "official", "alternative": "alternative"}


def record(table: Table, recorder: Recorder) -> None:
    """Add each name to its entity."""
    for row in table.rows:
        entity = recorder.required(row, "entity")
        kind = recorder.choice(row, "name_kind", KINDS)
        if not row["name"]:
            recorder.mistakes.add(row, "name", "a name")
        elif entity and kind:
            recorder.cite(row, entity)
            _record_name(row, entity, kind, recorder)


def _record_name(row: TableRow, entity: Subject, kind: str, recorder: Recorder) -> None:
    if kind == "official":
        recorder.add(entity, "officialName", ox.Literal(row["name"], language=row["language"]))
    elif kind == "alternative":
        recorder.other_label(entity, row["name"], row["language"])
    elif row["language"] == "en":
        recorder.mistakes.add(row, "language", "another language, since states.csv has the English short name")
    else:
        recorder.label(entity, row["name"], row["language"])
