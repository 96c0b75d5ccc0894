"""Columns of relations between two states: borders, alliances, each obligation, recognition, succession."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...rdf.namespaces import WPH
from ..source.panel_graph import PanelGraph
from .column import Column, ColumnFact, Description, Doubt
from .coverage import ColumnCoverage
from .recorded_turns import recorded_turns
from .undetermined import Undetermined


@dataclass(frozen=True)
class Relation:
    """A relation that is a column: its property, and what it says of A towards B."""

    property: str
    title: str
    definition: str
    is_directed: bool = False


RELATIONS = {
    "land-border": Relation("borders", "Land border", "The two states have a land border, a river or lake included."),
    "maritime-border": Relation(
        "maritimeNeighbourOf", "Maritime neighbours", "The maritime zones of the two states meet."
    ),
    "causeway": Relation("linkedByCausewayTo", "Causeway", "A causeway or bridge links the two states."),
    "allied": Relation(
        "alliedWith",
        "Allied",
        "An agreement in force obliges one to defend the other, or both are full members of a defence organization.",
    ),
    "defence": Relation(
        "obligedToDefend", "Obliged to defend", "A is obliged by an agreement in force to help B if attacked.", True
    ),
    "mutual-defence": Relation(
        "obligedToDefendWith", "Mutual defence", "Each is obliged by an agreement in force to help the other."
    ),
    "offence": Relation(
        "obligedToJoinWarOf",
        "Obliged to join war",
        "A is obliged to join a war of B although B is not attacked.",
        True,
    ),
    "neutrality": Relation(
        "pledgedNeutralityTo", "Pledge of neutrality", "A has undertaken to stay neutral when B is at war.", True
    ),
    "non-aggression": Relation(
        "pledgedNotToAttack", "Pledge not to attack", "A has undertaken not to attack B.", True
    ),
    "mutual-non-aggression": Relation(
        "pledgedNonAggressionTo", "Mutual pledge not to attack", "Each has undertaken not to attack the other."
    ),
    "consultation": Relation(
        "obligedToConsult", "Obliged to consult", "A is obliged to consult B on threats or crises.", True
    ),
    "recognition": Relation("recognizes", "Recognition", "A recognizes B as a state.", True),
    "successor": Relation("succeeds", "Successor", "A is a successor of B.", True),
}
"""Each relation with the name of its column."""


class RelationColumns:
    """The columns of `RELATIONS`; see `ColumnSource`."""

    def __init__(self, graph: PanelGraph) -> None:
        self._graph = graph

    @cached_property
    def _undetermined(self) -> Undetermined:
        return Undetermined(self._graph.facts, self._graph.coverage)

    @staticmethod
    def offers() -> Iterator[Description]:
        """See `ColumnSource`."""
        return (describe(name) for name in RELATIONS)

    def read(self, name: str) -> Column | None:
        """See `ColumnSource`."""
        relation = RELATIONS.get(name)
        if relation is None:
            return None
        coverage = ColumnCoverage(self._graph.coverage, relation.property)
        facts = [
            ColumnFact(fact.subject, fact.object, "", fact.begin, fact.until)
            for fact in self._graph.facts.of(relation.property)
        ]
        return Column(
            describe(name, coverage),
            facts,
            coverage.spans,
            (*self._undetermined.between(relation.property), *self._turns(coverage, facts)),
            coverage.scopes,
            confirmed_until=coverage.confirmed_until(),
            statement_of=lambda subject, other, _value: (subject, str(WPH[relation.property]), other),
        )

    def _turns(self, coverage: ColumnCoverage, facts: list[ColumnFact]) -> Iterator[Doubt]:
        """The days that records deny, where one brings the relation about.

        That one treaty ended, or began later, does not deny that another bound the two: where the list is a
        selection, its silence stays silence.
        """
        if coverage.is_recorded_once:
            yield from recorded_turns(facts, self._graph.coverage_begins, coverage.covered())


def describe(name: str, coverage: ColumnCoverage | None = None) -> Description:
    """The codebook entry of a relation."""
    relation = RELATIONS[name]
    return Description(
        name,
        relation.title,
        relation.definition,
        "binary",
        "dyad",
        is_directed=relation.is_directed,
        values="1 it holds, 0 it does not, empty: not known",
        coverage=coverage.sentence if coverage else "",
        properties=(relation.property,),
        source_keys=coverage.source_keys if coverage else (),
    )
