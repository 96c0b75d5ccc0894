"""The relations between entities that hold on a day, as the edges of a network.

The reader chooses relations by their general property: `alliedWith` includes every property below it. Of several
relations between the same two entities only the most specific ones count, and a symmetric one counts once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ...rdf.namespaces import WPH
from ...reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL, day_number
from ...versions.published import PublishedVersion
from ..closure_index import Edge, index_of
from ..entities.lifetimes import lifetimes_of
from ..schema import RELATED, Schema
from ..select import select

_WEAK = frozenset(
    str(WPH[name])
    for name in (
        "coMemberWith",
        "signatoryNotBoundBy",
        "possiblyPartyTo",
        "releasedFrom",
        "suspendedFrom",
        "suspendsTreatyTowards",
    )
)
"""Relations that link nothing unless chosen: common membership, which the organization itself shows better, and
those that say what no longer or not surely binds."""


@dataclass(frozen=True, order=True)
class Tie:
    """A statement between two entities: IRIs, and the days from which (`begin`) and before which (`end`) it holds.

    Days are numbers; see `days`.
    """

    subject: str
    prop: str
    target: str
    begin: int = ALWAYS_FROM
    end: int = ALWAYS_UNTIL

    def other(self, entity: str) -> str:
        """The entity at the other end."""
        return self.target if entity == self.subject else self.subject


Network = dict[str, dict[str, tuple[Tie, ...]]]
"""For each entity those related to it, with the ties between the two."""


def linking_relations(schema: Schema, chosen: Collection[str] = ()) -> frozenset[str]:
    """The properties of a network: those chosen with all below them, else every relation that links entities."""
    if chosen:
        return frozenset({*chosen, *(prop for prop in schema.above if _is_below_any(schema, prop, chosen))})
    return frozenset(prop for prop in schema.above if schema.is_below(prop, RELATED) and prop not in _WEAK)


def ties_on(version: PublishedVersion, props: Collection[str], day: date) -> list[Tie]:
    """Every statement with one of the properties that holds on a day, between entities that exist on that day.

    A treaty that a state was party to at its end does not link it to others afterwards. In a version whose reasoner
    keeps no dates all statements hold always.
    """
    index = index_of(version)
    edges = _stored(version, props) if index is None else index.relations(props, day_number(day))
    lifetimes, lasting = lifetimes_of(version), {}
    ties = [Tie(*edge) for edge in edges]
    for entity in {end for tie in ties for end in (tie.subject, tie.target)}:
        lasting[entity] = lifetimes.last([entity], day)
    return [tie for tie in ties if lasting[tie.subject] and lasting[tie.target]]


def network_of(schema: Schema, ties: Iterable[Tie]) -> Network:
    """The ties by the entities that they join: the most specific relations, a symmetric one once."""
    between: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in sorted(ties):
        if tie.subject != tie.target:
            between[min(tie.subject, tie.target), max(tie.subject, tie.target)].append(tie)
    network: Network = defaultdict(dict)
    for (first, second), joined in between.items():
        network[first][second] = network[second][first] = _narrowed(schema, joined)
    return network


def _narrowed(schema: Schema, ties: list[Tie]) -> tuple[Tie, ...]:
    """The ties whose properties have no other of them below, in one direction where they are symmetric."""
    if len(ties) == 1:
        return tuple(ties)
    narrow = set(schema.narrowest(tie.prop for tie in ties))
    kept: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        if tie.prop in narrow:
            kept.setdefault((tie.prop, "" if tie.prop in schema.symmetric else tie.subject), tie)
    return tuple(kept.values())


def _is_below_any(schema: Schema, prop: str, chosen: Iterable[str]) -> bool:
    return any(schema.is_below(prop, general) for general in chosen)


def _stored(version: PublishedVersion, props: Collection[str]) -> list[Edge]:
    listed = " ".join(f"<{prop}>" for prop in sorted(props))
    rows = select(version.store, f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {listed} }} ?s ?p ?o FILTER(isIRI(?o)) }}")
    cells = ([row[name]["value"] for name in "spo"] for row in rows)
    return [(subject, prop, target, ALWAYS_FROM, ALWAYS_UNTIL) for subject, prop, target in cells]
