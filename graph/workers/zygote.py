"""The zygote: a small process that has everything imported and forks workers on request.

It is started afresh, before it has a thread or a store, since neither survives a fork. The pool sends requests
over a socket:

    F, with a socket's descriptor    fork a worker that talks over that socket; answers its process id
    R, with a process id             wait for that worker's end; answers how it ended (see waitpid(2))

Each worker is waited for once, by R, so a process id names no other process before that.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import sys

from .limits import PoolLimits
from .worker import run_worker

FORK, REAP = b"F", b"R"
NUMBER = struct.Struct("!i")
REQUEST_BYTES = 1 + NUMBER.size


def serve(control: socket.socket, limits: PoolLimits) -> None:
    """Fork and reap until the pool closes the socket; then workers that are left end with this process."""
    for ignored in (signal.SIGINT, signal.SIGTERM):  # the pool decides when workers stop
        signal.signal(ignored, signal.SIG_IGN)
    gc.freeze()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, REQUEST_BYTES, 1)
        if not message:
            return
        if message[:1] == FORK:
            answer = _fork(control, descriptors[0], limits)
        else:
            answer = _reap(NUMBER.unpack(message[1:])[0])
        control.sendall(NUMBER.pack(answer))


def _fork(control: socket.socket, descriptor: int, limits: PoolLimits) -> int:
    process = os.fork()
    if process:
        os.close(descriptor)
        return process
    control.close()
    code = 1
    try:
        run_worker(socket.socket(fileno=descriptor), limits)
        code = 0
    finally:
        os._exit(code)


def _reap(process: int) -> int:
    try:
        return os.waitpid(process, 0)[1]
    except ChildProcessError:
        return 0


def main() -> None:
    """Serve on the descriptor that the first argument names, with the limits in the second."""
    serve(socket.socket(fileno=int(sys.argv[1])), PoolLimits.from_json(sys.argv[2]))
