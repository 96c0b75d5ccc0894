"""`settings` and `docs`: what is set, and the pages that are generated from the project."""

from __future__ import annotations

import click

from ..errors import InputError
from ..settings import IN_CHECKOUT, Settings, read_settings
from .adapter import adapter, reporting_errors, say


@click.command("settings")
@reporting_errors
def settings_command() -> None:
    """List the settings: value, default, meaning, and where each value came from."""
    for line in read_settings():
        origin = "" if line.origin == "default" else f"  (from {line.origin}; default: {line.default})"
        click.echo(f"{line.name} = {line.shown}{origin}\n    {line.meaning}")


@click.command()
@adapter
def docs(settings: Settings) -> None:
    """Write the generated pages and the ontology's catalog anew."""
    from ..reference_docs.dictionary import write_generated_pages  # noqa: PLC0415 - reads the whole ontology

    if not IN_CHECKOUT:
        raise InputError("The reference pages belong to the project's repository; expected a checkout.")
    changed = write_generated_pages(settings)
    say("\n".join(f"Wrote {path}." for path in changed) or "Every generated page is current.")
