"""A notice: one sentence about a query, with a code for programs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A sentence about a query.

    `code` is `unknown-term`, `unknown-literal`, `literal-in-another-form`, `pattern-without-match`,
    `patterns-without-joint-match`, `clause-without-match`, `all-solutions-removed`, `not-covered`,
    `complete-coverage` or `day-outside-coverage`.
    """

    code: str
    text: str

    def __str__(self) -> str:
        return self.text
