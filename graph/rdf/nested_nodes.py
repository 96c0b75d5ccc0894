"""Which blank nodes a text can write where they are referred to, as `[ … ]` or as a member of `( … )`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib.namespace import RDF

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Statements = dict[str, list[Object]]
"""The objects of a subject by property."""

_FIRST, _REST = str(RDF.first), str(RDF.rest)
_NIL = ox.NamedNode(RDF.nil)
_DEEPEST = 40
"""Levels of nodes in nodes, beyond which a node gets a label, since writers and readers recurse."""


@dataclass(frozen=True)
class NestedNodes:
    """Blank nodes to write in place: `links` are those that make up lists, `nested` all of them."""

    links: frozenset[ox.BlankNode]
    nested: frozenset[ox.BlankNode]


def nested_nodes(statements: Mapping[Subject, Statements]) -> NestedNodes:
    """The blank nodes that exactly one statement refers to, less those in circles and too deep ones."""
    counts: Counter[ox.BlankNode] = Counter()
    referrers: dict[ox.BlankNode, tuple[Subject, str]] = {}
    for subject, of_subject in statements.items():
        for prop, objects in of_subject.items():
            for value in objects:
                if isinstance(value, ox.BlankNode):
                    counts[value] += 1
                    referrers[value] = subject, prop
    once = {node: referrers[node] for node, count in counts.items() if count == 1}
    links = _links(statements, once)
    return NestedNodes(links, frozenset(_shallow(once, links)))


def _links(
    statements: Mapping[Subject, Statements], once: Mapping[ox.BlankNode, tuple[Subject, str]]
) -> frozenset[ox.BlankNode]:
    """The nodes of lists that end with rdf:nil, each referred to once and without other statements."""
    links: set[ox.BlankNode] = set()
    for subject, of_subject in statements.items():
        node: Subject = subject
        if of_subject.get(_REST) != [_NIL]:
            continue
        while isinstance(node, ox.BlankNode) and node in once and _is_link(statements[node]):
            links.add(node)
            referrer, prop = once[node]
            if prop != _REST:
                break
            node = referrer
    return frozenset(links)


def _is_link(statements: Statements) -> bool:
    return statements.keys() == {_FIRST, _REST} and all(len(objects) == 1 for objects in statements.values())


def _shallow(once: Mapping[ox.BlankNode, tuple[Subject, str]], links: frozenset[ox.BlankNode]) -> set[ox.BlankNode]:
    """Those of the nodes that hang from something with a name; every so many levels one is left out."""
    depths: dict[Subject, int] = {}
    for node in once:
        chain: list[ox.BlankNode] = []
        current: Subject = node
        seen: set[Subject] = set()
        while isinstance(current, ox.BlankNode) and current in once and current not in depths and current not in seen:
            seen.add(current)
            chain.append(current)
            current = once[current][0]
        depth = 0 if current in seen else depths.get(current, 0)  # a circle is cut where the walk meets itself
        if current in seen and isinstance(current, ox.BlankNode):
            depths[current] = 0
            chain.remove(current)
        for link in reversed(chain):
            is_next_link = link in links and once[link][1] == _REST
            depth = depth if is_next_link else (depth + 1) % _DEEPEST
            depths[link] = depth
    return {node for node in once if depths[node] or (node in links and once[node][1] == _REST)}
