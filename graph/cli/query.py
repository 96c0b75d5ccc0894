"""`query`: SPARQL from the command line, the user's own or from the library."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyoxigraph as ox

from ..errors import QueryError
from ..inputs.query_library import load_library
from ..rdf import formats
from ..rdf.curies import shorten
from ..settings import Settings
from ..store import Answer, Kind, RemoteStore, Store, remote_store
from .adapter import PRIVATE_OPTION, STORE_OPTION, adapter, opened_graph, say, served_folder, with_store

if TYPE_CHECKING:
    from rich.table import Table

    from ..views.notices import Notice

_RESULT = {"graph": "a graph", "boolean": "a truth value", "bindings": "solutions"}
_RDF = {rdf.name: rdf for rdf in formats.RDF_FORMATS}
_RESULTS = {result.name: result for result in formats.RESULT_FORMATS}


@click.command()
@click.argument("query", required=False)
@click.option("--library", "name", help="Run the query of the library with this name.")
@click.option("--param", "parameters", multiple=True, help="A parameter of a library query, as name=value.")
@click.option("--list", "list_only", is_flag=True, help="List the library.")
@STORE_OPTION
@click.option("--at", "day", help="Date at which the facts hold, as 2011-06-01, 2011-06 or 2011.")
@click.option(
    "--format", "output", type=click.Choice(["table", *_RESULTS, *_RDF]), help="[default: table, turtle for graphs]"
)
@PRIVATE_OPTION
@adapter
def query(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    query: str | None,
    name: str | None,
    parameters: tuple[str, ...],
    list_only: bool,
    store_url: str | None,
    day: str | None,
    output: str | None,
) -> None:
    """Answer QUERY: SPARQL text, a file, or '-' for standard input."""
    if list_only:
        for entry in load_library(settings.queries_dir).values():
            click.echo(f"{entry.name}: {entry.title}")
        return
    text = _query_text(settings, query, name, parameters)
    remote, at = remote_store(with_store(settings, store_url)), day or _day_of(settings, name)
    store = opened_graph(settings).store(at or None) if remote is None else _store_elsewhere(settings, remote, at)
    answer = _answered(store, text, output)
    if answer.format == formats.JSON:  # which has notices as a member
        notices = _notices(settings, store, text, at or "", answer)
        from ..views.notices import with_notices  # noqa: PLC0415 - other formats need none of it

        click.echo(with_notices(answer.body, notices).decode().rstrip("\n"))
    else:
        _print_answer(answer, output)
        notices = _notices(settings, store, text, at or "", answer)
    for notice in notices:  # on standard error, where they are in nobody's data
        click.echo(f"Notice: {notice.text}", err=True)


def _store_elsewhere(settings: Settings, remote: RemoteStore, at: str) -> Store:
    """A store on another server, on a day if one is wanted, which is carried there if the settings allow that.

    Raises QueryError with the days that it has, if this is none of them.
    """
    if not at:
        return remote
    from ..replication import carried_days, carry_day, replicated_version, store_on  # noqa: PLC0415 - few need it
    from ..versions.day_snapshots import read_day  # noqa: PLC0415

    day = read_day(at)
    if settings.store_days_on_demand and not any(days.has(day) for days in carried_days(remote)):
        version = served_folder(settings)
        if replicated_version(remote) == version.name:
            carry_day(version, remote, settings.data_dir / "mirror", day, say)
    return store_on(remote, day)


def _day_of(settings: Settings, name: str | None) -> str:
    """The day that a query of the library is about, empty for any other query."""
    return load_library(settings.queries_dir)[name].at if name else ""


def _query_text(settings: Settings, query: str | None, name: str | None, parameters: tuple[str, ...]) -> str:
    if (query is None) == (name is None):
        raise QueryError("Give either a query or --library NAME.")
    if name is not None:
        return _library_text(settings, name, parameters)
    assert query is not None
    if query == "-":
        return sys.stdin.read()
    return Path(query).read_text(encoding="utf-8") if _is_file(query) else query


def _library_text(settings: Settings, name: str, parameters: tuple[str, ...]) -> str:
    library = load_library(settings.queries_dir)
    if name not in library:
        raise QueryError(f"The library has no query {name!r}; 'westphalia query --list' shows them.")
    wrong = [parameter for parameter in parameters if "=" not in parameter]
    if wrong:
        raise QueryError(f"{wrong[0]!r} is not a parameter; expected name=value.")
    return library[name].render(dict(parameter.split("=", 1) for parameter in parameters))


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # a query is too long for a file name
        return False


def _notices(settings: Settings, store: Store, text: str, day: str, answer: Answer) -> tuple[Notice, ...]:
    """The notices about the query, and about a chosen day."""
    from ..versions.day_snapshots import read_day  # noqa: PLC0415 - after most answers, for which nobody waits longer
    from ..views.answers.completeness import own_rules  # noqa: PLC0415
    from ..views.notices import notices_of  # noqa: PLC0415
    from ..views.notices.coverage_reasons import coverage_reason, read_coverage_of  # noqa: PLC0415

    on = read_day(day) if day else settings.reference_day
    reason = coverage_reason(lambda: read_coverage_of(store, own_rules(settings)), on)
    return notices_of(text, store, is_empty=_is_empty(answer), reason=reason, day=on if day else None)


def _answered(store: Store, text: str, output: str | None) -> Answer:
    """The answer in the wanted format. Raises QueryError for one that cannot carry it."""

    def choose(kind: Kind) -> formats.RdfFormat | formats.ResultFormat:
        available: dict[str, formats.RdfFormat | formats.ResultFormat] = (
            {"table": formats.TURTLE, **_RDF} if kind == "graph" else {"table": formats.CSV, **_RESULTS}
        )
        if (output or "table") not in available:
            names = ", ".join(available)
            raise QueryError(
                f"The query gives {_RESULT[kind]}, which {output} cannot carry; expected one of {names}."
            )
        return available[output or "table"]

    return store.run(text, choose)


def _print_answer(answer: Answer, output: str | None) -> None:
    if answer.kind == "bindings" and output in {None, "table"}:
        from rich.console import Console  # noqa: PLC0415 - other formats need no tables

        Console().print(_results_table(answer.body.decode()))
    else:
        click.echo(answer.body.decode().rstrip("\n"))


def _is_empty(answer: Answer) -> bool:
    """Whether there are no rows or triples, or the truth value is false, in whatever format."""
    if isinstance(answer.format, formats.RdfFormat):
        return next(iter(ox.parse(answer.body, format=answer.format.engine)), None) is None
    if answer.format == formats.CSV:  # which the engine does not read: a line of names, then one for each solution
        return b"true" not in answer.body if answer.kind == "boolean" else answer.body.count(b"\n") <= 1
    results = ox.parse_query_results(answer.body, format=answer.format.engine)
    return not results if isinstance(results, ox.QueryBoolean) else next(iter(results), None) is None


def _results_table(text: str) -> Table:
    from rich.table import Table  # noqa: PLC0415 - other formats need no tables

    rows = list(csv.reader(io.StringIO(text)))
    table = Table(caption=f"{len(rows) - 1} rows", caption_justify="left")
    for name in rows[0]:
        table.add_column(name, overflow="fold")
    for row in rows[1:]:
        table.add_row(*(shorten(cell) for cell in row))
    return table
