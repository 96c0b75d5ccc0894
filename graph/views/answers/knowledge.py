"""What the store has on one statement besides proofs: lives, exceptions, disjoint classes, confirmation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ...rdf.namespaces import NOT_DERIVED, ONTOLOGY_GRAPH
from ...reason.proofs.proof import Explanation, Period, Step
from ...store import Store
from ..select import select
from .statements import day_of


@dataclass(frozen=True)
class Confirmation:
    """How far the sources of a proof confirm it: until which day, and whether its beginning is that of a coverage."""

    last_confirmed: date | None
    attested_since: date | None


def lives_of(store: Store, thing: str) -> tuple[Period, ...]:
    """The lifespans of a thing, one for each graph that dates it; none when nothing does."""
    if not thing:
        return ()
    rows = select(
        store,
        f"""SELECT ?g ?from ?until WHERE {{
            {{ SELECT DISTINCT ?g WHERE {{
                GRAPH ?g {{ <{thing}> wph:validFrom|wph:validUntil ?any }} FILTER({NOT_DERIVED}) }} }}
            OPTIONAL {{ GRAPH ?g {{ <{thing}> wph:validFrom ?from }} }}
            OPTIONAL {{ GRAPH ?g {{ <{thing}> wph:validUntil ?until }} }} }}""",
    )
    return tuple(
        Period(day_of(row.get("from", {}).get("value", "")), day_of(row.get("until", {}).get("value", "")))
        for row in rows
    )


def is_alive(lives: Collection[Period], day: date) -> bool:
    """Whether a thing with these lifespans lives on a day; one without any always does."""
    return not lives or any(life.covers(day) for life in lives)


def exceptions_of(store: Store, relation: str) -> frozenset[str]:
    """Which ends a property outlives: `subject`, `object`."""
    rows = select(
        store,
        f"""SELECT ?end WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
            {{ <{relation}> wph:outlivesSubject ?reason BIND("subject" AS ?end) }} UNION
            {{ <{relation}> wph:outlivesObject ?reason BIND("object" AS ?end) }} UNION
            {{ <{relation}> a owl:AnnotationProperty VALUES ?end {{ "subject" "object" }} }} }} }}""",
    )
    return frozenset(row["end"]["value"] for row in rows)


def coverage_begins(store: Store) -> frozenset[date]:
    """The days on which the coverages of sources begin."""
    rows = select(store, "SELECT DISTINCT ?from WHERE { ?source a wph:Source ; wph:coverageFrom ?from }")
    return frozenset(day for row in rows if (day := day_of(row["from"]["value"])) is not None)


def confirmation_of(store: Store, explanation: Explanation) -> Confirmation:
    """How far the sources of the proofs of an explanation confirm it: as far as those of the best proof do."""
    marks = [_marks(store, _records(proof)) for proof in explanation.proofs]
    last = [min(confirmed) if confirmed else date.max for confirmed, _ in marks]
    begins = next(period.begins for period in explanation.periods if period.covers(explanation.day))
    attested = {day for _, days in marks for day in days}
    furthest = max(last, default=date.max)
    return Confirmation(None if furthest == date.max else furthest, begins if begins in attested else None)


def _records(proof: Step) -> list[str]:
    """The named subjects of what a proof rests on."""
    return sorted({step.triple[0] for step in proof.statements() if step.is_asserted and step.triple[0][0] == "<"})


def _marks(store: Store, records: Iterable[str]) -> tuple[set[date], set[date]]:
    """The days until which records are confirmed, and those since which they are attested."""
    rows = select(
        store,
        f"""SELECT ?confirmed ?attested WHERE {{ VALUES ?record {{ {" ".join(records)} }}
            {{ ?record wph:lastConfirmed ?confirmed }} UNION {{ ?record wph:attestedSince ?attested }} }}""",
    )
    found: dict[str, set[date]] = {"confirmed": set(), "attested": set()}
    for row in rows:
        for name, cell in row.items():
            day = day_of(cell["value"])
            if day is not None:
                found[name].add(day)
    return found["confirmed"], found["attested"]
