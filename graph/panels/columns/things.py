"""Columns of states and one organization or treaty: member of it, party to it, signatory of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ...errors import QueryError
from ...rdf.namespaces import ID, WPH
from .. import statuses
from ..source.panel_graph import PanelGraph
from .column import Column, ColumnFact, Description, Span
from .coverage import ColumnCoverage
from .recorded_turns import recorded_turns


@dataclass(frozen=True)
class StateRelation:
    """A relation of states to a kind of things, of which a column takes one as its parameter."""

    property: str
    kind: str
    noun: str
    verb: str


STATE_RELATIONS = {
    "member": StateRelation("memberOf", "Organization", "organization", "is a full member of"),
    "associate": StateRelation("associateMemberOf", "Organization", "organization", "is an associate member of"),
    "observer": StateRelation("observerAt", "Organization", "organization", "is an observer at"),
    "party": StateRelation("partyTo", "Agreement", "treaty", "is bound by"),
    "signatory": StateRelation("signatoryNotBoundBy", "Agreement", "treaty", "has signed, and is not yet bound by,"),
}
"""Each relation with the name of its columns, as in `member:nato`."""


class ThingColumns:
    """The columns of `STATE_RELATIONS`; see `ColumnSource`."""

    def __init__(self, graph: PanelGraph) -> None:
        self._graph = graph

    @staticmethod
    def offers() -> Iterator[Description]:
        """See `ColumnSource`."""
        return (describe(name, f"<{relation.noun}>") for name, relation in STATE_RELATIONS.items())

    def read(self, name: str) -> Column | None:
        """See `ColumnSource`."""
        prefix, colon, thing = name.partition(":")
        relation = STATE_RELATIONS.get(prefix) if colon else None
        if relation is None:
            return None
        iri = f"{ID}{thing}"
        held = self._graph.facts.of(relation.property)
        if iri not in {fact.object for fact in held}:
            raise QueryError(
                f"The column {name} is about {thing!r}, to which no state of the graph stands so; expected the short "
                f"name of a {relation.noun}, as in {prefix}:{_EXAMPLES[relation.noun]}."
            )
        return self._column(name, relation, iri)

    def _column(self, name: str, relation: StateRelation, iri: str) -> Column:
        coverage = ColumnCoverage(self._graph.coverage, relation.property)
        facts = [
            ColumnFact(fact.subject, "", "", fact.begin, fact.until)
            for fact in self._graph.facts.of(relation.property)
            if fact.object == iri
        ]
        end = coverage.confirmed_until([iri])
        return Column(
            describe(name.partition(":")[0], name.partition(":")[2], coverage, iri),
            facts,
            lambda _ends: tuple(_during(self._graph.lives.get(iri, (None, None)), coverage.spans((iri,)))),
            tuple(recorded_turns(facts, self._graph.coverage_begins, coverage.covered([iri])))
            if coverage.is_recorded_once
            else (),
            confirmed_until=end,
            statement_of=lambda subject, _other, _value: (subject, str(WPH[relation.property]), iri),
        )


def _during(life: tuple[date | None, date | None], spans: Iterable[Span]) -> Iterator[Span]:
    """Spans within the life of a thing; of days outside it is known that nobody was in it."""
    begin, until = life[0] or date.min, life[1] or date.max
    if date.min < begin:
        yield Span(date.min, begin, statuses.NOT_ALIVE, True)
    for span in spans:
        first, after = max(span.begin, begin), min(span.until, until)
        if first < after:
            yield Span(first, after, span.status, span.is_complete)
    if until < date.max:
        yield Span(until, date.max, statuses.NOT_ALIVE, True)


_EXAMPLES = {"organization": "nato", "treaty": "north-atlantic-treaty"}


def describe(prefix: str, thing: str, coverage: ColumnCoverage | None = None, iri: str = "") -> Description:
    """The codebook entry for one thing, or for any (`<organization>`)."""
    relation = STATE_RELATIONS[prefix]
    return Description(
        f"{prefix}:{thing}",
        f"{prefix.capitalize()}: {thing}",
        f"The state {relation.verb} the {relation.noun} {thing}.",
        "binary",
        "state",
        values="1 it is, 0 it is not, empty: not known",
        coverage=coverage.sentence_of((iri,)) if coverage else "",
        properties=(relation.property,),
        source_keys=coverage.source_keys_of((iri,)) if coverage else (),
    )
