"""participations.csv: parties to treaties: signature, consent to be bound, and the period as a party.

VCLT stands for the Vienna Convention on the Law of Treaties (1969).
"""

from __future__ import annotations

from .dates import between, during
from .rdf_terms import name_of_record
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow, dates_suffix
from .treaty_records import NEVER, PARTICIPATIONS, Interval, without
from .treaty_states import record_states_of_party

NAME = PARTICIPATIONS
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
    """Describe the signature, the consent, the participation and other states in each row."""
    for row in table.rows:
        treaty, party = recorder.required(row, "treaty"), recorder.required(row, "party")
        if treaty and party:
            _record_signature(row, treaty, party, recorder)
            _record_consent(row, treaty, party, recorder)
            _record_participation(row, treaty, party, recorder)
            record_states_of_party(row, treaty, party, recorder)


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
    name = name_of_record("consent", row["treaty"], row["party"], row["consented"])
    situation = Situation(
        name, kind, _label(row, "consents to be bound by", recorder) + f" ({row['consented']})", during(consented)
    )
    consent = recorder.situation(row, situation, consentingParty=party, consentedAgreement=treaty)
    if reservation:
        recorder.flag(consent, "withReservation", reservation)


def _record_participation(row: TableRow, treaty: Subject, party: Subject, recorder: Recorder) -> None:
    """Record the period as a party, which begins with the entry into force for that state (VCLT, art. 2(1)(g)).

    Suspensions divide it: the state stays a party, but the treaty does not operate for it (VCLT, art. 57, 72).
    """
    bound = None if row["in_force"] == NEVER else recorder.date(row, "in_force")
    if bound:
        recorder.period(row, "in_force", "until")
        _check_treaty_in_force(row, recorder)
        for earlier in (recorder.lists.treaty_records.signed(row["treaty"]), recorder.date(row, "signed")):
            bound = bound.not_before(earlier)
        whole = Interval(bound, recorder.date(row, "until"))
        holes = recorder.lists.treaty_records.suspensions(row["treaty"], row["party"])
        for number, interval in enumerate(without(whole, holes)):
            # The part before a suspension keeps the name that the whole would have.
            begin = interval.begin.text if interval.begin and number else row["in_force"]
            _record_interval(row, begin, interval, recorder, party=party, agreement=treaty)
    elif row["until"] and not row["in_force"] and not (row["signed"] or row["consented"]):
        recorder.mistakes.add(row, "in_force", "a date, since column 'until' has one")


def _check_treaty_in_force(row: TableRow, recorder: Recorder) -> None:
    in_force = recorder.lists.treaty_records.entry_into_force(row["treaty"])
    if not in_force or in_force == NEVER:
        recorder.mistakes.add(row, "in_force", "nothing, since treaties.csv has no date of entry into force")


def _record_interval(row: TableRow, begin: str, interval: Interval, recorder: Recorder, **roles: Subject) -> None:
    name = name_of_record("participation", row["treaty"], row["party"], begin)
    label = _label(row, "is a party to", recorder) + dates_suffix(begin, interval.end.text if interval.end else "")
    period = between(interval.begin, interval.end)
    recorder.situation(row, Situation(name, "Participation", label, period), **roles)


def _label(row: TableRow, verb: str, recorder: Recorder) -> str:
    return f"{recorder.name_of(row['party'])} {verb} {recorder.name_of(row['treaty'])}"
