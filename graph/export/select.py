"""Selections: which part of a build an export holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pyoxigraph as ox

from ..errors import InputError
from ..vocab import DERIVED_GRAPHS, GENID, GRAPH, HISTORY_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, QUERIES_GRAPH, WPH

Quads = list[ox.Quad]


def read_dataset(build: Path) -> Quads:
    """The named graphs of a build, sorted; without the query library, which is there for editors."""
    store = ox.Store.read_only(str(build / "store"))
    left_out = {ox.DefaultGraph(), ox.NamedNode(QUERIES_GRAPH)}
    return sorted((quad for quad in store if quad.graph_name not in left_out), key=str)


def everything(quads: Quads) -> Quads:
    """All that is asserted and all that follows on the reference day.

    The history stays apart: a reader of OWL takes each of its annotated axioms as one that holds.
    """
    graph = ox.NamedNode(HISTORY_GRAPH)
    return [quad for quad in quads if quad.graph_name != graph]


def history(quads: Quads) -> Quads:
    """What follows for a time, each relation with its validity: annotated axioms, whose nodes OWL 2 wants blank."""
    return [_unskolemized(quad) for quad in in_graph(quads, str(HISTORY_GRAPH))]


def _unskolemized(quad: ox.Quad) -> ox.Quad:
    assert isinstance(quad.subject, ox.NamedNode)
    node = ox.BlankNode(f"h{quad.subject.value.removeprefix(GENID)}")
    return ox.Quad(node, quad.predicate, quad.object, quad.graph_name)


def ontology(quads: Quads) -> Quads:
    """The merged ontology, without imports."""
    return in_graph(quads, str(ONTOLOGY_GRAPH))


def inferred(quads: Quads) -> Quads:
    """What the reasoner added, and nothing else."""
    return in_graph(quads, str(INFERRED_GRAPH))


def asserted(quads: Quads) -> Quads:
    """What is asserted: ontology, source descriptions, notes and sources."""
    derived = {ox.NamedNode(name) for name in DERIVED_GRAPHS}
    return [quad for quad in quads if quad.graph_name not in derived]


def in_graph(quads: Iterable[ox.Quad], name: str) -> Quads:
    """The quads of one named graph."""
    graph = ox.NamedNode(name)
    return [quad for quad in quads if quad.graph_name == graph]


SELECTIONS: dict[str, Callable[[Quads], Quads]] = {
    "everything": everything,
    "asserted": asserted,
    "ontology": ontology,
    "inferred": inferred,
    "history": history,
}
"""Selections by name; any source's key is one too."""


def select(build: Path, name: str) -> Quads:
    """The quads of the selection or source called `name`.

    Graphs of sources that may not be redistributed are left out, unless the source is asked for by its name.
    Raises InputError when there is no such selection or source.
    """
    quads = read_dataset(build)
    if name in SELECTIONS:
        return _without(SELECTIONS[name](quads), _kept_back(quads))
    found = in_graph(quads, str(GRAPH[name]))
    if not found:
        sources = sorted({_key(quad) for quad in quads} - set(SELECTIONS))
        raise InputError(f"There is no selection {name!r}; expected one of {', '.join([*SELECTIONS, *sources])}.")
    return found


def _key(quad: ox.Quad) -> str:
    return quad.graph_name.value.removeprefix(str(GRAPH)) if isinstance(quad.graph_name, ox.NamedNode) else ""


def _kept_back(quads: Quads) -> set[object]:
    """The graphs of sources described as not redistributable."""
    redistributable, graph = ox.NamedNode(WPH.redistributable), ox.NamedNode(WPH.namedGraph)
    closed = {quad.subject for quad in quads if quad.predicate == redistributable and quad.object.value == "false"}  # type: ignore[union-attr]
    return {quad.object for quad in quads if quad.predicate == graph and quad.subject in closed}


def _without(quads: Quads, graphs: set[object]) -> Quads:
    return [quad for quad in quads if quad.graph_name not in graphs]
