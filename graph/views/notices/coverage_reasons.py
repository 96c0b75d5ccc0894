"""Whether coverage is the reason that nothing matches a pattern: the list may be complete, or a selection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...rdf.namespaces import ID, WPH
from ...reason.rules.rule import Rule
from ...sparql.patterns import TriplePattern
from ...store import Store
from ..answers.completeness import CoverageRules, read_coverage
from ..answers.words import completeness_sentence, gaps_sentence
from ..schema import RELATED, Schema, read_schema
from .notice import Notice
from .unknown_terms import iri_of

Reason = Callable[[TriplePattern, Mapping[str, str]], Notice | None]
"""Says for a pattern without a match, given the prefixes of its query, what coverage says of it."""


@dataclass(frozen=True)
class CoverageOf:
    """What coverage is read from: the schema, and the coverage statements with the ways to derived relations."""

    schema: Schema
    rules: CoverageRules


def read_coverage_of(store: Store, rules: Sequence[Rule]) -> CoverageOf:
    """Read the coverage of a graph, which is the same on every day; `rules` are the project's own."""
    return CoverageOf(read_schema(store), read_coverage(store, rules))


def coverage_reason(read: Callable[[], CoverageOf], day: date) -> Reason:
    """Says what coverage says on a day; `read` is called when a pattern needs it."""

    def reason(pattern: TriplePattern, prefixes: Mapping[str, str]) -> Notice | None:
        relation = _relation(pattern, prefixes)
        if not relation:
            return None
        coverage = read()
        if RELATED not in coverage.schema.above.get(relation, ()):
            return None
        return notice_of(pattern, prefixes, coverage.rules, coverage.schema.label(relation), day)

    return reason


def notice_of(
    pattern: TriplePattern, prefixes: Mapping[str, str], coverage: CoverageRules, label: str, day: date
) -> Notice | None:
    """What the coverage of the relation of a pattern says of its silence on a day."""
    subject, target = (_entity(term, prefixes) for term in (pattern.subject, pattern.object))
    complete = coverage.completeness(_relation(pattern, prefixes), (subject, target), day)
    if complete.is_complete:
        return Notice("complete-coverage", completeness_sentence(complete.denied_by, day))
    return Notice("not-covered", f"That may be for lack of coverage. {gaps_sentence(complete, day, label)}")


def _entity(term: str, prefixes: Mapping[str, str]) -> str:
    """The entity that a term of a pattern names; empty for a variable or anything else."""
    iri = iri_of(term, prefixes)
    return iri if iri.startswith(str(ID)) else ""


def _relation(pattern: TriplePattern, prefixes: Mapping[str, str]) -> str:
    """The relation of the ontology that a pattern has as its predicate; empty for a variable, a path or another."""
    iri = iri_of(pattern.verb, prefixes)
    return iri if iri.startswith(str(WPH)) and " " not in iri else ""
