"""Counts of a report, brought up to date by what a write changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pyoxigraph as ox

from ..report import Report
from ..update import Change, GraphName


def recount(report: Report, change: Change, version: str) -> Report:
    """The report of the version after a change of asserted quads; what follows from them is left as it was."""
    counts = Counter(report.triples)
    counts.update(quad.graph_name.value for quad in change.added if isinstance(quad.graph_name, ox.NamedNode))
    counts.subtract(quad.graph_name.value for quad in change.removed if isinstance(quad.graph_name, ox.NamedNode))
    counts.update({name.value: 0 for name in change.created})
    kept = {name: count for name, count in sorted(counts.items()) if ox.NamedNode(name) not in change.dropped}
    return replace(
        report,
        version=version,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        triples=kept,
    )


def growth(store: ox.Store, change: Change, asserted: Callable[[GraphName], bool]) -> int:
    """How many more triples, without repetition, `store` asserts after `change`; `asserted` tells in which graphs."""
    total = 0
    for triple in {quad.triple for quad in (*change.added, *change.removed)}:
        found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
        now = {quad for quad in found if asserted(quad.graph_name)}
        before = now - change.added | {quad for quad in change.removed if quad.triple == triple}
        total += bool(now) - bool(before)
    return total
