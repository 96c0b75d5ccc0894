"""membership_suspensions.csv: when the membership of a member was suspended, which does not end it.

The member's row in memberships.csv goes on during the suspension.
"""

from __future__ import annotations

from .dates import PartialDate
from .memberships import NAME as MEMBERSHIPS
from .rdf_terms import name_of_record
from .recorder import Recorder, Situation
from .table import Table, TableRow, period_suffix
from .treaty_records import readable_date

NAME = "membership_suspensions.csv"
COLUMNS = ("organization", "member", "from", "until", "kind", "reference", "locator", "note")
KINDS = {
    "by-organization": "SuspensionByOrganization",
    "by-member": "SuspensionByMember",
    "from-bodies": "SuspensionFromBodies",
}


def record(table: Table, recorder: Recorder) -> None:
    """Describe each suspension, which must begin while its member is one."""
    for row in table.rows:
        organization, member = recorder.required(row, "organization"), recorder.required(row, "member")
        kind = recorder.choice(row, "kind", KINDS)
        if not row["from"]:
            recorder.mistakes.add(row, "from", "the date of the suspension, of a year at least")
        elif organization and member and kind and _of_a_member(row, recorder):
            recorder.situation(
                row, _situation(row, kind, recorder), organization=organization, suspendedMember=member
            )


def _situation(row: TableRow, kind: str, recorder: Recorder) -> Situation:
    name = name_of_record(row["organization"], row["member"], "suspended", row["from"])
    label = f"{recorder.name_of(row['member'])} is suspended from {recorder.name_of(row['organization'])}"
    return Situation(name, kind, label + period_suffix(row, "from", "until"), recorder.period(row, "from", "until"))


def _of_a_member(row: TableRow, recorder: Recorder) -> bool:
    since = recorder.date(row, "from")
    if since and not any(
        _holds_on(each, since) for each in recorder.lists.rows(MEMBERSHIPS) if _pair(each) == _pair(row)
    ):
        expected = "somebody who is a member when the suspension begins, by a row of memberships.csv"
        recorder.mistakes.add(row, "member", expected)
        return False
    return True


def _pair(row: TableRow) -> tuple[str, str]:
    return row["organization"], row["member"]


def _holds_on(membership: TableRow, date: PartialDate) -> bool:
    """Whether a membership holds on some day of a date."""
    begin, end = readable_date(membership["from"]), readable_date(membership["until"])
    return (begin is None or begin.first < date.after) and (end is None or date.first < end.end)
