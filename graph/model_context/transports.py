"""The two ways to the server: standard streams, for a client that starts it, and HTTP."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import anyio
import uvicorn
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings

from ..settings import Settings
from ..workers import PoolLimits, WorkerPool
from .server import make_server

PATH = "/mcp"
_REQUEST_BYTES = 1024 * 1024
"""The longest request: a query may have a tenth of it by default."""
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


def serve_streams(settings: Settings) -> None:
    """Serve a client on standard input and output until it closes them."""
    with _server(settings) as server:
        anyio.run(_run, server)


async def _run(server: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def serve_http(settings: Settings, host: str, port: int, progress: Callable[[str], None]) -> None:
    """Serve clients over streamable HTTP at `/mcp` until interrupted."""
    with _server(settings) as server:
        app = http_app(server, settings, host, port)
        progress(f"Models reach the graph at http://{host}:{port}{PATH} (stop with Ctrl-C).")
        uvicorn.run(app, host=host, port=port, log_level="warning", limit_concurrency=settings.connections)


def http_app(server: Server[Any], settings: Settings, host: str, port: int) -> Any:  # noqa: ANN401 - an ASGI application
    """The application for streamable HTTP.

    A request must name a host that the service has (`public_url` adds one), or a page that a browser shows elsewhere
    could reach it; there are no sessions, so a client may be answered by any process.
    """
    hosts = [f"{name}:{port}" for name in dict.fromkeys((*_LOCAL, host))]
    public = urlsplit(settings.public_url).netloc
    origins = [f"http://{name}" for name in hosts] + ([settings.public_url] if public else [])
    security = TransportSecuritySettings(allowed_hosts=[*hosts, public] if public else hosts, allowed_origins=origins)
    return server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=_REQUEST_BYTES,
        transport_security=security,
        host=host,
    )


@contextmanager
def _server(settings: Settings) -> Iterator[Server[Any]]:
    """The server with a pool of its own, whose processes end with it."""
    pool = WorkerPool(PoolLimits.of(settings))
    try:
        server = make_server(settings, pool)
        pool.start()
        yield server
    finally:
        pool.close()
        sys.stderr.flush()
