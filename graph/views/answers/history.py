"""What the history of a version says of a day: who stood in a relation to a thing then. No store is made for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...rdf.instants import instant_term
from ...store import Store
from ..select import ask, select

_ANY = "ASK { GRAPH graph:history { ?held owl:annotatedSource ?subject } }"


@dataclass(frozen=True)
class Held:
    """The IRIs that stand in a relation to a thing: those on the day, and those on any day that is recorded."""

    then: frozenset[str]
    ever: frozenset[str]


def has_history(store: Store) -> bool:
    """Whether a version has a history, as those of an undated reasoner have not."""
    return ask(store, _ANY)


def held(store: Store, relation: str, subject: str, target: str, day: date) -> Held:
    """What fills the open end of a relation, by the history; `subject` or `target`, all of them IRIs, is empty."""
    given, wanted = ("Source", "Target") if subject else ("Target", "Source")
    begins = instant_term(day)
    rows = select(
        store,
        f"""SELECT ?end (COALESCE(?from <= {begins}, true) && COALESCE(?until > {begins}, true) AS ?then)
        WHERE {{ GRAPH graph:history {{
            ?held owl:annotated{given} <{subject or target}> ; owl:annotated{wanted} ?end ;
                owl:annotatedProperty <{relation}>
            OPTIONAL {{ ?held wph:heldFrom ?from }} OPTIONAL {{ ?held wph:heldUntil ?until }} }}
            FILTER(isIRI(?end)) }}""",
    )
    then = frozenset(row["end"]["value"] for row in rows if row["then"]["value"] == "true")
    return Held(then, frozenset(row["end"]["value"] for row in rows))
