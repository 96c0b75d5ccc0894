"""treaty_acts.csv: acts under treaties that participations.csv cannot say, and the states that they begin and end.

VCLT stands for the Vienna Convention on the Law of Treaties (1969).
"""

from __future__ import annotations

from .dates import PartialDate, during
from .participations import CONSENT_KINDS, signature_name
from .rdf_terms import midnight, name_of_record
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow
from .treaty_records import (
    ACTS,
    END_OF_PROVISIONAL_APPLICATION,
    END_OF_SUSPENSION,
    LEAVING,
    PROVISIONAL_APPLICATION,
    SUSPENSION,
)
from .treaty_states import record_state_begun, towards_ids, towards_names

NAME = ACTS
COLUMNS = ("treaty", "party", "act", "date", "effective", "towards", "reference", "locator", "note")
ACT_CLASSES = {
    "signature": "Signature",
    **{word: kind for word, kind in CONSENT_KINDS.items() if word},
    PROVISIONAL_APPLICATION: "BeginOfProvisionalApplication",
    END_OF_PROVISIONAL_APPLICATION: "EndOfProvisionalApplication",
    "reservation": "Reservation",
    "withdrawal-of-reservation": "WithdrawalOfReservation",
    "declaration": "InterpretativeDeclaration",
    "notice-of-withdrawal": "NoticeOfWithdrawal",
    "withdrawal-of-notice": "WithdrawalOfNotice",
    "withdrawal": "Withdrawal",
    "denunciation": "Denunciation",
    "withdrawal-of-signature": "WithdrawalOfSignature",
    "withdrawal-of-ratification": "WithdrawalOfRatification",
    SUSPENSION: "SuspensionOfTreaty",
    END_OF_SUSPENSION: "EndOfSuspension",
    "termination": "Termination",
}
_OF_PARTIES = (*LEAVING, "notice-of-withdrawal", SUSPENSION, END_OF_SUSPENSION, "withdrawal-of-ratification")
"""Acts that only somebody can perform who has signed, consented or become a party."""


_TOWARDS_SOME = (SUSPENSION, END_OF_SUSPENSION, "declaration", "reservation", "withdrawal-of-reservation")


def record(table: Table, recorder: Recorder) -> None:
    """Describe each act, and the state that it begins."""
    for row in table.rows:
        act, treaty = recorder.choice(row, "act", ACT_CLASSES), recorder.required(row, "treaty")
        party, others = recorder.named(row, "party"), recorder.entities(row, "towards")
        date, effective = recorder.date(row, "date"), recorder.date(row, "effective")
        if not row["date"]:
            recorder.mistakes.add(row, "date", "the date of the act, of a year at least")
        elif act and treaty and date and _fits(row, date, effective, recorder):
            subject = _record_act(row, act, treaty, party, recorder)
            for other in others:
                recorder.add(subject, "actTowards", other)
            if effective:
                recorder.add(subject, "takesEffect", midnight(effective.first))
            if party:
                record_state_begun(row, treaty, party, others, recorder)


def _fits(row: TableRow, date: PartialDate, effective: PartialDate | None, recorder: Recorder) -> bool:
    """Whether the act is one that its party can perform, towards other parties, and takes effect no earlier."""
    records = recorder.lists.treaty_records
    if not row["party"] and row["act"] != "termination":
        recorder.mistakes.add(row, "party", "the id of an entity, since only a termination is an act of all parties")
    elif row["act"] in _OF_PARTIES and not records.participates(row["treaty"], row["party"]):
        recorder.mistakes.add(row, "party", "one that participations.csv has for the treaty")
    elif row["towards"] and row["act"] not in _TOWARDS_SOME:
        recorder.mistakes.add(
            row, "towards", f"nothing, since only {' or '.join(_TOWARDS_SOME)} may be towards some alone"
        )
    elif effective and effective.after <= date.first:
        recorder.mistakes.add(row, "effective", f"a date not before {row['date']}, or nothing")
    else:
        return True
    return False


def _record_act(row: TableRow, kind: str, treaty: Subject, party: Subject | None, recorder: Recorder) -> Subject:
    period, label = during(recorder.date(row, "date")), _label(row, recorder)
    if row["act"] == "signature":
        situation = Situation(signature_name(row["treaty"], row["party"]), kind, label, period)
        return recorder.situation(row, situation, signatory=party, signedInstrument=treaty)
    if row["act"] in CONSENT_KINDS:
        situation = Situation(
            name_of_record("consent", row["treaty"], row["party"], row["date"]), kind, label, period
        )
        return recorder.situation(row, situation, consentingParty=party, consentedAgreement=treaty)
    name = name_of_record(row["act"], row["treaty"], row["party"], *towards_ids(row), row["date"])
    return recorder.situation(row, Situation(name, kind, label, period), actingParty=party, actUnder=treaty)


def _who(row: TableRow, recorder: Recorder) -> str:
    return recorder.name_of(row["party"]) if row["party"] else "All parties"


def _label(row: TableRow, recorder: Recorder) -> str:
    treaty = f"{recorder.name_of(row['treaty'])}{towards_names(row, recorder)}"
    return f"{_who(row, recorder)}: {row['act'].replace('-', ' ')}, {treaty} ({row['date']})"
