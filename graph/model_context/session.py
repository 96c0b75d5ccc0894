"""What tools read: the current version of the public graph, its queries answered by worker processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from ..api import KnowledgeGraph
from ..api.local import LocalVersion
from ..errors import OverloadError, RefusedError
from ..reconciliation import Catalog
from ..search import open_index
from ..settings import Settings
from ..sparql.complexity import QueryLimits
from ..versions.folders import lease_current
from ..versions.manifest import Manifest, read_manifest
from ..versions.private_sources import is_private
from ..views.sources import SourceLine, sources_of
from ..workers import WorkerPool
from .pooled_store import PooledStore


class Session:
    """One version, open for tools; all of an answer is read from it."""

    def __init__(self, settings: Settings, pool: WorkerPool) -> None:
        self.settings = settings
        self.pool = pool
        self.lease = lease_current(settings.data_dir)
        self.backend = LocalVersion(settings, self.lease, lambda lease: PooledStore(lease, pool))
        self.graph = KnowledgeGraph(self.backend)
        self.query_limits = QueryLimits(
            settings.max_query_bytes, settings.max_query_depth, settings.max_query_patterns
        )

    @cached_property
    def sources(self) -> dict[str, SourceLine]:
        """The sources of the graph by IRI."""
        return {line.iri: line for line in sources_of(self.graph.store(), self.manifest.triples)}

    @cached_property
    def catalog(self) -> Catalog:
        """The entities of the graph with their lifespans."""
        return Catalog(self.graph.store(), open_index(self.lease.folder, self.graph.store()))

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest of the version."""
        return read_manifest(self.lease.folder)


class Sessions:
    """Opens the current version for tools, and another one after it has been published.

    Raises RefusedError for the settings of a private graph: what a model reads leaves the machine.
    """

    def __init__(self, settings: Settings, pool: WorkerPool) -> None:
        if is_private(settings):
            raise RefusedError(
                "The settings are those of the private graph, which has statements that may not be passed on; "
                "expected the public graph: what a model reads leaves this machine."
            )
        self._settings = settings
        self._pool = pool
        self._current = str(settings.data_dir / "current")
        self._turn = threading.Lock()
        self._link = ""
        self._session: Session | None = None

    def current(self) -> Session:
        """The current version, for what several callers may do at the same time."""
        with self.open() as session:
            return session

    @contextmanager
    def open(self) -> Iterator[Session]:
        """The current version, for one caller at a time.

        Raises OverloadError when others take too long, StoreError when there is no version.
        """
        if not self._turn.acquire(timeout=self._settings.queue_seconds):
            raise OverloadError(
                f"Other questions took longer than {self._settings.queue_seconds:g} seconds; try again later."
            )
        try:
            yield self._opened()
        finally:
            self._turn.release()

    def _opened(self) -> Session:
        try:
            link = os.readlink(self._current)  # noqa: PTH115 - as `CurrentVersion` has it
        except OSError:
            link = ""
        if self._session is None or self._link != link:
            self._session, self._link = Session(self._settings, self._pool), link
        return self._session
