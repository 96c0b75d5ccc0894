"""Changes: the quads and graphs that a write adds to a dataset and removes from it, as sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

from .bulk_load import cut

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

_Item = TypeVar("_Item")
_CHUNK = 5_000
"""Quads in one DELETE DATA: some hundred kilobytes of text, which the engine parses at once."""


@dataclass(frozen=True)
class Change:
    """A net change of a dataset.

    The quads `added` were absent before, those `removed` were present; `created` are new graphs (perhaps empty), and
    `dropped` are graphs that exist no longer. No quad is both added and removed, no graph both created and dropped.
    """

    added: frozenset[ox.Quad] = frozenset()
    removed: frozenset[ox.Quad] = frozenset()
    created: frozenset[ox.NamedNode] = frozenset()
    dropped: frozenset[ox.NamedNode] = frozenset()

    def __bool__(self) -> bool:
        """Whether the change is not empty."""
        return bool(self.added or self.removed or self.created or self.dropped)

    def then(self, later: Change) -> Change:
        """The net change of this change followed by `later`."""
        added, removed = _net((self.added, self.removed), (later.added, later.removed))
        created, dropped = _net((self.created, self.dropped), (later.created, later.dropped))
        return Change(added, removed, created, dropped)

    @property
    def graphs(self) -> set[GraphName]:
        """Every graph that the change affects."""
        named = {_graph_of(quad) for quad in (*self.added, *self.removed)}
        return {*named, *self.created, *self.dropped}


def apply(store: ox.Store, change: Change) -> None:
    """Apply the change to `store`, in several transactions: no other process may read the store meanwhile."""
    _remove(store, change.removed)
    for graph in change.dropped:
        store.remove_graph(graph)
    for graph in change.created:
        store.add_graph(graph)
    store.extend(change.added)


def difference(store: ox.Store, *, add: Iterable[ox.Quad] = (), remove: Iterable[ox.Quad] = ()) -> Change:
    """The net change of removing and then adding quads, relative to the content of `store`."""
    added_last = frozenset(add)
    removed = frozenset(quad for quad in remove if quad not in added_last and quad in store)
    added = frozenset(quad for quad in added_last if quad not in store)
    named = {quad.graph_name for quad in added if isinstance(quad.graph_name, ox.NamedNode)}
    return Change(added, removed, created=frozenset(name for name in named if not store.contains_named_graph(name)))


def _net(
    first: tuple[frozenset[_Item], frozenset[_Item]], later: tuple[frozenset[_Item], frozenset[_Item]]
) -> tuple[frozenset[_Item], frozenset[_Item]]:
    plus, minus = first
    more, less = later
    return (plus - less) | (more - minus), (minus - more) | (less - plus)


def _remove(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    """Remove quads, many at a time, since each call of the engine is a transaction; blank nodes need a call each."""
    ground = [quad for quad in quads if not _has_blank_node(quad)]
    for quad in quads:
        if _has_blank_node(quad):
            store.remove(quad)
    for chunk in cut(ground, _CHUNK):
        store.update(f"DELETE DATA {{ {' '.join(_in_graph(quad) for quad in chunk)} }}")


def _in_graph(quad: ox.Quad) -> str:
    triple = f"{quad.triple} ."
    return triple if isinstance(quad.graph_name, ox.DefaultGraph) else f"GRAPH {quad.graph_name} {{ {triple} }}"


def _has_blank_node(quad: ox.Quad) -> bool:
    # A triple term may contain blank nodes, so it is removed by a call of its own too.
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode | ox.Triple)


def _graph_of(quad: ox.Quad) -> GraphName:
    return quad.graph_name
