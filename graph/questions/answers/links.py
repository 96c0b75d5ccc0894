"""Relations of things in a window of time, in both directions, for profiles, pairs, changes and paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...rdf.namespaces import WPH
from ...reason.proofs.proof import Period
from ...views.answers.statements import day_of
from ...views.select import select
from ..language.window import Window
from .context import Context

CHOSEN = (
    "alliedWith",
    "memberOf",
    "partyTo",
    "borders",
    "hasCapital",
    "recognizes",
    "precededBy",
    "succeeds",
    "occupiedBy",
    "observerAt",
    "partnerOf",
    "associateMemberOf",
    "suspendedFrom",
    "dependencyOf",
    "territoryOf",
    "signatoryTo",
    "pledgedNonAggressionTo",
    "pledgedNeutralityTo",
    "obligedToDefend",
    "obligedToConsult",
    "obligedToJoinWarOf",
    "maritimeNeighbourOf",
    "participatesIn",
    "claimedBy",
    "suppliesArmsTo",
    "basesForcesIn",
    "trainsForcesOf",
    "exercisesWith",
    "cooperatesMilitarilyWith",
    "releasedFrom",
    "sharesMilitaryFacilitiesWith",
    "providesSecurityAssistanceTo",
    "holdsOffice",
    "servesIn",
    "ledBy",
    "linkedByCausewayTo",
    "possiblyPartyTo",
    "provisionallyApplies",
    "suspendedUnder",
    "exportsEnergyThrough",
    "producesArmsWith",
)
"""Relations that say something of their own, not what follows from others in a more general form."""
PATHS = ("alliedWith", "memberOf", "partyTo", "borders", "recognizes", "observerAt", "partnerOf", "suppliesArmsTo")
"""Relations over which paths go."""


SYMMETRIC = frozenset(
    str(WPH[name])
    for name in (
        "alliedWith",
        "borders",
        "maritimeNeighbourOf",
        "pledgedNonAggressionTo",
        "exercisesWith",
        "cooperatesMilitarilyWith",
        "sharesMilitaryFacilitiesWith",
        "linkedByCausewayTo",
        "producesArmsWith",
        "coMemberWith",
    )
)
"""Relations that hold both ways, of which each is told once."""


@dataclass(frozen=True)
class Edge:
    """A relation with its periods, as a triple of IRIs."""

    subject: str
    relation: str
    target: str
    periods: tuple[Period, ...]

    def other(self, iri: str) -> str:
        """The end that is not `iri`."""
        return self.target if self.subject == iri else self.subject

    @property
    def triple(self) -> tuple[str, str, str]:
        """The statement."""
        return self.subject, self.relation, self.target


def edges_query(things: Iterable[str], relations: Sequence[str], between: str = "") -> str:
    """The query for the relations of things in both directions; with `between` only those to that thing."""
    names = ", ".join(f"wph:{name}" for name in relations)
    parts = [
        _one_way(f"<{thing}>", f"<{between}>" if between else "", names, swapped)
        for thing in things
        for swapped in (False, True)
    ]
    return "SELECT DISTINCT ?s ?p ?o ?from ?until WHERE {\n" + "\n  UNION\n".join(parts) + "\n}"


def _one_way(thing: str, between: str, names: str, swapped: bool) -> str:
    subject, target = (between or "?s", thing) if swapped else (thing, between or "?o")
    known = " ".join(f"BIND({term} AS {name})" for term, name in ((subject, "?s"), (target, "?o")) if term != name)
    return f"""  {{ SELECT ?s ?p ?o ?from ?until WHERE {{ GRAPH graph:history {{
    ?h owl:annotatedSource {subject} ; owl:annotatedTarget {target} ; owl:annotatedProperty ?p
    OPTIONAL {{ ?h wph:heldFrom ?from }} OPTIONAL {{ ?h wph:heldUntil ?until }} }}
    FILTER(?p IN ({names})) {known} }} }}"""


def edges_of(context: Context, query: str, window: Window) -> list[Edge]:
    """The relations that a query of `edges_query` finds and that hold in a window; symmetric ones once."""
    found: dict[tuple[str, str, str], list[Period]] = {}
    for row in select(context.store, query):
        subject, prop, target = (row[name]["value"] for name in ("s", "p", "o"))
        period = Period(*(day_of(row.get(name, {}).get("value", "")) for name in ("from", "until")))
        if (target, prop, subject) in found and prop in SYMMETRIC:
            continue
        if window.meets(period) and period not in found.setdefault((subject, prop, target), []):
            found[subject, prop, target].append(period)
    return [Edge(*triple, tuple(sorted(periods, key=_begins))) for triple, periods in found.items() if periods]


def _begins(period: Period) -> str:
    return period.begins.isoformat() if period.begins else ""
