"""A build after a small change: the current version's closure and store follow what is asserted otherwise now.

A copy of the store costs milliseconds (hard links), and the reasoner follows a change as it does that of a write. The
outcome is what building anew gives, but for the rounds in which something was derived.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from ..inputs.dataset import Asserted
from ..rdf.namespaces import DERIVED_GRAPHS, QUERIES_GRAPH
from ..reason import Closure, Contradiction, DatedReasoner, IgnoredAxiom, Maintained, Reasoner
from ..reason.dated import Earlier, read_asserted
from ..reason.views.view_changes import LastingChanges, ViewChanges
from ..store.change import Change, apply, difference, drop_empty_graphs
from .kept_days import DATED_QUADS, follow_lasting, keep_dated_quads, kept_dated_quads
from .manifest import read_manifest

LARGEST_SHARE = 0.05
"""Share of the asserted quads that may have changed; beyond it building anew is the shorter way."""
_LIBRARY = ox.NamedNode(QUERIES_GRAPH)
_NOT_ASSERTED = {_LIBRARY, *map(ox.NamedNode, DERIVED_GRAPHS)}


@dataclass(frozen=True)
class Derived:
    """What the reasoner made of a dataset, for the manifest; see there."""

    inferred: int
    until: date | None
    contradictions: tuple[Contradiction, ...]
    ignored: tuple[IgnoredAxiom, ...]

    @classmethod
    def of(cls, closure: Closure) -> Derived:
        """What a new closure comes to."""
        return cls(closure.view.inferred, closure.view.until, closure.contradictions, closure.ignored)


class Follower:
    """Brings a copy of the version in the folder `version` up to date with asserted lines added and removed."""

    def __init__(self, version: Path, added: Iterable[str], removed: Iterable[str]) -> None:
        self._version = version
        self._added = "".join(sorted(added))
        self._removed = "".join(sorted(removed))

    def derive(self, reasoner: DatedReasoner, work: Path) -> tuple[Derived, Maintained]:
        """Leave the closure in the folder `work`. Raises ReasoningError as the reasoner does."""
        before = read_manifest(self._version)
        added, removed = work / "added.nq", work / "removed.nq"
        added.write_text(self._added, encoding="utf-8")
        removed.write_text(self._removed, encoding="utf-8")
        shown = date.fromisoformat(before.reference)
        earlier = Earlier(self._version, shown, kept_dated_quads(self._version))
        outcome = reasoner.maintain(earlier, work, added, removed)
        for part in (added, removed):
            part.unlink()
        inferred = before.inferred + outcome.changes.growth
        return Derived(inferred, outcome.until, outcome.contradictions, outcome.ignored), outcome

    def store(self, outcome: Maintained, library: list[ox.Quad], work: Path) -> None:
        """Leave the store in the folder `work`, with the query library, and what other days are made from.

        A copy of the version's store may be there already, with some of the change in it.
        """
        if not (work / "store").exists():
            ox.Store.read_only(str(self._version / "store")).backup(str(work / "store"))
        store = ox.Store(str(work / "store"))
        queries = _library_change(store, library)
        for change in (self._change(outcome.changes), queries):
            apply(store, difference(store, add=change.added, remove=change.removed))
        # A store that is built anew does not have the names of graphs that a source has given up.
        drop_empty_graphs(store, set(store.named_graphs()) - _NOT_ASSERTED)
        store.flush()
        if outcome.lasting is not None:
            keep_dated_quads(work, work / DATED_QUADS)
            follow_lasting(self._version, work, self._change(outcome.lasting).then(queries))

    def _change(self, changes: ViewChanges | LastingChanges) -> Change:
        """What is asserted otherwise, with what follows."""
        entering = (*_quads(self._added), *_quads(changes.entering))
        return Change.of(entering, (*_quads(self._removed), *_quads(changes.leaving)))


def follower(reasoner: Reasoner, version: Path, dataset: Asserted) -> Follower | None:
    """What brings the version up to date with `dataset`; None when it has to be built anew.

    That is where another reasoner, other rules or other code made it, or too much has changed.
    """
    if not isinstance(reasoner, DatedReasoner) or not reasoner.made(version):
        return None
    before, after = read_asserted(version), set(dataset.lines)
    added, removed = after - before, before - after
    if len(added) + len(removed) > LARGEST_SHARE * len(after):
        return None
    return Follower(version, added, removed)


def shown_twice(library: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The query library in its own graph and in the default graph."""
    named = list(library)
    return [*named, *(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)]


def _quads(lines: str) -> Iterable[ox.Quad]:
    return ox.parse(lines, format=ox.RdfFormat.N_QUADS)


def _library_change(store: ox.Store, library: Iterable[ox.Quad]) -> Change:
    """How the query library differs from the one in `store`."""
    return Change.of(shown_twice(library), shown_twice(store.quads_for_pattern(None, None, None, _LIBRARY)))
