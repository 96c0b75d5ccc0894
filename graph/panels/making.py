"""From a recipe to a panel: system, years, columns, and the table put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from ..errors import QueryError
from ..views.citations.reference import Reference
from .assembly import Shape, assemble
from .columns.catalogue import find_column, graph_columns
from .columns.column import ColumnSource
from .columns.queries import QueryColumn
from .panel import Explain, Panel
from .recipe import Recipe
from .source.own_system import OURS, WITH_DISPUTED, organizations, own_system
from .source.panel_graph import PanelGraph
from .source.system_files import read_system
from .source.systems import StateSystem
from .units import Unit, Years, pairs_without_a_day, read_unit, read_years
from .year_rules import read_year_rule

MEMORY = "2GB"
"""Memory that one panel may take; the rest spills to disk."""
SYSTEMS = (OURS, WITH_DISPUTED, "cow", "gw")
"""The systems of states; the last two need the user's own list."""
MOST_ROWS = 50_000_000
"""Rows beyond which a panel is refused, before any is made: days of dyads come to billions."""


def make_panel(  # noqa: PLR0913 - keywords, each with a default
    graph: PanelGraph,
    recipe: Recipe,
    *,
    explain: Explain | None = None,
    sources: Sequence[ColumnSource] = (),
    threads: int = 0,
    most_rows: int = MOST_ROWS,
) -> Panel:
    """Make a panel. `sources` give columns beside those of the graph; `explain` answers for `Panel.why`.

    DuckDB works with `threads` (0: as many as there are processors); no panel has more than `most_rows`.

    Raises QueryError when unit, rule, years or a column cannot be used, InputError for the list of a system.
    """
    unit = read_unit(recipe.unit)
    system = read_states(graph, recipe, unit)
    years, notices = _years(recipe, system)
    shape = Shape(unit, system, years, read_year_rule(recipe.rule), recipe.past_list)
    _refuse_large(shape, most_rows)
    notices += _left_out(shape)
    own = [QueryColumn(name, text, graph.store) for name, text in (recipe.queries or {}).items()]
    names = [*recipe.columns, *(column.name for column in own)]
    every = [*own, *sources, *graph_columns(graph)]
    connection = duckdb.connect(config={"memory_limit": MEMORY, **({"threads": threads} if threads else {})})
    places = assemble(connection, shape, [find_column(name, every) for name in names], graph.facts)
    bare = replace(recipe, peace_years=None, politically_relevant=None)  # the panel enters them as it adds them
    panel = Panel(bare, shape, places, connection, graph, notices, explain, _references(sources))
    try:
        for name, event in (recipe.peace_years or {}).items():
            panel.peace_years(event, name)
        for name, relevance in (recipe.politically_relevant or {}).items():
            panel.politically_relevant(relevance.contiguity, relevance.majors, name)
    except BaseException:
        panel.close()
        raise
    return panel


def _left_out(shape: Shape) -> tuple[str, ...]:
    """What the user must know of pairs that a merge by years would take for dyads; a rule of one day makes none."""
    if not shape.unit.is_dyad or shape.rule.kind == "day":
        return ()
    pairs = pairs_without_a_day(shape.system, shape.years, past_list=shape.past_list)
    pairs *= 2 if shape.unit.is_directed else 1
    if not pairs:
        return ()
    return (f"Left out, since the two states share the year but no day of it: {pairs} dyad-years.",)


def _references(sources: Sequence[ColumnSource]) -> tuple[Reference, ...]:
    """How the sources beside the graph want to be cited."""
    return tuple(reference for source in sources for reference in getattr(source, "references", tuple)())


def _refuse_large(shape: Shape, most: int) -> None:
    """Raises QueryError where a panel would have more rows than it may; counted by years, before any row is made."""
    rows = 0
    for year in range(shape.years.first, shape.years.last + 1):
        there = sum(spell.begin.year <= year <= spell.until.year for spell in shape.system.spells)
        rows += there * (there - 1 if shape.unit.is_dyad else 365 if shape.unit.by == "day" else 1)
    rows //= 2 if shape.unit.is_dyad and not shape.unit.is_directed else 1
    if rows > most:
        raise QueryError(
            f"The panel would have some {rows:,} rows; expected at most {most:,}: take fewer years, or a larger unit."
        )


def read_states(graph: PanelGraph, recipe: Recipe, unit: Unit) -> StateSystem:
    """The system of a recipe.

    Raises QueryError for a name that is none, and for a list that is missing or not wanted.
    """
    if unit.keys == ("organization",):
        return organizations(graph)
    if recipe.system not in SYSTEMS:
        raise QueryError(f"{recipe.system!r} is not a system of states; expected one of {', '.join(SYSTEMS)}.")
    if recipe.system in {OURS, WITH_DISPUTED}:
        if recipe.states:
            raise QueryError(f"The system {recipe.system} is the graph's own and takes no list; leave the list out.")
        return own_system(graph, recipe.system)
    if not recipe.states:
        raise QueryError(
            f"The list of the system {recipe.system} may not be passed on, so that it is not here; expected the path "
            "of your own file, such as states2016.csv or ksgmdw.txt."
        )
    return read_system(Path(recipe.states).expanduser(), recipe.system)


def _years(recipe: Recipe, system: StateSystem) -> tuple[Years, tuple[str, ...]]:
    """The years, and what the user must know of those that the list does not cover."""
    last_of_list = system.until.year - (1 if (system.until.month, system.until.day) == (1, 1) else 0)
    years = read_years(recipe.first or system.begin.year, recipe.last or last_of_list)
    notices = []
    if years.first < system.begin.year:
        notices.append(f"The list of states begins in {system.begin.year}: there are no rows before.")
    if years.last > last_of_list:
        kept = "rows after it are flagged in past_list" if recipe.past_list else "there are no rows after it"
        notices.append(f"The list of states ends with {last_of_list}: {kept}.")
    return years, tuple(notices)
