"""Grounds: the treaties and organizations by which a rule derives a relation on a day.

A rule of the project derives a relation between two entities from a pattern with further variables. Those of them
that stand for entities, such as the treaty to which both are parties, are what a reader looks for first. The pattern
is matched with one end fixed; the proof of a statement (`/explain`) has the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...errors import QueryError
from ...inputs.ontology import domain_rule_paths
from ...rdf.namespaces import NOT_DERIVED, ONTOLOGY_GRAPH
from ...reason.rules.rule import Rule, is_variable
from ...sparql.files import read_sparql_file
from ...store import Store
from ..periods import Period
from ..select import select
from ..version_cache import PerVersion

Grounds = Mapping[tuple[str, str], tuple[str, ...]]
"""The grounds of relations of one entity, by property and related entity."""

_WHERE = re.compile(r"\bWHERE\s*(\{.*\})\s*$", re.DOTALL | re.IGNORECASE)
_ALWAYS = Period()


@dataclass(frozen=True)
class Lifetimes:
    """The periods of all situations and entities that have one, and which resources are entities."""

    periods: Mapping[str, Period]
    entities: frozenset[str]

    def last(self, resources: Iterable[str], day: date) -> bool:
        """Whether all of these resources last on a day."""
        return all(self.periods.get(iri, _ALWAYS).holds(day) for iri in resources)


def read_lifetimes(store: Store) -> Lifetimes:
    """Read the periods from the graphs of sources, which have those of every day."""
    bounds: dict[str, dict[str, str]] = defaultdict(dict)
    for name in ("validFrom", "validUntil"):
        rows = select(store, f"SELECT ?s ?day WHERE {{ GRAPH ?g {{ ?s wph:{name} ?day }} FILTER({NOT_DERIVED}) }}")
        for row in rows:
            bounds[row["s"]["value"]][name] = row["day"]["value"]
    periods = {iri: Period(days.get("validFrom", ""), days.get("validUntil", "")) for iri, days in bounds.items()}
    entities = select(
        store,
        f"""SELECT DISTINCT ?s WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ ?class rdfs:subClassOf* wph:Entity }}
            GRAPH ?g {{ ?s a ?class }} FILTER({NOT_DERIVED} && isIRI(?s)) }}""",
    )
    return Lifetimes(periods, frozenset(row["s"]["value"] for row in entities))


_LIFETIMES = PerVersion(lambda version: read_lifetimes(version.store))
lifetimes_of = _LIFETIMES.of
"""The lifetimes of a version."""


@dataclass(frozen=True)
class Derivation:
    """A rule that derives one property between two variables, with its other variables and its pattern."""

    prop: str
    subject: str
    target: str
    others: tuple[str, ...]
    where: str


def derivations(rules: Iterable[Rule], ontology_dir: Path) -> tuple[Derivation, ...]:
    """Those of the project's own rules that derive a relation between two variables."""
    paths = {path.stem: path for path in domain_rule_paths(ontology_dir)}
    return tuple(derivation for rule in rules for derivation in _derivations(rule, paths[rule.name]))


def _derivations(rule: Rule, path: Path) -> Iterator[Derivation]:
    matched = _WHERE.search(read_sparql_file(path).text)
    variables = {term for pattern in rule.body for term in pattern if is_variable(term)}
    for subject, prop, target in rule.head:
        if matched and {subject, target} <= variables and not is_variable(prop):
            others = tuple(sorted(variables - {subject, target}))
            yield Derivation(prop.strip("<>"), subject, target, others, matched[1])


@dataclass(frozen=True)
class GroundFinder:
    """Finds the grounds of relations on a day, which `store` shows."""

    rules: tuple[Derivation, ...]
    store: Store
    lifetimes: Lifetimes
    day: date

    def of(self, iri: str, props: Collection[str]) -> Grounds:
        """The grounds of the relations of an entity by some properties."""
        grounds: dict[tuple[str, str], set[str]] = defaultdict(set)
        for rule in self.rules:
            if rule.prop in props:
                for other, *matched in _matches(rule, self.store, iri):
                    # A statement holds while the situations behind it last; the store has those of every day.
                    if self.lifetimes.last(matched, self.day):
                        grounds[rule.prop, other].update(self.lifetimes.entities.intersection(matched))
        return {pair: tuple(sorted(entities)) for pair, entities in grounds.items() if entities}


def _matches(rule: Derivation, store: Store, iri: str) -> Iterator[list[str]]:
    """The related entity and the values of the other variables, for each match with the subject bound to `iri`."""
    pattern = re.sub(rf"[?$]{rule.subject[1:]}\b", f"<{iri}>", rule.where)
    variables = (rule.target, *rule.others)
    try:
        rows = select(store, f"SELECT DISTINCT {' '.join(variables)} WHERE {pattern}")
    except QueryError:  # a pattern that must bind its subject itself, such as one with BIND
        return
    for row in rows:
        yield [row[name[1:]]["value"] for name in variables if name[1:] in row]
