"""Serving over HTTP: the WSGI server, its threads, and what the user reads when it starts."""

from __future__ import annotations

import signal
import socket
import threading
from types import FrameType

from waitress.server import create_server

from .build import build
from .errors import StoreError
from .reason import Progress
from .settings import Settings
from .web import create_app

THREADS = 8
STACK_BYTES = 256 * 1024 * 1024
"""Stack of each thread: the engine parses by recursion, and with the default stack 4.5 KB of nested braces end it."""

_EXAMPLES = """\
Westphalia is served at {url} (stop with Ctrl-C). Try, in another terminal:

  curl '{url}/sparql' -H 'Accept: text/csv' --data-urlencode \\
    'query=SELECT ?organization WHERE {{ id:kazakhstan wph:affiliatedWith ?organization }}'
  curl -H 'Accept: text/turtle' {url}/id/kazakhstan
  westphalia query --library security-ties
"""


def serve_forever(settings: Settings, host: str, port: int, progress: Progress, *, rebuild: bool = True) -> None:
    """Build what has changed, then serve until interrupted.

    Raises StoreError when the port is taken or there is nothing to serve.
    """
    _check_port(host, port)
    if rebuild:
        build(settings, progress)
    threading.stack_size(STACK_BYTES)
    server = create_server(create_app(settings), host=host, port=port, threads=THREADS, ident="westphalia")
    signal.signal(signal.SIGTERM, _stop)
    progress(_EXAMPLES.format(url=f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"))
    try:
        server.run()
    finally:
        server.close()
        progress("Stopped.")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _check_port(host: str, port: int) -> None:
    """Find out before the build, which may take a while, that the address cannot be had."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"Port {port} on {host} cannot be used: {reason}; choose another with --port.") from None
