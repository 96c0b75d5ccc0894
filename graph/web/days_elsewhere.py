"""Days at the store on another server that a service answers from."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ..replication import StoreOnDay, carried_days, carry_day, replicated_version, store_on
from ..settings import Settings
from ..store import RemoteStore, remote_store


@dataclass(frozen=True)
class DaysElsewhere:
    """The days that a store on another server has; with `carries`, others are carried there when they are wanted."""

    store: RemoteStore
    state_dir: Path
    carries: bool
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, settings: Settings) -> DaysElsewhere | None:
        """As the settings say; None without such a store."""
        store = remote_store(settings)
        if store is None:
            return None
        return cls(store, settings.data_dir / "mirror", settings.store_days_on_demand)

    def on(self, version: Path, day: date) -> StoreOnDay | None:
        """The store on a day of a version; None where it has not that version or not that day.

        Raises StoreError when it cannot be reached.
        """
        if replicated_version(self.store) != version.name:
            return None
        if not any(days.has(day) for days in carried_days(self.store)):
            if not self.carries:
                return None
            with self._turn:
                carry_day(version, self.store, self.state_dir, day, lambda _: None)
        return store_on(self.store, day)
