"""The life of the server: start, the examples that it prints, and a graceful stop."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import FrameType

from flask import Flask

from ..errors import StoreError
from ..reason import Progress
from ..replication import Follower, address_of, replicate, replicated_version
from ..settings import Settings
from ..store import remote_store
from ..versions.build import build
from ..versions.day_snapshots import read_day
from ..versions.folders import current_folder
from ..versions.verify import check_sizes
from ..web import Services, create_app, create_plain_app, keep_ahead, services_of
from .plain_store import opened_plain_store
from .waitress_server import Server, make_server, unsent_bytes

_EXAMPLES = """\
Westphalia is served at {url} (stop with Ctrl-C). Try, in another terminal:

  curl '{url}/sparql' -H 'Accept: text/csv' --data-urlencode \\
    'query=SELECT ?organization WHERE {{ id:kazakhstan wph:affiliatedWith ?organization }}'
  curl -H 'Accept: text/turtle' {url}/id/kazakhstan
  westphalia query --library security-ties
"""
_PLAIN_EXAMPLES = """\
A plain store is served at {url} (stop with Ctrl-C). Try, in another terminal:

  curl '{url}/sparql' --data-urlencode 'update=INSERT DATA {{ <urn:a> <urn:b> 1 }}'
  curl '{url}/sparql' --data-urlencode 'query=SELECT * {{ ?s ?p ?o }} LIMIT 10'
  curl '{url}/gsp?default'
"""
_POLL_SECONDS = 0.05
_LAST_SECONDS = 2.0
"""Time for the last answers, which say that the service is stopping, to leave."""


def serve_forever(settings: Settings, host: str, port: int, progress: Progress, *, rebuild: bool = True) -> None:
    """Build what has changed, then serve until interrupted; without `rebuild`, serve the version that there is.

    With `settings.follow`, the versions of that address are served instead, new ones as they come.
    SIGTERM lets queries finish within the grace period and answers the others with 503; SIGINT stops at once.
    Raises StoreError when the port is taken, there is nothing to serve, or what there is was damaged.
    """
    _check_port(host, port)
    follower = _follower(settings, progress)
    if rebuild and follower is None:
        build(settings, progress)
    else:
        check_sizes(current_folder(settings.data_dir), progress)
    _carry(settings, progress)
    # A store on another server would send everything; pages then read what they need on request.
    app = create_app(settings)
    if follower is not None:
        follower.start()
    _serve(app, (host, port), progress, _EXAMPLES, reads_ahead=remote_store(settings) is None)


def _follower(settings: Settings, progress: Progress) -> Follower | None:
    """What follows the address of the settings, if they name one, with its newest version fetched."""
    if not settings.follow:
        return None
    follower = Follower(settings.data_dir, address_of(settings.follow), settings.follow_seconds, progress)
    follower.first()
    return follower


def _carry(settings: Settings, progress: Progress) -> None:
    """Replicate the version to the store on another server, if there is one and it lacks it."""
    store, version = remote_store(settings), current_folder(settings.data_dir)
    if store is not None and replicated_version(store) != version.name:
        days = [read_day(day) for day in settings.store_days.split()]
        replicate(version, store, settings.data_dir / "mirror", progress, days=days)


def serve_plain_store(settings: Settings, path: Path | None, files: Sequence[Path], progress: Progress) -> None:
    """Serve a plain store (its folder, or None for one in memory) with `files` loaded, until interrupted.

    Raises as `serve_forever`, and InputError when a file cannot be read.
    """
    _check_port(settings.host, settings.port)
    with opened_plain_store(path, files, progress) as data_dir:
        app = create_plain_app(replace(settings, data_dir=data_dir))
        _serve(app, (settings.host, settings.port), progress, _PLAIN_EXAMPLES)


def _serve(
    app: Flask, address: tuple[str, int], progress: Progress, examples: str, *, reads_ahead: bool = False
) -> None:
    (host, port), services = address, services_of(app)
    services.publication.current()
    services.pool.start()
    server = make_server(app, services.settings, host, port)
    # A shell starts what runs in the background with SIGINT ignored, and by that signal the graceful stop ends.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _GracefulStop(services, server))
    progress(examples.format(url=f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"))
    if reads_ahead:
        keep_ahead(app)
    try:
        server.run()
    finally:
        server.close()
        services.pool.close()
        services.writing.writer.close()
        progress("Stopped.")


class _GracefulStop:
    """What SIGTERM does: refuse new requests, let running ones finish, answer the rest with 503, then stop."""

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
        """Wait until every request is answered and every answer is sent, or the time is up."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and (self._services.metrics.running or unsent_bytes(self._server)):
            time.sleep(_POLL_SECONDS)


def _check_port(host: str, port: int) -> None:
    """Fail before the build, which may take a while, when the address is not available."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        reason = error.strerror or error
        raise StoreError(f"Port {port} on {host} cannot be used: {reason}; choose another with --port.") from None
