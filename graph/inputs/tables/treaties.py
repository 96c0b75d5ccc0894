"""treaties.csv: treaties with kind, conclusion, entry into force, end, depositary and the status of their text."""

from __future__ import annotations

from collections.abc import Iterator

from .dates import during
from .rdf_terms import term
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow
from .treaty_records import NEVER, TREATIES

NAME = TREATIES
COLUMNS = (
    "id",
    "label",
    "label_fr",
    "label_ru",
    "kind",
    "signed",
    "signed_at",
    "in_force",
    "ended",
    "depositary",
    "text",
    "reference",
    "locator",
    "note",
)
KINDS = {
    "alliance": "AllianceTreaty",
    "non-aggression": "NonAggressionTreaty",
    "neutrality": "NeutralityTreaty",
    "consultation": "ConsultationTreaty",
    "friendship": "FriendshipTreaty",
    "arms-control": "ArmsControlTreaty",
    "border": "BorderTreaty",
    "military-cooperation": "MilitaryCooperationTreaty",
    "transit": "TransitTreaty",
    "trade": "TradeTreaty",
    "founding-charter": "FoundingTreaty",
    "peace": "PeaceTreaty",
    "nuclear-weapon-free-zone": "NuclearWeaponFreeZoneTreaty",
    "other": "Treaty",
}
TEXTS = {
    "": "",
    "without-articles": "textWithoutArticles",
    "unpublished": "textUnpublished",
    "not-consulted": "textNotConsulted",
}
"""Why places in the text of a treaty are not given, where that is so."""


def declares(table: Table) -> Iterator[tuple[str, str]]:
    """The treaties of the list."""
    return ((row["id"], row["label"]) for row in table.rows)


def record(table: Table, recorder: Recorder) -> None:
    """Describe each treaty, its conclusion and its period in force."""
    for row in table.rows:
        kind = recorder.choice(row, "kind", KINDS)
        if kind:
            treaty = recorder.entity(row, row["id"], kind, row["label"])
            recorder.label(treaty, row["label_fr"], "fr")
            recorder.label(treaty, row["label_ru"], "ru")
            for depositary in recorder.entities(row, "depositary"):
                recorder.add(treaty, "depositary", depositary)
            if status := recorder.choice(row, "text", TEXTS):
                recorder.add(treaty, "textStatus", term(status))
            _record_conclusion(row, treaty, recorder)
            _record_term(row, treaty, recorder)


def _record_conclusion(row: TableRow, treaty: Subject, recorder: Recorder) -> None:
    signed = recorder.date(row, "signed")
    if not signed and not row["signed_at"]:
        return
    label = f"Conclusion of {row['label']}"
    situation = Situation(f"conclusion-{row['id']}", "Conclusion", label, during(signed))
    conclusion = recorder.situation(row, situation, concludedInstrument=treaty)
    for city in row.list("signed_at"):
        recorder.add(conclusion, "eventPlace", recorder.city(city))


def _record_term(row: TableRow, treaty: Subject, recorder: Recorder) -> None:
    """Record the period in force, which a treaty without a known entry into force does not have."""
    if row["in_force"] == NEVER:
        recorder.add(treaty, "entryIntoForce", term("notEnteredIntoForce"))
    elif not row["in_force"]:
        recorder.add(treaty, "entryIntoForce", term("entryIntoForceNotKnown"))
        recorder.date(row, "ended")
    elif period := recorder.period(row, "in_force", "ended", not_before=recorder.date(row, "signed")):
        recorder.add(treaty, "entryIntoForce", term("enteredIntoForce"))
        label = f"{row['label']} in force"
        recorder.situation(row, Situation(f"term-{row['id']}", "InstrumentTerm", label, period), termOf=treaty)
