"""Reports: what a version holds and how it was made, as a file beside its store."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from ..errors import StoreError
from .folders import current_folder

_NAME = "report.json"


@dataclass(frozen=True)
class Manifest:
    """What a build did: triples by named graph, what was derived and found, and seconds by step.

    The default graph shows the world of the day `reference`; it would be the same on each day before `view_until`.
    `edits` is the number of the last write through the service that it holds, `local` the graphs of such writes.
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

    def shows(self, day: date) -> bool:
        """Whether the default graph is that of `day`."""
        return self.reference <= day.isoformat() and (self.view_until is None or day.isoformat() < self.view_until)


def read_manifest(folder: Path) -> Manifest:
    """Read the report of the version in `folder`.

    Raises StoreError when it is missing or cannot be understood.
    """
    try:
        return Manifest(**json.loads((folder / _NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StoreError(f"The build in {folder} has no usable report: {error}; build again with --force.") from None


def current_manifest(data_dir: Path) -> Manifest | None:
    """The manifest of the current version, or None when there is no version to read."""
    try:
        return read_manifest(current_folder(data_dir))
    except StoreError:
        return None


def write_manifest(folder: Path, report: Manifest) -> None:
    """Write the report of the version in `folder`, and bring it to disk."""
    new = folder / f"{_NAME}.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump(asdict(report), file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    # Not written over: the file of a restored version is a link to that of the backup.
    new.replace(folder / _NAME)
