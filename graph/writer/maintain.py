"""Maintenance of what follows: after a write, the derived graphs and the default graph are brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ..dataset import n_triples
from ..reason import Contradiction, Reasoner
from ..update import Change, difference
from ..vocab import DERIVED_GRAPHS, INFERRED_GRAPH

_DEFAULT = ox.DefaultGraph()
_DERIVED = frozenset(ox.NamedNode(name) for name in DERIVED_GRAPHS)
_INFERRED = ox.NamedNode(INFERRED_GRAPH)


@dataclass(frozen=True)
class Consequences:
    """What follows from a write: the change of all quads that are not asserted, and the contradictions there now."""

    change: Change
    contradictions: tuple[Contradiction, ...]


class Maintainer(Protocol):
    """Derives what follows after a write."""

    def consequences(self, version: Path, work: Path, store: ox.Store, asserted: Change) -> Consequences:
        """What follows from `asserted`, which was made to `store`, a copy of the version in the folder `version`.

        May keep files of its own in `work`, the folder of the new version. Raises ReasoningError when the reasoner
        cannot take what was written.
        """
        ...


class ReasonAgain:
    """Maintenance by any reasoner: everything is derived anew, undated. Costs a whole closure for each write."""

    def __init__(self, make_reasoner: Callable[[], Reasoner]) -> None:
        self._make_reasoner = make_reasoner

    def consequences(self, version: Path, work: Path, store: ox.Store, asserted: Change) -> Consequences:
        """Reason again; see `Maintainer.consequences`."""
        path = work / "asserted.nt"
        path.write_text(n_triples(_asserted(store)), encoding="utf-8")
        closure = self._make_reasoner().close(path, work, lambda _sentence: None)
        derived = [_inferred(quad) for quad in ox.parse(path=closure.inferred, format=ox.RdfFormat.N_TRIPLES)]
        before = store.quads_for_pattern(None, None, None, _INFERRED)
        change = difference(store, add=derived, remove=before)
        return Consequences(change.then(default_graph_change(store, (asserted, change))), closure.contradictions)


def default_graph_change(store: ox.Store, changes: Iterable[Change]) -> Change:
    """The change by which the default graph is again the set of all triples in named graphs.

    Only the triples that `changes` touch are looked at. The last of the changes is not yet made to `store`.
    """
    *_, pending = changes = list(changes)
    touched = {quad.triple for change in changes for quad in (*change.added, *change.removed)}
    arriving = {quad.triple for quad in pending.added}
    kept = {triple for triple in touched if triple in arriving or _stands(store, triple, pending.removed)}
    return difference(
        store, add=[_default(triple) for triple in kept], remove=[_default(triple) for triple in touched - kept]
    )


def _stands(store: ox.Store, triple: ox.Triple, leaving: frozenset[ox.Quad]) -> bool:
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return any(quad.graph_name != _DEFAULT and quad not in leaving for quad in found)


def _asserted(store: ox.Store) -> Iterator[ox.Triple]:
    return (quad.triple for quad in store if quad.graph_name != _DEFAULT and quad.graph_name not in _DERIVED)


def _inferred(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, _INFERRED)


def _default(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)
