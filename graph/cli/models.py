"""`mcp`: the graph for language models, over the Model Context Protocol."""

from __future__ import annotations

from importlib import import_module

import click

from ..errors import InputError
from ..extras import optional
from ..settings import Settings
from ..versions.folders import current_folder
from .adapter import adapter, say


@click.command("mcp")
@click.option("--http", is_flag=True, help="Serve streamable HTTP at /mcp instead of standard input and output.")
@click.option("--host", help="Address to listen on with --http.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port to listen on with --http.  [default: 8001]")
@adapter
def mcp_command(settings: Settings, *, http: bool, host: str | None, port: int | None) -> None:
    """Serve the graph to a language model: tools that read and cite (Model Context Protocol).

    A client such as an editor or a chat program starts the command and talks to it on standard input and output.
    The private graph is never served.
    """
    if not http and (host or port):
        raise InputError("A host and a port are for HTTP; expected --http with them.")
    optional("mcp", "mcp")
    current_folder(settings.data_dir)  # says what to do where there is none
    transports = import_module("..model_context.transports", __package__)
    if http:
        transports.serve_http(settings, host or "127.0.0.1", port or 8001, say)
    else:
        transports.serve_streams(settings)
