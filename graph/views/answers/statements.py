"""Coverage statements: how complete a list is, for which relation and scope, and in which time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...rdf.curies import local_name
from ...rdf.namespaces import COVERAGE_GRAPH
from ...reason.proofs.proof import Period
from ...store import Store
from ..select import select

Completeness = Literal["complete", "selected", "unknown"]
_WORDS: dict[str, Completeness] = {
    "completeCoverage": "complete",
    "selectedCoverage": "selected",
    "unknownCoverage": "unknown",
}


@dataclass(frozen=True)
class CoverageStatement:
    """One coverage statement. Labels are in English.

    `scope` is the object to which it is limited (the members of one organization); empty where it is about the whole
    relation.
    """

    iri: str
    relation: str
    relation_label: str
    scope: str
    scope_label: str
    period: Period
    completeness: Completeness
    rests_on: str
    source: str
    source_title: str

    def covers(self, day: date) -> bool:
        """Whether the statement speaks of a day."""
        return self.period.covers(day)

    def distance(self, day: date) -> int:
        """How many days lie between a day and the period of the statement; 0 within it."""
        if self.period.begins is not None and day < self.period.begins:
            return (self.period.begins - day).days
        if self.period.ends is not None and day >= self.period.ends:
            return (day - self.period.ends).days + 1
        return 0


def read_statements(store: Store) -> tuple[CoverageStatement, ...]:
    """Every coverage statement of a graph; one without dates has those of its source."""
    rows = select(
        store,
        f"""SELECT ?statement ?relation ?name ?scope ?scopeName ?completeness ?reason ?source
                ?title ?from ?until WHERE {{
            GRAPH <{COVERAGE_GRAPH}> {{ ?statement wph:coveredRelation ?relation ; wph:completeness ?completeness ;
                wph:restsOn ?reason ; wph:source ?source .
                OPTIONAL {{ ?statement wph:coverageFrom ?statedFrom }}
                OPTIONAL {{ ?statement wph:coverageUntil ?statedUntil }} }}
            OPTIONAL {{ ?relation rdfs:label ?name FILTER(lang(?name) = "en") }}
            OPTIONAL {{ ?statement wph:coverageScope ?scope
                OPTIONAL {{ ?scope rdfs:label ?scopeName FILTER(lang(?scopeName) = "en") }} }}
            OPTIONAL {{ ?source dcterms:title ?title }}
            OPTIONAL {{ ?source wph:coverageFrom ?sourceFrom }} OPTIONAL {{ ?source wph:coverageUntil ?sourceUntil }}
            BIND(COALESCE(?statedFrom, ?sourceFrom) AS ?from) BIND(COALESCE(?statedUntil, ?sourceUntil) AS ?until)
        }} ORDER BY ?statement""",
    )
    return tuple(_statement({name: cell["value"] for name, cell in row.items()}) for row in rows)


def _statement(row: dict[str, str]) -> CoverageStatement:
    return CoverageStatement(
        iri=row["statement"],
        relation=row["relation"],
        relation_label=row.get("name") or local_name(row["relation"]),
        scope=row.get("scope", ""),
        scope_label=row.get("scopeName") or local_name(row.get("scope", "")),
        period=Period(day_of(row.get("from", "")), day_of(row.get("until", ""))),
        completeness=_WORDS.get(local_name(row["completeness"]), "unknown"),
        rests_on=row["reason"],
        source=row["source"],
        source_title=row.get("title") or local_name(row["source"]),
    )


def day_of(instant: str) -> date | None:
    """The day of an instant in ISO form; None for an empty one, or one that is outside Python's calendar."""
    try:
        return date.fromisoformat(instant[:10])
    except ValueError:
        return None


def of_scope(about: Sequence[CoverageStatement], things: Iterable[str]) -> tuple[CoverageStatement, ...]:
    """Of the statements about one relation those limited to one of these things; without any, those about all of it.

    What is said of the members of one organization counts more than what is said of all.
    """
    scopes = set(things) - {""}
    scoped = tuple(statement for statement in about if statement.scope in scopes)
    return scoped or tuple(statement for statement in about if not statement.scope)
