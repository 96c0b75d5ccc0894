"""`serve`: answer over HTTP, the graph of the project or a plain store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from ..errors import InputError
from ..serve.lifecycle import serve_forever, serve_plain_store
from ..settings import Settings
from ..versions.private_sources import is_private, refuse_public_host
from .adapter import PRIVATE_OPTION, STORE_OPTION, adapter, say, with_store


@click.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port to listen on.  [default: 8000]")
@click.option("--follow", metavar="ADDRESS", help="Serve what 'publish-version' puts there; do not build.")
@click.option("--no-build", is_flag=True, help="Serve the current version even if its inputs have changed.")
@STORE_OPTION
@click.option("--bare", is_flag=True, help="Serve a plain SPARQL store of FILES, without ontology and reasoner.")
@click.option(
    "--path",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the plain store.  [default: in memory]",
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@PRIVATE_OPTION
@adapter
def serve(  # noqa: PLR0913, PLR0917 - one argument for each option of the command
    settings: Settings,
    host: str | None,
    port: int | None,
    follow: str | None,
    no_build: bool,
    store_url: str | None,
    bare: bool,
    path: Path | None,
    files: tuple[Path, ...],
) -> None:
    """Build what has changed and serve the graph."""
    settings = replace(
        with_store(settings, store_url),
        host=host or settings.host,
        port=port or settings.port,
        follow=follow or settings.follow,
    )
    if bare:
        serve_plain_store(settings, path, files, say)
        return
    if path or files:
        raise InputError("FILES and --path are for a plain store; expected --bare with them.")
    if is_private(settings):
        refuse_public_host(settings.host)
    serve_forever(settings, settings.host, settings.port, say, rebuild=not no_build)
