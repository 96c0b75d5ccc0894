"""Columns of borders as measured: the kind of contiguity, and the length of a border by each source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import product

from ...errors import QueryError
from ...rdf.curies import local_name
from .. import statuses
from ..source.panel_graph import PanelGraph, local
from .column import Column, ColumnFact, Description, always
from .coverage import ColumnCoverage

_LENGTH = Description(
    "border-length",
    "Length of border",
    "The length of the land border; empty where publishers differ, who are then named in the status.",
    "number",
    "dyad",
    unit="km",
    values="kilometres",
    properties=("observedEntity", "value"),
)
_BY_PUBLISHER = replace(
    _LENGTH,
    name="border-length:<publisher>",
    title="Length of border by a publisher",
    definition="The length of the land border as one document gives it.",
)
_CONTIGUITY = Description(
    "contiguity",
    "Contiguity",
    "The closest kind of contiguity that is recorded: on land, by a causeway, or at sea.",
    "text",
    "dyad",
    values="land, causeway, maritime; empty: none is recorded",
    properties=("borders", "linkedByCausewayTo", "maritimeNeighbourOf"),
)
_KINDS = (("borders", "land"), ("linkedByCausewayTo", "causeway"), ("maritimeNeighbourOf", "maritime"))


class MeasureColumns:
    """Lengths and kinds of borders; see `ColumnSource`."""

    def __init__(self, graph: PanelGraph) -> None:
        self._graph = graph

    @staticmethod
    def offers() -> Iterator[Description]:
        """See `ColumnSource`."""
        return iter((_CONTIGUITY, _LENGTH, _BY_PUBLISHER))

    def read(self, name: str) -> Column | None:
        """See `ColumnSource`."""
        base, _, publisher = name.partition(":")
        if name == _CONTIGUITY.name:
            return self._contiguity()
        return self._lengths(name, publisher) if base == _LENGTH.name else None

    def _contiguity(self) -> Column:
        """Each kind on the days on which no closer one is recorded."""
        facts: list[ColumnFact] = []
        for relation, kind in _KINDS:
            closer = _by_pair(facts)
            for fact in self._graph.facts.of(relation):
                whole = ColumnFact(fact.subject, fact.object, kind, fact.begin, fact.until)
                facts += _outside(whole, closer.get((fact.subject, fact.object), []))
        coverage = ColumnCoverage(self._graph.coverage, "maritimeNeighbourOf")
        description = replace(_CONTIGUITY, coverage=coverage.sentence, source_keys=coverage.source_keys)
        return Column(description, facts, coverage.spans, confirmed_until=coverage.confirmed_until())

    def _lengths(self, name: str, publisher: str) -> Column:
        measured = sorted(self._measured(), key=lambda fact: (fact.subject, fact.other, fact.value, fact.origin))
        facts = [fact for fact in measured if publisher in {"", fact.origin.partition(" of ")[0]}]
        if not facts:
            known = ", ".join(sorted({fact.origin.partition(" of ")[0] for fact in measured})[:8])
            raise QueryError(f"No length of a border is from {publisher!r}; expected one of {known}, …")
        coverage = ColumnCoverage(self._graph.coverage, "observedEntity")
        base = (
            replace(_BY_PUBLISHER, name=name, title=f"{_BY_PUBLISHER.title}: {publisher}") if publisher else _LENGTH
        )
        description = replace(base, coverage=coverage.sentence, source_keys=coverage.source_keys)
        return Column(
            description, facts, always(statuses.NO_VALUE), is_agreed=True, confirmed_until=coverage.confirmed_until()
        )

    def _measured(self) -> Iterator[ColumnFact]:
        """Every length, in both directions, on the days for which its record gives it.

        Where two states have several borders, each length says of which: a difference is then no conflict of sources,
        but neither is either figure that of the whole.
        """
        sides, parts = self._sides(), self._parts()
        lengths = {f.subject for f in self._graph.facts.of("indicator") if f.object.endswith("border-length")}
        values = {f.subject: f.object for f in self._graph.facts.of("value") if f.subject in lengths}
        cited = {f.subject: local_name(f.object) for f in self._graph.facts.of("citedDocument")}
        for fact in self._graph.facts.of("observedEntity"):
            for pair in sides.get(fact.object, ()) if fact.subject in values else ():
                origin = cited.get(fact.subject, local(fact.subject).partition("/")[0])
                if len(parts[pair]) > 1:
                    origin = f"{origin} of {local(fact.object)}"
                yield ColumnFact(*pair, values[fact.subject], fact.begin, fact.until, origin)

    def _parts(self) -> dict[tuple[str, str], set[str]]:
        """The borders of each pair."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for border, pairs in self._sides().items():
            for pair in pairs:
                found[pair].add(border)
        return found

    def _sides(self) -> dict[str, set[tuple[str, str]]]:
        """The pairs of states of each border, in both directions."""
        contiguities = {fact.subject: fact.object for fact in self._graph.facts.of("border")}
        first, second = (
            {fact.subject: fact.object for fact in self._graph.facts.of(role)} for role in ("sideA", "sideB")
        )
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for contiguity in contiguities.keys() & first.keys() & second.keys():
            for pair in product(self._states(first[contiguity]), self._states(second[contiguity])):
                found[contiguities[contiguity]] |= {pair, pair[::-1]}
        return found

    def _states(self, side: str) -> list[str]:
        """The states of a side: itself, or those whose territory it is."""
        return self._holders.get(side, [side])

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for fact in self._graph.facts.of("territoryOf"):
            found[fact.subject].append(fact.object)
        return found


def _by_pair(facts: list[ColumnFact]) -> dict[tuple[str, str], list[ColumnFact]]:
    found: dict[tuple[str, str], list[ColumnFact]] = defaultdict(list)
    for fact in facts:
        found[fact.subject, fact.other].append(fact)
    return found


def _outside(fact: ColumnFact, others: list[ColumnFact]) -> Iterator[ColumnFact]:
    """The days of a fact that are in none of others."""
    begin = fact.begin or date.min
    for other in sorted(others, key=lambda one: one.begin or date.min):
        if begin < (other.begin or date.min):
            end = min(other.begin or date.min, fact.until or date.max)
            if begin < end:
                yield replace(fact, begin=begin, until=end)
        begin = max(begin, other.until or date.max)
    if begin < (fact.until or date.max):
        yield replace(fact, begin=begin)
