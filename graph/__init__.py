"""Westphalia: a dated, reasoned and sourced knowledge graph of the international order.

>>> import westphalia
>>> graph = westphalia.open()
>>> bool(graph.query("ASK { id:kazakhstan wph:memberOf id:csto }", at="2011-06-01"))
True
"""

from typing import TYPE_CHECKING, Any

from . import errors

if TYPE_CHECKING:
    from .api import IRI, KnowledgeGraph, QueryResult, Text, open
    from .settings import Settings

__all__ = ["IRI", "KnowledgeGraph", "QueryResult", "Settings", "Text", "errors", "open"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    # Imported when first used: the command line shows its help in a fraction of the time that the API takes to load.
    if name == "Settings":
        from .settings import Settings  # noqa: PLC0415

        return Settings
    if name in __all__:
        from . import api  # noqa: PLC0415

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
