"""`new source`, `relations`, `publish`, `unpublish`, and `check` of a folder: a case of one's own."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from ..cases.case import Case, read_case
from ..cases.description import KEYS, REQUIRED
from ..cases.drafts import DRAFTS, new_case
from ..cases.preview.preview import Previewer
from ..cases.preview.preview_text import preview_lines
from ..cases.publish import publish, unpublish
from ..cases.reading.knowledge import Knowledge
from ..cases.sheets.files import sheet_files
from ..errors import InputError
from ..settings import Settings
from ..store import EmbeddedStore
from ..versions.build import build
from .adapter import adapter, say, served_folder

_ASKED = ("title", "author", "publisher", "issued", "language", "licence", "covers_from", "covers_until")
_DEFAULTS = {"licence": "CC BY 4.0", "language": "en"}
_POLL_SECONDS = 0.25


@click.group("new")
def new_command() -> None:
    """Begin something of your own."""


def _description_options(function: Callable[..., None]) -> Callable[..., None]:
    for key, meaning in reversed(KEYS.items()):
        function = click.option(f"--{key.replace('_', '-')}", key, default=None, help=meaning)(function)
    return function


@new_command.command("source")
@click.argument("name")
@click.option("--in", "parent", type=click.Path(path_type=Path, file_okay=False), help="Folder to make it in.")
@_description_options
@adapter
def new_source_command(settings: Settings, name: str, parent: Path | None, **values: str | None) -> None:
    """Make the folder NAME with empty sheets, a description, and a README that shows how to fill them in.

    On a terminal without options it prompts for the description. Without --in the folder is made in the data folder.
    """
    given = {key: value for key, value in values.items() if value is not None}
    if sys.stdin.isatty() and not given:
        given = _ask()
    folder = (parent or settings.data_dir / DRAFTS) / name
    new_case(folder, {**_DEFAULTS, **given})
    click.echo(folder)
    say(f"Fill in statements.csv there, and run: westphalia check {folder} --watch")


def _ask() -> dict[str, str]:
    answers = {}
    for key in _ASKED:
        needed = "" if key in REQUIRED else " (may stay empty)"
        answers[key] = click.prompt(
            f"{KEYS[key]}{needed}", default=_DEFAULTS.get(key, ""), show_default=key in _DEFAULTS
        )
    answers["may_be_passed_on"] = str(click.confirm("May your retelling be passed on?", default=True)).lower()
    return answers


def check_folder(settings: Settings, folder: Path, *, watch: bool) -> int:
    """Check a case and preview it, again at each save while watching; returns the exit code."""
    folder = _case_folder(settings, folder)
    previewer = Previewer(folder, settings, knowledge(settings))
    try:
        for _ in _saves(folder, watch=watch):
            preview = previewer.preview()
            for line in preview_lines(preview):
                click.echo(line)
        return int(bool(preview.case.errors))
    finally:
        previewer.close()


def _saves(folder: Path, *, watch: bool) -> Iterator[None]:
    """One turn at once, and while watching one after each change of a file."""
    state = _state(folder)
    yield
    while watch:
        time.sleep(_POLL_SECONDS)
        now = _state(folder)
        if now != state:
            state = now
            click.echo("")
            yield


def _state(folder: Path) -> dict[Path, int]:
    paths = [*sheet_files(folder), folder / "source.toml"]
    return {path: path.stat().st_mtime_ns for path in paths if path.exists()}


def knowledge(settings: Settings) -> Knowledge:
    """The current version as cases are read against it."""
    version = served_folder(settings)
    return Knowledge(version, EmbeddedStore.open(version / "store"), settings.ontology_dir, settings.reference_day)


def _case_folder(settings: Settings, folder: Path) -> Path:
    """The folder of a case, by its path or by its name among the drafts."""
    for path in (folder, settings.data_dir / DRAFTS / folder, settings.sources_dir / folder):
        if path.is_dir():
            return path
    raise InputError(f"There is no folder {folder}; 'westphalia new source' makes one.")


@click.command("publish")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--without-faulty-rows", is_flag=True, help="Leave out the rows with mistakes.")
@click.option("--no-build", is_flag=True, help="Leave the build to 'westphalia build'.")
@adapter
def publish_command(settings: Settings, folder: Path, without_faulty_rows: bool, no_build: bool) -> None:
    """Make the case in FOLDER a source of the graph, and build.

    What may not be passed on becomes a private source: 'westphalia build --private' reads it.
    """
    case: Case = read_case(_case_folder(settings, folder), knowledge(settings))
    for message in case.errors:
        click.echo(message.text(), err=True)
    publish(case, settings, leave_out_faulty=without_faulty_rows)
    is_private = case.description is not None and not case.description.may_be_passed_on
    if is_private:
        say(f"{case.key} is a private source; build the private graph with 'westphalia build --private'.")
    elif not no_build:
        build(settings, say)
    click.echo(case.summary())


@click.command("unpublish")
@click.argument("name")
@adapter
def unpublish_command(settings: Settings, name: str) -> None:
    """Take the published case NAME back; the folder with its sheets stays."""
    unpublish(name, settings)
    say(f"Took {name} back; 'westphalia build' makes the graph without it.")


@click.command("relations")
@click.option("--kinds", is_flag=True, help="List the kinds of entities instead.")
@click.option("--indicators", is_flag=True, help="List indicators and units instead.")
@adapter
def relations_command(settings: Settings, kinds: bool, indicators: bool) -> None:
    """List the relations of a case with their other names and an example row each, as CSV."""
    known = knowledge(settings)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if kinds:
        writer.writerows([(name,) for name in ("kind", *sorted(known.kinds))])
    elif indicators:
        writer.writerow(("name", "column"))
        writer.writerows((name, column) for column, names in _measures(known) for name in sorted(names))
    else:
        writer.writerow(("relation", "other names", "who", "whom", "from", "until"))
        for relation in known.relations.relations:
            writer.writerow((relation.name, "; ".join(relation.synonyms), *relation.example))


def _measures(known: Knowledge) -> list[tuple[str, dict[str, str]]]:
    return [("indicator", known.indicators), ("unit", known.units), ("qualifier", known.qualifiers)]
