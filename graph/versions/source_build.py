"""A build after a change of few sources: closure and store of the current version follow what these state otherwise.

Nothing of the other sources is turned into statements, compared or sorted; all are checked against the shapes while
the reasoner works. where something is found that has to be reported, or more has changed, `build` reads everything.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..errors import DamagedError
from ..inputs.query_library_rdf import library_quads
from ..reason import DatedReasoner
from ..reason.dated import count_asserted
from ..settings import Settings
from ..store.change import Change, apply, difference
from .disk import private_folder
from .edit_log import Local
from .fault_points import reached
from .incremental import LARGEST_SHARE, Derived, Follower
from .kept_statements import keep_statements, read_statements
from .manifest import Manifest, read_manifest
from .source_changes import SourceChanges, find_changes
from .step_timer import StepTimer
from .transactions.confirmed_records import confirm_records


@dataclass(frozen=True)
class SourceBuild:
    """A build into the folder `work` from the version in the folder `current`, which `reasoner` has made."""

    settings: Settings
    work: Path
    current: Path
    reasoner: DatedReasoner
    timer: StepTimer

    def run(self, parts: Mapping[str, str], local: Local) -> tuple[Derived, dict[str, int], int] | None:
        """Leave the new version in the folder, from inputs with the digests `parts` and edits.

        Returns what was derived, the number of quads in each graph, and that of distinct triples; None, with nothing
        left in the folder, where everything has to be read. Raises InputError, or what the reasoner raises.
        """
        before, kept = read_manifest(self.current), read_statements(self.current)
        if kept is None or before.warnings or before.edits != local.number:
            return None
        with self.timer.step("load", "Loading what has changed …"):
            changes = find_changes(self.settings, kept, parts)
        if changes is None or _is_large(changes.change, before) or _is_of(changes, local):
            return None
        with ThreadPoolExecutor(max_workers=1) as background:
            derived = self._follow(changes, background.submit(changes.meet_shapes))
        if derived is not None:
            keep_statements(self.work, parts, changes.registry, changes.sources, kept)
            return derived, *count_asserted(self.work)
        shutil.rmtree(self.work)
        private_folder(self.work)
        return None

    def _follow(self, changes: SourceChanges, checked: Future[bool]) -> Derived | None:
        """Derive and store; None where the sources, as `checked` says then, do not meet the shapes."""
        with self.timer.step("reason", "Little has changed; reasoning about that …"):
            follower = Follower(self.current, *self._asserted(changes.change))
            derived, outcome = follower.derive(self.reasoner, self.work)
        reached("build: derived")
        with self.timer.step("store", "Storing what has changed …"):
            follower.store(outcome, library_quads(self.settings.queries_dir), self.work)
        reached("build: stored")
        with self.timer.step("validate", "Validating against ontology and shapes …"):
            try:
                return derived if checked.result() else None
            except (DamagedError, OSError):
                return None

    def _asserted(self, change: Change) -> tuple[list[str], list[str]]:
        """The lines of what is asserted now and is no longer, with what the sources confirm of the records otherwise.

        Leaves a copy of the current store with both in it.
        """
        ox.Store.read_only(str(self.current / "store")).backup(str(self.work / "store"))
        store = ox.Store(str(self.work / "store"))
        apply(store, difference(store, add=change.added, remove=change.removed))
        confirmed = confirm_records(store, change)
        apply(store, confirmed)
        whole = change.then(confirmed)
        return [f"{quad} .\n" for quad in whole.added], [f"{quad} .\n" for quad in whole.removed]


def _is_large(change: Change, before: Manifest) -> bool:
    return len(change.added) + len(change.removed) > LARGEST_SHARE * before.asserted


def _is_of(changes: SourceChanges, local: Local) -> bool:
    """Whether a changed source states something in a graph that holds writes, which is an error to be reported."""
    names = {graph.value for graph in local.graphs}
    return any(document.graph in names for source in changes.sources for document in source.documents)
