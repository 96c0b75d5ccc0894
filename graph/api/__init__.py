"""The Python API: `open` gives a graph to query, and its results become data frames, tables and text."""

from __future__ import annotations

from collections.abc import Callable

from ..settings import Settings
from .knowledge_graph import KnowledgeGraph
from .local import Build, open_local
from .results import QueryResult
from .values import IRI, Text

__all__ = ["IRI", "KnowledgeGraph", "QueryResult", "Text", "open"]


def _silent(_sentence: str) -> None:
    """No progress."""


def open(
    *, build: Build = "missing", settings: Settings | None = None, progress: Callable[[str], None] = _silent
) -> KnowledgeGraph:
    """Open the graph on this machine for reading.

    `build` says when to build it first: `"missing"` only when there is no version yet (in about ten seconds),
    `"changed"` also when ontology, sources or the date have changed since, `"never"` not at all. `settings` are by
    default those of the environment. `progress` is called with a sentence for each step of a build.

    Raises StoreError when there is no version and none is to be built, InputError, ValidationError or ReasoningError
    when a build fails.

    >>> import westphalia
    >>> with westphalia.open() as graph:
    ...     bool(graph.query("ASK { id:kazakhstan a wph:State }"))
    True
    """
    return KnowledgeGraph(open_local(settings or Settings.from_environment(), build, progress))
