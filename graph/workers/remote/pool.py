"""A pool whose queries about the current build go to another server; all else stays with its own workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...rdf.formats import GRAPH_FORMATS, JSON, RESULT_FORMATS
from ...store import RemoteStore
from ...store.request_text import query_kind
from .. import NotOfferedError, PoolLimits, QueryTask, Stream, Task, WorkerPool
from ..pool import never, nothing
from ..tasks import TABLE
from .stream import RelayedStream, Terms

_MEDIA_TYPES = {fmt.name: fmt.media_types[0] for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS)} | {
    TABLE: JSON.media_types[0]
}


class RelayPool(WorkerPool):
    """See `WorkerPool`. `store` is a mirror of the build that is served here.

    Uploads are parsed here, and queries about another day are answered from the snapshots here.
    """

    def __init__(self, limits: PoolLimits, store: RemoteStore) -> None:
        super().__init__(limits)
        self._store = store

    def run(
        self,
        task: Task,
        *,
        seconds: float | None = None,
        cancelled: Callable[[], bool] = never,
        meanwhile: Callable[[], None] = nothing,
    ) -> Stream:
        """Let the other server answer; see `WorkerPool.run`. What is to be done meanwhile is done before."""
        if not isinstance(task, QueryTask) or not _is_of_build(Path(task.store)):
            return super().run(task, seconds=seconds, cancelled=cancelled, meanwhile=meanwhile)
        meanwhile()
        kind = query_kind(task.query)
        if kind not in task.formats:
            raise NotOfferedError(kind)
        name = task.formats[kind]
        terms = Terms(min(seconds or self.limits.seconds, self.limits.seconds), self.limits, cancelled)
        response = self._store.open(
            task.query,
            _MEDIA_TYPES[name],
            terms.seconds,
            default_graphs=task.default_graphs,
            named_graphs=task.named_graphs,
            base=task.base,
        )
        return RelayedStream(response, {"kind": kind, "format": name}, task.max_rows or 0, terms)


def _is_of_build(store: Path) -> bool:
    """Whether a store's folder is that of a build, not of a snapshot of another day or a writer's copy."""
    return store.parent.parent.name == "builds"
