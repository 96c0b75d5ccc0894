"""memberships.csv: who belongs to which organization or programme, as what, since when and until when."""

from __future__ import annotations

from .recorder import Recorder, Situation, Subject
from .table import Row, Table

NAME = "memberships.csv"
COLUMNS = ("organization", "member", "status", "from", "until", "reference", "locator", "note")
PARTICIPANT = "participant"
ROLES = {
    "full": "member",
    "associate": "associateMember",
    "observer": "observer",
    "partner": "partner",
    "suspended": "suspendedMember",
    PARTICIPANT: PARTICIPANT,
}

_CLASSES = {
    "full": "FullMembership",
    "associate": "AssociateMembership",
    "observer": "Observership",
    "partner": "Partnership",
    "suspended": "SuspendedMembership",
    PARTICIPANT: "ProgrammeParticipation",
}
_PHRASES = {
    "full": "is a member of",
    "associate": "is an associate member of",
    "observer": "is an observer at",
    "partner": "is a partner of",
    "suspended": "is suspended from",
    PARTICIPANT: "participates in",
}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each membership, or participation in a programme."""
    for row in table.rows:
        role = recorder.choice(row, "status", ROLES)
        organization, member = recorder.required(row, "organization"), recorder.required(row, "member")
        if role and organization and member and _status_fits(row, recorder):
            _record_one(row, role, organization, member, recorder)


def _status_fits(row: Row, recorder: Recorder) -> bool:
    """A programme has participants and only participants."""
    is_programme = row["organization"] in recorder.known.programmes
    if is_programme == (row["status"] == PARTICIPANT):
        return True
    expected = "participant, since it is a programme" if is_programme else "another, since it is not a programme"
    recorder.mistakes.add(row, "status", expected)
    return False


def _record_one(row: Row, role: str, organization: Subject, member: Subject, recorder: Recorder) -> None:
    status = row["status"]
    parts = [row["organization"], row["member"], status, row["from"]]
    label = f"{recorder.name_of(row['member'])} {_PHRASES[status]} {recorder.name_of(row['organization'])}"
    period = recorder.period(row, "from", "until")
    situation = Situation("-".join(filter(None, parts)), _CLASSES[status], label, period)
    body = "programme" if status == PARTICIPANT else "organization"
    recorder.situation(row, situation, **{role: member, body: organization})
