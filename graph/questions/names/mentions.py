"""Parts of questions that name something."""

from __future__ import annotations

from dataclasses import dataclass

from .lexicon import Candidate


@dataclass(frozen=True)
class Mention:
    """A part of a question that names something: the words from `start` to before `end`, and what they may name."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    text: str
    corrected: bool = False
