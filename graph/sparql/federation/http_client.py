"""Fetching from another server, within limits of time and size; every redirect is checked like the first address."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from ...errors import QueryError
from .allowlist import AllowedHosts, Target

Connect = Callable[[tuple[str, int], float], socket.socket]
"""Opens a connection to a number and port, giving up after some seconds."""

_REDIRECTS = {301, 302, 303, 307, 308}
_KEEPS_BODY = {307, 308}


@dataclass(frozen=True)
class Limits:
    """How long a request may take in all, how many bytes its answer may have, how often it may be redirected."""

    seconds: float = 10.0
    max_bytes: int = 10_000_000
    redirects: int = 3


@dataclass(frozen=True)
class Fetched:
    """An answer: its body, its content type, and the address that gave it."""

    body: bytes
    content_type: str
    url: str


class Fetcher:
    """Fetches from allowed hosts. It knows no proxy, sends no cookies, and takes no compressed answers."""

    def __init__(
        self, allowed: AllowedHosts, limits: Limits | None = None, connect: Connect = socket.create_connection
    ) -> None:
        self._allowed = allowed
        self._limits = limits or Limits()
        self._connect = connect

    def get(self, url: str, accept: str) -> Fetched:
        """The document at an address; see `post` for errors."""
        return self._ask(url, {"Accept": accept}, None)

    def post(self, url: str, body: bytes, content_type: str, accept: str) -> Fetched:
        """What an address answers to `body`.

        Raises RefusedError where the address is not allowed, QueryError where the server cannot be reached, does not
        answer with 200, or goes beyond the limits.
        """
        return self._ask(url, {"Accept": accept, "Content-Type": content_type}, body)

    def _ask(self, url: str, headers: dict[str, str], body: bytes | None) -> Fetched:
        deadline = time.monotonic() + self._limits.seconds
        for _ in range(self._limits.redirects + 1):
            target = self._allowed.check(url)
            answer = self._exchange(target, headers, body, deadline)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(target.url, answer.location)
            if answer.status not in _KEEPS_BODY:
                body, headers = None, {"Accept": headers["Accept"]}
        raise QueryError(f"<{url}> redirects more than {self._limits.redirects} times.")

    def _exchange(
        self, target: Target, headers: dict[str, str], body: bytes | None, deadline: float
    ) -> Fetched | _Redirect:
        try:
            with _Connection(self._connect, target, deadline) as connection:
                connection.request("GET" if body is None else "POST", target.path, body, _headers(target, headers))
                answer = self._read(connection, target)
            if time.monotonic() >= deadline:  # an answer without a length seems whole when it is cut off
                raise TimeoutError
            return answer
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() >= deadline or isinstance(error, TimeoutError):
                raise QueryError(f"<{target.url}> did not answer within {self._limits.seconds:g} seconds.") from None
            raise QueryError(f"<{target.url}> cannot be reached: {type(error).__name__}.") from None

    def _read(self, connection: http.client.HTTPConnection, target: Target) -> Fetched | _Redirect:
        with connection.getresponse() as response:
            location = response.headers.get("Location")
            if response.status in _REDIRECTS and location:
                return _Redirect(response.status, location)
            return Fetched(self._body(response, target), response.headers.get("Content-Type", ""), target.url)

    def _body(self, response: http.client.HTTPResponse, target: Target) -> bytes:
        # The body of an error is not passed on: it may hold what only this machine should see.
        if response.status != 200:
            raise QueryError(f"<{target.url}> answered {response.status}; expected 200.")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise QueryError(f"<{target.url}> sent a compressed answer, which was not asked for.")
        body = response.read(self._limits.max_bytes + 1)
        if len(body) > self._limits.max_bytes:
            raise QueryError(f"The answer of <{target.url}> is longer than {self._limits.max_bytes} bytes.")
        if response.length:
            raise http.client.IncompleteRead(body, response.length)
        return body


class _Connection:
    """A connection to a checked number that is cut off at the deadline, whatever trickles in until then."""

    def __init__(self, connect: Connect, target: Target, deadline: float) -> None:
        self._socket = connect((target.address, target.port), _left(deadline))
        self._watchdog = threading.Timer(_left(deadline), self._cut)
        self._target = target

    def __enter__(self) -> http.client.HTTPConnection:
        self._watchdog.daemon = True
        self._watchdog.start()
        try:
            if self._target.scheme == "https":
                # The certificate is checked against the name, though the connection goes to the number found before.
                context = ssl.create_default_context()
                self._socket = context.wrap_socket(
                    self._socket, server_hostname=self._target.host, do_handshake_on_connect=False
                )
                self._socket.do_handshake()
        except BaseException:
            self.__exit__()
            raise
        connection = http.client.HTTPConnection(self._target.host, self._target.port)
        connection.sock = self._socket
        return connection

    def __exit__(self, *_error: object) -> None:
        self._watchdog.cancel()
        self._socket.close()

    def _cut(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class _Redirect:
    status: int
    location: str


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _headers(target: Target, more: dict[str, str]) -> dict[str, str]:
    usual = {"http": 80, "https": 443}[target.scheme]
    name = f"[{target.host}]" if ":" in target.host else target.host
    host = name if target.port == usual else f"{name}:{target.port}"
    return {"Host": host, "User-Agent": "westphalia", "Accept-Encoding": "identity", "Connection": "close", **more}
