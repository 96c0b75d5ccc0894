"""The interface of a kind of dataset: the graphs that a write may change, and the consequences of the change."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ...sparql.update import Change, GraphRules


class Dataset(Protocol):
    """A kind of dataset, with its rules for writes."""

    def rules(self, version: Path, store: ox.Store) -> GraphRules:
        """The graphs of `store`, a copy of the version in the folder `version`, that a write may change."""
        ...

    def apply_consequences(self, version: Path, work: Path, store: ox.Store, change: Change) -> None:
        """Complete a write: `change` was made to `store`, a copy of the version in the folder `version`.

        Applies the consequences of the change to `store`, and writes all other files of the new version into `work`.
        Raises WestphaliaError when the change is not allowed; then nothing of it is published.
        """
        ...
