"""The manifest: what a version contains and how it was built, as a file beside its store."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from ..errors import StorageError, StoreError
from ..rdf.reading import one_sentence
from ..store.failures import raise_if_refused
from .folders import current_folder

_NAME = "report.json"
"""The name that the file had when versions were first made; backups of earlier releases have it too."""


@dataclass(frozen=True)
class Manifest:
    """The description of a version.

    `triples` are counts by named graph, `seconds` durations by step of the build. The default graph shows the day
    `reference`, and would be the same on every later day before `view_until` (None: no end). `edits` is the number of
    the last write through the service that the version contains, `local` the graphs of such writes. `ignored_axioms`
    are those that are not whole, so that nothing follows from them.
    """

    version: str
    inputs: str
    reasoner: str
    built: str
    triples: dict[str, int]
    asserted: int
    inferred: int
    contradictions: list[dict[str, object]]
    warnings: list[str]
    seconds: dict[str, float] = field(default_factory=dict)
    edits: int = 0
    local: list[str] = field(default_factory=list)
    reference: str = ""
    view_until: str | None = None
    ignored_axioms: list[dict[str, object]] = field(default_factory=list)

    def shows(self, day: date) -> bool:
        """Whether the default graph shows `day`."""
        return self.reference <= day.isoformat() and (self.view_until is None or day.isoformat() < self.view_until)


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the version in `folder`.

    Raises StoreError when it is missing or malformed, StorageError when the system refuses to open it.
    """
    try:
        return Manifest(**json.loads((folder / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise_if_refused(error, f"The manifest of the version {folder.name} cannot be read")
        raise StoreError(
            f"The version {folder.name} has no usable manifest: {_reason(error)}; build again with --force."
        ) from None


def _reason(error: Exception) -> str:
    # The file's path is the server's own business, so a failure of the system is named without it.
    return error.strerror or "it cannot be read" if isinstance(error, OSError) else one_sentence(str(error))


def current_manifest(data_dir: Path) -> Manifest | None:
    """The manifest of the current version, or None when there is no version, or none that is whole."""
    try:
        return read_manifest(current_folder(data_dir))
    except StorageError:
        raise
    except StoreError:
        return None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of the version in `folder`, and flush it to disk."""
    new = folder / f"{_NAME}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    # Replaced, not overwritten: in a restored version the file is a hard link to that of the backup.
    new.replace(folder / _NAME)
