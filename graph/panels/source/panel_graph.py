"""What panels read of a graph: dated statements, coverage, labels, lists of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...rdf.namespaces import ID, WPH
from ...rdf.stated_classes import STATUS_OF_CLASS
from ...store import Store, select
from ...views.answers.completeness import CoverageRules
from ...views.answers.knowledge import coverage_begins
from ...views.answers.statements import day_of
from .dated_facts import DatedFact, DatedFacts


@dataclass(frozen=True)
class PanelGraph:
    """A graph, for panels. `reference` is its reference date, `version` the name of its version."""

    facts: DatedFacts
    store: Store
    find_coverage: Callable[[], CoverageRules]
    version: str
    reference: date

    @cached_property
    def coverage(self) -> CoverageRules:
        """The coverage statements, and from which relations others follow."""
        return self.find_coverage()

    @cached_property
    def coverage_begins(self) -> frozenset[date]:
        """The days on which coverages of sources begin."""
        return coverage_begins(self.store)

    @cached_property
    def lives(self) -> dict[str, tuple[date | None, date | None]]:
        """The life of each thing that has dates of its own: from its first beginning until its last end."""
        begins, ends = _days(self.facts.of("validFrom"), min), _days(self.facts.of("validUntil"), max)
        return {iri: (begins.get(iri), ends.get(iri)) for iri in begins.keys() | ends.keys()}

    @cached_property
    def statehoods(self) -> dict[str, list[tuple[date | None, date | None]]]:
        """The periods in which things are states that are something else in another part of their life."""
        statuses = {
            row["s"]["value"] for row in select(self.store, "SELECT ?s WHERE { GRAPH ?g { ?s a wph:Statehood } }")
        }
        periods: dict[str, list[tuple[date | None, date | None]]] = {}
        for fact in self.facts.of("politicalStatusOf"):
            if fact.subject in statuses:
                periods.setdefault(fact.object, []).append((fact.begin, fact.until))
        return periods

    def labels_of(self, kind: str, language: str = "en") -> dict[str, str]:
        """The label in a language of each thing that is in a class (by local name) at some time, by IRI."""
        rows = select(
            self.store,
            f"""SELECT ?thing (MIN(?label) AS ?first) WHERE {{
                VALUES ?class {{ <{WPH[kind]}> }}
                {{ ?thing a ?class }} UNION {{ {STATUS_OF_CLASS} ?record wph:politicalStatusOf ?thing ; a ?status }}
                ?thing rdfs:label ?label FILTER(LANG(?label) = "{language}") }} GROUP BY ?thing""",
        )
        return {row["thing"]["value"]: row["first"]["value"] for row in rows}


def _days(facts: Iterable[DatedFact], choose: Callable[[date, date], date]) -> dict[str, date]:
    found: dict[str, date] = {}
    for fact in facts:
        day = day_of(fact.object)
        if day is not None:
            found[fact.subject] = choose(found.get(fact.subject, day), day)
    return found


def local(iri: str) -> str:
    """The last part of the IRI of a thing of the graph, by which panels call it."""
    return iri.removeprefix(str(ID))
