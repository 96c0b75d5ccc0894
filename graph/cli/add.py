"""`add` and `remove`: datasets that a user has downloaded, as private sources."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import InputError
from ..importers import DATASETS, read_dataset
from ..settings import Settings
from ..versions.private_sources import keep_private_source, private_sources, remove_private_source
from .adapter import adapter, opened_graph, say


@click.command("add")
@click.argument("dataset", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--list", "list_only", is_flag=True, help="List the datasets that can be read, and what was added.")
@adapter
def add_command(settings: Settings, dataset: str | None, file: Path | None, list_only: bool) -> None:
    """Read FILE, your own download of DATASET, into a private source.

    The header decides which release it is; another header is refused. No export, page or endpoint gives the source
    away; commands with --private work on a graph of their own that has it.
    """
    if list_only:
        _list(settings)
        return
    if dataset is None or file is None:
        raise InputError("Give a dataset and its file, for instance: westphalia add cow-states states2016.csv.")
    imported = read_dataset(file, opened_graph(settings).code_table, dataset)
    keep_private_source(settings.data_dir, imported.dataset.key, imported.files)
    for line in imported.report():
        click.echo(line)
    say("Build the private graph with 'westphalia build --private'.")


def _list(settings: Settings) -> None:
    added = set(private_sources(settings.data_dir))
    for key, dataset in DATASETS.items():
        versions = ", ".join(release.version for release in dataset.releases)
        click.echo(f"{key}: {dataset.title}, {versions}{' (added)' if key in added else ''}")


@click.command("remove")
@click.argument("dataset")
@adapter
def remove_command(settings: Settings, dataset: str) -> None:
    """Remove the private source of DATASET."""
    remove_private_source(settings.data_dir, dataset)
    say(f"Removed {dataset}; 'westphalia build --private' makes the private graph without it.")
