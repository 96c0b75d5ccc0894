"""The command `westphalia`: each subcommand reads its arguments, calls a function, and prints what it returns."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from . import formats
from .backup import backup, restore
from .build import build, current_build
from .check import Part, check_all
from .dataset import load_inputs
from .dictionary import write_generated_pages
from .errors import InputError, QueryError, WestphaliaError
from .explanations import MAX_ALTERNATIVES, explain
from .export import exported, write_export
from .library import load_library
from .mirror import mirror
from .ontology import rule_paths, shape_paths
from .reason.closing import closed_lines
from .reason.proof import Explanation
from .reason.proof_json import explanation_json
from .reason.proof_rdf import explanation_turtle
from .reason.proof_text import explanation_text
from .report import Report
from .serving import serve_bare, serve_forever
from .settings import Settings, read_settings
from .snapshots import Snapshots, read_day
from .store import EmbeddedStore, Kind, Store, remote_store
from .terms import shorten
from .validate import validate

_RDF = {rdf.name: rdf for rdf in formats.RDF_FORMATS}
_RESULTS = {result.name: result for result in formats.RESULT_FORMATS}


_EXPLANATIONS: dict[str, Callable[[Explanation], str]] = {
    "text": explanation_text,
    "json": lambda found: json.dumps(explanation_json(found), ensure_ascii=False, indent=2),
    "turtle": lambda found: explanation_turtle(found).decode(),
}


def _say(sentence: str) -> None:
    """Tell progress on standard error, so that standard output holds results alone."""
    click.echo(sentence, err=True)


def _adapter(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the settings, and turn our errors into one sentence and exit code 1."""

    def command(**arguments: Any) -> None:  # noqa: ANN401 - click passes what each command declares
        try:
            function(Settings.from_environment(), **arguments)
        except WestphaliaError as error:
            _say(f"Error: {error}")
            sys.exit(1)
        except KeyboardInterrupt:
            _say("Interrupted; the build before, if any, is unchanged.")
            sys.exit(130)

    return update_wrapper(command, function)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="westphalia", prog_name="westphalia")
def main() -> None:
    """Build, serve, query, export and check a knowledge graph of the international order."""


_STORE_OPTION = click.option(
    "--store", "store_url", help="Query address of a store on another server, in the place of the one here."
)


@main.command("build")
@click.option("--force", is_flag=True, help="Build even when nothing has changed.")
@_STORE_OPTION
@click.option("--close-there", is_flag=True, help="Let the other store derive what follows, by the rules, undated.")
@_adapter
def build_command(settings: Settings, force: bool, store_url: str | None, close_there: bool) -> None:
    """Load, validate, reason, store and publish."""
    store = remote_store(_with_store(settings, store_url))
    if close_there and store is None:
        raise InputError("--close-there is for a store on another server; expected --store with it.")
    report, made = build(settings, _say, force=force)
    if store is not None:
        rules = rule_paths(settings.ontology_dir) if close_there else None
        name = mirror(current_build(settings), store, settings.data_dir / "mirror", _say, rules=rules)
        _say(f"The store holds {name}.")
    _say("Built." if made else "Nothing has changed since the current build; use --force to build all the same.")
    Console().print(_report_table(report))


@main.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port to listen on.  [default: 8000]")
@click.option("--no-build", is_flag=True, help="Serve the current build even when its inputs have changed.")
@_STORE_OPTION
@click.option("--bare", is_flag=True, help="Serve a plain store of FILES instead, without ontology and reasoner.")
@click.option(
    "--path",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the plain store; none: in memory.",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@_adapter
def serve(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    host: str | None,
    port: int | None,
    no_build: bool,
    store_url: str | None,
    bare: bool,
    path: Path | None,
    files: tuple[Path, ...],
) -> None:
    """Build what has changed and serve the graph."""
    settings = replace(_with_store(settings, store_url), host=host or settings.host, port=port or settings.port)
    if bare:
        serve_bare(settings, path, files, _say)
        return
    if path or files:
        raise InputError("FILES and --path are for a plain store; expected --bare with them.")
    serve_forever(settings, settings.host, settings.port, _say, rebuild=not no_build)


@main.command()
@click.argument("query", required=False)
@click.option("--library", "name", help="Run the query of the library with this name.")
@click.option("--param", "parameters", multiple=True, help="A parameter of a library query, as name=value.")
@click.option("--list", "list_only", is_flag=True, help="List the library.")
@_STORE_OPTION
@click.option("--at", "day", help="Day of the world to ask about, as 2011-06-01, 2011-06 or 2011.")
@click.option(
    "--format", "output", type=click.Choice(["table", *_RESULTS, *_RDF]), help="[default: table, turtle for graphs]"
)
@_adapter
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
        for found in load_library(settings.queries_dir).values():
            click.echo(f"{found.name}: {found.title}")
        return
    text = _query_text(settings, query, name, parameters)
    there, asked_day = remote_store(_with_store(settings, store_url)), day or _day_of(settings, name)
    if there is not None and asked_day:
        raise InputError(
            f"The query is about {asked_day}, but only the store here knows other days; leave out --store."
        )
    _print_answer(there or EmbeddedStore.open(_store_at(settings, asked_day)), text, output)


def _with_store(settings: Settings, store_url: str | None) -> Settings:
    return replace(settings, store_url=store_url) if store_url else settings


def _day_of(settings: Settings, name: str | None) -> str:
    """The day that a query of the library is about, empty for any other query."""
    return load_library(settings.queries_dir)[name].at if name else ""


def _store_at(settings: Settings, day: str) -> Path:
    version = current_build(settings)
    return Snapshots(settings.snapshots).store_at(version, read_day(day)) if day else version / "store"


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


def _print_answer(store: Store, text: str, output: str | None) -> None:
    def choose(kind: Kind) -> formats.RdfFormat | formats.ResultFormat:
        if kind == "graph":
            return _RDF.get(output or "turtle", formats.TURTLE)
        return _RESULTS.get(output or "table", formats.CSV)

    answer = store.run(text, choose)
    if answer.kind == "bindings" and output in {None, "table"}:
        Console().print(_results_table(answer.body.decode()))
    else:
        click.echo(answer.body.decode().rstrip("\n"))


def _results_table(text: str) -> Table:
    rows = list(csv.reader(io.StringIO(text)))
    table = Table(caption=f"{len(rows) - 1} rows", caption_justify="left")
    for name in rows[0]:
        table.add_column(name, overflow="fold")
    for row in rows[1:]:
        table.add_row(*(shorten(cell) for cell in row))
    return table


@main.command("settings")
def settings_command() -> None:
    """List the settings: value, default, meaning, and where each value came from."""
    try:
        lines = read_settings()
    except WestphaliaError as error:
        _say(f"Error: {error}")
        sys.exit(1)
    table = Table("Setting", "Value", "Default", "From", "Meaning")
    for line in lines:
        table.add_row(line.name, line.shown, str(line.default), line.origin, line.meaning)
    Console().print(table)


@main.command("explain")
@click.argument("subject")
@click.argument("predicate")
@click.argument("target", metavar="OBJECT")
@click.option("--at", "day", help="Day of the world, as 2011-06-01, 2011-06 or 2011.  [default: the reference day]")
@click.option("--alternatives", type=click.IntRange(0, MAX_ALTERNATIVES), default=0, help="Other proofs to show.")
@click.option("--format", "output", type=click.Choice(list(_EXPLANATIONS)), default="text", show_default=True)
@_adapter
def explain_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings, subject: str, predicate: str, target: str, day: str | None, alternatives: int, output: str
) -> None:
    """Say why SUBJECT PREDICATE OBJECT holds, or that it does not; exits with 2 when it does not."""
    when = read_day(day) if day else settings.reference_day
    found = explain(settings, current_build(settings), (subject, predicate, target), when, alternatives)
    click.echo(_EXPLANATIONS[output](found))
    sys.exit(0 if found.holds else 2)


