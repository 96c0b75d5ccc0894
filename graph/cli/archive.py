"""`export`, `backup`, `restore` and `publish-version`: the graph as files outside the service, and back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..errors import InputError
from ..rdf import formats
from ..replication import publish_version
from ..settings import Settings
from ..versions.backup import backup, restore
from .adapter import PRIVATE_OPTION, adapter, opened_graph, say, served_folder

_RDF = {rdf.name: rdf for rdf in formats.RDF_FORMATS}
_NANOPUB, _SSSOM = "nanopub", "sssom"


@click.command("export")
@click.argument("selection", default="everything")
@click.option("--format", "rdf", type=click.Choice([*_RDF, _NANOPUB, _SSSOM]), default="turtle", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; standard output if not given."
)
@click.option(
    "--at",
    "day",
    help="Date of the state for day, everything and inferred, as 2011-06-01, 2011-06 or 2011. "
    "[default: the reference date]",
)
@click.option(
    "--sign",
    "profile",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Sign nanopublications with this profile.",
)
@PRIVATE_OPTION
@adapter
def export_command(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings, selection: str, rdf: str, out: Path | None, day: str | None, profile: Path | None
) -> None:
    """Write SELECTION: day, everything, asserted, ontology, inferred, history, reified-history, or a source's key.

    The selection day is the state of the world on one day, for Protégé and other reasoners of OWL 2 DL. The format
    nanopub gives each record of a source as a nanopublication (TriG), sssom the identity links.
    """
    if profile is not None and rdf != _NANOPUB:
        raise InputError(f"A profile signs nanopublications; expected --format {_NANOPUB} with it.")
    if rdf in {_NANOPUB, _SSSOM}:
        if day is not None:
            raise InputError(f"The format {rdf} is of no one day; expected no --at with it.")
        _write(selection, _shared(served_folder(settings), selection, rdf, profile), out)
        return
    graph = opened_graph(settings)
    if out is None:
        sys.stdout.buffer.writelines(graph.export_pieces(selection, format=rdf, at=day))
        return
    path = graph.export(selection, out, format=rdf, at=day)
    say(f"Wrote {selection} to {path} ({path.stat().st_size:,} bytes).")


def _shared(version: Path, selection: str, kind: str, profile: Path | None) -> bytes:
    """Nanopublications or identity links."""
    if kind == _SSSOM:
        from ..export.identity_links import sssom  # noqa: PLC0415 - loads the engine

        return sssom(version, selection)
    from ..export.nanopublications import nanopublications, trig  # noqa: PLC0415
    from ..export.signing import signed_trig  # noqa: PLC0415

    published = nanopublications(version, selection)
    return trig(published) if profile is None else signed_trig(published, profile)


def _write(selection: str, body: bytes, out: Path | None) -> None:
    from ..export.write import save  # noqa: PLC0415

    if out is None:
        sys.stdout.buffer.write(body)
        return
    save(body, out)
    say(f"Wrote {selection} to {out} ({len(body):,} bytes).")


@click.command("publish-version")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@adapter
def publish_version_command(settings: Settings, folder: Path) -> None:
    """Put the current version into FOLDER, from which servers take it that run 'westphalia serve --follow'.

    They read FOLDER itself, or any HTTP server that serves it. What is there already is not copied again.
    """
    published = publish_version(settings.data_dir, folder)
    say(f"Published {published.version} into {folder}: {published.files} files, {published.added} of them new.")


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
