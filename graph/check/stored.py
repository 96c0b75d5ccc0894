"""Findings of the quality queries, kept with the version that they are about.

    builds/<version>/derived/findings-<digest>.json     [{"code": …, "severity": …, "message": …, "where": …}, …]

The queries take seconds over the whole graph; a version does not change, and the digest is of the queries.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from ..inputs.findings import Finding
from ..versions.derived import derived_file
from .full_check import open_store
from .quality import check_quality

_DIGITS = 12
"""Of the digest in the file's name: enough to distinguish the queries of a project."""


def stored_findings(version: Path, queries_dir: Path) -> tuple[Finding, ...]:
    """The findings of the quality queries for the version in the folder `version`; the queries run the first time.

    Raises InputError as `check_quality`, StorageError when the findings cannot be stored.
    """

    def make(path: Path) -> None:
        findings = check_quality(open_store(version), queries_dir).findings
        path.write_text(json.dumps([asdict(finding) for finding in findings]), encoding="utf-8")

    path = derived_file(version, f"findings-{_digest(queries_dir)}.json", make)
    return tuple(_finding(values) for values in json.loads(path.read_text(encoding="utf-8")))


def _digest(queries_dir: Path) -> str:
    """A digest of the quality queries and of what explains their findings."""
    digest = hashlib.sha256()
    for path in sorted((queries_dir / "quality").iterdir()):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:_DIGITS]


def _finding(values: dict[str, object]) -> Finding:
    return Finding(**{**values, "details": tuple(values["details"])})  # type: ignore[arg-type]
