"""What surrounds an entity in the network: the entities that it is related to, on all days at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...rdf.namespaces import WPH
from ...reason.evaluation.dates.days import day_number
from ...versions.published import PublishedVersion
from ..closure_index import ClosureIndex
from ..entities.lifetimes import lifetimes_of
from ..schema import Schema, Theme
from .ties import linking_relations

Days = tuple[int, int]


@dataclass(frozen=True)
class Bond:
    """A relation between an entity and another, with the days on which it holds; `outgoing` from the entity."""

    prop: str
    other: str
    outgoing: bool
    days: tuple[Days, ...]
    theme: Theme

    def period(self, day: date) -> Days | None:
        """The period around a day in which the relation holds."""
        number = day_number(day)
        return next((days for days in self.days if days[0] <= number < days[1]), None)

    def statement(self, entity: str) -> tuple[str, str, str]:
        """The relation as a triple of IRIs."""
        return (entity, self.prop, self.other) if self.outgoing else (self.other, self.prop, entity)


def bonds_of(index: ClosureIndex, schema: Schema, entity: str) -> list[Bond]:
    """The relations of an entity to others, by theme; the most specific ones, a symmetric one once."""
    props = linking_relations(schema)
    held: dict[tuple[str, str, bool], set[Days]] = defaultdict(set)
    for outgoing, rows in ((True, index.from_subject(entity)), (False, index.to_object(entity))):
        for prop, other, begin, end, is_past in rows:
            if is_past and prop in props and other != entity and (outgoing or prop not in schema.symmetric):
                held[prop, other, outgoing].add((begin, end))
    bonds = (
        Bond(prop, other, outgoing, tuple(sorted(days)), schema.theme(prop))
        for (prop, other, outgoing), days in held.items()
    )
    return sorted(_narrowed(schema, bonds), key=lambda bond: (bond.theme, bond.other, bond.prop))


def _narrowed(schema: Schema, bonds: Iterable[Bond]) -> Iterable[Bond]:
    """Those that no more specific one between the same two, on the same days, implies."""
    between: dict[str, list[Bond]] = defaultdict(list)
    for bond in bonds:
        between[bond.other].append(bond)
    for joined in between.values():
        for bond in joined:
            narrower = (each for each in joined if schema.is_below(each.prop, bond.prop))
            if not any({*bond.days} <= {*each.days} for each in narrower):
                yield bond


def living_on(version: PublishedVersion, index: ClosureIndex, entity: str, day: date) -> tuple[str, ...]:
    """The entity if it exists on a day, else its nearest predecessors or successors that do; empty if none does."""
    lifetimes = lifetimes_of(version)
    if lifetimes.last([entity], day):
        return (entity,)
    period = lifetimes.periods[entity]
    earlier = bool(period.begin) and day.isoformat() < period.begin[:10]
    steps: dict[str, set[str]] = defaultdict(set)
    for successor, _, before, _, _ in index.edges([str(WPH.precededBy)], []):
        steps[successor if earlier else before].add(before if earlier else successor)
    waiting, seen = {entity}, {entity}
    while waiting:
        waiting = {other for each in waiting for other in steps[each]} - seen
        alive = sorted(other for other in waiting if lifetimes.last([other], day))
        if alive:
            return tuple(alive)
        seen |= waiting
    return ()
