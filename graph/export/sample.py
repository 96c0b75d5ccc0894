"""A sample of a version for programs that hold everything in memory: some entities, and records that relate them.

The sample is closed: it contains every individual to which its statements refer, so that a program that reads it
counts no more individuals than the limit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF

from ..rdf.namespaces import HISTORY_GRAPH, ID, ONTOLOGY_GRAPH, QUERIES_GRAPH, WPH
from .selection import graphs_of
from .state import State

_TYPE, _SOURCE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(WPH.source))
_OBJECT_PROPERTY = ox.NamedNode(str(OWL.ObjectProperty))


def sample(state: State, entities: Sequence[str], limit: int) -> list[ox.Triple]:
    """Statements about at most `limit` individuals, by subject: half are the first of `entities`, the rest records.

    Situations of other days are left out: a reasoner of OWL 2 DL would take them for ones of this day.
    Records are drawn in the order of a digest of their IRIs: every source and class has the same chance, and equal
    versions give equal samples. Graphs that may not be redistributed are left out.
    """
    return _Sample(state, limit).triples(entities)


class _Sample:
    """A sample that grows; `_members` are its individuals, never more than the limit."""

    def __init__(self, state: State, limit: int) -> None:
        self._store = store = state.store
        self._limit = limit
        self._graphs = _graphs(store)
        self._others = state.situations_of_other_days()
        declared = store.quads_for_pattern(None, _TYPE, _OBJECT_PROPERTY, ox.NamedNode(str(ONTOLOGY_GRAPH)))
        self._relations = {quad.subject for quad in declared}
        self._members: set[ox.NamedNode] = set()
        self._statements: dict[ox.NamedNode, list[ox.Triple]] = {}

    def triples(self, entities: Sequence[str]) -> list[ox.Triple]:
        self._members = {ox.NamedNode(iri) for iri in entities[: self._limit // 2]}
        chosen = frozenset(self._members)
        for record in self._records():
            self._take(record, chosen)
        members = sorted(self._members, key=lambda member: member.value)
        return [triple for member in members for triple in self._about(member) if self._fits(triple)]

    def _records(self) -> Iterable[ox.NamedNode]:
        records = {
            quad.subject
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(None, _SOURCE, None, graph)
            if isinstance(quad.subject, ox.NamedNode) and quad.subject not in self._others
        }
        return sorted(records, key=lambda record: hashlib.sha256(record.value.encode()).digest())

    def _take(self, record: ox.NamedNode, chosen: frozenset[ox.NamedNode]) -> None:
        """Add a record if it relates chosen entities only, and there is room for it and its other objects."""
        if len(self._members) >= self._limit:
            return
        named = {triple.object for triple in self._about(record) if triple.predicate in self._relations}
        new = {record, *(node for node in named if isinstance(node, ox.NamedNode))} - self._members
        related = named & chosen
        others = {node for node in new - {record} if self._is_record_or_entity(node)}
        if related and not others and len(self._members) + len(new) <= self._limit:
            self._members |= new

    def _is_record_or_entity(self, node: ox.NamedNode) -> bool:
        return node.value.startswith(str(ID))

    def _about(self, node: ox.NamedNode) -> list[ox.Triple]:
        if node not in self._statements:
            quads = (
                quad for graph in self._graphs for quad in self._store.quads_for_pattern(node, None, None, graph)
            )
            self._statements[node] = list(
                dict.fromkeys(quad.triple for quad in quads if quad.object not in self._others)
            )
        return self._statements[node]

    def _fits(self, triple: ox.Triple) -> bool:
        if isinstance(triple.object, ox.BlankNode):
            return False
        return triple.predicate not in self._relations or triple.object in self._members


def _graphs(store: ox.Store) -> list[ox.NamedNode | ox.DefaultGraph]:
    """The graphs to draw from: the view, which has every triple once, unless some may not be redistributed."""
    open_graphs = graphs_of(store, "everything")
    every = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    if every <= open_graphs | {str(HISTORY_GRAPH), str(QUERIES_GRAPH)}:
        return [ox.DefaultGraph()]
    return [ox.NamedNode(name) for name in sorted(open_graphs - {str(ONTOLOGY_GRAPH)})]
