"""Changes: the quads and graphs that a write adds to a dataset and removes from it, as sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import pyoxigraph as ox

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph

_Item = TypeVar("_Item")


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

    @classmethod
    def of(cls, entering: Iterable[ox.Quad], leaving: Iterable[ox.Quad]) -> Change:
        """The change from quads that were there, `leaving`, to others; those in both stay."""
        after, before = frozenset(entering), frozenset(leaving)
        return cls(after - before, before - after)

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
    # One call a quad: 305,000 take 14 s, in DELETE DATA of 5,000 each 15 s; 21,000 take 0.6 s and 1.5 s.
    for quad in change.removed:
        store.remove(quad)
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


def drop_empty_graphs(store: ox.Store, graphs: Iterable[GraphName]) -> None:
    """Remove the names of those of the `graphs` that hold nothing."""
    for name in graphs:
        if isinstance(name, ox.NamedNode) and next(store.quads_for_pattern(None, None, None, name), None) is None:
            store.remove_graph(name)


def _net(
    first: tuple[frozenset[_Item], frozenset[_Item]], later: tuple[frozenset[_Item], frozenset[_Item]]
) -> tuple[frozenset[_Item], frozenset[_Item]]:
    plus, minus = first
    more, less = later
    return (plus - less) | (more - minus), (minus - more) | (less - plus)


def _graph_of(quad: ox.Quad) -> GraphName:
    return quad.graph_name
