"""Confirmations after a write: records that it touches, or whose source it describes, are confirmed anew."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ...inputs.confirmations import (
    CONFIRMATIONS,
    COVERAGE_FROM,
    COVERAGE_UNTIL,
    READ,
    RECORD_SOURCE,
    confirmations_of,
)
from ...rdf.namespaces import COVERAGE_GRAPH, DERIVED_GRAPHS
from ...sparql.update import Change, difference

_COVERAGE = ox.NamedNode(COVERAGE_GRAPH)
_NOT_ASSERTED = {ox.DefaultGraph(), *(ox.NamedNode(name) for name in DERIVED_GRAPHS)}


def confirm_records(store: ox.Store, change: Change) -> Change:
    """The change of `graph:coverage` that a change of asserted quads, already made to `store`, calls for."""
    touched = sorted(_touched(store, change), key=str)

    def values(subject: ox.NamedNode, prop: ox.NamedNode) -> set[object]:
        return {quad.object for quad in _asserted(store, subject, prop, None)}

    wanted = [triple for subject in touched for triple in confirmations_of(subject, values)]
    return difference(
        store,
        add=(ox.Quad(triple.subject, triple.predicate, triple.object, _COVERAGE) for triple in wanted),
        remove=(
            quad
            for subject in touched
            for prop in CONFIRMATIONS
            for quad in store.quads_for_pattern(subject, prop, None, _COVERAGE)
        ),
    )


def _touched(store: ox.Store, change: Change) -> set[ox.NamedNode]:
    """The subjects whose confirmations may differ: those written about, and the records of sources written about."""
    touched: set[object] = set()
    for quad in (*change.added, *change.removed):
        if quad.predicate in READ and isinstance(quad.subject, ox.NamedNode):
            touched.add(quad.subject)
            if quad.predicate in {COVERAGE_FROM, COVERAGE_UNTIL}:
                touched |= {record.subject for record in _asserted(store, None, RECORD_SOURCE, quad.subject)}
    return {subject for subject in touched if isinstance(subject, ox.NamedNode)}


def _asserted(
    store: ox.Store, subject: ox.NamedNode | None, prop: ox.NamedNode, target: ox.NamedNode | None
) -> Iterator[ox.Quad]:
    quads = store.quads_for_pattern(subject, prop, target, None)
    return (quad for quad in quads if quad.graph_name not in _NOT_ASSERTED)
