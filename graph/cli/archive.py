"""`export`, `backup` and `restore`: the graph as files outside the service, and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..rdf import formats
from ..settings import Settings
from ..versions.backup import backup, restore
from .adapter import PRIVATE_OPTION, adapter, opened_graph, say

_RDF = {rdf.name: rdf for rdf in formats.RDF_FORMATS}


@click.command("export")
@click.argument("selection", default="everything")
@click.option("--format", "rdf", type=click.Choice(list(_RDF)), default="turtle", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output if not given."
)
@click.option(
    "--at",
    "day",
    help="Date of the state for day, everything and inferred, as 2011-06-01, 2011-06 or 2011. "
    "[default: the reference date]",
)
@PRIVATE_OPTION
@adapter
def export_command(settings: Settings, selection: str, rdf: str, out: Path | None, day: str | None) -> None:
    """Write SELECTION: day, everything, asserted, ontology, inferred, history, or the key of a source.

    The selection day is the state of the world on one day, for Protégé and other reasoners of OWL 2 DL.
    """
    graph = opened_graph(settings)
    if out is None:
        sys.stdout.buffer.write(graph.export(selection, format=rdf, at=day).encode())
        return
    path = graph.export(selection, out, format=rdf, at=day)
    say(f"Wrote {selection} to {path} ({path.stat().st_size:,} bytes).")


@click.command("backup")
@click.argument("folder", type=click.Path(path_type=Path))
@adapter
def backup_command(settings: Settings, folder: Path) -> None:
    """Save the current version, with what was written through the service, into the new FOLDER."""
    manifest = backup(settings.data_dir, folder)
    say(f"Saved {manifest.version} into {folder}.")


@click.command("restore")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@adapter
def restore_command(settings: Settings, folder: Path) -> None:
    """Replace the current version with the backup in FOLDER."""
    manifest = restore(settings.data_dir, folder)
    say(f"Restored; {manifest.version} is the current version.")
