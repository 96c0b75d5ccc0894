"""lengths.csv: lengths of borders, each as a cited document reports it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ...rdf.literal_values import number_literal
from . import borders, references
from .dates import during
from .rdf_terms import entity_iri, name_of_record, term
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow

NAME = "lengths.csv"
COLUMNS = ("border", "kilometres", "reported_by", "as_of", "reference", "locator", "note")
INDICATOR = entity_iri("indicator-border-length")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each length as an observation of the border."""
    borders_by_id, titles = _border_labels(recorder), _cited_titles(recorder)
    for row in table.rows:
        border, kilometres = recorder.required(row, "border"), _kilometres(row, recorder)
        if border and kilometres:
            label = borders_by_id.get(row["border"], recorder.name_of(row["border"]))
            title = titles.get(row["reference"], row["reference"])
            _record_length(row, border, kilometres, f"{label}{_reported(row, recorder)} ({title})", recorder)


def _kilometres(row: TableRow, recorder: Recorder) -> Decimal | None:
    try:
        value = Decimal(row["kilometres"])
    except InvalidOperation:
        value = Decimal(0)
    if value.is_finite() and value > 0:
        return value
    recorder.mistakes.add(row, "kilometres", "a number above 0")
    return None


def _border_labels(recorder: Recorder) -> dict[str, str]:
    return {row["id"]: borders.label_of(row, recorder) for row in recorder.lists.rows(borders.NAME)}


def _cited_titles(recorder: Recorder) -> dict[str, str]:
    """Titles by key, for labels: two documents may report the same figure, and no two labels may be the same."""
    return {row["key"]: row["title"] for row in recorder.lists.rows(references.NAME)}


def _reported(row: TableRow, recorder: Recorder) -> str:
    return f", as {recorder.name_of(row['reported_by'])} reports it" if row["reported_by"] else ""


def _record_length(row: TableRow, border: Subject, kilometres: Decimal, label: str, recorder: Recorder) -> None:
    value = f"{kilometres.normalize():f}"
    parts = (row["border"], row["reported_by"], row["reference"], row["as_of"], value.replace(".", "-"))
    name, period = name_of_record("length", *parts), during(recorder.date(row, "as_of"))
    observation = recorder.situation(
        row,
        Situation(name, "Observation", f"{kilometres.normalize():,f} km: {label}", period),
        observedEntity=border,
        reportedBy=recorder.named(row, "reported_by"),
    )
    recorder.add(observation, "indicator", INDICATOR)
    recorder.add(observation, "value", number_literal(kilometres))
    recorder.add(observation, "unit", term("kilometre"))
