"""`panel`: state-years, dyad-years and the like, as a file or on standard output."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import InputError, QueryError
from ..settings import Settings
from .adapter import adapter, opened_graph, say

if TYPE_CHECKING:
    from ..panels.panel import Panel
    from ..panels.recipe import Recipe


@click.command("panel")
@click.argument("unit", required=False)
@click.option("--recipe", "recipe_file", help="Make the panel of a recipe (TOML) instead.")
@click.option("--system", default="ours", show_default=True, help="ours, ours-with-disputed, cow or gw.")
@click.option("--states", default="", help="Your own file with the list of states of cow or gw.")
@click.option("--from", "first", type=int, default=0, help="First year.  [default: that of the system]")
@click.option("--until", "last", type=int, default=0, help="Last year, included.  [default: that of the system]")
@click.option("--rule", default="any-day", show_default=True, help="Which days of a year count.")
@click.option("-c", "--column", "columns", multiple=True, help="A column, such as land-border or member:nato.")
@click.option("--query", "queries", multiple=True, help="A column by a SPARQL query, as name=FILE.")
@click.option("--dataset", "datasets", multiple=True, help="A dataset's file, whose columns may be used too.")
@click.option("--peace-years", "peace_years", multiple=True, help="A column of years since an event: [name=]COLUMN.")
@click.option(
    "--politically-relevant",
    "relevant",
    multiple=True,
    help="A column of politically relevant dyads, by a column of contiguity: [name=]COLUMN.",
)
@click.option("--major", "majors", multiple=True, help="A major power for it, such as 2:1946-2010.")
@click.option("--past-list", is_flag=True, help="Go on past the end of lists, flagged.")
@click.option(
    "--status", type=click.Choice(["columns", "table", "none"]), default="columns", help="Where statuses go."
)
@click.option("-o", "--output", help="File: .csv, .parquet, .arrow, .dta or .duckdb.  [default: CSV, printed]")
@click.option("--codebook", help="Write the codebook (Markdown) into this file.")
@click.option("--cite", help="Write references into this file: .bib or .ris.")
@click.option("--save-recipe", help="Write the recipe (TOML) into this file.")
@click.option("--why", multiple=True, help="Explain a cell: the column and the keys of its row, as x,year=1990.")
@click.option("--list", "list_only", is_flag=True, help="List the columns.")
@adapter
def panel_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    unit: str | None,
    recipe_file: str | None,
    system: str,
    states: str,
    first: int,
    last: int,
    rule: str,
    columns: tuple[str, ...],
    queries: tuple[str, ...],
    datasets: tuple[str, ...],
    peace_years: tuple[str, ...],
    relevant: tuple[str, ...],
    majors: tuple[str, ...],
    past_list: bool,
    status: str,
    output: str | None,
    codebook: str | None,
    cite: str | None,
    save_recipe: str | None,
    why: tuple[str, ...],
    list_only: bool,
) -> None:
    """Make a panel of UNIT, such as state-year, dyad-year, directed-dyad-year or organization-year."""
    from ..panels.recipe import Recipe, peace_years_of, read_recipe, relevance_of  # noqa: PLC0415 - loads DuckDB

    graph = opened_graph(settings)
    if list_only:
        for name, definition in graph.panel_columns().items():
            click.echo(f"{name}: {definition}")
        return
    if (unit is None) == (recipe_file is None):
        raise QueryError("Give either a unit, such as state-year, or --recipe FILE.")
    given = Recipe(
        unit or "",
        system,
        states,
        first,
        last,
        rule,
        columns,
        past_list,
        datasets,
        _queries(queries),
        peace_years_of(peace_years),
        relevance_of(relevant, majors),
        graph.version,
    )
    recipe = read_recipe(Path(recipe_file)) if recipe_file else given
    panel = _made(graph, recipe)
    for notice in panel.notices:
        click.echo(f"Notice: {notice}", err=True)
    _write_beside(panel, codebook, cite, save_recipe)
    if why:
        for cell in why:
            click.echo(str(_explained(panel, cell)))
    elif output:
        path = panel.save(output, status)  # type: ignore[arg-type]
        say(f"Wrote {len(panel):,} rows into {path.name}.")
    else:
        _print_csv(panel, status)


def _made(graph: object, recipe: Recipe) -> Panel:
    from ..api import KnowledgeGraph  # noqa: PLC0415

    assert isinstance(graph, KnowledgeGraph)
    return graph.panel(
        recipe.unit,
        system=recipe.system,
        states=recipe.states,
        from_=recipe.first,
        until=recipe.last,
        rule=recipe.rule,
        columns=recipe.columns,
        queries=recipe.queries,
        past_list=recipe.past_list,
        datasets=recipe.datasets,
        peace_years=recipe.peace_years,
        politically_relevant=recipe.politically_relevant,
    )


def _queries(given: tuple[str, ...]) -> dict[str, str] | None:
    queries = {}
    for name, file in _named(given, "a column by a query; expected name=FILE").items():
        try:
            queries[name] = Path(file).read_text(encoding="utf-8")
        except OSError as error:
            raise InputError(f"The query {file} cannot be read: {error.strerror}.") from None
    return queries or None


def _named(given: tuple[str, ...], what: str) -> dict[str, str]:
    """Values of an option by the names before their equals signs."""
    named = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise QueryError(f"{text!r} is not {what}.")
        named[name] = value
    return named


def _write_beside(panel: Panel, codebook: str | None, cite: str | None, recipe: str | None) -> None:
    texts = {codebook: panel.codebook, recipe: panel.recipe.toml}
    if cite:
        texts[cite] = lambda: panel.cite("ris" if cite.endswith(".ris") else "bibtex")
    for name, text in texts.items():
        if name:
            try:
                Path(name).write_text(text(), encoding="utf-8", newline="")
            except OSError as error:
                raise InputError(f"{name} cannot be written: {error.strerror}.") from None


def _explained(panel: Panel, cell: str) -> object:
    column, *keys = cell.split(",")
    parts = [key.partition("=") for key in keys]
    return panel.why(column, **{name: int(value) if value.isdecimal() else value for name, _, value in parts})


def _print_csv(panel: Panel, status: str) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(panel.header(status))  # type: ignore[arg-type]
    writer.writerows(panel.rows(status))  # type: ignore[arg-type]
