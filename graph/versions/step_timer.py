"""A timer for the steps of a build, which reports each step when it begins, and what makes steps faster."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..reason import Progress


class StepTimer:
    """Reports each step when it begins; `seconds` has the duration of the steps that ended, by name."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str, sentence: str) -> Iterator[None]:
        """Time the step `name`, and report `sentence` first. A step that fails has no duration."""
        self._progress(sentence)
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


@contextmanager
def without_collector() -> Iterator[None]:
    """Run a block without Python's collector of cycles, which visits half a million terms again and again.

    Reading the sources makes hardly any cycles, and takes a third of its time for the search of them.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
