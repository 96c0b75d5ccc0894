"""Parts of the check: what each examines, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass

from ..inputs.findings import Finding


@dataclass(frozen=True)
class Part:
    """A part of the check: what is checked, how many items of it were examined, and the findings."""

    name: str
    examined: int
    findings: tuple[Finding, ...]
