"""The Python API: `open` gives a graph to query, and its results become data frames, tables and text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..settings import Settings
from .knowledge_graph import KnowledgeGraph
from .local import Build, open_local
from .results import QueryResult
from .values import IRI, Text

if TYPE_CHECKING:
    from ..panels.columns.column import ColumnSource
    from ..panels.panel import Panel
    from .answers import RelatedList, StatementAnswer
    from .conversions import Conversions
    from .entities import EntityDescription, Fact
    from .explanations import StatementExplanation
    from .listings import Listing
    from .reports import Report, SourceDisagreement

__all__ = [
    "IRI",
    "Conversions",
    "EntityDescription",
    "Fact",
    "KnowledgeGraph",
    "Listing",
    "Panel",
    "QueryResult",
    "RelatedList",
    "Report",
    "SourceDisagreement",
    "StatementAnswer",
    "StatementExplanation",
    "Text",
    "dataset",
    "open",
]
# What a query does without is imported when first used: it takes most of a second.
_MODULE_OF = {
    "Conversions": "conversions",
    "EntityDescription": "entities",
    "Fact": "entities",
    "Listing": "listings",
    "Panel": ".panels.panel",
    "RelatedList": "answers",
    "Report": "reports",
    "SourceDisagreement": "reports",
    "StatementAnswer": "answers",
    "StatementExplanation": "explanations",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)


def _silent(_sentence: str) -> None:
    """No progress."""


def open(
    service: str | None = None,
    *,
    build: Build = "missing",
    settings: Settings | None = None,
    progress: Callable[[str], None] | None = None,
    private: bool = False,
) -> KnowledgeGraph:
    """Open the graph on this machine for reading, or with an address that of a running service.

    `service` is an address such as `"http://localhost:8000"`; the other arguments are for a graph on this machine.
    `build` says when to build it first: `"missing"` only when there is no version yet (in about a minute),
    `"changed"` also when ontology, sources or the date have changed since, `"never"` not at all. `settings` are by
    default those of the environment. `progress` is called with a sentence for each step of a build. `private` opens
    the private graph, which also has the datasets that `westphalia add` has read.

    Raises StoreError when there is no version and none is to be built, or no service answers; InputError,
    ValidationError or ReasoningError when a build fails.

    >>> import westphalia
    >>> with westphalia.open() as graph:
    ...     bool(graph.query("ASK { id:kazakhstan a wph:State }"))
    True
    """
    if service is not None:
        from .service import open_service  # noqa: PLC0415 - loads the reasoner's proofs

        return KnowledgeGraph(open_service(service))
    chosen = settings or Settings.from_environment()
    if private:
        from ..versions.private_sources import with_private  # noqa: PLC0415 - few need it

        chosen = with_private(chosen)
    return KnowledgeGraph(open_local(chosen, build, progress or _silent))


def dataset(path: str | Path) -> ColumnSource:
    """The columns of a dataset that you downloaded yourself, for `graph.panel(sources=[…])`.

    The header says which dataset and release it is; `offers()` describes its columns, named as `cow-nmc:milper`. The
    file is read where it lies, and nothing of it enters the graph.

    Raises InputError when it is no file that can be imported.
    """
    from ..importers import DatasetColumns  # noqa: PLC0415 - few need it

    return DatasetColumns(Path(path))
