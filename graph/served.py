"""The build as served: its store and report, opened once and reopened when a new build is published."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from .build import current_build
from .report import Report, read_report
from .settings import Settings
from .store import EmbeddedStore, Store


@dataclass(frozen=True)
class Served:
    """One published build, opened for reading."""

    folder: Path
    store: Store
    report: Report


class Publication:
    """Gives the current build; a build published meanwhile is picked up at the next request.

    A request keeps the build that it was given, so a reader never sees two builds at once.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._served: Served | None = None

    def current(self) -> Served:
        """The build to read from.

        Raises StoreError when there is none.
        """
        folder = current_build(self._settings)
        with self._lock:
            if self._served is None or self._served.folder != folder:
                self._served = Served(folder, EmbeddedStore.open(folder / "store"), read_report(folder))
            return self._served
