"""The periods of the relations around an entity in the words of its lists."""

from __future__ import annotations

from ...reason.evaluation.dates.days import iso_of
from ..dates.periods import Period
from ..entities.entity import Entity
from .neighbourhood import Bond, Days


class BondPeriods:
    """What the lists of an entity say of when its relations hold: no more precise than the records behind them."""

    def __init__(self, entity: Entity) -> None:
        self._entity = entity
        self._relations = {entity.statement(relation): relation for relation in entity.statements.all_relations}

    def words(self, bond: Bond, days: Days) -> str:
        """One period of a relation in words; to the day where no list of the entity has it."""
        begin, end = (iso_of(day) or "" for day in days)
        relation = self._relations.get(bond.statement(self._entity.iri))
        if relation is not None:
            for period in relation.periods:
                if period.begin[:10] == begin:
                    return self._entity.evidence.period(relation, period).text
        return Period(begin, end).text
