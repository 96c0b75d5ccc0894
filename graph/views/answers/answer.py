"""The answer to one question: whether a statement holds on a day, and what lets us say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...reason.proofs.proof import Explanation
from .statements import CoverageStatement


class Verdict(StrEnum):
    """The three answers."""

    HOLDS = "holds"
    DOES_NOT_HOLD = "does not hold"
    NOT_KNOWN = "not known"


class Ground(StrEnum):
    """What lets us give an answer."""

    PROOF = "proof"
    """It is stated, or follows."""
    LIFESPAN = "lifespan"
    """One of the two did not exist that day."""
    CONTRADICTION = "contradiction"
    """It cannot be together with what holds."""
    ENDED = "ended"
    """A source records when it ended."""
    NOT_BEGUN = "not begun"
    """A source records when it began."""
    COVERAGE = "coverage"
    """A list that is complete that day does not have it."""
    UNDETERMINED = "undetermined"
    """It would follow from a treaty of which it is not known whether it binds."""
    NONE = "none"
    """Nothing: no source covers it."""


@dataclass(frozen=True)
class Answer:
    """An answer with its ground.

    `reason` is one sentence on the ground. `statements` are the coverage statements that let us say that it does not
    hold, or where it is not known those nearest to it, whose sources might know. `last_confirmed` is the last day for
    which sources confirm what holds, where the day asked about lies after it; `attested_since` the first day of a
    coverage with which it begins.
    """

    verdict: Verdict
    ground: Ground
    reason: str
    explanation: Explanation
    statements: tuple[CoverageStatement, ...] = ()
    last_confirmed: date | None = None
    attested_since: date | None = None

    @property
    def holds(self) -> bool | None:
        """True, False, or None where it is not known."""
        return {Verdict.HOLDS: True, Verdict.DOES_NOT_HOLD: False}.get(self.verdict)

    @property
    def sentence(self) -> str:
        """The answer in words."""
        return f"{self.verdict.value.capitalize()}. {self.reason}"
