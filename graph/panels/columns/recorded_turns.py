"""Days on which a relation is denied by the dates that its own records give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .. import statuses
from .column import ColumnFact, Doubt


def recorded_turns(
    facts: list[ColumnFact], coverage_begins: frozenset[date], covered: tuple[date | None, date | None]
) -> Iterator[Doubt]:
    """Days on which a relation is denied although its list is a selection, as the three answers deny it.

    It ended, and no later beginning is recorded; or it began later, on a day that is not the beginning of a list.
    Lists speak of the half-open days `covered` alone.
    """
    periods: dict[tuple[str, str], list[ColumnFact]] = {}
    for fact in facts:
        periods.setdefault((fact.subject, fact.other), []).append(fact)
    covered_from, covered_until = covered
    for (subject, other), found in periods.items():
        found.sort(key=lambda fact: fact.begin or date.min)
        first = found[0].begin
        if first is not None and first not in coverage_begins and (covered_from or date.min) < first:
            yield Doubt(subject, other, covered_from, first, statuses.NOT_BEGUN, 0)
        for fact, following in zip(found, [*found[1:], None], strict=True):
            until = following.begin if following else covered_until
            if fact.until is not None and (until is None or fact.until < until):
                yield Doubt(subject, other, fact.until, until, statuses.ENDED, 0)
