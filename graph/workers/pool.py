"""The pool: checks workers out, bounds who waits, replaces those that are gone."""

from __future__ import annotations

import contextlib
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import ClientGoneError, OverloadError
from .limits import PoolLimits
from .process import SLICE_SECONDS, Worker, Zygote
from .stream import Stream
from .tasks import Task

_EXTRA_PROCESSOR_SECONDS = 5.0
"""The system's own limit of processor time is for when nobody else ends a worker."""


def never() -> bool:
    """That a client has gone, where nobody can say."""
    return False


def nothing() -> None:
    """What there is to do while a worker works, where there is nothing."""


@dataclass(frozen=True)
class PoolState:
    """What a pool is doing: workers there are, those that work, tasks that wait, workers ended early so far."""

    workers: int
    busy: int
    waiting: int
    ended: int
    isolation: str


class WorkerPool:
    """Runs tasks in worker processes, at most `limits.workers` at once.

    Workers are forked when first needed. Every worker is idle, or belongs to one open stream; one that ends early, or
    is ended, makes room for a new one.
    """

    def __init__(self, limits: PoolLimits) -> None:
        self.limits = limits
        self._zygote = Zygote(limits)
        self._changed = threading.Condition()
        self._idle: list[Worker] = []
        self._streams: set[Stream] = set()
        self._workers = 0
        self._waiting = 0
        self._ended = 0
        self._isolation = ""
        self._closed = False
        self._watch: threading.Thread | None = None

    def start(self) -> None:
        """Fork every worker now, so that the first queries need not wait.

        Raises StoreError when that fails.
        """
        with self._changed:
            count = self.limits.workers - self._workers
            self._workers += count
        for _ in range(count):
            self._release(self._forked(), healthy=True)

    def run(
        self,
        task: Task,
        *,
        seconds: float | None = None,
        cancelled: Callable[[], bool] = never,
        meanwhile: Callable[[], None] = nothing,
    ) -> Stream:
        """Give the task to a worker and wait for the head of its answer.

        `seconds` may lower the time limit; `cancelled` says whether the client has gone; `meanwhile` is called once
        while the worker works, for what else there is to do. Raises
        OverloadError when no worker is free in time, QueryError or InputError for a wrong query or upload,
        NotOfferedError when the task has no format for the answer, and LimitError or ClientGoneError as `Stream`.
        """
        allowed = min(seconds or self.limits.seconds, self.limits.seconds)
        stream = Stream(self._give(task, allowed, cancelled), self.limits, allowed, cancelled, self._finish)
        with self._changed:
            self._streams.add(stream)
            self._start_watch()
        try:
            meanwhile()
            stream.begin()
        except BaseException:
            stream.close()
            raise
        return stream

    def collect(self, task: Task, *, seconds: float | None = None) -> tuple[dict[str, Any], bytes]:
        """Run a task to its end; returns head and bytes. Raises as `run`."""
        stream = self.run(task, seconds=seconds)
        with contextlib.closing(stream):
            return stream.head, b"".join(stream)

    def state(self) -> PoolState:
        """What the pool is doing now."""
        with self._changed:
            busy = self._workers - len(self._idle)
            return PoolState(self._workers, busy, self._waiting, self._ended, self._isolation)

    def close(self, grace_seconds: float = 0.0) -> None:
        """Take no more tasks, let those that run finish for `grace_seconds`, then end every worker."""
        until = time.monotonic() + grace_seconds
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            while self._workers > len(self._idle) and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
            idle, self._idle = self._idle, []
            left_over = list(self._streams)
        for stream in left_over:
            stream.expire(OverloadError("The service is stopping; try again soon."))
        for worker in idle:
            worker.close()
        self._zygote.close()

    def _give(self, task: Task, seconds: float, cancelled: Callable[[], bool]) -> Worker:
        """A worker that has taken the task. One that died while idle is found out here, and replaced."""
        while True:
            worker = self._checked_out(cancelled)
            if worker.is_alive:
                with contextlib.suppress(OSError):
                    worker.give(task, seconds + _EXTRA_PROCESSOR_SECONDS)
                    return worker
            worker.close()
            self._release(worker, healthy=False)

    def _checked_out(self, cancelled: Callable[[], bool]) -> Worker:
        with self._changed:
            if not self._has_room():
                self._wait_for_room(cancelled)
            if self._closed:
                raise OverloadError("The service is stopping.")
            if self._idle:
                return self._idle.pop()
            self._workers += 1
        return self._forked()

    def _has_room(self) -> bool:
        return bool(self._idle) or self._workers < self.limits.workers or self._closed

    def _wait_for_room(self, cancelled: Callable[[], bool]) -> None:
        if self._waiting >= self.limits.queue:
            raise OverloadError(
                f"All workers are busy and the queue is full ({self._waiting} waiting); try again later."
            )
        self._waiting += 1
        try:
            until = time.monotonic() + self.limits.queue_seconds
            while not self._has_room():
                if cancelled():
                    raise ClientGoneError("The client closed its connection.")
                if time.monotonic() > until:
                    raise OverloadError(
                        f"No worker was free for {self.limits.queue_seconds:g} seconds; try again later."
                    )
                self._changed.wait(SLICE_SECONDS)
        finally:
            self._waiting -= 1

    def _forked(self) -> Worker:
        """A new worker, whose place is counted already."""
        try:
            worker = self._zygote.fork()
        except BaseException:
            self._vacate()
            raise
        self._isolation = worker.isolation
        return worker

    def _finish(self, stream: Stream, healthy: bool) -> None:
        """Take back the worker of a stream that has ended, well or not."""
        with self._changed:
            self._streams.discard(stream)
        self._release(stream.worker, healthy)
        if stream.is_whole and not healthy:  # else its reader closes it
            stream.worker.close()

    def _release(self, worker: Worker, healthy: bool) -> None:
        """Take a worker back; one that is not healthy is ended and its place given up."""
        if healthy:
            worker.idle_since = time.monotonic()
            with self._changed:
                self._idle.append(worker)
                self._changed.notify()
            return
        worker.end()
        self._vacate()

    def _vacate(self) -> None:
        with self._changed:
            self._workers -= 1
            self._ended += 1
            self._changed.notify()

    def _start_watch(self) -> None:
        if self._watch is None:
            self._watch = threading.Thread(target=_watch, args=(weakref.ref(self),), daemon=True, name="pool-watch")
            self._watch.start()

    def end_overdue(self) -> bool:
        """End workers whose reader has not come back in time, for instance from a client that does not read.

        Returns whether the pool is still in use.
        """
        now = time.monotonic()
        with self._changed:
            overdue = [stream for stream in self._streams if now > stream.deadline + 2 * SLICE_SECONDS]
        for stream in overdue:
            stream.expire()
        return not self._closed


def _watch(pool: weakref.ref[WorkerPool]) -> None:
    """Look after a pool until it is closed or nobody has it any more."""
    while (living := pool()) is not None and living.end_overdue():
        del living
        time.sleep(2 * SLICE_SECONDS)
