"""Maintenance of what follows: after a write, the derived graphs and the default graph are brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ...rdf.namespaces import QUERIES_GRAPH, is_derived
from ...reason import Contradiction, DatedReasoner, IgnoredAxiom, Reasoner, View
from ...reason.dated import Earlier
from ...reason.views.view_changes import LastingChanges, ViewChanges
from ...sparql.update import Change, GraphName, difference
from ..closures import has_sound_closure
from ..kept_days import DATED_QUADS, follow_lasting, keep_dated_quads, kept_dated_quads
from ..manifest import read_manifest

_DEFAULT = ox.DefaultGraph()
_LIBRARY = ox.NamedNode(QUERIES_GRAPH)


@dataclass(frozen=True)
class Consequences:
    """What follows from a write: the change of all quads that are not asserted, and what the reasoner says now.

    `inferred` counts what the reasoner added; the default graph shows the day `reference`, and would be the same on
    each day before `until` (None: no later day is known to differ).
    """

    change: Change
    contradictions: tuple[Contradiction, ...]
    ignored: tuple[IgnoredAxiom, ...]
    inferred: int
    reference: date
    until: date | None


class Maintainer(Protocol):
    """Derives what follows after a write."""

    def consequences(self, version: Path, work: Path, store: ox.Store, asserted: Change) -> Consequences:
        """What follows from `asserted`, which was made to `store`, a copy of the version in the folder `version`.

        May keep files of its own in `work`, the folder of the new version. Raises ReasoningError when the reasoner
        cannot take what was written.
        """
        ...


class ReasonAgain:
    """Maintenance by any reasoner: everything is derived anew, which costs a whole closure for each write."""

    def __init__(self, make_reasoner: Callable[[], Reasoner], reference: Callable[[], date]) -> None:
        self._make_reasoner = make_reasoner
        self._reference = reference

    def consequences(self, version: Path, work: Path, store: ox.Store, asserted: Change) -> Consequences:
        """Reason again; see `Maintainer.consequences`."""
        path = work / "asserted.nq"
        path.write_text("".join(f"{line} .\n" for line in sorted(map(str, _asserted(store)))), encoding="utf-8")
        closure = self._make_reasoner().close(path, work, lambda _sentence: None)
        view = closure.view
        change = difference(store, add=_shown(view), remove=_derived(store))
        if view.dated:
            keep_dated_quads(work, view.dated)
        for part in (path, *view.files):
            part.unlink()
        reports = closure.contradictions, closure.ignored
        return Consequences(change, *reports, view.inferred, self._reference(), view.until)


class MaintainDated:
    """Maintenance by the dated reasoner: its closure follows the change.

    Where it has left none, or one that is damaged, it derives anew.
    """

    def __init__(self, make_reasoner: Callable[[], Reasoner], reference: Callable[[], date]) -> None:
        self._make_reasoner = make_reasoner
        self._anew = ReasonAgain(make_reasoner, reference)

    def consequences(self, version: Path, work: Path, store: ox.Store, asserted: Change) -> Consequences:
        """Bring a copy of the version's closure up to date; see `Maintainer.consequences`."""
        reasoner = self._make_reasoner()
        if not isinstance(reasoner, DatedReasoner) or not has_sound_closure(version):
            return self._anew.consequences(version, work, store, asserted)
        added, removed = work / "added.nq", work / "removed.nq"
        for path, quads in ((added, asserted.added), (removed, asserted.removed)):
            path.write_text("".join(f"{quad} .\n" for quad in quads), encoding="utf-8")
        before = read_manifest(version)
        shown = date.fromisoformat(before.reference)
        outcome = reasoner.maintain(Earlier(version, shown, kept_dated_quads(version)), work, added, removed)
        for path in (added, removed):
            path.unlink()
        if outcome.lasting is not None:
            _keep_days(version, work, asserted, outcome.lasting)
        entering, leaving = _quads(outcome.changes)
        change = difference(store, add=entering, remove=leaving)
        inferred = before.inferred + outcome.changes.growth
        reports = outcome.contradictions, outcome.ignored
        return Consequences(change, *reports, inferred, outcome.reference, outcome.until)


def _keep_days(version: Path, work: Path, asserted: Change, lasting: LastingChanges) -> None:
    """Keep with the new version what other days are made from; see `kept_days`."""
    keep_dated_quads(work, work / DATED_QUADS)
    follow_lasting(version, work, asserted.then(Change.of(*_quads(lasting))))


def _quads(changes: ViewChanges | LastingChanges) -> tuple[Iterator[ox.Quad], Iterator[ox.Quad]]:
    """The quads that enter, and those that leave."""
    entering, leaving = (ox.parse(text, format=ox.RdfFormat.N_QUADS) for text in (changes.entering, changes.leaving))
    return entering, leaving


def _asserted(store: ox.Store) -> Iterator[ox.Quad]:
    """What is reasoned over; the query library is in the store for editors alone."""
    left_out = {_DEFAULT, _LIBRARY, *_derived_graphs(store)}
    return (quad for quad in store if quad.graph_name not in left_out)


def _derived(store: ox.Store) -> Iterator[ox.Quad]:
    """What is there because it follows, and in the default graph what is asserted, but not the query library."""
    graphs: list[GraphName] = [_DEFAULT, *_derived_graphs(store)]
    library = {quad.triple for quad in store.quads_for_pattern(None, None, None, _LIBRARY)}
    for graph in graphs:
        yield from (quad for quad in store.quads_for_pattern(None, None, None, graph) if quad.triple not in library)


def _derived_graphs(store: ox.Store) -> list[ox.NamedNode]:
    return [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode) and is_derived(graph.value)]


def _shown(view: View) -> Iterator[ox.Quad]:
    for part in view.files:
        yield from ox.parse(path=part, format=ox.RdfFormat.N_QUADS)
