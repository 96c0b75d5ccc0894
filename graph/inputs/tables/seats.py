"""seats.csv: seats of organizations whose dates are known; others are in organizations.csv."""

from __future__ import annotations

from .entity_registry import slugify
from .rdf_terms import name_of_record
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow, period_suffix

NAME = "seats.csv"
COLUMNS = ("organization", "city", "from", "until", "reference", "locator", "note")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each time for which a city was the seat of an organization."""
    for row, organization in recorder.with_city(table, "organization"):
        name = name_of_record("seat", row["organization"], slugify(row["city"]), row["from"] or "first")
        label = f"{row['city']} is the seat of {recorder.name_of(row['organization'])}"
        dates = recorder.period(row, "from", "until")
        situation = Situation(name, "SeatStatus", label + period_suffix(row, "from", "until"), dates)
        record_seat(row, situation, organization, row["city"], recorder)


def record_seat(row: TableRow, situation: Situation, organization: Subject, city: str, recorder: Recorder) -> None:
    """Record that an organization has its seat in a city."""
    recorder.situation(row, situation, seatedOrganization=organization, seatCity=recorder.city(city))
