"""A timer for the steps of a build, which reports each step when it begins."""

from __future__ import annotations

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
