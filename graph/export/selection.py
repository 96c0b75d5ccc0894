"""Selections: the part of a version that an export contains. Only the graphs of a selection are read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox

from ..errors import InputError
from ..rdf.namespaces import (
    CONCLUSIONS,
    GENID,
    GRAPH,
    HISTORY_GRAPH,
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    QUERIES_GRAPH,
    WPH,
    is_derived,
)
from ..rdf.nested_nodes import Subject
from .reified_history import reified_history
from .state import State

Quads = list[ox.Quad]
Reader = Callable[[Subject | None], Iterator[ox.Quad]]
"""Gives the quads of a selection, in no particular order: those of a subject, or of all."""
GraphFilter = Callable[[str], bool]
"""Whether a selection contains the graph of this name."""

REIFIED = "reified-history"
"""The history in RDF 1.2, with reifiers instead of annotated axioms."""
_AXIOM = "h"
"""Begins the labels of the blank nodes of axioms; a label may not begin with a sign."""


def _is_history(graph: str) -> bool:
    """Whether a graph holds annotated axioms: the history, and what the rules of sources conclude."""
    return graph == str(HISTORY_GRAPH) or graph.endswith(CONCLUSIONS)


SELECTIONS: dict[str, GraphFilter] = {
    # An OWL parser takes every annotated axiom of the history as one that holds (OWL 2 mapping to RDF, table 17).
    "everything": lambda name: not _is_history(name),
    "asserted": lambda name: not is_derived(name),
    "ontology": lambda name: name == str(ONTOLOGY_GRAPH),
    "inferred": lambda name: name == str(INFERRED_GRAPH),
    "history": lambda name: name == str(HISTORY_GRAPH),
    REIFIED: lambda name: name == str(HISTORY_GRAPH),
}
"""Selections by name; the key of a source is a selection too. `everything` shows the reference day."""


DAY = "day"
"""The selection of what a reasoner of OWL 2 DL may take for the state of the world on a day."""
OF_A_DAY = frozenset({DAY, "everything", "inferred"})
"""Selections that differ from day to day."""
WITH_ONTOLOGY = frozenset({DAY, "everything", "asserted", "ontology"})
"""Selections that contain the ontology."""


def select(state: State, name: str) -> Quads:
    """The quads of the selection or source called `name`, in no particular order; see `reader`."""
    return list(reader(state, name)(None))


def reader(state: State, name: str) -> Reader:
    """How to read the selection or source called `name`, from the store as far as that can give it.

    Graphs of sources that may not be redistributed are left out, unless the source is named. The query library, which
    the store holds for query editors, is in no selection.
    Raises InputError when there is no such selection or source.
    """
    if name == REIFIED:
        reified = reified_history(state.store)
        return lambda subject: (quad for quad in reified if subject is None or quad.subject == subject)
    if name == DAY:
        return _reader_of_day(state)
    return _reader_of_graphs(state.store, graphs_of(state.store, name))


def _reader_of_graphs(store: ox.Store, graphs: set[str]) -> Reader:
    """All quads graph by graph; those of one subject by one look-up, since most graphs have none."""

    def read(subject: Subject | None) -> Iterator[ox.Quad]:
        if subject is None:
            for graph in sorted(graphs):
                yield from _quads(store, graph)
            return
        for quad in store.quads_for_pattern(_as_stored(subject, graphs), None, None, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in graphs:
                yield _unskolemized(quad) if _is_history(quad.graph_name.value) else quad

    return read


def _reader_of_day(state: State) -> Reader:
    """The view of a day without situations of other days, and without what only closed sources state."""
    store = state.store
    others = state.situations_of_other_days()
    open_graphs = graphs_of(store, "everything")
    closed = _graph_names(store) - open_graphs - {str(HISTORY_GRAPH), str(QUERIES_GRAPH)}
    hidden = {quad.triple for graph in closed for quad in _quads(store, graph)}
    hidden -= {quad.triple for graph in open_graphs if hidden for quad in _quads(store, graph)}

    def read(subject: Subject | None) -> Iterator[ox.Quad]:
        for quad in store.quads_for_pattern(subject, None, None, ox.DefaultGraph()):
            if quad.subject not in others and quad.object not in others and quad.triple not in hidden:
                yield quad

    return read


def graphs_of(store: ox.Store, name: str) -> set[str]:
    """The names of the graphs of a store that belong to a selection or source; see `select`."""
    graphs = _graph_names(store) - {str(QUERIES_GRAPH)}
    if name == DAY:
        name = "everything"
    if name in SELECTIONS:
        return {graph for graph in graphs if SELECTIONS[name](graph)} - _not_redistributable(store)
    if str(GRAPH[name]) in graphs:
        return {str(GRAPH[name])}
    sources = sorted({graph.removeprefix(str(GRAPH)) for graph in graphs} - set(SELECTIONS))
    raise InputError(f"There is no selection {name!r}; expected one of {', '.join([DAY, *SELECTIONS, *sources])}.")


def _graph_names(store: ox.Store) -> set[str]:
    return {graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)}


def _quads(store: ox.Store, graph: str) -> Iterator[ox.Quad]:
    """The quads of a graph; the axioms of the history get blank nodes, which OWL 2 requires there."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return map(_unskolemized, quads) if _is_history(graph) else iter(quads)


def _as_stored(subject: Subject, graphs: set[str]) -> Subject:
    """The subject as the store has it: the IRI of an axiom of the history that `_unskolemized` made a blank node."""
    if isinstance(subject, ox.BlankNode) and any(map(_is_history, graphs)):
        return ox.NamedNode(f"{GENID}{subject.value.removeprefix(_AXIOM)}")
    return subject


def _unskolemized(quad: ox.Quad) -> ox.Quad:
    assert isinstance(quad.subject, ox.NamedNode)
    node = ox.BlankNode(f"{_AXIOM}{quad.subject.value.removeprefix(GENID)}")
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
