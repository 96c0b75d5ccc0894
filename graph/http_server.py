"""The HTTP server: waitress, with what slow clients may cost.

An answer goes to the client as fast as that reads. What has not left yet waits in memory up to a megabyte, then in a
temporary file up to the spool's size; so a slow client costs disk, not a worker or a thread. Beyond the spool the
answer waits, its worker with it, until the query's time is up.
"""

from __future__ import annotations

import logging
import socket
import struct
import time
from typing import Any, TypeAlias

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server
from waitress.task import WSGITask

from .errors import WestphaliaError
from .settings import Settings

Server: TypeAlias = BaseWSGIServer | MultiSocketServer

_MEGABYTE = 1024 * 1024
_SPARE_HEADER_BYTES = 64 * 1024


def make_server(app: Flask, settings: Settings, host: str, port: int) -> Server:
    """A server for the application, listening already; `run` serves until interrupted."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is nothing to warn of
    logging.getLogger("waitress").addFilter(_without_broken_answers)
    server = create_server(
        app,
        host=host,
        port=port,
        ident="westphalia",
        threads=settings.thread_count,
        connection_limit=settings.connections,
        # Reading ahead is how a client that has gone is noticed while its query runs.
        channel_request_lookahead=1,
        max_request_body_size=max(settings.max_upload_bytes, 3 * settings.max_query_bytes),
        max_request_header_size=3 * settings.max_query_bytes + _SPARE_HEADER_BYTES,
        outbuf_overflow=_MEGABYTE,
        outbuf_high_watermark=settings.spool_mb * _MEGABYTE,
        # The application reads what proxies add, if any is trusted.
        clear_untrusted_proxy_headers=settings.trusted_proxies == 0,
        asyncore_use_poll=True,
    )
    channel_class = _channel_class(settings)
    for listener in _listeners(server):
        listener.channel_class = channel_class
    return server


def unsent_bytes(server: Server) -> int:
    """What clients have not taken yet."""
    channels = (channel for listener in _listeners(server) for channel in list(listener.active_channels.values()))
    return sum(channel.total_outbufs_len for channel in channels)


def _listeners(server: Server) -> list[BaseWSGIServer]:
    """The server itself, or those that it is made of when its host has several addresses."""
    if isinstance(server, MultiSocketServer):
        return [found for found in server.map.values() if isinstance(found, BaseWSGIServer)]
    return [server]


def _channel_class(settings: Settings) -> type[HTTPChannel]:
    """A connection that is cut when its client takes nothing for long, or holds a thread beyond a query's time."""
    stall, spool = settings.stall_seconds, settings.spool_mb * _MEGABYTE
    longest = settings.timeout_seconds + stall

    class Channel(HTTPChannel):  # type: ignore[misc]
        task_class = _Task

        """A connection; the server's loop asks `writable` about once a second."""

        began = 0.0
        will_close: bool

        def service(self) -> None:
            """Answer a request, in a thread."""
            self.began = time.time()
            super().service()

        def writable(self) -> Any:  # noqa: ANN401 - as in the class above
            """Whether there is something to send; the place to see that nothing goes out."""
            if self.total_outbufs_len and not self.will_close:
                now = time.time()
                waits = self.total_outbufs_len > spool and now - self.began > longest
                self.will_close = waits or now - self.last_activity > stall
            return super().writable()

    return Channel


class _Task(WSGITask):  # type: ignore[misc]
    """A request that is answered."""

    def execute(self) -> None:
        """Answer; if the answer breaks off, reset the connection.

        HTTP/1.1 clients miss the final chunk. To an HTTP/1.0 client, which many a proxy is, an answer that ends with
        the connection would look whole.
        """
        try:
            super().execute()
        except WestphaliaError:
            self.channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise


def _without_broken_answers(record: logging.LogRecord) -> bool:
    """Leave out the traceback of an answer that was broken off on purpose; the access log says why."""
    return not (record.exc_info and isinstance(record.exc_info[1], WestphaliaError))
