"""Counts of a manifest, brought up to date by what a write changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pyoxigraph as ox

from ...sparql.update import Change, GraphName
from ..manifest import Manifest


def recount(manifest: Manifest, change: Change, version: str) -> Manifest:
    """The manifest of the version after a change of asserted quads; what follows from them is left as it was."""
    counts = Counter(manifest.triples)
    counts.update(quad.graph_name.value for quad in change.added if isinstance(quad.graph_name, ox.NamedNode))
    counts.subtract(quad.graph_name.value for quad in change.removed if isinstance(quad.graph_name, ox.NamedNode))
    counts.update({name.value: 0 for name in change.created})
    kept = {name: count for name, count in sorted(counts.items()) if ox.NamedNode(name) not in change.dropped}
    return replace(
        manifest,
        version=version,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        triples=kept,
    )


def growth(store: ox.Store, change: Change, asserted: Callable[[GraphName], bool]) -> int:
    """How many more triples, without repetition, the graphs that `asserted` selects hold in `store` after `change`.

    Each graph is searched for the very quad, since listing a triple's graphs would walk over everything that was just
    removed beside it.
    """
    graphs = [name for name in store.named_graphs() if asserted(name)]
    come, gone = ({quad.triple for quad in quads} for quads in (change.added, change.removed))

    def stays(triple: ox.Triple) -> bool:
        quads = (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for graph in graphs)
        return any(quad in store and quad not in change.added for quad in quads)

    return sum(not stays(triple) for triple in come - gone) - sum(not stays(triple) for triple in gone - come)
