"""Selections: the part of a version that an export contains. Only the graphs of a selection are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError
from ..rdf.namespaces import (
    DERIVED_GRAPHS,
    GENID,
    GRAPH,
    HISTORY_GRAPH,
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    QUERIES_GRAPH,
    WPH,
)

Quads = list[ox.Quad]
GraphFilter = Callable[[str], bool]
"""Whether a selection contains the graph of this name."""

_DERIVED = {str(name) for name in DERIVED_GRAPHS}

SELECTIONS: dict[str, GraphFilter] = {
    # An OWL parser takes every annotated axiom of the history as one that holds (OWL 2 mapping to RDF, table 17).
    "everything": lambda name: name != str(HISTORY_GRAPH),
    "asserted": lambda name: name not in _DERIVED,
    "ontology": lambda name: name == str(ONTOLOGY_GRAPH),
    "inferred": lambda name: name == str(INFERRED_GRAPH),
    "history": lambda name: name == str(HISTORY_GRAPH),
}
"""Selections by name; the key of a source is a selection too. `everything` shows the reference day."""


def select(build: Path, name: str) -> Quads:
    """The quads of the selection or source called `name`, in no particular order.

    Graphs of sources that may not be redistributed are left out, unless the source is named. The query library, which
    the store holds for query editors, is in no selection.
    Raises InputError when there is no such selection or source.
    """
    store = ox.Store.read_only(str(build / "store"))
    return [quad for graph in sorted(graphs_of(store, name)) for quad in _quads(store, graph)]


def graphs_of(store: ox.Store, name: str) -> set[str]:
    """The names of the graphs of a store that belong to a selection or source; see `select`."""
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)} - {str(QUERIES_GRAPH)}
    if name in SELECTIONS:
        return {graph for graph in graphs if SELECTIONS[name](graph)} - _not_redistributable(store)
    if str(GRAPH[name]) in graphs:
        return {str(GRAPH[name])}
    sources = sorted({graph.removeprefix(str(GRAPH)) for graph in graphs} - set(SELECTIONS))
    raise InputError(f"There is no selection {name!r}; expected one of {', '.join([*SELECTIONS, *sources])}.")


def _quads(store: ox.Store, graph: str) -> Iterator[ox.Quad]:
    """The quads of a graph; the axioms of the history get blank nodes, which OWL 2 requires there."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return map(_unskolemized, quads) if graph == str(HISTORY_GRAPH) else iter(quads)


def _unskolemized(quad: ox.Quad) -> ox.Quad:
    assert isinstance(quad.subject, ox.NamedNode)
    node = ox.BlankNode(f"h{quad.subject.value.removeprefix(GENID)}")
    return ox.Quad(node, quad.predicate, quad.object, quad.graph_name)


def _not_redistributable(store: ox.Store) -> set[str]:
    """The graphs of sources described as not redistributable."""
    closed = store.quads_for_pattern(None, ox.NamedNode(WPH.redistributable), ox.Literal(value=False))
    graphs = (
        quad.object
        for source in {quad.subject for quad in closed}
        for quad in store.quads_for_pattern(source, ox.NamedNode(WPH.namedGraph), None)
    )
    return {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
