"""Findings: the results of validation and checks, each a sentence with a stable code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "explained"]


@dataclass(frozen=True)
class Finding:
    """A finding: stable code, severity, sentence, and location (file:line, or an IRI as CURIE).

    `details` are lines to print below the sentence, for instance a proof.
    """

    code: str
    severity: Severity
    message: str
    where: str
    details: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The finding as one line: location, message, code."""
        return f"{self.where}: {self.message} [{self.code}]"
