"""Highlights: five to ten dated things that matter most, each with its words, theme and period.

A state has up to two thousand records. Which of them a reader would put into a short life is decided by a score: how
telling a situation is in a role, more where the others in it are much mentioned or many. No theme takes more than its
share, so that memberships do not crowd out how a state arose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..dates.periods import Period, year_of
from ..entities.entity import Entity, LabelLookup
from ..entities.statements import theme_of
from ..schema import Theme
from ..situations.reported import ReportedSituation
from ..timelines.year_scale import Line, YearScale
from .wording import BY_ROLE, NAMED, Salience, others_in, role_of, worded

MOST = 10
"""Highlights of a page."""
SHARE = 3
"""Highlights of one theme."""
_PERCENT = Line(0, 100, 2, 6)


@dataclass(frozen=True)
class Candidate:
    """What may become a highlight: its words, its address or IRI, theme and period, and how telling it is."""

    text: str
    href: str
    theme: Theme
    period: Period
    score: float


@dataclass(frozen=True)
class Highlight:
    """A highlight, with its bar in percent of the axis."""

    text: str
    href: str
    theme: Theme
    period: Period
    x: float
    width: float

    @property
    def when(self) -> str:
        """The period in words; until when it is confirmed stands in the lists."""
        return self.period.text.partition(", last confirmed")[0]


@dataclass(frozen=True)
class Highlights:
    """Highlights, the latest first, with round years of the axis (in percent), and where the day lies."""

    items: tuple[Highlight, ...]
    ticks: tuple[tuple[float, int], ...]
    today: float


def highlights(candidates: Iterable[Candidate], day: date) -> Highlights | None:
    """The most telling candidates on one axis; None where fewer than two are dated."""
    dated = [each for each in candidates if year_of(each.period.begin) is not None]
    chosen = _chosen(sorted(dated, key=lambda each: (-each.score, each.period.begin, each.text)))
    if len(chosen) < 2:
        return None
    axis = YearScale.around([each.period for each in chosen], day, _PERCENT)
    latest_first = sorted(chosen, key=lambda each: each.period.begin, reverse=True)
    return Highlights(tuple(_drawn(each, axis) for each in latest_first), axis.ticks(), axis.x(axis.year(day)))


def _chosen(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The first that have room, no theme beyond its share."""
    taken: dict[Theme, int] = defaultdict(int)
    chosen: list[Candidate] = []
    for candidate in candidates:
        if taken[candidate.theme] < SHARE and len(chosen) < MOST:
            taken[candidate.theme] += 1
            chosen.append(candidate)
    return chosen


def _drawn(each: Candidate, axis: YearScale) -> Highlight:
    begin, end = year_of(each.period.begin) or axis.first, year_of(each.period.end)
    x = axis.x(begin)
    width = max(axis.x(axis.last if end is None else end) - x, 0.8)
    return Highlight(each.text, each.href, each.theme, each.period, x, round(width, 2))


def highlights_of(entity: Entity, salience: Salience, labels_of: LabelLookup) -> Highlights | None:
    """The highlights of an entity."""
    groups = list(_groups(entity, salience))
    labels = labels_of({other for _, _, others in groups for other in others[:NAMED]})
    candidates = (
        Candidate(
            worded(BY_ROLE[role].text, others, labels),
            records[0].iri,
            theme_of(entity.schema, records[0]),
            records[0].period,
            BY_ROLE[role].weight + salience.telling(others),
        )
        for role, records, others in groups
    )
    return highlights(candidates, entity.date)


_Group = tuple[str, list[ReportedSituation], tuple[str, ...]]


def _groups(entity: Entity, salience: Salience) -> Iterator[_Group]:
    """Situations of one role with the same period; what another source reports with other dates is left out."""
    grouped: dict[tuple[str, str, str], list[ReportedSituation]] = defaultdict(list)
    for record in entity.statements.records:
        role = role_of(entity, record)
        if role and record.period.begin:
            grouped[role, record.period.begin, record.period.end].append(record)
    reported: set[tuple[str, tuple[str, ...]]] = set()
    for (role, _, _), records in grouped.items():
        others = others_in(entity, records, salience)
        if (role, others) not in reported:
            reported.add((role, others))
            yield role, records, others
