"""participations.csv: parties to treaties: signature, consent to be bound, and the period as a party.

VCLT stands for the Vienna Convention on the Law of Treaties (1969).
"""

from __future__ import annotations

from .dates import during
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow, period_suffix

NAME = "participations.csv"
COLUMNS = (
    "treaty",
    "party",
    "signed",
    "consented",
    "consent_kind",
    "in_force",
    "until",
    "reservation",
    "reference",
    "locator",
    "note",
)
CONSENT_KINDS = {
    "": "ConsentToBeBound",
    "ratification": "Ratification",
    "accession": "Accession",
    "acceptance": "Acceptance",
    "approval": "Approval",
    "succession": "SuccessionToTreaty",
    "definitive-signature": "DefinitiveSignature",
}
RESERVATIONS = {"": "", "yes": "true", "no": "false"}


def signature_name(treaty: str, party: str) -> str:
    """The last part of the IRI of a party's signature, which signatories.csv uses too."""
    return f"signature-{treaty}-{party}"


def record(table: Table, recorder: Recorder) -> None:
    """Describe the signature, the consent and the participation in each row."""
    for row in table.rows:
        treaty, party = recorder.required(row, "treaty"), recorder.required(row, "party")
        if treaty and party:
            _record_signature(row, treaty, party, recorder)
            _record_consent(row, treaty, party, recorder)
            _record_participation(row, treaty, party, recorder)


def _record_signature(row: TableRow, treaty: Subject, party: Subject, recorder: Recorder) -> None:
    signed = recorder.date(row, "signed")
    if signed:
        name = signature_name(row["treaty"], row["party"])
        situation = Situation(name, "Signature", _label(row, "signs", recorder), during(signed))
        recorder.situation(row, situation, signatory=party, signedInstrument=treaty)


def _record_consent(row: TableRow, treaty: Subject, party: Subject, recorder: Recorder) -> None:
    """Record the consent to be bound, whose kind may be unknown (the means are those of VCLT, art. 11)."""
    consented, kind = recorder.date(row, "consented"), recorder.choice(row, "consent_kind", CONSENT_KINDS)
    reservation = recorder.choice(row, "reservation", RESERVATIONS)
    if not consented or not kind:
        return
    name = "-".join(["consent", row["treaty"], row["party"], row["consented"]])
    situation = Situation(
        name, kind, _label(row, "consents to be bound by", recorder) + f" ({row['consented']})", during(consented)
    )
    consent = recorder.situation(row, situation, consentingParty=party, consentedAgreement=treaty)
    if reservation:
        recorder.flag(consent, "withReservation", reservation)


def _record_participation(row: TableRow, treaty: Subject, party: Subject, recorder: Recorder) -> None:
    """Record the period as a party, which begins with the entry into force for that state (VCLT, art. 2(1)(g))."""
    period = recorder.period(row, "in_force", "until")
    if period and period.begin:
        name = "-".join(["participation", row["treaty"], row["party"], row["in_force"]])
        situation = Situation(
            name,
            "Participation",
            _label(row, "is a party to", recorder) + period_suffix(row, "in_force", "until"),
            period,
        )
        recorder.situation(row, situation, party=party, agreement=treaty)
    elif period:
        recorder.mistakes.add(row, "in_force", "a date, since column 'until' has one")


def _label(row: TableRow, verb: str, recorder: Recorder) -> str:
    return f"{recorder.name_of(row['party'])} {verb} {recorder.name_of(row['treaty'])}"
