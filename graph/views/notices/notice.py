"""A notice: one sentence about a query, with a code for programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A sentence about a query.

    `code` is `unknown-term`, `pattern-without-match`, `patterns-without-joint-match`, `not-covered` or
    `complete-coverage`.
    """

    code: str
    text: str

    def __str__(self) -> str:
        return self.text
