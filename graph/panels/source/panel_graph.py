"""What panels read of a graph: dated statements, coverage, labels, lists of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...rdf.namespaces import ID, WPH
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

    def labels_of(self, kind: str, language: str = "en") -> dict[str, str]:
        """The label in a language of each thing of a class (by local name), by IRI."""
        rows = select(
            self.store,
            f"""SELECT ?thing (MIN(?label) AS ?first) WHERE {{ ?thing a <{WPH[kind]}> ; rdfs:label ?label
                FILTER(LANG(?label) = "{language}") }} GROUP BY ?thing""",
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
