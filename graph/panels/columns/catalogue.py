"""Columns by name, from the graph and from whatever else gives columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from ...errors import QueryError
from ..source.panel_graph import PanelGraph
from .attributes import AttributeColumns
from .column import Column, ColumnSource, Description
from .counts import CountColumns
from .measures import MeasureColumns
from .relations import RelationColumns
from .things import ThingColumns

_OF_THE_GRAPH = (RelationColumns, ThingColumns, CountColumns, AttributeColumns, MeasureColumns)


def graph_columns(graph: PanelGraph) -> tuple[ColumnSource, ...]:
    """What the graph itself gives."""
    return tuple(source(graph) for source in _OF_THE_GRAPH)


def graph_descriptions() -> Iterator[Description]:
    """The codebook entries of the graph's own columns, which are the same for every version."""
    for source in _OF_THE_GRAPH:
        yield from source.offers()


def offered(sources: Iterable[ColumnSource]) -> Iterator[Description]:
    """The codebook entries of all columns."""
    for source in sources:
        yield from source.offers()


def find_column(name: str, sources: Sequence[ColumnSource]) -> Column:
    """The column of a name.

    Raises QueryError when no source has it, with the nearest names.
    """
    for source in sources:
        column = source.read(name)
        if column is not None:
            return column
    known = [description.name for description in offered(sources)]
    near = get_close_matches(name, known, n=3) or known[:6]
    raise QueryError(f"There is no column {name!r}; expected one such as {', '.join(near)}.")
