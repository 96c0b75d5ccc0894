"""`build`: build the graph, and replicate it to another store on request."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from ..errors import InputError
from ..inputs.source_rules import all_rule_paths
from ..rdf.curies import shorten
from ..replication import replicate
from ..settings import Settings
from ..store import remote_store
from ..versions.build import build
from ..versions.day_snapshots import read_day
from ..versions.manifest import Manifest
from .adapter import (
    ENGINE_OPTION,
    PRIVATE_OPTION,
    STORE_OPTION,
    WORK_DIR_OPTION,
    adapter,
    say,
    served_folder,
    with_engine,
    with_store,
)


@click.command("build")
@click.option("--force", is_flag=True, help="Build even if no input has changed.")
@STORE_OPTION
@click.option("--close-there", is_flag=True, help="Let the other store derive the inferences by the rules, undated.")
@click.option(
    "--day", "days", multiple=True, help="Carry the state of the world on a day there too, as 1914-07-28 or 1938."
)
@ENGINE_OPTION
@WORK_DIR_OPTION
@PRIVATE_OPTION
@adapter
def build_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    force: bool,
    store_url: str | None,
    close_there: bool,
    days: tuple[str, ...],
    engine: str | None,
    work_dir: str | None,
) -> None:
    """Load, validate, reason, store and publish.

    With --engine, Apache Spark derives what follows; from a build of before, what has changed is followed here.
    """
    settings = with_engine(settings, engine, work_dir)
    store = remote_store(with_store(settings, store_url))
    if store is None and (close_there or days):
        option = "--close-there" if close_there else "--day"
        raise InputError(f"{option} is for a store on another server; expected --store with it.")
    if close_there and days:
        raise InputError("--close-there derives without dates; expected no --day with it.")
    wanted = [read_day(day) for day in (*settings.store_days.split(), *days)]
    manifest, made = build(settings, say, force=force)
    if store is not None:
        rules = all_rule_paths(settings) if close_there else None
        carried = () if close_there else wanted
        folder, states = served_folder(settings), settings.data_dir / "mirror"
        name = replicate(folder, store, states, say, rules=rules, days=carried)
        say(f"The store holds {name}.")
    say("Built." if made else "Nothing has changed since the current build; use --force to build all the same.")
    Console().print(_manifest_table(manifest))


def _manifest_table(manifest: Manifest) -> Table:
    table = Table(
        "What", "Triples", title=f"Build {manifest.version}, reasoner {manifest.reasoner}", title_justify="left"
    )
    for name, count in manifest.triples.items():
        table.add_row(shorten(name), f"{count:,}")
    table.add_row("asserted, without repetition", f"{manifest.asserted:,}")
    table.add_row("inferred", f"{manifest.inferred:,}")
    table.add_row("contradictions", f"{len(manifest.contradictions):,}")
    if manifest.ignored_axioms:
        table.add_row("ignored axioms", f"{len(manifest.ignored_axioms):,}")
    table.caption = ", ".join(f"{step} {seconds} s" for step, seconds in manifest.seconds.items())
    return table
