"""`settings` and `docs`: what is set, and the pages that are generated from the project."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from ..reference_docs.dictionary import write_generated_pages
from ..settings import Settings, read_settings
from .adapter import adapter, say, told_errors


@click.command("settings")
@told_errors
def settings_command() -> None:
    """List the settings: value, default, meaning, and where each value came from."""
    table = Table("Setting", "Value", "Default", "From", "Meaning")
    for line in read_settings():
        table.add_row(line.name, line.shown, str(line.default), line.origin, line.meaning)
    Console().print(table)


@click.command()
@adapter
def docs(settings: Settings) -> None:
    """Write the generated pages and the ontology's catalog anew."""
    changed = write_generated_pages(settings)
    say("\n".join(f"Wrote {path}." for path in changed) or "Every generated page is current.")
