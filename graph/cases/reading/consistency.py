"""Rows held against each other: repeated ones, and those that cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from ...inputs.tables.dates import PartialDate, PartialPeriod
from ..sheets.messages import Messages
from .opinions import Observed
from .relations import DIRECT, EVENT, ONE_WHO, ONE_WHOM
from .statements import Statement


def check_statements(statements: Sequence[Statement], messages: Messages) -> list[Statement]:
    """The statements without repeated ones; each pair of rows that repeat or contradict each other gets a message."""
    groups: dict[object, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.pair].append(statement)
    repeated: set[int] = set()
    for group in groups.values():
        for first, second in combinations(group, 2):
            if repeated.isdisjoint({id(first), id(second)}) and _compare(first, second, messages):
                repeated.add(id(second))
    _check_exclusive(statements, messages)
    return [statement for statement in statements if id(statement) not in repeated]


def _compare(first: Statement, second: Statement, messages: Messages) -> bool:
    """Whether the second row repeats the first; one that contradicts it gets a message too."""
    row, earlier = second.row, first.row
    is_turned = first.who.iri != second.who.iri
    if _days(first) == _days(second):
        turned = " with the two exchanged; the relation holds in both directions" if is_turned else ""
        messages.add(row.message("", f"The row repeats row {earlier.number}{turned}.", "Delete one of the two."))
        return True
    if first.relation.has(DIRECT):
        return False
    if first.relation.has(EVENT):
        sentence = f"Row {earlier.number} dates the same event to {_shown(first)}, this row to {_shown(second)}."
        action = "Correct one, or delete it; what differs within the source belongs into the note."
        messages.add(row.message("from", sentence, action))
        return False
    if _overlap(first, second):
        sentence = f"Row {earlier.number} says {_shown(first)} of the same, this row {_shown(second)}."
        messages.add(
            row.message("from", sentence, "Join the two rows, or correct the dates so that they do not overlap.")
        )
    return False


def _check_exclusive(statements: Sequence[Statement], messages: Messages) -> None:
    """Add a message where two hold at once of which there is one at a time, such as two capitals."""
    groups: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        for trait, entity in ((ONE_WHOM, statement.who), (ONE_WHO, statement.whom)):
            if statement.relation.has(trait) and entity:
                groups[statement.relation.property, entity.iri].append(statement)
    for group in groups.values():
        for first, second in combinations(group, 2):
            if first.pair != second.pair and _overlap(first, second):
                other = _other(first)
                sentence = (
                    f"Row {first.row.number} gives {other} for the same time ({_shown(first) or 'without dates'})."
                )
                column = "whom" if second.relation.has(ONE_WHOM) else "who"
                messages.add(second.row.message(column, sentence, "Correct the dates of one of the two."))


def _other(statement: Statement) -> str:
    entity = statement.whom if statement.relation.has(ONE_WHOM) else statement.who
    return entity.label if entity else ""


def _days(statement: Statement) -> list[tuple[PartialDate, PartialDate] | None]:
    """The dates of a row, however they are written: 2006-08-16 and 16 August 2006 are one."""
    return [(date.begin, date.end) if date else None for date in (statement.period.begin, statement.period.end)]


def _dates(statement: Statement) -> tuple[str, str]:
    begin, end = statement.period.begin, statement.period.end
    return begin.text if begin else "", end.text if end else ""


def _shown(statement: Statement) -> str:
    begin, end = _dates(statement)
    if statement.relation.has(EVENT) or (begin and begin == end):
        return begin
    return " ".join(f"{word} {text}" for word, text in (("from", begin), ("until", end)) if text)


def _overlap(first: Statement, second: Statement) -> bool:
    return _meet(first.period.lasting(), second.period.lasting())


def _meet(first: PartialPeriod | None, second: PartialPeriod | None) -> bool:
    """Whether two periods share a day that is certain; of one without dates nothing is known."""
    if first is None or second is None:
        return True
    begins = [period.begin for period in (first, second) if period.begin]
    ends = [period.end for period in (first, second) if period.end]
    return not begins or not ends or max(begins) < min(ends)


def check_observations(observations: Sequence[Observed], messages: Messages) -> list[Observed]:
    """The observations without repeated ones; those that give two values for one time get a message."""
    seen: dict[tuple[str, str, str, str], Observed] = {}
    kept = []
    for each in observations:
        begin, end = each.period.begin, each.period.end
        key = each.who.iri, each.indicator, begin.text if begin else "", end.text if end else ""
        earlier = seen.setdefault(key, each)
        if earlier is each:
            kept.append(each)
        elif (earlier.value, earlier.unit) == (each.value, each.unit):
            messages.add(each.row.message("", f"The row repeats row {earlier.row.number}.", "Delete one of the two."))
        else:
            sentence = f"Row {earlier.row.number} gives {earlier.value} for the same and the same time."
            messages.add(each.row.message("value", sentence, "Correct one of the two, or their dates."))
    return kept
