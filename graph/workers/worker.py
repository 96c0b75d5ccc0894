"""A worker: a forked process that takes one task after the other from its socket until the socket closes."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import socket
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import WestphaliaError
from ..store.failures import storage_failure
from .frames import BODY, END, ERROR, TASK, FrameReader, FrameWriter, packed_json
from .limits import PoolLimits
from .lockdown import limit_processor_time, lock_down
from .querying import answer_query, dump
from .tasks import DumpTask, NotOfferedError, ParseTask, Task, from_json
from .uploading import parse_upload

OPEN_STORES = 3
"""Stores that a worker keeps open: the current build, the one before, and one of a date."""
_ENGINE_MB = 256
"""Address space that the engine takes for its threads and caches before it answers anything."""
_MEGABYTE = 1024 * 1024


def run_worker(sock: socket.socket, limits: PoolLimits) -> None:
    """Work until the pool closes the socket. The first frame states how the network was closed."""
    isolation = lock_down(limits.isolation, limits.memory_mb + limits.stack_mb + _ENGINE_MB)
    sock.sendall(packed_json(END, {"isolation": isolation}))
    # The engine parses by recursion: with the usual stack, 4.5 KB of nested braces end the process.
    threading.stack_size(limits.stack_mb * _MEGABYTE)
    thread = threading.Thread(target=_work, args=(sock, limits))
    thread.start()
    thread.join()


def _work(sock: socket.socket, limits: PoolLimits) -> None:
    reader, stores = FrameReader(sock), Stores()
    most_memory = limits.memory_mb * _MEGABYTE // 2
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            values, task = _receive(reader)
            limit_processor_time(values["seconds"])
            _answer(task, stores, FrameWriter(sock), most_memory)


def _receive(reader: FrameReader) -> tuple[dict[str, Any], Task]:
    kind, head = reader.read()
    assert kind == TASK
    values = json.loads(head)
    body = b""
    if values["task"]["task"] == ParseTask.name:
        kind, body = reader.read()
        assert kind == BODY
    return values, from_json(values["task"], body)


def _answer(task: Task, stores: Stores, out: FrameWriter, most_memory: int) -> None:
    """Write the answer's frames; an error takes the place of what has not left yet.

    A worker that has used much memory may not give it back, and has less for the next task: it is replaced.
    """
    try:
        summary = parse_upload(task, out) if isinstance(task, ParseTask) else _query(task, stores, out)
    except ConnectionError:  # the pool is gone, or has given up on this task
        raise
    except NotOfferedError as error:
        _fail(out, {"error": type(error).__name__, "kind": error.kind})
    except WestphaliaError as error:
        _fail(out, {"error": type(error).__name__, "sentence": str(error)})
    else:
        out.add(packed_json(END, summary | ({"worn": True} if _most_memory_used() > most_memory else {})))
    out.flush()


def _most_memory_used() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _query(task: Any, stores: Stores, out: FrameWriter) -> dict[str, Any]:  # noqa: ANN401
    store = stores.open(task.store)
    return dump(store, task, out) if isinstance(task, DumpTask) else answer_query(store, task, out)


def _fail(out: FrameWriter, error: dict[str, Any]) -> None:
    out.drop()
    out.add(packed_json(ERROR, error))


class Stores:
    """The stores that this worker has open, those used last; each is a snapshot that nobody writes to."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[str, int], ox.Store] = OrderedDict()

    def open(self, folder: str) -> ox.Store:
        """The store in a folder.

        Raises StoreError when it cannot be opened.
        """
        key = folder, _inode(folder)
        if key not in self._open:
            self._open[key] = _opened(folder)
            if len(self._open) > OPEN_STORES:
                self._open.popitem(last=False)
        self._open.move_to_end(key)
        return self._open[key]


def _inode(folder: str) -> int:
    """Tells a folder from one of the same name that was removed: the engine opens some files only when it reads."""
    try:
        return os.stat(folder).st_ino  # noqa: PTH116 - for each query; Path.stat takes twice as long
    except OSError:
        return 0


def _opened(folder: str) -> ox.Store:
    try:
        return ox.Store.read_only(folder)
    except (OSError, RuntimeError) as error:
        raise storage_failure(error, f"The store of {Path(folder).parent.name} cannot be opened") from None
