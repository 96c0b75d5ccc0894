"""The dataset port: what a kind of dataset has to say about a write."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ...sparql.update import Change, GraphRules


class Dataset(Protocol):
    """A kind of dataset: its rules, and what follows from a write."""

    def rules(self, version: Path, store: ox.Store) -> GraphRules:
        """Which graphs of `store`, a copy of the version in the folder `version`, a write may touch."""
        ...

    def apply_consequences(self, version: Path, work: Path, store: ox.Store, change: Change) -> None:
        """Complete a write: `change` was made to `store`, a copy of the version in the folder `version`.

        Makes in `store` whatever follows from the change, and writes into `work` all files of the new version but
        the store. Raises WestphaliaError when the change cannot stand; then nothing of it is published.
        """
        ...
