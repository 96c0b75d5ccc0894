"""What the silence of lists means for the rows of a panel, and statuses as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..columns.column import Column, Span

SPAN = {"begin": "DATE", "until": "DATE", "is_complete": "BOOLEAN", "status": "INTEGER"}
"""The columns of a table of spans."""


@dataclass
class Statuses:
    """Texts of statuses as numbers, in the order in which they were first used."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, text: str) -> int:
        """The number of a text."""
        return self.numbers.setdefault(text, len(self.numbers))


def span_rows(spans: Iterable[Span], texts: Statuses) -> list[tuple[object, ...]]:
    """Spans as rows of `SPAN`."""
    return [(s.begin, s.until, s.is_complete, texts.number(s.status)) for s in spans]


def silent_value(column: Column) -> str:
    """SQL: value and status of the spans `s` that the days of a row meet."""
    value = "0" if column.description.kind in {"binary", "count"} else "NULL"
    return f"""CASE WHEN bool_and(s.is_complete) THEN {value} END AS value,
        coalesce(arg_min(s.status, s.begin) FILTER (NOT s.is_complete), max(s.status)) AS status"""
