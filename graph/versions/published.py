"""The current version, open for reading: its store and manifest, opened again when a new version is published."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..rdf.formats import CSV
from ..rdf.namespaces import CONCLUSIONS, HISTORY_GRAPH, INFERRED_GRAPH, QUERIES_GRAPH, is_derived
from ..settings import Settings
from ..store import EmbeddedStore, Store, remote_store
from .folders import lease_current
from .leases import Lease
from .manifest import Manifest, read_manifest


@dataclass(frozen=True)
class PublishedVersion:
    """A published version, open for reading."""

    folder: Path
    store: Store
    manifest: Manifest
    lease: Lease = field(repr=False, compare=False)
    """Keeps the folder from being removed for the lifetime of this object."""

    @property
    def version(self) -> str:
        """The name of the version; the data served changes only with it."""
        return self.folder.name

    @cached_property
    def store_folder(self) -> Path:
        """The folder of its store."""
        return self.folder / "store"

    @cached_property
    def derived(self) -> frozenset[str]:
        """Those of its named graphs that hold what the reasoner derived."""
        return frozenset(filter(is_derived, self.graphs))

    @cached_property
    def graphs(self) -> dict[str, int]:
        """The named graphs with their numbers of triples."""
        counts = dict(self.manifest.triples) | {str(INFERRED_GRAPH): self.manifest.inferred}
        conclusions = [f"{name}{CONCLUSIONS}" for name in self.manifest.triples]
        for graph in (QUERIES_GRAPH, HISTORY_GRAPH, *conclusions):
            count = _count(self.store, str(graph))
            if count:
                counts[str(graph)] = count
        return counts


def _count(store: Store, graph: str) -> int:
    answer = store.run(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", lambda _: CSV)
    return int(answer.body.split()[1])


class CurrentVersion:
    """Opens the current version; a version published later is opened on the next call.

    A request uses the same version from its begin to its end, so that no response mixes two versions.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._current = str(settings.data_dir / "current")
        self._lock = threading.Lock()
        self._remote = remote_store(settings)
        self._served: PublishedVersion | None = None
        self._link = ""

    def current(self) -> PublishedVersion:
        """The version to read from.

        Raises StoreError when there is none.
        """
        link = self.version()
        with self._lock:
            if self._served is None or self._link != link:
                lease = lease_current(self._settings.data_dir)
                folder = lease.folder
                store = self._remote or EmbeddedStore.open(folder / "store")
                self._served = PublishedVersion(folder, store, read_manifest(folder), lease)
                self._link = link
            return self._served

    def version(self) -> str:
        """A name that changes whenever a new version is published; empty when there is none.

        It costs one system call, since every request needs it.
        """
        try:
            return os.readlink(self._current)  # noqa: PTH115 - Path.readlink takes three times as long
        except OSError:
            return ""
