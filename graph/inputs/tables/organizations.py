"""organizations.csv: organizations and programmes with kind, lifespan, founding treaty, seat and predecessor."""

from __future__ import annotations

from collections.abc import Iterator

from .dates import between
from .entity_registry import slugify
from .rdf_terms import entity_iri, name_of_record
from .recorder import Recorder, Situation, Subject
from .seats import record_seat
from .table import Table, TableRow

NAME = "organizations.csv"
COLUMNS = (
    "id",
    "label",
    "abbreviation",
    "label_fr",
    "label_ru",
    "kind",
    "founded",
    "dissolved",
    "founding_treaty",
    "seat",
    "predecessor",
    "reference",
    "locator",
    "note",
)
PROGRAMME = "programme"
KINDS = {
    "defence": "DefenceOrganization",
    "regional": "RegionalOrganization",
    "universal": "UniversalOrganization",
    "economic": "EconomicOrganization",
    "trade": "TradeOrganization",
    "arms-control": "ArmsControlOrganization",
    "forum": "IntergovernmentalForum",
    PROGRAMME: "PartnershipProgramme",
    "court": "InternationalCourt",
    "agency": "InternationalAgency",
    "movement": "IntergovernmentalMovement",
    "informal-group": "InformalGroup",
    "other": "IntergovernmentalOrganization",
}


def declares(table: Table) -> Iterator[tuple[str, str]]:
    """The organizations and programmes of the list."""
    return ((row["id"], row["label"]) for row in table.rows)


def ends(table: Table) -> Iterator[tuple[str, str]]:
    """Those that were dissolved, with the date."""
    return ((row["id"], row["dissolved"]) for row in table.rows if row["dissolved"])


def programmes(table: Table) -> Iterator[str]:
    """The ids of those that are programmes."""
    return (row["id"] for row in table.rows if row["kind"] == PROGRAMME)


def record(table: Table, recorder: Recorder) -> None:
    """Describe each organization or programme."""
    for row in table.rows:
        kind = recorder.choice(row, "kind", KINDS)
        if kind:
            _record_organization(row, kind, recorder)


def _record_organization(row: TableRow, kind: str, recorder: Recorder) -> None:
    subject = recorder.entity(row, row["id"], kind, row["label"])
    recorder.dates(subject, recorder.period(row, "founded", "dissolved"))
    recorder.label(subject, row["label_fr"], "fr")
    recorder.label(subject, row["label_ru"], "ru")
    recorder.other_label(subject, row["abbreviation"])
    for treaty in recorder.entities(row, "founding_treaty"):
        recorder.add(subject, "foundingTreaty", treaty)
    if row["seat"] and row["kind"] == PROGRAMME:
        recorder.mistakes.add(row, "seat", "nothing, since a programme has no seat")
    else:
        for seat in row.list("seat"):
            _record_seat(row, subject, seat, recorder)
    for predecessor in row.list("predecessor"):
        _record_predecessor(row, subject, predecessor, recorder)


def _record_seat(row: TableRow, subject: Subject, seat: str, recorder: Recorder) -> None:
    """Record a seat of which no dates are known, but that it ends with the organization at the latest."""
    name = name_of_record("seat", row["id"], slugify(seat))
    period = between(None, recorder.date(row, "dissolved"))
    situation = Situation(name, "SeatStatus", f"{seat} is the seat of {row['label']}", period)
    record_seat(row, situation, subject, seat, recorder)


def _record_predecessor(row: TableRow, subject: Subject, predecessor: str, recorder: Recorder) -> None:
    if not recorder.registry.has(predecessor):
        recorder.mistakes.add(row, "predecessor", f"ids that a source describes ({predecessor!r} is not one)")
        return
    label = f"{row['label']} succeeds {recorder.name_of(predecessor)}"
    period = between(recorder.date(row, "founded"), None)
    situation = Situation(f"succession-{row['id']}-{predecessor}", "Succession", label, period)
    recorder.situation(row, situation, successor=subject, predecessor=entity_iri(predecessor))