@main.command("close")
@click.argument("file")
@_adapter
def close_command(settings: Settings, file: str) -> None:
    """Close FILE (Turtle, RDF/XML or N-Triples; '-' for Turtle on standard input) under all rules, as N-Triples.

    Comment lines that begin with '# CLASH' tell contradictions.
    """
    text = sys.stdin.buffer.read() if file == "-" else None
    for line in closed_lines(Path(file), text, rule_paths(settings.ontology_dir), settings.data_dir / "cache"):
        click.echo(line)


@main.command("export")
@click.argument("selection", default="everything")
@click.option("--format", "rdf", type=click.Choice(list(_RDF)), default="turtle", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output if not given."
)
@_adapter
def export_command(settings: Settings, selection: str, rdf: str, out: Path | None) -> None:
    """Write SELECTION: everything, asserted, ontology, inferred, or the key of a source."""
    folder = current_build(settings)
    if out is None:
        sys.stdout.buffer.write(exported(folder, selection, _RDF[rdf]))
        return
    size = write_export(folder, selection, _RDF[rdf], out)
    _say(f"Wrote {selection} to {out} ({size:,} bytes).")


@main.command()
@click.option("--strict", is_flag=True, help="Fail on warnings and contradictions too.")
@_adapter
def check(settings: Settings, strict: bool) -> None:
    """Check ontology, shapes, data quality and contradictions."""
    inputs = load_inputs(settings)
    shape_findings = validate(inputs, shape_paths(settings.ontology_dir))
    build(settings, _say)
    parts = check_all(settings, inputs, shape_findings, current_build(settings))
    sys.exit(_print_parts(parts, strict))


def _print_parts(parts: list[Part], strict: bool) -> int:
    """Print each part with its findings; returns the exit code."""
    for part in parts:
        click.echo(f"{part.looked_at} {part.name}: {len(part.findings) or 'no'} findings")
        for finding in part.findings:
            click.echo(f"  {finding.severity}: {finding.sentence()}")
            for line in finding.details:
                click.echo(f"    {line}")
    fatal = {"error", "warning"} if strict else {"error"}
    return int(any(finding.severity in fatal for part in parts for finding in part.findings))


@main.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@_adapter
def backup_command(settings: Settings, folder: Path) -> None:
    """Save the build that is served, and what was written through the service, into the new FOLDER."""
    report = backup(settings.data_dir, folder)
    _say(f"Saved {report.version} into {folder}.")


@main.command("restore")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_adapter
def restore_command(settings: Settings, folder: Path) -> None:
    """Serve what the backup in FOLDER holds in the place of the current build."""
    report = restore(settings.data_dir, folder)
    _say(f"Restored; {report.version} is served now.")


@main.command()
@_adapter
def docs(settings: Settings) -> None:
    """Write the generated pages and the ontology's catalog anew."""
    changed = write_generated_pages(settings)
    _say("\n".join(f"Wrote {path}." for path in changed) or "Every generated page is current.")


def _report_table(report: Report) -> Table:
    table = Table(
        "What", "Triples", title=f"Build {report.version}, reasoner {report.reasoner}", title_justify="left"
    )
    for name, count in report.triples.items():
        table.add_row(shorten(name), f"{count:,}")
    table.add_row("asserted, without repetition", f"{report.asserted:,}")
    table.add_row("inferred", f"{report.inferred:,}")
    table.add_row("contradictions", f"{len(report.contradictions):,}")
    table.caption = ", ".join(f"{step} {seconds} s" for step, seconds in report.seconds.items())
    return table


if __name__ == "__main__":
    main()
