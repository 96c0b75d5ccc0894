"""A sample of a build for programs that hold everything in memory: some entities, and records between them.

What is drawn is closed: whatever a statement of the sample names is in it, so that the number of individuals that a
reader of OWL counts is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF

from ..rdf.namespaces import HISTORY_GRAPH, ID, ONTOLOGY_GRAPH, QUERIES_GRAPH, WPH
from .select import graphs_of

_TYPE, _SOURCE = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(WPH.source))
_OBJECT_PROPERTY = ox.NamedNode(str(OWL.ObjectProperty))


def sample(build: Path, entities: Sequence[str], limit: int) -> list[ox.Triple]:
    """Statements about at most `limit` individuals, by subject: half of them the first of `entities`, and records.

    Records are drawn by a digest of their IRIs, so that all kinds of all sources have the same chance, and the same
    build gives the same sample. Graphs that may not be redistributed are left out.
    """
    return _Drawn(ox.Store.read_only(str(build / "store")), limit).triples(entities)


class _Drawn:
    """A sample as it is drawn; `_members` are its individuals so far, never more than the limit."""

    def __init__(self, store: ox.Store, limit: int) -> None:
        self._store = store
        self._limit = limit
        self._graphs = _graphs(store)
        declared = store.quads_for_pattern(None, _TYPE, _OBJECT_PROPERTY, ox.NamedNode(str(ONTOLOGY_GRAPH)))
        self._relations = {quad.subject for quad in declared}
        self._members: set[ox.NamedNode] = set()
        self._said: dict[ox.NamedNode, list[ox.Triple]] = {}

    def triples(self, entities: Sequence[str]) -> list[ox.Triple]:
        self._members = {ox.NamedNode(iri) for iri in entities[: self._limit // 2]}
        chosen = frozenset(self._members)
        for record in self._records():
            self._take(record, chosen)
        members = sorted(self._members, key=lambda one: one.value)
        return [triple for one in members for triple in self._about(one) if self._fits(triple)]

    def _records(self) -> Iterable[ox.NamedNode]:
        records = {
            quad.subject
            for graph in self._graphs
            for quad in self._store.quads_for_pattern(None, _SOURCE, None, graph)
            if isinstance(quad.subject, ox.NamedNode)
        }
        return sorted(records, key=lambda record: hashlib.sha256(record.value.encode()).digest())

    def _take(self, record: ox.NamedNode, chosen: frozenset[ox.NamedNode]) -> None:
        """Take a record if it ties chosen entities only and there is room for it and for what it names."""
        if len(self._members) >= self._limit:
            return
        named = {triple.object for triple in self._about(record) if triple.predicate in self._relations}
        new = {record, *(one for one in named if isinstance(one, ox.NamedNode))} - self._members
        tied = named & chosen
        strangers = {one for one in new - {record} if self._is_record_or_entity(one)}
        if tied and not strangers and len(self._members) + len(new) <= self._limit:
            self._members |= new

    def _is_record_or_entity(self, one: ox.NamedNode) -> bool:
        return one.value.startswith(str(ID))

    def _about(self, one: ox.NamedNode) -> list[ox.Triple]:
        if one not in self._said:
            found = (quad for graph in self._graphs for quad in self._store.quads_for_pattern(one, None, None, graph))
            self._said[one] = list(dict.fromkeys(quad.triple for quad in found))
        return self._said[one]

    def _fits(self, triple: ox.Triple) -> bool:
        if isinstance(triple.object, ox.BlankNode):
            return False
        return triple.predicate not in self._relations or triple.object in self._members


def _graphs(store: ox.Store) -> list[ox.NamedNode | ox.DefaultGraph]:
    """The graphs to draw from: the view alone, which holds them all once, unless it has what may not be passed on."""
    open_graphs = graphs_of(store, "everything")
    every = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}
    if every <= open_graphs | {str(HISTORY_GRAPH), str(QUERIES_GRAPH)}:
        return [ox.DefaultGraph()]
    return [ox.NamedNode(name) for name in sorted(open_graphs - {str(ONTOLOGY_GRAPH)})]
