"""Reasoning and storing, by the shorter of two ways: following the current version, or everything anew.

Each begins in the background while the sources are validated: validation is Python's work, and comparing and loading
are that of compiled code, which another processor does meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..inputs.dataset import Asserted
from ..inputs.query_library_rdf import library_quads
from ..reason import Closure, DatedReasoner, Progress, Reasoner
from ..settings import Settings
from ..store.bulk_load import BulkLoad
from .fault_points import reached
from .incremental import Derived, Follower, follower, shown_twice
from .kept_days import keep_dated_quads, keep_lasting
from .step_timer import StepTimer

_ASSERTED = "asserted.nq"
"""The file of asserted quads that reasoner and store read; removed at the end of the build."""


@dataclass(frozen=True)
class BuildSteps:
    """What the steps are about: the folder `work` of the new version, and who reasons."""

    settings: Settings
    work: Path
    reasoner: Reasoner
    timer: StepTimer
    progress: Progress

    @contextmanager
    def begun(self, dataset: Asserted, current: Path | None) -> Iterator[Callable[[], Derived]]:
        """Begin with a dataset, from the version in the folder `current` if there is one; yields what does the rest.

        Raises what the reasoner raises.
        """
        with closing(BulkLoad(self.work / "store")) as bulk, ThreadPoolExecutor(max_workers=1) as background:
            if current is not None and isinstance(self.reasoner, DatedReasoner) and self.reasoner.made(current):
                comparison = background.submit(follower, self.reasoner, current, dataset)
                yield (
                    lambda: (
                        self._follow(comparison.result()) or self._anew(bulk, self._load(dataset, bulk, background))
                    )
                )
            else:
                loaded = self._load(dataset, bulk, background)
                yield lambda: self._anew(bulk, loaded)

    def _follow(self, follows: Follower | None) -> Derived | None:
        """Bring a copy of the current version up to date; None where that is no shorter way."""
        if follows is None or not isinstance(self.reasoner, DatedReasoner):
            return None
        with self.timer.step("reason", "Little has changed; reasoning about that …"):
            derived, outcome = follows.derive(self.reasoner, self.work)
        reached("build: derived")
        with self.timer.step("store", "Storing what has changed …"):
            follows.store(outcome, library_quads(self.settings.queries_dir), self.work)
        reached("build: stored")
        return derived

    def _load(self, dataset: Asserted, bulk: BulkLoad, background: ThreadPoolExecutor) -> Future[None]:
        """Write what is asserted to a file, and begin to load it."""
        asserted = self.work / _ASSERTED
        asserted.write_text("".join(dataset.lines), encoding="utf-8")
        return background.submit(bulk.load, asserted)

    def _anew(self, bulk: BulkLoad, loaded: Future[None]) -> Derived:
        """Derive the closure of everything, and load it into the new store, where what is asserted is `loaded`."""
        with self.timer.step("reason", "Reasoning …"):
            closure = self.reasoner.close(self.work / _ASSERTED, self.work, self.progress)
            loaded.result()
        reached("build: derived")
        with self.timer.step("store", "Storing …"):
            self._store(bulk, closure)
        reached("build: stored")
        return Derived.of(closure)

    def _store(self, bulk: BulkLoad, closure: Closure) -> None:
        """Load derived quads, the default graph and the query library; compact the store; remove intermediate files.

        What is shown on every day is loaded first and kept by itself, since all other days can be made from it.
        """
        view = closure.view
        if view.lasting:
            bulk.load(view.lasting)
        # Query editors read the library in the store: in its own graph and in the default graph.
        bulk.store.extend(shown_twice(library_quads(self.settings.queries_dir)))
        if view.dated:
            keep_dated_quads(self.work, view.dated)
            keep_lasting(self.work, bulk.store)
        bulk.load(view.derived, view.default)
        for part in (self.work / _ASSERTED, *view.files):
            part.unlink()
        # A version never changes, and each of its queries would search every file of an index that is not compacted.
        bulk.store.optimize()
        bulk.close()
