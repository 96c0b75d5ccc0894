"""Selections: which part of a build an export holds. Only the graphs that a selection names are read."""

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
Chosen = Callable[[str], bool]
"""Whether a selection holds the graph of this name."""

_DERIVED = {str(name) for name in DERIVED_GRAPHS}

SELECTIONS: dict[str, Chosen] = {
    # A reader of OWL takes each annotated axiom of the history as one that holds, so that stays apart.
    "everything": lambda name: name != str(HISTORY_GRAPH),
    "asserted": lambda name: name not in _DERIVED,
    "ontology": lambda name: name == str(ONTOLOGY_GRAPH),
    "inferred": lambda name: name == str(INFERRED_GRAPH),
    "history": lambda name: name == str(HISTORY_GRAPH),
}
"""Selections by name; any source's key is one too. `everything` is of the reference day."""


def select(build: Path, name: str) -> Quads:
    """The quads of the selection or source called `name`, in no particular order.

    Graphs of sources that may not be redistributed are left out, unless the source is asked for by its name. The
    query library, which is in the store for editors, is in no selection.
    Raises InputError when there is no such selection or source.
    """
    store = ox.Store.read_only(str(build / "store"))
    return [quad for graph in sorted(graphs_of(store, name)) for quad in _quads(store, graph)]


def graphs_of(store: ox.Store, name: str) -> set[str]:
    """The graphs of a store that belong to a selection or source; see `select`."""
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)} - {str(QUERIES_GRAPH)}
    if name in SELECTIONS:
        wanted = {graph for graph in graphs if SELECTIONS[name](graph)} - _kept_back(store)
    else:
        wanted = {str(GRAPH[name])} & graphs
        if not wanted:
            sources = sorted({graph.removeprefix(str(GRAPH)) for graph in graphs} - set(SELECTIONS))
            raise InputError(f"There is no selection {name!r}; expected one of {', '.join([*SELECTIONS, *sources])}.")
    return wanted


def _quads(store: ox.Store, graph: str) -> Iterator[ox.Quad]:
    """The quads of one graph; the history's axioms with blank nodes, which OWL 2 wants there."""
    found = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return map(_unskolemized, found) if graph == str(HISTORY_GRAPH) else iter(found)


def _unskolemized(quad: ox.Quad) -> ox.Quad:
    assert isinstance(quad.subject, ox.NamedNode)
    node = ox.BlankNode(f"h{quad.subject.value.removeprefix(GENID)}")
    return ox.Quad(node, quad.predicate, quad.object, quad.graph_name)


def _kept_back(store: ox.Store) -> set[str]:
    """The graphs of sources described as not redistributable."""
    closed = store.quads_for_pattern(None, ox.NamedNode(WPH.redistributable), ox.Literal(value=False))
    graphs = (
        quad.object
        for source in {quad.subject for quad in closed}
        for quad in store.quads_for_pattern(source, ox.NamedNode(WPH.namedGraph), None)
    )
    return {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
