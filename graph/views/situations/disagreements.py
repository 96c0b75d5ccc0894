"""Disagreements: reports of the same situation on whose dates or values sources conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ...rdf.namespaces import WPH
from ..dates.periods import MONTH, YEAR, day_before
from .reported import CODE, ReportedSituation

_MORE_THAN = str(WPH.moreThan)
_DIGITS = {YEAR: 4, MONTH: 7}
"""How many characters of an ISO date are known at a precision."""


@dataclass(frozen=True)
class Disagreement:
    """Reports of one kind of situation with the same participants, on which sources conflict."""

    reports: tuple[ReportedSituation, ...]

    @property
    def entities(self) -> frozenset[str]:
        """Every participant."""
        return frozenset(other for report in self.reports for _, other in report.parts)

    @property
    def spread(self) -> Decimal:
        """How far the numbers lie apart, as a share of the smallest; 0 where they are not numbers or not above 0."""
        numbers = [report.number for report in self.reports if report.number is not None]
        low = min(numbers, default=Decimal(0))
        return (max(numbers) - low) / low if low > 0 else Decimal(0)


def disagreements(reports: Iterable[ReportedSituation]) -> Iterator[Disagreement]:
    """Groups of reports of the same situation in which sources conflict."""
    grouped: dict[tuple[str, frozenset[tuple[str, str]]], list[ReportedSituation]] = defaultdict(list)
    for report in reports:
        if report.parts and report.kind != CODE:
            grouped[report.kind, report.parts].append(report)
    for group in grouped.values():
        if len(group) > 1 and (_numbers_clash(group) if group[0].value else _dates_clash(group)):
            yield Disagreement(tuple(sorted(group, key=_order)))


def widest_first(conflicts: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """Disagreements in the order in which they are shown: those whose numbers lie furthest apart first."""
    return tuple(sorted(conflicts, key=lambda group: (-group.spread, group.reports[0].iri)))


def _order(report: ReportedSituation) -> tuple[str, str, str, str]:
    return report.source, report.cited, report.period.begin, report.iri


def _dates_clash(group: Iterable[ReportedSituation]) -> bool:
    """Whether no report of one source agrees with any report of another.

    One source may report several periods, as of a member that left and came back.
    """
    by_source: dict[str, list[ReportedSituation]] = defaultdict(list)
    for report in group:
        by_source[report.source].append(report)
    pairs = combinations(by_source.values(), 2)
    return any(not any(agree(mine, theirs) for mine in first for theirs in second) for first, second in pairs)


def agree(first: ReportedSituation, second: ReportedSituation) -> bool:
    """Whether two reports give the same dates: a missing date contradicts nothing, a year agrees with its days."""
    periods = [first.period, second.period]
    of_begins = min(_DIGITS.get(period.precision, 10) for period in periods)
    of_ends = min(_DIGITS.get(period.end_precision or period.precision, 10) for period in periods)
    begins = [period.begin[:of_begins] for period in periods]
    ends = [day_before(period.end)[:of_ends] for period in periods]
    return all(not mine or not theirs or mine == theirs for mine, theirs in (begins, ends))


def _numbers_clash(group: Sequence[ReportedSituation]) -> bool:
    """Whether two publishers give figures for the same time of which at most one can be right."""
    return any(
        _publisher(first) != _publisher(second)
        and first.period.meet(second.period) is not None
        and not same_number(first, second)
        for first, second in combinations(group, 2)
    )


def _publisher(report: ReportedSituation) -> tuple[str, str, str]:
    return report.source, report.cited, report.reported


def same_number(first: ReportedSituation, second: ReportedSituation) -> bool:
    """Whether two figures can both be right; `more than` sets a lower bound only."""
    if first.value == second.value:
        return True
    mine, theirs = first.number, second.number
    if mine is None or theirs is None:
        return False
    bounds = (first.qualifier == _MORE_THAN, second.qualifier == _MORE_THAN)
    if bounds == (True, True):
        return True
    if bounds == (True, False):
        return theirs > mine
    return mine > theirs if bounds == (False, True) else mine == theirs
