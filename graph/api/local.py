"""A graph on this machine: one version, read from its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..errors import StoreError
from ..rdf.formats import RdfFormat
from ..settings import Settings
from ..store import EmbeddedStore, Store
from ..versions.folders import lease_current
from ..versions.leases import Lease
from ..versions.manifest import Manifest, read_manifest

# Building, reasoning, search and export are imported where they are used: a query needs none of them, and they
# take most of a second to import.
if TYPE_CHECKING:
    from ..panels.source.panel_graph import PanelGraph
    from ..questions import Card, Questions
    from ..reason.proofs.proof import Explanation
    from ..search import Hit, Names
    from ..versions.day_snapshots import Snapshots
    from ..views.answers import Answer, ListAnswer
    from ..views.answers.completeness import CoverageRules
    from ..views.entities.evidence import Evidence, VersionEvidence
    from .backend import Triple

Build = Literal["missing", "changed", "never"]
"""When to build: if there is no version yet, if anything that conclusions rest on has changed since, or never."""
OpenStore = Callable[[Lease], Store]
"""Opens the store of a version or of a dated snapshot, which the lease holds."""
_CLOSED = "The graph is closed; open it again with westphalia.open()."


def _embedded(held: Lease) -> Store:
    return EmbeddedStore.open(held.folder / "store")


def open_local(settings: Settings, build: Build, progress: Callable[[str], None]) -> LocalVersion:
    """The current version, built first where `build` says so.

    Raises StoreError when there is none and none is to be built, and what a build raises.
    """
    if build == "changed" or (build == "missing" and not (settings.data_dir / "current").exists()):
        from ..versions.build import build as make  # noqa: PLC0415

        make(settings, progress)
    return LocalVersion(settings, lease_current(settings.data_dir))


class LocalVersion:
    """One version on this machine; see `Backend`. It is held: versions that are built later leave it as it is."""

    def __init__(self, settings: Settings, held: Lease, open_store: OpenStore | None = None) -> None:
        """Hold the version of `held`; `open_store` opens the `store` of a folder, by default in this process."""
        self._settings = settings
        self._held: Lease | None = held
        self._open_store = open_store or _embedded
        self._snapshot: tuple[date, Lease, Store] | None = None
        self.place = str(held.folder)
        self.version = held.folder.name

    @cached_property
    def reference(self) -> date:
        """The reference date of the version."""
        return (
            date.fromisoformat(self._manifest.reference) if self._manifest.reference else self._settings.reference_day
        )

    def store(self, day: date | None) -> Store:
        """The version's own store, or a snapshot of another day."""
        if day is None or day == self.reference:
            return self._own_store
        snapshot = self._snapshot
        if snapshot is None or snapshot[0] != day:  # one stays open: each holds dozens of files
            lease = self._snapshots.lease_at(self._folder, day)
            self._snapshot = snapshot = day, lease, self._open_store(lease)
        return snapshot[2]

    def search(self, text: str, limit: int) -> list[Hit]:
        """Matches from the version's index of names."""
        return self._names.find(text, limit)

    def explain(self, triple: Triple, day: date, alternatives: int) -> Answer:
        """The answer from the proofs of the version's closure, and its coverage statements."""
        from ..views.answers import answer_of  # noqa: PLC0415

        explained = self._explain(triple, day, alternatives)
        return answer_of(explained, self._own_store, self._coverage)

    def answer(self, triple: Triple, day: date) -> Answer:
        """The same, with other proofs where the first is not confirmed for the day."""
        from ..views.answers import best_answer  # noqa: PLC0415

        return best_answer(lambda others: self._explain(triple, day, others), self._own_store, self._coverage)

    def _explain(self, triple: Triple, day: date, alternatives: int) -> Explanation:
        from ..versions.explanations import explain  # noqa: PLC0415

        return explain(self._settings, self._folder, triple, day, alternatives)

    def list(self, relation: str, subject: str, target: str, day: date) -> ListAnswer:
        """The list from the history, or where there is none from the store of the day."""
        from ..views.answers import list_answer  # noqa: PLC0415

        return list_answer(self._own_store, lambda: self.store(day), self._coverage, relation, subject, target, day)

    def evidence(self, iri: str, day: date) -> Evidence:
        """Found among the statements of the version, which are read at the first call."""
        return self._evidence.of(iri, day)

    def ask(self, question: str) -> Card:
        """The card, from the patterns of the settings' folder of queries."""
        return self._questions.ask(question)

    def panel_graph(self) -> PanelGraph:
        """Dated statements from the closure; from the store where another reasoner made the version."""
        from ..panels.source.dated_facts import ClosureFacts, StoreFacts  # noqa: PLC0415
        from ..panels.source.panel_graph import PanelGraph  # noqa: PLC0415
        from ..versions.closures import has_sound_closure  # noqa: PLC0415

        facts = ClosureFacts(self._folder) if has_sound_closure(self._folder) else StoreFacts(self._own_store)
        return PanelGraph(facts, self._own_store, lambda: self._coverage, self.version, self.reference)

    def export(self, selection: str, rdf: RdfFormat, day: date | None) -> Iterator[bytes]:
        """The selection, from the version's own store, or from the snapshot of a day."""
        from ..export import State, exported_pieces  # noqa: PLC0415

        lease = None if day is None else self._snapshots.lease_at(self._folder, day)
        state = State(lease.folder, day) if lease and day else None
        yield from exported_pieces(self._folder, selection, rdf, state)

    def close(self) -> None:
        """Close the stores, and let the version go."""
        self.__dict__.pop("_own_store", None)
        self._snapshot = self._held = None

    @property
    def _folder(self) -> Path:
        if self._held is None:
            raise StoreError(_CLOSED)
        return self._held.folder

    @cached_property
    def _own_store(self) -> Store:
        if self._held is None:
            raise StoreError(_CLOSED)
        return self._open_store(self._held)

    @cached_property
    def _coverage(self) -> CoverageRules:
        from ..views.answers.completeness import own_rules, read_coverage  # noqa: PLC0415

        return read_coverage(self._own_store, own_rules(self._settings))

    @cached_property
    def _evidence(self) -> VersionEvidence:
        from ..versions.closures import has_sound_closure  # noqa: PLC0415
        from ..versions.published import PublishedVersion  # noqa: PLC0415
        from ..views.closure_index import read_edges  # noqa: PLC0415
        from ..views.entities.evidence import read_evidence  # noqa: PLC0415

        folder = self._folder
        assert self._held is not None
        version = PublishedVersion(folder, self._own_store, self._manifest, self._held)
        edges = partial(read_edges, folder) if has_sound_closure(folder) else None
        return read_evidence(version, self._coverage.rules, edges)

    @cached_property
    def _manifest(self) -> Manifest:
        return read_manifest(self._folder)

    @cached_property
    def _snapshots(self) -> Snapshots:
        from ..versions.day_snapshots import Snapshots  # noqa: PLC0415

        return Snapshots(self._settings.snapshots)

    @cached_property
    def _questions(self) -> Questions:
        from ..questions import read_questions  # noqa: PLC0415 - few need it

        return read_questions(
            self._settings.queries_dir, self._folder, self._own_store, self.reference, lambda: self._coverage
        )

    @cached_property
    def _names(self) -> Names:
        from ..search import open_index  # noqa: PLC0415

        return open_index(self._folder, self.store(None))
