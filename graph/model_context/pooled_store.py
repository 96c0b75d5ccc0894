"""A store whose queries run in the worker processes of the service, under their limits of time, memory and size."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import WestphaliaError
from ..rdf.formats import RdfFormat, ResultFormat
from ..store.store import Answer, Choose, Kind
from ..versions.leases import Lease
from ..workers import NotOfferedError, QueryTask, WorkerPool

_KINDS: tuple[Kind, ...] = ("bindings", "boolean", "graph")


class PooledStore:
    """The store in a folder, which stays for the lifetime of this object; see `Store`."""

    def __init__(self, lease: Lease, pool: WorkerPool) -> None:
        self._lease = lease
        self._pool = pool
        self.folder = str(lease.folder / "store")

    def run(
        self,
        query: str,
        choose: Choose,
        *,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> Answer:
        """Answer a query; raises also LimitError and OverloadError, as the service does."""
        formats = _formats(choose)
        names: dict[str, str] = {kind: fmt.name for kind, fmt in formats.items()}
        task = QueryTask(self.folder, query, names, _tuple(default_graphs), _tuple(named_graphs), base)
        try:
            head, body = self._pool.collect(task)
        except NotOfferedError as refused:
            kind = next(kind for kind in _KINDS if kind == refused.kind)
            return Answer(kind, choose(kind), b"")  # choose says why it refuses
        kind = next(kind for kind in _KINDS if kind == head["kind"])
        return Answer(kind, formats[kind], body)


def _formats(choose: Choose) -> dict[Kind, RdfFormat | ResultFormat]:
    """The format for each kind of result that the caller takes."""
    formats: dict[Kind, RdfFormat | ResultFormat] = {}
    for kind in _KINDS:
        try:
            formats[kind] = choose(kind)
        except WestphaliaError:
            continue
    return formats


def _tuple(names: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)
