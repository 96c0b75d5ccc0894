"""A graph on this machine: one version, read from its folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ..errors import StoreError
from ..rdf.formats import RdfFormat
from ..settings import Settings
from ..store import EmbeddedStore, Store
from ..versions.folders import current_folder
from ..versions.manifest import Manifest, read_manifest

# Building, reasoning, search and export are imported where they are used: a query needs none of them, and they
# take most of a second to import.
if TYPE_CHECKING:
    from ..reason.proofs.proof import Explanation
    from ..search import Hit, Names
    from ..versions.day_snapshots import Snapshots
    from .backend import Triple

Build = Literal["missing", "changed", "never"]
"""When to build: if there is no version yet, if anything that conclusions rest on has changed since, or never."""


def open_local(settings: Settings, build: Build, progress: Callable[[str], None]) -> LocalVersion:
    """The current version, built first where `build` says so.

    Raises StoreError when there is none and none is to be built, and what a build raises.
    """
    if build == "changed" or (build == "missing" and not (settings.data_dir / "current").exists()):
        from ..versions.build import build as make  # noqa: PLC0415

        make(settings, progress)
    return LocalVersion(settings, current_folder(settings.data_dir))


class LocalVersion:
    """One version on this machine; see `Backend`. Versions that are built later leave it as it is."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self._stores: dict[Path, EmbeddedStore] = {}
        self._is_open = True
        self.place = str(folder)

    @property
    def version(self) -> str:
        """The name of the version."""
        return self._folder.name

    @cached_property
    def reference(self) -> date:
        """The reference date of the version."""
        return (
            date.fromisoformat(self._manifest.reference) if self._manifest.reference else self._settings.reference_day
        )

    def store(self, day: date | None) -> Store:
        """The version's own store, or a snapshot of another day."""
        if not self._is_open:
            raise StoreError("The graph is closed; open it again with westphalia.open().")
        own = self._folder / "store"
        path = own if day is None or day == self.reference else self._snapshots.store_at(self._folder, day)
        if path not in self._stores:
            # The version's own store stays open, and one snapshot: each holds dozens of files.
            self._stores = {kept: store for kept, store in self._stores.items() if kept == own}
            self._stores[path] = EmbeddedStore.open(path)
        return self._stores[path]

    def search(self, text: str, limit: int) -> list[Hit]:
        """Matches from the version's index of names."""
        return self._names.find(text, limit)

    def explain(self, triple: Triple, day: date, alternatives: int) -> Explanation:
        """The proofs from the version's closure."""
        from ..versions.explanations import explain  # noqa: PLC0415

        return explain(self._settings, self._folder, triple, day, alternatives)

    def export(self, selection: str, rdf: RdfFormat) -> bytes:
        """The selection, from the version's own store."""
        from ..export import exported  # noqa: PLC0415

        return exported(self._folder, selection, rdf)

    def close(self) -> None:
        """Close the stores."""
        self._stores.clear()
        self._is_open = False

    @cached_property
    def _manifest(self) -> Manifest:
        return read_manifest(self._folder)

    @cached_property
    def _snapshots(self) -> Snapshots:
        from ..versions.day_snapshots import Snapshots  # noqa: PLC0415

        return Snapshots(self._settings.snapshots)

    @cached_property
    def _names(self) -> Names:
        from ..search import open_index  # noqa: PLC0415

        return open_index(self._folder, self.store(None))
