"""`add` and `remove`: datasets that a user has downloaded, as private sources."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import InputError
from ..importers import DATASETS, read_dataset
from ..packages import check_source, is_package, keep_at, pack, read_package
from ..settings import Settings
from ..versions.private_sources import keep_private_source, private_sources, remove_private_source
from .adapter import PRIVATE_OPTION, adapter, opened_graph, say


@click.command("add")
@click.argument("dataset", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--list", "list_only", is_flag=True, help="List the datasets that can be read, and what was added.")
@click.option("--sha256", "digest", help="Digest that a package must have, as its author gives it.")
@click.option(
    "--to", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder of sources for a package."
)
@adapter
def add_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    dataset: str | None,
    file: Path | None,
    list_only: bool,
    digest: str | None,
    to: Path | None,
) -> None:
    """Read FILE, your own download of DATASET, or a package that 'westphalia pack' has made, into a private source.

    The header of a download decides which release it is; another header is refused. A package is checked as a build
    checks sources, and refused if it was changed. No export, page or endpoint gives a private source away; commands
    with --private work on a graph of their own that has it. With --to a package goes to a folder of sources instead.
    """
    if list_only:
        _list(settings)
        return
    if dataset is not None and file is None and is_package(Path(dataset)):
        _add_package(settings, Path(dataset), digest, to)
        return
    if dataset is None or file is None:
        raise InputError(
            "Give a dataset and its file, for instance: westphalia add cow-states states2016.csv; or a package: "
            "westphalia add atlantis.zip."
        )
    if digest or to:
        raise InputError("A digest and a folder are for packages; expected neither with a dataset.")
    imported = read_dataset(file, opened_graph(settings).code_table, dataset)
    keep_private_source(settings.data_dir, imported.dataset.key, imported.files)
    for line in imported.report():
        click.echo(line)
    say("Build the private graph with 'westphalia build --private'.")


def _add_package(settings: Settings, path: Path, digest: str | None, to: Path | None) -> None:
    packed = read_package(path)
    if digest is not None and digest.lower() != packed.digest:
        raise InputError(f"{path} has the digest {packed.digest}; expected {digest}: it is not the package you mean.")
    for warning in check_source(settings, packed):
        click.echo(f"Warning: {warning}", err=True)
    click.echo(
        f"{packed.title} ({packed.key}), {packed.licence}: {len(packed.files)} files, SHA-256 {packed.digest}."
    )
    click.echo(f"Cite: {packed.citation}")
    if to is not None:
        say(f"Wrote {keep_at(packed, to)}.")
        return
    keep_private_source(settings.data_dir, packed.key, {str(name): body for name, body in packed.files.items()})
    say("Build the private graph with 'westphalia build --private'.")


@click.command("pack")
@click.argument("key")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write.  [default: KEY.zip]")
@PRIVATE_OPTION
@adapter
def pack_command(settings: Settings, key: str, out: Path | None) -> None:
    """Pack the source KEY into one file, with licence, citation and checksums.

    It is a Data Package: the source's own files, its statements as TriG, and a description that other tools read.
    The document itself, in raw/, stays behind. A source that may not be passed on is refused.
    """
    path = out or Path(f"{key}.zip")
    digest = pack(settings, key, path)
    say(f"Wrote {path} ({path.stat().st_size:,} bytes).")
    click.echo(f"{digest}  {path.name}")


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
