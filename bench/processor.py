"""Processor time of a running server with all its processes, which a busy machine distorts less than the clock.

Linux alone counts it for each thread in nanoseconds (/proc/<process>/task/<thread>/schedstat).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

_IDLE_SHARE = 0.05
"""A server is idle that takes less than this part of a processor."""


def processor_ms(process: int) -> float:
    """Milliseconds that a process and those below it have taken so far."""
    return sum(_nanoseconds(thread) for one in _tree(process) for thread in _threads(one)) / 1e6


def wait_until_idle(process: int, *, at_most: float, step: float = 2.0) -> None:
    """Wait until a server has done what it does on its own when it starts, or `at_most` seconds have gone by."""
    until = time.monotonic() + at_most
    while time.monotonic() < until:
        before = processor_ms(process)
        time.sleep(step)
        if processor_ms(process) - before < _IDLE_SHARE * step * 1000:
            return


def _tree(process: int) -> Iterator[int]:
    yield process
    children = {int(child) for thread in _threads(process) for child in _read(thread / "children").split()}
    for child in children:
        yield from _tree(child)


def _threads(process: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{process}/task").iterdir())
    except OSError:
        return []


def _nanoseconds(thread: Path) -> int:
    return int((_read(thread / "schedstat") or "0").split()[0])


def _read(path: Path) -> str:
    """A file of a thread; empty when that has ended."""
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
