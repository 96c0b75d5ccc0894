"""Classes that nothing can be an instance of at once, as the ontology says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib.namespace import RDF

from ...store import Store
from ..select import select
from .ontology_pairs import ontology_pairs

_TYPE = str(RDF.type)
Clash = tuple[str, str, str]
"""A thing, a class that it has, and one disjoint with it that a statement would give it."""


@dataclass(frozen=True)
class Disjointness:
    """Groups of classes of which no two share an instance; the classes above each class; domains and ranges."""

    groups: tuple[frozenset[str], ...]
    above: Mapping[str, frozenset[str]]
    ends: Mapping[str, tuple[tuple[str, str], ...]]
    """Of each property the classes that it gives its `subject` and its `object`."""

    def clash(self, day_store: Store, subject: str, relation: str, target: str) -> Clash | None:
        """The clash that a statement would make with the classes that things have that day; None if it makes none."""
        given = [(subject, target)] if relation == _TYPE else self._given(subject, relation, target)
        for thing, kind in given:
            for has in _classes(day_store, thing):
                if self._is_disjoint(has, kind):
                    return thing, has, kind
        return None

    def _given(self, subject: str, relation: str, target: str) -> list[tuple[str, str]]:
        return [(subject if end == "subject" else target, kind) for end, kind in self.ends.get(relation, ())]

    def _is_disjoint(self, first: str, second: str) -> bool:
        one, other = ({kind, *self.above.get(kind, ())} for kind in (first, second))
        return any(
            (one & group) and (other & group) and (one & group).isdisjoint(other & group) for group in self.groups
        )


def read_disjointness(store: Store) -> Disjointness:
    """Read disjoint classes, the class hierarchy, domains and ranges of the ontology."""
    groups: dict[str, set[str]] = defaultdict(set)
    for members, kind in ontology_pairs(store, "?x owl:members ?first . ?first rdf:rest*/rdf:first ?second"):
        groups[members].add(kind)
    for first, second in ontology_pairs(store, "?first owl:disjointWith ?second"):
        groups[f"{first} {second}"] = {first, second}
    above = ancestors(ontology_pairs(store, "?first rdfs:subClassOf ?second FILTER(isIRI(?first) && isIRI(?second))"))
    ends: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for end, prop in (("subject", "domain"), ("object", "range")):
        for relation, kind in ontology_pairs(store, f"?first rdfs:{prop} ?second"):
            ends[relation].append((end, kind))
    return Disjointness(
        tuple(map(frozenset, groups.values())),
        above,
        {relation: tuple(found) for relation, found in ends.items()},
    )


def ancestors(parents: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """All that lies above each class, from pairs of a class and one directly above it."""
    direct: dict[str, set[str]] = defaultdict(set)
    for lower, upper in parents:
        direct[lower].add(upper)
    found: dict[str, frozenset[str]] = {}
    for kind, nearest in list(direct.items()):
        seen, waiting = set[str](), list(nearest)
        while waiting:
            upper = waiting.pop()
            if upper not in seen:
                seen.add(upper)
                waiting.extend(direct.get(upper, ()))
        found[kind] = frozenset(seen)
    return found


def _classes(store: Store, thing: str) -> list[str]:
    rows = select(store, f"SELECT ?class WHERE {{ <{thing}> a ?class FILTER(isIRI(?class)) }} ORDER BY ?class")
    return [row["class"]["value"] for row in rows]
