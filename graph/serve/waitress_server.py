"""The HTTP server: waitress, with limits for slow clients.

An answer goes to the client as fast as that reads. What has not left yet waits in memory up to a megabyte, then in a
temporary file up to the spool's size; so a slow client costs disk, not a worker or a thread. Beyond the spool the
answer waits, its worker with it, until the query's time is up.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import struct
import time
from typing import Any, TypeAlias

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server
from waitress.task import WSGITask

from ..errors import WestphaliaError
from ..settings import Settings
from .slow_clients import RequestDeadline, forwarded_client, make_room, network_of

Server: TypeAlias = BaseWSGIServer | MultiSocketServer

_MEGABYTE = 1024 * 1024
_SPARE_HEADER_BYTES = 64 * 1024
_SPARE_CONNECTIONS = 32
"""Sockets that are no clients (listeners, the loop's own pipe), and newcomers before they displace others."""


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
        connection_limit=settings.connections + _SPARE_CONNECTIONS,
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
        return [entry for entry in server.map.values() if isinstance(entry, BaseWSGIServer)]
    return [server]


def _channel_class(settings: Settings) -> type[HTTPChannel]:
    """The class of connections, with the settings' limits for slow clients."""
    return type(
        "Channel",
        (_Channel,),
        {
            "stall": settings.stall_seconds,
            "spool": settings.spool_mb * _MEGABYTE,
            "longest": settings.timeout_seconds + settings.stall_seconds,
            "deadline": RequestDeadline.of(settings),
            "proxies": settings.trusted_proxies,
            "most": settings.connections_per_client,
            "most_in_all": settings.connections,
        },
    )


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection. It is cut when its client takes nothing for long, or holds a thread beyond a query's time.

    The thread that has an answer sends it itself, as far as the system takes it at once; only what is left goes
    through the buffers, and only then the server's loop is woken, which costs time for every open connection.
    """

    stall: float
    spool: int
    longest: float
    deadline: RequestDeadline
    proxies: int
    most: int
    most_in_all: int
    will_close: bool

    def __init__(self, server: Any, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - as in the class above
        super().__init__(server, *arguments, **named)
        self.task_class = _Task
        self.server = _QuietServer(server, self)
        self._began = 0.0
        self._unwatched = True
        self._head = b""
        self.waiting_since = time.time()
        self.client = "" if self.proxies else network_of(str(self.addr[0]) if isinstance(self.addr, tuple) else "")
        self._make_room()

    @property
    def is_expendable(self) -> bool:
        """Whether no request of it is being answered, and nothing closes it yet."""
        return not (self.requests or self.total_outbufs_len or self.will_close or self.close_when_flushed)

    def refuse(self, status: str, sentence: str) -> None:
        """Send a refusal as far as the system takes it at once, and have the loop close the connection."""
        body = f"{sentence}\n"
        head = f"HTTP/1.1 {status}\r\nConnection: close\r\nRetry-After: 5\r\nContent-Type: text/plain; charset=utf-8"
        with contextlib.suppress(OSError):
            self.socket.send(f"{head}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        self.will_close = True

    def _make_room(self) -> None:
        """Keep the bound of this client, and that of all together."""
        others = [other for other in self.server.active_channels.values() if not other.will_close]
        if self.client:
            make_room(others, self, self.most)
        if len(others) > self.most_in_all and not self.will_close:
            expendable = [other for other in others if other is not self and other.is_expendable]
            chosen = min(expendable, key=lambda other: other.waiting_since, default=self)
            chosen.refuse("503 Service Unavailable", "All connections are in use, as many as are allowed here.")

    def received(self, data: bytes) -> Any:  # noqa: ANN401
        """Take what the client has sent; with the headers comes the client's address, where a proxy forwards it."""
        was_idle = self.request is None
        result = super().received(data)
        if was_idle:
            self.waiting_since = time.time()
        headers = getattr(self.requests[-1] if self.requests else self.request, "headers", {})
        if self.proxies and not self.client and headers:
            self.client = forwarded_client(headers.get("X_FORWARDED_FOR", ""), self.proxies)
            self._make_room()
        return result

    def _is_late(self, now: float) -> bool:
        """Whether the client has begun a request, or only connected, and does not send the rest in time."""
        if self.requests or self.total_outbufs_len or (self.request is None and self._began):
            return False
        sent = self.request.body_bytes_received if self.request is not None else 0
        return self.deadline.is_over(now - self.waiting_since, sent)

    def service(self) -> None:
        """Answer a request, in a thread."""
        self._began = time.time()
        super().service()

    def hold(self, head: bytes) -> None:
        """Keep the head of an answer until its first block comes, so that both are sent at once."""
        self._head = head

    def write_soon(self, data: Any) -> Any:  # noqa: ANN401
        """Send, or keep for the loop to send; what a file holds goes through the buffers."""
        if isinstance(data, bytes):
            head, self._head = self._head, b""
            self._send_or_keep(head + data if head else data)
            return len(data)
        self.send_now()
        return super().write_soon(data)

    def _send_or_keep(self, data: bytes) -> None:
        """Send directly: what is in a buffer, be it for a moment, has the loop turn in vain."""
        with self.outbuf_lock:
            self._flush()
            sent = 0 if self.total_outbufs_len or not self.connected else self._sent(data)
        if sent < len(data):
            super().write_soon(data[sent:] if sent else data)

    def send_now(self) -> None:
        """Send what waits, as far as the system takes it."""
        head, self._head = self._head, b""
        if head:
            self._send_or_keep(head)
        with self.outbuf_lock:
            self._flush()

    def _flush(self) -> None:
        if self.connected and self.total_outbufs_len:
            self._flush_exception(self._flush_some, do_close=False)

    def _sent(self, data: bytes) -> int:
        try:
            return int(self.send(data, do_close=False))
        except OSError:  # the client has gone; the loop finds out and closes
            return 0

    def needs_loop(self) -> bool:
        """Whether the loop has something to do here: to send, to close, or to watch for the next request again."""
        return bool(self._unwatched or self.total_outbufs_len or self.will_close or self.close_when_flushed)

    def readable(self) -> Any:  # noqa: ANN401
        """Whether to watch for a request. Asked by the loop, each time before it waits."""
        self._unwatched = True  # before the look, so that what changes meanwhile wakes the loop
        busy = self.total_outbufs_len or self.will_close or self.close_when_flushed
        # The request that is answered, and one ahead: see `channel_request_lookahead`.
        self._unwatched = bool(busy or len(self.requests) > 1)
        return not self._unwatched

    def writable(self) -> Any:  # noqa: ANN401
        """Whether there is something to send. Asked once a second or more: the place to see that nothing goes."""
        now = time.time()
        if not self.will_close and self._is_late(now):
            self.refuse("408 Request Timeout", "The request did not come whole in time.")
        if self.total_outbufs_len and not self.will_close:
            waits = self.total_outbufs_len > self.spool and now - self._began > self.longest
            self.will_close = waits or now - self.last_activity > self.stall
        return self.total_outbufs_len or self.will_close or self.close_when_flushed


class _QuietServer:
    """The server as a connection sees it: its loop is woken only when it has something to do for the connection."""

    def __init__(self, server: BaseWSGIServer, channel: _Channel) -> None:
        self._server = server
        self._channel = channel

    def pull_trigger(self) -> None:
        """Wake the loop if need be."""
        if self._channel.needs_loop():
            self._server.pull_trigger()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the server has
        return getattr(self._server, name)


class _Task(WSGITask):  # type: ignore[misc]
    """A request that is answered."""

    wrote_header: bool

    def write(self, data: bytes) -> None:
        """Write a block, the first one with the head of the answer."""
        if self.complete and not self.wrote_header:
            self.channel.hold(self.build_response_header())
            self.wrote_header = True
        super().write(data)

    def set_close_on_finish(self) -> None:
        """Close the connection after the answer, unless the client can see its end.

        waitress closes after each answer without a length, also after one in chunks or without a body (304, 204),
        whose ends are plain (RFC 9112, 6.3). After HEAD it would send the last chunk, so there it may close. Once the
        head is written, the answer has broken off.
        """
        asked = self.request.headers.get("CONNECTION", "").lower() == "close"
        if asked or self.wrote_header or self.version == "1.0" or self.request.command == "HEAD":
            super().set_close_on_finish()

    def finish(self) -> None:
        """End the answer, and send it."""
        super().finish()
        self.channel.send_now()

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
