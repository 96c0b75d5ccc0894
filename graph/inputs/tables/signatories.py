"""signatories.csv: the persons who signed a treaty for a party."""

from __future__ import annotations

from . import participations, treaties
from .dates import PartialPeriod, during, parse_date
from .rdf_terms import entity_iri
from .recorder import Recorder, Situation, Subject
from .table import Table, TableRow

NAME = "signatories.csv"
COLUMNS = ("treaty", "person", "on_behalf_of", "reference", "locator")


def record(table: Table, recorder: Recorder) -> None:
    """Name the person on the party's signature; describe the signature where participations.csv does not."""
    described = _signatures_described(recorder)
    for row in table.rows:
        treaty, person = recorder.required(row, "treaty"), recorder.required(row, "person")
        party = recorder.required(row, "on_behalf_of")
        if not (treaty and person and party):
            continue
        name = participations.signature_name(row["treaty"], row["on_behalf_of"])
        if name not in described:
            described.add(name)
            _record_signature(row, name, treaty, party, recorder)
        recorder.add(entity_iri(f"{recorder.source}/{name}"), "signer", person)


def _signatures_described(recorder: Recorder) -> set[str]:
    rows = recorder.lists.rows(participations.NAME)
    return {participations.signature_name(row["treaty"], row["party"]) for row in rows if row["signed"]}


def _record_signature(row: TableRow, name: str, treaty: Subject, party: Subject, recorder: Recorder) -> None:
    label = f"{recorder.name_of(row['on_behalf_of'])} signs {recorder.name_of(row['treaty'])}"
    situation = Situation(name, "Signature", label, _conclusion_of(row["treaty"], recorder))
    recorder.situation(row, situation, signatory=party, signedInstrument=treaty)


def _conclusion_of(treaty: str, recorder: Recorder) -> PartialPeriod | None:
    """The period of the treaty's signature from treaties.csv, whose own reader reports a mistaken date."""
    signed = next((row["signed"] for row in recorder.lists.rows(treaties.NAME) if row["id"] == treaty), "")
    try:
        return during(parse_date(signed)) if signed else None
    except ValueError:
        return None
