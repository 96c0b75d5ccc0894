"""Columns that count or list: organizations and treaties that states share, neighbours, members of organizations.

A count is over those things whose lists are complete on the day, so that it is a number and not a lower bound. Which
these are is part of the codebook entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ...errors import QueryError
from ...rdf.namespaces import ID, WPH
from ...views.answers.statements import CoverageStatement
from .. import statuses
from ..source.dated_facts import DatedFact
from ..source.panel_graph import PanelGraph, local
from .column import Column, ColumnFact, Description, Kind, Span, SpansOf, Subject
from .coverage import ColumnCoverage


@dataclass(frozen=True)
class Counted:
    """What a column counts: things to which states stand in a relation, of one state or shared by two."""

    property: str
    subject: Subject
    kind: Kind
    things: str
    title: str


COUNTED = {
    "shared-organizations": Counted("memberOf", "dyad", "count", "organizations", "Shared organizations"),
    "shared-organizations-list": Counted(
        "memberOf", "dyad", "list", "organizations", "Shared organizations, by name"
    ),
    "organizations": Counted("memberOf", "state", "count", "organizations", "Organizations"),
    "organizations-list": Counted("memberOf", "state", "list", "organizations", "Organizations, by name"),
    "shared-treaties": Counted("partyTo", "dyad", "count", "treaties", "Shared treaties"),
    "shared-treaties-list": Counted("partyTo", "dyad", "list", "treaties", "Shared treaties, by name"),
    "treaties": Counted("partyTo", "state", "count", "treaties", "Treaties"),
}
"""Each count and list, by name; `:<class>` behind it limits the things to those of a class of the ontology."""


class CountColumns:
    """The columns of `COUNTED`, neighbours and members; see `ColumnSource`."""

    def __init__(self, graph: PanelGraph) -> None:
        self._graph = graph

    @staticmethod
    def offers() -> Iterator[Description]:
        """See `ColumnSource`."""
        for name in COUNTED:
            yield _describe(name, "")
            if not name.endswith("-list"):
                yield _describe(name, "<class>")
        yield _NEIGHBOURS
        yield _MEMBERS

    def read(self, name: str) -> Column | None:
        """See `ColumnSource`."""
        if name in {_NEIGHBOURS.name, _MEMBERS.name}:
            return self._neighbours() if name == _NEIGHBOURS.name else self._members()
        base, _, kind = name.partition(":")
        return self._counted(base, kind) if base in COUNTED else None

    def _counted(self, base: str, kind: str) -> Column:
        counted = COUNTED[base]
        coverage = ColumnCoverage(self._graph.coverage, counted.property)
        allowed = self._things(kind) if kind else None
        complete = [
            s
            for s in coverage.statements
            if s.scope and s.completeness == "complete" and (allowed is None or s.scope in allowed)
        ]
        by_thing = _by_object(self._graph.facts.of(counted.property))
        facts = [fact for s in complete for fact in _within(by_thing.get(s.scope, ()), s)]
        return Column(
            _described(base, kind, complete, coverage),
            facts,
            spans_of_any(complete),
            statement_of=lambda subject, _other, value: (subject, str(WPH[counted.property]), f"{ID}{value}"),
            is_shared=counted.subject == "dyad",
        )

    def _things(self, kind: str) -> frozenset[str]:
        found = self._graph.labels_of(kind) if kind.isalnum() else {}
        if not found:
            raise QueryError(
                f"The graph has nothing of the class {kind!r}; expected one such as DefenceOrganization."
            )
        return frozenset(found)

    def _neighbours(self) -> Column:
        coverage = ColumnCoverage(self._graph.coverage, "borders")
        facts = [
            ColumnFact(fact.subject, "", fact.object, fact.begin, fact.until)
            for fact in self._graph.facts.of("borders")
        ]
        return Column(
            replace(_NEIGHBOURS, coverage=coverage.sentence, source_keys=coverage.source_keys),
            facts,
            coverage.spans,
            confirmed_until=coverage.confirmed_until(),
            statement_of=lambda subject, _other, value: (subject, str(WPH.borders), value),
        )

    def _members(self) -> Column:
        """How many states are in an organization: of organizations, so that each has spans of its own."""
        coverage = ColumnCoverage(self._graph.coverage, "memberOf")
        facts = [
            ColumnFact(
                fact.object, "", fact.subject, fact.begin, fact.until or coverage.confirmed_until([fact.object])
            )
            for fact in self._graph.facts.of("memberOf")
        ]
        return Column(
            replace(_MEMBERS, coverage=coverage.sentence, source_keys=coverage.source_keys),
            [fact for fact in facts if (fact.begin or date.min) < (fact.until or date.max)],
            coverage.spans,
            scopes=coverage.scopes,
            statement_of=lambda subject, _other, value: (value, str(WPH.memberOf), subject),
        )


def _by_object(facts: Iterable[DatedFact]) -> dict[str, list[DatedFact]]:
    found: dict[str, list[DatedFact]] = defaultdict(list)
    for fact in facts:
        found[fact.object].append(fact)
    return found


def _within(facts: Iterable[DatedFact], statement: CoverageStatement) -> Iterator[ColumnFact]:
    """What stands in the relation to the thing of a statement, on the days for which its list is complete."""
    first, after = statement.period.begins or date.min, statement.period.ends or date.max
    for fact in facts:
        begin, until = max(fact.begin or date.min, first), min(fact.until or date.max, after)
        if begin < until:
            yield ColumnFact(fact.subject, "", local(fact.object), begin, until)


_NEIGHBOURS = Description(
    "neighbours",
    "Neighbours",
    "How many states border the state on land, whether or not the system of the panel has them.",
    "count",
    "state",
    values="a whole number",
    properties=("borders",),
)
_MEMBERS = Description(
    "members",
    "Members",
    "How many full members the organization has.",
    "count",
    "organization",
    values="a whole number",
    properties=("memberOf",),
)


def spans_of_any(complete: Iterable[CoverageStatement]) -> SpansOf:
    """Complete from the first day to the last on which any of the lists is."""
    listed = list(complete)
    begin = min((s.period.begins or date.min for s in listed), default=date.max)
    until = max((s.period.ends or date.max for s in listed), default=date.max)
    spans = [
        Span(date.min, begin, statuses.before(begin)) if date.min < begin < date.max else None,
        Span(begin, until, statuses.ABSENT, True) if begin < until else None,
        Span(until, date.max, statuses.after(until)) if until < date.max else None,
    ]
    whole = tuple(span for span in spans if span is not None) or (Span(date.min, date.max, statuses.NO_LIST),)
    return lambda _ends: whole


def _described(base: str, kind: str, complete: list[CoverageStatement], coverage: ColumnCoverage) -> Description:
    lists = sorted({(local(s.scope), str(s.period.begins or "…"), str(s.period.ends or "…")) for s in complete})
    text = f"{len({name for name, _, _ in lists})} lists: " + "; ".join(f"{n} {f} to {u}" for n, f, u in lists)
    return replace(_describe(base, kind), coverage=text, source_keys=coverage.source_keys)


def _describe(base: str, kind: str) -> Description:
    counted = COUNTED[base]
    of_kind = f" of the class {kind}" if kind else ""
    whose = "both states are in" if counted.subject == "dyad" else "the state is in"
    verb = "The names of the" if counted.kind == "list" else "How many"
    return Description(
        f"{base}:{kind}" if kind else base,
        counted.title + (f": {kind}" if kind else ""),
        f"{verb} {counted.things} of the graph{of_kind} {whose}, among those with a complete list on the day.",
        counted.kind,
        counted.subject,
        values="short names, separated by semicolons" if counted.kind == "list" else "a whole number",
        properties=(counted.property,),
    )
