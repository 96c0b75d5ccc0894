"""The statements that the patterns of rules match, by property and either end, with the days on which they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from rdflib.namespace import RDF

from ...reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from ...reason.rules.rule import Pattern, is_variable
from ...store import Store
from ..closure_index import Edge
from ..select import select

_TYPE = str(RDF.type)
Held = tuple[str, int, int]
"""The thing at the other end of a statement, from which day on and before which day it holds."""
Ends = Mapping[str, Mapping[str, list[Held]]]
"""By property and thing, the statements with it at one end."""
Edges = Callable[[Collection[str], Collection[str]], Iterable[Edge]]
"""Reads the statements with one of the properties, or of an instance of one of the classes, from a closure."""
_NOTHING: Mapping[str, list[Held]] = {}


@dataclass(frozen=True)
class RuleFacts:
    """Statements between IRIs by property and subject, and by property and object."""

    by_subject: Ends
    by_object: Ends

    @cached_property
    def _averages(self) -> Mapping[tuple[bool, str], float]:
        """How many statements a thing has with a property on average, as their subject (True) or object (False)."""
        return {
            (is_subject, prop): sum(map(len, things.values())) / len(things)
            for is_subject, ends in ((True, self.by_subject), (False, self.by_object))
            for prop, things in ends.items()
        }

    def of_subject(self, prop: str, subject: str) -> list[Held]:
        """The statements of a thing with a property."""
        return self.by_subject.get(prop, _NOTHING).get(subject, [])

    def of_object(self, prop: str, target: str) -> list[Held]:
        """The statements to a thing with a property."""
        return self.by_object.get(prop, _NOTHING).get(target, [])

    def expected(self, pattern: Pattern, bound: Collection[str]) -> float:
        """How many statements a pattern matches on average when these variables are bound."""
        subject, prop, target = (term.strip("<>") for term in pattern)
        sizes = [float("inf")]
        if not is_variable(pattern.object):
            sizes.append(len(self.of_object(prop, target)))
        if not is_variable(pattern.subject):
            sizes.append(len(self.of_subject(prop, subject)))
        sizes += [self._averages.get((True, prop), 0)] if pattern.subject in bound else []
        sizes += [self._averages.get((False, prop), 0)] if pattern.object in bound else []
        return min(sizes)


def facts_of(edges: Iterable[Edge]) -> RuleFacts:
    """Arrange statements by property and end."""
    by_subject: dict[str, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    by_object: dict[str, dict[str, list[Held]]] = defaultdict(lambda: defaultdict(list))
    for subject, prop, target, begin, end in edges:
        by_subject[prop][subject].append((target, begin, end))
        by_object[prop][target].append((subject, begin, end))
    return RuleFacts(_plain(by_subject), _plain(by_object))


def _plain(ends: dict[str, dict[str, list[Held]]]) -> Ends:
    """Without the default values, which a look-up would add."""
    return {prop: dict(things) for prop, things in ends.items()}


def read_rule_facts(edges: Edges | None, store: Store, patterns: Iterable[Pattern]) -> RuleFacts:
    """The statements that may match some of the patterns: from a closure, else those of the store, on any day."""
    props = {pattern.predicate.strip("<>") for pattern in patterns}
    classes = {pattern.object.strip("<>") for pattern in patterns if pattern.predicate == RDF.type.n3()}
    if edges is not None:
        return facts_of(edges(props - {_TYPE}, classes))
    values = " ".join(f"<{prop}>" for prop in sorted(props))
    rows = select(
        store, f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {values} }} ?s ?p ?o FILTER(isIRI(?s) && isIRI(?o)) }}"
    )
    return facts_of(
        (row["s"]["value"], row["p"]["value"], row["o"]["value"], ALWAYS_FROM, ALWAYS_UNTIL)
        for row in rows
        if row["p"]["value"] != _TYPE or row["o"]["value"] in classes
    )
