"""`verify`: is what is stored as it was written."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..settings import Settings
from ..versions.verify import verify
from .adapter import adapter


@click.command("verify")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
@adapter
def verify_command(settings: Settings, folder: Path | None) -> None:
    """Compare every file of the current version, and every edit, with its checksum.

    FOLDER is another data folder, or a backup. Names each damaged file and what is lost with it; exit code 1 if any.
    """
    checked = verify(folder or settings.data_dir)
    for damage in checked.damage:
        click.echo(f"{damage.file} is damaged or missing: {damage.meaning}.")
    outcome = f"{len(checked.damage)} damaged" if checked.damage else "all as written"
    click.echo(f"Read {checked.files} files of {checked.subject}: {outcome}.")
    sys.exit(1 if checked.damage else 0)
