"""Records of runs: a JSON file for each, with machine, versions and figures; `bench.report` makes a page of them."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

RECORDS = Path(__file__).with_name("records")
_PACKAGES = ("westphalia", "pyoxigraph", "duckdb", "rdflib", "owlrl", "pyspark")


@dataclass(frozen=True)
class Figure:
    """One figure of a run: what was measured, its target, what was seen, and whether that met the target."""

    what: str
    target: str
    seen: str
    met: bool | None = None


@dataclass(frozen=True)
class Record:
    """A run of one bench. `versions` names the programs that it compared with, `details` are its raw figures."""

    name: str
    title: str
    figures: Sequence[Figure]
    versions: Mapping[str, str] = field(default_factory=dict)
    details: Mapping[str, object] = field(default_factory=dict)

    def write(self, folder: Path = RECORDS) -> Path:
        """Write it, with machine, day and versions, in the place of the record before."""
        folder.mkdir(exist_ok=True)
        path = folder / f"{self.name}.json"
        text = json.dumps({"made": _made(), **asdict(self)}, ensure_ascii=False, indent=1)
        path.write_text(f"{text}\n", encoding="utf-8")
        return path


def _made() -> dict[str, object]:
    """Where and when: ratios of one run compare, seconds only on a machine without other work."""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "processors": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "waiting_for_each_processor": round(os.getloadavg()[1] / (os.cpu_count() or 1), 1),
        "python": platform.python_version(),
        "packages": {name: version for name in _PACKAGES if (version := _version(name))},
    }


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
