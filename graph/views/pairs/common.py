"""What two entities have in common: the same relation to the same third entity at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...rdf.namespaces import WPH
from ..dates.periods import Period
from ..entities.entity import Entity
from ..schema import Schema, Theme

_SHARED = tuple(str(WPH[name]) for name in ("affiliatedWith", "partyTo", "consentedTo", "participatesIn"))
"""Relations, with those below them, that mean something when two entities have them to the same third."""


@dataclass(frozen=True)
class Common:
    """A relation that two entities have to the same third, `other`: the periods of each, and the shared ones."""

    prop: str
    other: str
    first: tuple[Period, ...]
    second: tuple[Period, ...]
    both: tuple[Period, ...]
    theme: Theme

    def holds(self, day: date) -> bool:
        """Whether both have the relation on a day."""
        return any(period.holds(day) for period in self.both)


def common_of(first: Entity, second: Entity) -> list[Common]:
    """What two entities have in common."""
    schema = first.schema
    theirs = {(relation.prop, relation.other): relation for relation in second.statements.relations}
    shared = []
    for mine in first.statements.relations:
        its = theirs.get((mine.prop, mine.other))
        if its is None or mine.incoming or its.incoming or not _is_shared(schema, mine.prop):
            continue
        periods = first.periods_of(mine), second.periods_of(its)
        both = shared_periods(*periods)
        if both:
            shared.append(Common(mine.prop, mine.other, *periods, both, schema.theme(mine.prop)))
    return shared


def shared_periods(first: tuple[Period, ...], second: tuple[Period, ...]) -> tuple[Period, ...]:
    """The periods that lie in both; a relation without periods always holds."""
    meetings = (mine.meet(its) for mine in first or (Period(),) for its in second or (Period(),))
    return tuple(period for period in meetings if period is not None)


def _is_shared(schema: Schema, prop: str) -> bool:
    return any(prop == shared or schema.is_below(prop, shared) for shared in _SHARED)
