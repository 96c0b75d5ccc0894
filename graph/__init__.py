"""Westphalia: a dated, reasoned and sourced knowledge graph of the international order.

>>> import westphalia
>>> graph = westphalia.open()
>>> bool(graph.query("ASK { id:kazakhstan wph:memberOf id:csto }", at="2011-06-01"))
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from . import errors

if TYPE_CHECKING:
    from .api import (
        IRI,
        Conversions,
        EntityDescription,
        Fact,
        KnowledgeGraph,
        Listing,
        Panel,
        QueryResult,
        RelatedList,
        Report,
        SourceDisagreement,
        StatementAnswer,
        StatementExplanation,
        Text,
        dataset,
        open,
    )
    from .settings import Settings

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
    "Settings",
    "SourceDisagreement",
    "StatementAnswer",
    "StatementExplanation",
    "Text",
    "dataset",
    "errors",
    "open",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    # Imported when first used: the command line shows its help in a fraction of the time that the API takes to load.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(".settings" if name == "Settings" else ".api", __name__), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
