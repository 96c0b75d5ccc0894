"""An answer as it comes from a worker: its head, its bytes, and the limits that it may meet on the way."""

from __future__ import annotations

import itertools
import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from .. import errors
from ..errors import ClientGoneError, MemoryLimitError, ResultLimitError, TimeLimitError, WestphaliaError
from .frames import DATA, END, ERROR, HEAD, Frame
from .limits import PoolLimits
from .process import Worker
from .tasks import NotOfferedError

_ENDED_BY = {
    signal.SIGABRT: "ran out of the {memory} MB of memory that a query may use",
    signal.SIGSEGV: "is nested too deeply for the engine",
    signal.SIGBUS: "is nested too deeply for the engine",
    signal.SIGXCPU: "used more processor time than a query may",
}
"""What ended a worker, by the signal that the system reports."""


class Stream:
    """The answer to one task. Iterate for its bytes; `head` has its kind and format, `summary` what comes at its end.

    The worker goes back to the pool at the end; before that, `close` ends it. One thread reads; only `expire` is for
    others. Any step raises an error of the query, or LimitError or ClientGoneError; the stream is closed then.
    """

    def __init__(
        self,
        worker: Worker,
        limits: PoolLimits,
        seconds: float,
        cancelled: Callable[[], bool],
        release: Callable[[Stream, bool], None],
    ) -> None:
        self.worker = worker
        self._limits = limits
        self._seconds = seconds
        self._cancelled = cancelled
        self._release = release
        self._leaving = threading.Lock()
        self._why: WestphaliaError = ClientGoneError("The answer was closed.")
        self.deadline = time.monotonic() + seconds
        self.is_open = True
        self.is_whole = False
        self.bytes = 0
        self.head: dict[str, Any] = {}
        self.summary: dict[str, Any] = {}

    def begin(self) -> None:
        """Wait for the head."""
        kind, payload = self._read()
        assert kind == HEAD
        self.head = json.loads(payload)

    def __iter__(self) -> Iterator[bytes]:
        """The bytes of the answer as they come."""
        while not self.is_whole:
            kind, payload = self._read()
            if kind == DATA:
                yield payload
            else:
                assert kind == END
                self.summary = json.loads(payload)
                self.is_whole = True
                self._let_go(healthy=not self.summary.pop("worn", False))

    def beginning(self, size: int) -> list[bytes]:
        """The first blocks, at least `size` bytes, or all when the answer is shorter; `is_whole` says which."""
        blocks: list[bytes] = []
        while not self.is_whole and sum(map(len, blocks)) < size:
            blocks.extend(itertools.islice(self, 1))
        return blocks

    def close(self) -> None:
        """End the worker if the answer is not whole: there is no other way to stop it."""
        self._let_go(healthy=False)
        if not self.is_whole:
            self.worker.close()

    def expire(self, why: WestphaliaError | None = None) -> None:
        """End the worker from another thread than that which reads; at its next step that raises `why`.

        Without a reason it is that the time is up.
        """
        self._why = why or self._too_late()
        self._let_go(healthy=False)

    def _read(self) -> Frame:
        try:
            frame = self._next_frame()
            self._check_size(frame)
        except EOFError:
            raise self._lost() from None
        except WestphaliaError:
            self.close()
            raise
        if frame[0] == ERROR:
            self.is_whole = True
            self._let_go(healthy=True)
            raise _as_exception(json.loads(frame[1]))
        return frame

    def _next_frame(self) -> Frame:
        while True:
            if time.monotonic() > self.deadline:
                raise self._too_late()
            if not self.is_open:
                raise self._why
            try:
                return self.worker.frames.read()
            except BlockingIOError:
                if self._cancelled():
                    raise ClientGoneError("The client closed its connection.") from None
            except ConnectionError:
                raise EOFError from None

    def _check_size(self, frame: Frame) -> None:
        if frame[0] == DATA:
            self.bytes += len(frame[1])
        if self.bytes > self._limits.result_bytes:
            raise ResultLimitError(f"The answer is longer than {self._limits.result_bytes} bytes, the limit here.")

    def _lost(self) -> WestphaliaError:
        """Why the worker is gone."""
        if not self.is_open:
            self.close()
            return self._why
        status = self.worker.end()
        self.close()
        if time.monotonic() > self.deadline:
            return self._too_late()
        reason = _ENDED_BY.get(signal.Signals(status & 0x7F)) if status & 0x7F else None
        what = (reason or "ended its worker process").format(memory=self._limits.memory_mb)
        return MemoryLimitError(f"The query {what}; request less, or in smaller steps.")

    def _too_late(self) -> TimeLimitError:
        return TimeLimitError(f"The query took longer than {self._seconds:g} seconds, the limit here.")

    def _let_go(self, *, healthy: bool) -> None:
        with self._leaving:
            was_open, self.is_open = self.is_open, False
        if was_open:
            self._release(self, healthy)


def _as_exception(error: dict[str, str]) -> WestphaliaError:
    """The error that a worker reports, as the exception that it raised there."""
    name = error["error"]
    if name == NotOfferedError.__name__:
        return NotOfferedError(error["kind"])
    kind = getattr(errors, name, WestphaliaError)
    assert issubclass(kind, WestphaliaError)
    return kind(error["sentence"])
