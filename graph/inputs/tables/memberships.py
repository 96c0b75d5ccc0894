"""memberships.csv: memberships of organizations and participation in programmes, with status and dates."""

from __future__ import annotations

from collections import Counter

from .rdf_terms import name_of_record
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow

NAME = "memberships.csv"
COLUMNS = ("organization", "member", "status", "from", "until", "reference", "locator", "note")
PARTICIPANT = "participant"
ROLES = {
    "full": "member",
    "associate": "associateMember",
    "observer": "observer",
    "partner": "partner",
    PARTICIPANT: PARTICIPANT,
}

_CLASSES = {
    "full": "FullMembership",
    "associate": "AssociateMembership",
    "observer": "Observership",
    "partner": "Partnership",
    PARTICIPANT: "ProgrammeParticipation",
}
_PHRASES = {
    "full": "is a member of",
    "associate": "is an associate member of",
    "observer": "is an observer at",
    "partner": "is a partner of",
    PARTICIPANT: "participates in",
}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each membership, or participation in a programme."""
    periods = Counter(_pair(row) for row in recorder.lists.rows(NAME))
    for row in table.rows:
        role = recorder.choice(row, "status", ROLES)
        organization, member = recorder.required(row, "organization"), recorder.required(row, "member")
        if role and organization and member and _status_fits(row, recorder):
            label = _label(row, recorder, repeated=periods[_pair(row)] > 1)
            _record_membership(row, label, {role: member}, organization, recorder)


def _status_fits(row: TableRow, recorder: Recorder) -> bool:
    """Whether the status suits the body: a programme has participants, and no other body has them."""
    is_programme = recorder.registry.is_programme(row["organization"])
    if is_programme == (row["status"] == PARTICIPANT):
        return True
    expected = (
        "participant, since it is a programme" if is_programme else "another status, since it is not a programme"
    )
    recorder.mistakes.add(row, "status", expected)
    return False


def _pair(row: TableRow) -> tuple[str, str, str]:
    return row["organization"], row["member"], row["status"]


def _label(row: TableRow, recorder: Recorder, repeated: bool) -> str:
    """Member and body, with the begin of a repeated membership, so that no two labels are the same."""
    organization, member, status = _pair(row)
    label = f"{recorder.name_of(member)} {_PHRASES[status]} {recorder.name_of(organization)}"
    return f"{label} from {row['from']}" if repeated else label


def _record_membership(
    row: TableRow, label: str, role: dict[str, Subject], organization: Subject, recorder: Recorder
) -> None:
    name = name_of_record(*_pair(row), row["from"])
    period = recorder.period(row, "from", "until")
    situation = Situation(name, _CLASSES[row["status"]], label, period)
    body = "programme" if row["status"] == PARTICIPANT else "organization"
    recorder.situation(row, situation, **role, **{body: organization})
