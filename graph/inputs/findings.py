"""Findings: what a check has to say about one record, in one sentence with a stable code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "explained"]


@dataclass(frozen=True)
class Finding:
    """One finding: its stable code, how bad it is, the sentence, and the place (file:line, or an IRI as CURIE).

    `details` are lines that a reader may want below the sentence, for instance a proof.
    """

    code: str
    severity: Severity
    message: str
    where: str
    details: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The finding as one line: place, message, code."""
        return f"{self.where}: {self.message} [{self.code}]"
