"""persons.csv, offices.csv and tenures.csv: persons, offices, and who held which office when."""

from __future__ import annotations

from collections.abc import Iterator

from .recorder import Recorder
from .table import Table

PERSONS = "persons.csv"
PERSON_COLUMNS = ("id", "label", "label_ru", "label_kk", "reference")
OFFICES = "offices.csv"
OFFICE_COLUMNS = ("id", "label", "office_of", "reference")
TENURES = "tenures.csv"
TENURE_COLUMNS = ("person", "office", "from", "until", "reference", "locator")


def declares(table: Table) -> Iterator[tuple[str, str]]:
    """The persons or offices of a list."""
    return ((row["id"], row["label"]) for row in table.rows)


def record_persons(table: Table, recorder: Recorder) -> None:
    """Describe each person."""
    for row in table.rows:
        person = recorder.entity(row, row["id"], "Person", row["label"])
        recorder.label(person, row["label_ru"], "ru")
        recorder.label(person, row["label_kk"], "kk")


def record_offices(table: Table, recorder: Recorder) -> None:
    """Describe each office and the body or state to which it belongs."""
    for row in table.rows:
        office = recorder.entity(row, row["id"], "Office", row["label"])
        holder = recorder.required(row, "office_of")
        if holder:
            recorder.add(office, "officeOf", holder)


def record_tenures(table: Table, recorder: Recorder) -> None:
    """Describe each tenure."""
    for row in table.rows:
        person, office = recorder.required(row, "person"), recorder.required(row, "office")
        if person and office:
            tenure = recorder.lasting(row, "Tenure", "tenure", ("person", "office"), "as")
            recorder.situation(row, tenure, officeHolder=person, heldOffice=office)
