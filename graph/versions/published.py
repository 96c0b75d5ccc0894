"""The build as served: its store and manifest, opened once and reopened when a new build is published."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..rdf.formats import CSV
from ..rdf.namespaces import HISTORY_GRAPH, INFERRED_GRAPH, QUERIES_GRAPH
from ..settings import Settings
from ..store import EmbeddedStore, Store, remote_store
from .folders import lease_current
from .leases import Lease
from .manifest import Manifest, read_manifest


@dataclass(frozen=True)
class PublishedVersion:
    """One published build, opened for reading."""

    folder: Path
    store: Store
    manifest: Manifest
    lease: Lease = field(repr=False, compare=False)
    """Keeps the folder there for as long as this object is."""

    @property
    def version(self) -> str:
        """The version's name; what is served changes only with it."""
        return self.folder.name

    @cached_property
    def store_folder(self) -> Path:
        """Where its store is."""
        return self.folder / "store"

    @cached_property
    def graphs(self) -> dict[str, int]:
        """The named graphs with their numbers of triples."""
        reported = dict(self.manifest.triples) | {str(INFERRED_GRAPH): self.manifest.inferred}
        for graph in (QUERIES_GRAPH, HISTORY_GRAPH):
            count = _count(self.store, str(graph))
            if count:
                reported[str(graph)] = count
        return reported


def _count(store: Store, graph: str) -> int:
    answer = store.run(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", lambda _: CSV)
    return int(answer.body.split()[1])


class CurrentVersion:
    """Gives the current build; a build published meanwhile is picked up at the next request.

    A request keeps the build that it was given, so a reader never sees two builds at once.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._current = str(settings.data_dir / "current")
        self._lock = threading.Lock()
        self._elsewhere = remote_store(settings)
        self._served: PublishedVersion | None = None
        self._link = ""

    def current(self) -> PublishedVersion:
        """The build to read from.

        Raises StoreError when there is none.
        """
        link = self.version()
        with self._lock:
            if self._served is None or self._link != link:
                lease = lease_current(self._settings.data_dir)
                folder = lease.folder
                store = self._elsewhere or EmbeddedStore.open(folder / "store")
                self._served = PublishedVersion(folder, store, read_manifest(folder), lease)
                self._link = link
            return self._served

    def version(self) -> str:
        """A name that is another as soon as another build is served; empty when there is none.

        One call of the system, since every request asks.
        """
        try:
            return os.readlink(self._current)  # noqa: PTH115 - Path.readlink takes three times as long
        except OSError:
            return ""
