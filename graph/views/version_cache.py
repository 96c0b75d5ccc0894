"""What is read once for each version of the graph, and kept for the latest."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from ..versions.published import PublishedVersion

Value = TypeVar("Value")


class PerVersion(Generic[Value]):
    """Reads something of a version at the first call, and keeps it until another version is served."""

    def __init__(self, read: Callable[[PublishedVersion], Value]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._latest: tuple[Path, Value] | None = None

    def of(self, served: PublishedVersion) -> Value:
        """What was read of a version."""
        with self._lock:
            if self._latest is None or self._latest[0] != served.folder:
                self._latest = (served.folder, self._read(served))
            return self._latest[1]
