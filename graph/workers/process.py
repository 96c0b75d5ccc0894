"""In the pool: handles of the zygote and of one worker."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import weakref
from typing import Any

from ..errors import StoreError
from ..settings import PREFIX
from .frames import BODY, TASK, FrameReader, packed, packed_json
from .limits import PoolLimits
from .tasks import ParseTask, Task, to_json
from .zygote import FORK, NUMBER, REAP

SLICE_SECONDS = 0.1
"""How long a read waits before it looks whether the time is up or the client gone."""
_SOCKET_BYTES = 1024 * 1024
_START_SECONDS = 30
_TRUSTED_SECONDS = 0.2
_PROGRAM = f"from {__package__}.zygote import main; main()"


class Worker:
    """A worker process: its number, its socket, and how its network was closed."""

    def __init__(self, process: int, sock: socket.socket, zygote: Zygote) -> None:
        self.process = process
        self.frames = FrameReader(sock)
        self._sock = sock
        self._close = weakref.finalize(self, sock.close)
        self._zygote = zygote
        self._status: int | None = None
        self._ending = threading.Lock()
        self.idle_since = time.monotonic()
        self.isolation = self._greeting()["isolation"]

    def _greeting(self) -> dict[str, Any]:
        self._sock.settimeout(_START_SECONDS)
        _, payload = self.frames.read()
        _set_timeouts(self._sock, SLICE_SECONDS, _START_SECONDS)
        greeting: dict[str, Any] = json.loads(payload)
        return greeting

    @property
    def is_alive(self) -> bool:
        """Whether the process still holds its end of the socket; an idle worker never sends anything.

        One that answered a moment ago is taken to live: to look costs a call of the system.
        """
        if time.monotonic() - self.idle_since < _TRUSTED_SECONDS:
            return True
        try:
            return bool(self._sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def give(self, task: Task, seconds: float) -> None:
        """Send a task, with the processor time after which the system ends it.

        Raises OSError when the worker is gone.
        """
        message = packed_json(TASK, {"task": to_json(task), "seconds": seconds})
        if isinstance(task, ParseTask):
            message += packed(BODY, task.body)
        self._sock.sendall(message)

    def end(self) -> int:
        """Kill the process if it lives and wait for its end; returns its status as waitpid(2) reports it."""
        with self._ending:
            if self._status is None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.process, signal.SIGKILL)
                self._status = self._zygote.reap(self.process)
            return self._status

    def close(self) -> None:
        """Close the socket; for the thread that reads from it, since a number closed here may soon name another."""
        self._close()


class Zygote:
    """The process that forks workers, started anew when it is gone."""

    def __init__(self, limits: PoolLimits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._stop: weakref.finalize[..., Zygote] | None = None

    def fork(self) -> Worker:
        """A new worker.

        Raises StoreError when none can be made.
        """
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SOCKET_BYTES)
        with theirs:
            process = self._ask_twice(theirs.fileno())
        try:
            return Worker(process, ours, self)
        except (EOFError, OSError) as error:
            raise StoreError(f"A worker process could not start: {error or 'it ended at once'}.") from None

    def reap(self, process: int) -> int:
        """Wait for a worker that has ended or been killed; returns how it ended, 0 when the zygote is gone."""
        try:
            with self._lock:
                return self._ask(REAP + NUMBER.pack(process))
        except (EOFError, OSError):
            return 0

    def close(self) -> None:
        """End the zygote and with it every worker."""
        with self._lock:
            if self._stop is not None:
                self._stop()

    def _ask_twice(self, descriptor: int) -> int:
        with self._lock:
            try:
                return self._ask(FORK + NUMBER.pack(0), descriptor)
            except (EOFError, OSError):
                self._start()
                return self._ask(FORK + NUMBER.pack(0), descriptor)

    def _ask(self, message: bytes, *descriptors: int) -> int:
        if self._control is None:
            self._start()
        assert self._control is not None
        socket.send_fds(self._control, [message], descriptors)
        answer = self._control.recv(NUMBER.size)
        if not answer:
            raise EOFError
        number: int = NUMBER.unpack(answer)[0]
        return number

    def _start(self) -> None:
        if self._stop is not None:
            self._stop()
        ours, theirs = socket.socketpair()
        with theirs:
            # A process of its own session, so that Ctrl-C in a terminal reaches only the server; -P keeps the present
            # folder from shadowing modules.
            process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM, str(theirs.fileno()), self._limits.to_json()],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                # Each arena of the C library reserves 64 MB of the address space that we limit.
                env=_without_secrets() | {"MALLOC_ARENA_MAX": "2"},
            )
        ours.settimeout(_START_SECONDS)
        self._control, self._process = ours, process
        self._stop = weakref.finalize(self, _stop, ours, process)


def _stop(control: socket.socket, process: subprocess.Popen[bytes]) -> None:
    control.close()
    process.kill()
    process.wait()


def _without_secrets() -> dict[str, str]:
    """The environment less our own settings, among which may be a token."""
    return {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}


def _set_timeouts(sock: socket.socket, receive: float, send: float) -> None:
    """Let the system itself time out reads of a blocking socket: one call a read instead of the two of settimeout."""
    sock.settimeout(None)
    for option, seconds in ((socket.SO_RCVTIMEO, receive), (socket.SO_SNDTIMEO, send)):
        whole, rest = divmod(seconds, 1)
        sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", int(whole), int(rest * 1_000_000)))
