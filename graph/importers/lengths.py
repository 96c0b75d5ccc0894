"""lengths.csv: lengths of borders, each as somebody reports it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from rdflib.namespace import XSD

from . import borders
from .dates import during
from .recorder import Recorder, Situation, Subject, term, thing
from .table import Row, Table

NAME = "lengths.csv"
COLUMNS = ("border", "kilometres", "reported_by", "as_of", "reference", "locator", "note")
INDICATOR = thing("indicator-border-length")

_DECIMAL = ox.NamedNode(XSD.decimal)


def record(table: Table, recorder: Recorder) -> None:
    """Describe each length as an observation of the border."""
    labels = _border_labels(recorder)
    for row in table.rows:
        border, kilometres = recorder.required(row, "border"), _kilometres(row, recorder)
        if border and kilometres:
            _record_one(row, border, labels.get(row["border"], recorder.name_of(row["border"])), kilometres, recorder)


def _kilometres(row: Row, recorder: Recorder) -> Decimal | None:
    try:
        value = Decimal(row["kilometres"])
    except InvalidOperation:
        value = Decimal(0)
    if value.is_finite() and value > 0:
        return value
    recorder.mistakes.add(row, "kilometres", "a number above 0")
    return None


def _border_labels(recorder: Recorder) -> dict[str, str]:
    table = recorder.siblings.get(borders.NAME)
    return {row["id"]: borders.label_of(row, recorder) for row in table.rows} if table else {}


def _record_one(row: Row, border: Subject, label: str, kilometres: Decimal, recorder: Recorder) -> None:
    value = f"{kilometres.normalize():f}"
    parts = ["length", row["border"], row["reported_by"], row["reference"], row["as_of"], value.replace(".", "-")]
    reporter = recorder.named(row, "reported_by")
    reported = f", as {recorder.name_of(row['reported_by'])} reports it" if reporter else ""
    label = f"{value} km: {label}{reported}"
    observation = recorder.situation(
        row,
        Situation("-".join(filter(None, parts)), "Observation", label, during(recorder.date(row, "as_of"))),
        observedEntity=border,
        reportedBy=reporter,
    )
    recorder.add(observation, "indicator", INDICATOR)
    recorder.add(observation, "value", ox.Literal(value, datatype=_DECIMAL))
    recorder.add(observation, "unit", term("kilometre"))
