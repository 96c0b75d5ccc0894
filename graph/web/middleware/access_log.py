"""The access log and the counts: each request is counted, and logged as one line of JSON.

The log holds a hash of a query, never its text: what people search for is private.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from typing import TYPE_CHECKING, Any

from ...errors import SettingsError, WestphaliaError
from ..request_context import NOTES
from ..services import Services
from .metrics import Metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


LOGGER = "westphalia.access"


class Observer:
    """Wraps an application and sees each request from its first moment to its last byte."""

    def __init__(self, application: WSGIApplication, services: Services) -> None:
        self._application = application
        self._metrics = services.metrics
        self._stopping = services.stopping
        self._log = AccessLog(services.settings.access_log)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, and watch; when the service is stopping, say so instead."""
        if self._stopping.is_set():
            start_response("503 SERVICE UNAVAILABLE", _STOPPING_HEADERS)
            return [b"The service is stopping; try again soon.\n"]
        seen = _Seen(environ, self._metrics, self._log)
        seen.metrics.begin()

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:  # noqa: ANN401
            seen.status = int(status[:3])
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        try:
            return _Watched(self._application(environ, start), seen)
        except BaseException:
            seen.end("failed")
            raise


_STOPPING_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Retry-After", "5"),
    ("Access-Control-Allow-Origin", "*"),
]


class _Seen:
    """What was seen of one request."""

    def __init__(self, environ: WSGIEnvironment, metrics: Metrics, log: AccessLog) -> None:
        self.environ = environ
        self.metrics = metrics
        self.status = 0
        self.bytes = 0
        self._log = log
        self._start = time.perf_counter()
        self._ended = False

    def end(self, outcome: str) -> None:
        """Count and log the request, once."""
        if self._ended:
            return
        self._ended = True
        seconds = time.perf_counter() - self._start
        notes = self.environ.get(NOTES, {})
        outcome = notes.get("outcome", outcome)
        self.metrics.end(self.environ["REQUEST_METHOD"], self.status, seconds, self.bytes)
        if "query" in notes:
            self.metrics.count_query(outcome)
        if self._log.is_on:
            self._log.write(self._line(notes, outcome, seconds))

    def _line(self, notes: dict[str, Any], outcome: str, seconds: float) -> dict[str, Any]:
        stream = notes.get("stream")
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "client": self.environ.get("REMOTE_ADDR", ""),
            "method": self.environ["REQUEST_METHOD"],
            "path": self.environ["PATH_INFO"],
            "query": notes.get("query"),
            "status": self.status,
            "outcome": outcome,
            "ms": round(seconds * 1000, 2),
            "bytes": self.bytes,
            "rows": stream.summary.get("rows") if stream is not None else None,
            "cached": "cached" in notes and stream is None,
        }
        return {name: value for name, value in line.items() if value is not None}


class _Watched:
    """A response body that is counted as it goes; closing it ends the request."""

    def __init__(self, body: Iterable[bytes], seen: _Seen) -> None:
        self._body = body
        self._seen = seen
        self._outcome = "cut off"

    def __iter__(self) -> Iterator[bytes]:
        seen = self._seen
        try:
            for piece in self._body:
                seen.bytes += len(piece)
                yield piece
            self._outcome = "answered" if seen.status < 400 else "refused"
        except WestphaliaError as error:
            self._outcome = type(error).__name__
            raise

    def close(self) -> None:
        """Close the body, and end the request."""
        close: Callable[[], None] | None = getattr(self._body, "close", None)
        try:
            if close is not None:
                close()
        finally:
            self._seen.end(self._outcome)


class AccessLog:
    """Lines of JSON through the logger `westphalia.access`, to a file or standard error; none for an empty `target`.

    A request is logged at INFO, one that failed (5xx) at WARNING: raising `log_level` leaves the failures.
    """

    def __init__(self, target: str) -> None:
        self._logger = _logger(target) if target else None

    @property
    def is_on(self) -> bool:
        """Whether requests are logged at all."""
        return self._logger is not None and self._logger.isEnabledFor(logging.WARNING)

    def write(self, line: dict[str, Any]) -> None:
        """Write one line."""
        assert self._logger is not None
        level = logging.WARNING if line["status"] >= _FAILED else logging.INFO
        if self._logger.isEnabledFor(level):
            self._logger.log(level, "%s", json.dumps(line, ensure_ascii=False))


_FAILED = 500


def logger_name(target: str) -> str:
    """The name of the logger of a target; a point would begin another level of the tree of loggers."""
    return f"{LOGGER}.{'stderr' if target == '-' else target.replace('.', '_')}"


def _logger(target: str) -> logging.Logger:
    """The logger of a target, with one handler however many applications of this process log to it."""
    logger = logging.getLogger(logger_name(target))
    logger.propagate = False  # lines of JSON stay apart from the messages of the service
    if not logging.getLogger("westphalia").level:  # nobody has set one, and Python's own default leaves out INFO
        logger.setLevel(logging.INFO)
    if not logger.handlers:
        logger.addHandler(_handler(target))
    return logger


def _handler(target: str) -> logging.Handler:
    if target == "-":
        return logging.StreamHandler()
    try:
        return WatchedFileHandler(target, encoding="utf-8")  # follows a file that log rotation has moved
    except OSError as error:
        raise SettingsError(f"The access log {target} cannot be written: {error.strerror}.") from None
