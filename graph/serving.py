"""Serving over HTTP: what the user reads when it starts, and how it stops."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from types import FrameType

from .build import build
from .errors import StoreError
from .http_server import Server, make_server, unsent_bytes
from .reason import Progress
from .settings import Settings
from .web import Services, create_app, services_of

_EXAMPLES = """\
Westphalia is served at {url} (stop with Ctrl-C). Try, in another terminal:

  curl '{url}/sparql' -H 'Accept: text/csv' --data-urlencode \\
    'query=SELECT ?organization WHERE {{ id:kazakhstan wph:affiliatedWith ?organization }}'
  curl -H 'Accept: text/turtle' {url}/id/kazakhstan
  westphalia query --library security-ties
"""
_POLL_SECONDS = 0.05
_LAST_SECONDS = 2.0
"""Time for those who are told that the service stops to hear it."""


def serve_forever(settings: Settings, host: str, port: int, progress: Progress, *, rebuild: bool = True) -> None:
    """Build what has changed, then serve until interrupted.

    SIGTERM lets queries finish within the grace period and tells the others; SIGINT stops at once. Raises StoreError
    when the port is taken or there is nothing to serve.
    """
    _check_port(host, port)
    if rebuild:
        build(settings, progress)
    app = create_app(settings)
    services = services_of(app)
    services.publication.current()
    services.pool.start()
    server = make_server(app, settings, host, port)
    signal.signal(signal.SIGTERM, _GracefulStop(services, server))
    progress(_EXAMPLES.format(url=f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"))
    try:
        server.run()
    finally:
        server.close()
        services.pool.close()
        progress("Stopped.")


class _GracefulStop:
    """What SIGTERM does: no new requests, time for those that run, a word to those that are left, then the end."""

    def __init__(self, services: Services, server: Server) -> None:
        self._services = services
        self._server = server

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        if not self._services.stopping.is_set():
            self._services.stopping.set()
            threading.Thread(target=self._stop, name="stop").start()

    def _stop(self) -> None:
        self._wait(self._services.settings.grace_seconds)
        self._services.pool.close()
        self._wait(_LAST_SECONDS)
        os.kill(os.getpid(), signal.SIGINT)

    def _wait(self, seconds: float) -> None:
        """Wait until every request is answered and every answer has left, or the time is up."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and (self._services.metrics.running or unsent_bytes(self._server)):
            time.sleep(_POLL_SECONDS)


def _check_port(host: str, port: int) -> None:
    """Find out before the build, which may take a while, that the address cannot be had."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"Port {port} on {host} cannot be used: {reason}; choose another with --port.") from None
