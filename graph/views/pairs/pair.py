"""Two entities side by side: relations between them, what they have in common, records that name both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...rdf.namespaces import WPH
from ..addresses import explain_address
from ..dates.periods import Period
from ..entities.entity import Entity, LabelLookup
from ..entities.statements import Relation, theme_of
from ..schema import Schema, Theme
from ..situations.reported import ReportedSituation
from ..timelines.timeline import Item, Timeline, draw
from .common import Common, common_of

_CLAIM = str(WPH.Claim)


@dataclass(frozen=True)
class Pair:
    """Two entities on the date of `a`, with everything that is stated about both together.

    `between` has the general relations (`wph:alliedWith`) beside the special ones that imply them.
    `labels` has a label for each entity that they have in common.
    """

    a: Entity
    b: Entity
    between: tuple[Relation, ...]
    common: tuple[Common, ...]
    reports: tuple[ReportedSituation, ...]
    labels: dict[str, str]

    @property
    def records(self) -> tuple[ReportedSituation, ...]:
        """The reports that are facts."""
        return tuple(report for report in self.reports if not _is_claim(self.a.schema, report))

    @property
    def claims(self) -> tuple[ReportedSituation, ...]:
        """The reports that are claims: what somebody says or judges."""
        return tuple(report for report in self.reports if _is_claim(self.a.schema, report))

    def statement(self, relation: Relation) -> tuple[str, str, str]:
        """A relation between the two as a triple of IRIs."""
        return self.a.statement(relation)

    def day_of(self, periods: tuple[Period, ...]) -> str:
        """A day in one of the periods: the date of the pair if it lies in one, else the first of the last."""
        if any(period.holds(self.a.date) for period in periods) or not periods:
            return self.a.date.isoformat()
        return periods[-1].begin[:10] or self.a.date.isoformat()


def pair_of(a: Entity, b: Entity, labels_of: LabelLookup) -> Pair:
    """Compare two entities that are described on the same date."""
    schema, in_both = a.schema, {record.iri for record in b.statements.records}
    between = [relation for relation in a.statements.all_relations if relation.other == b.iri]
    common = common_of(a, b)
    labels = labels_of(shared.other for shared in common)
    return Pair(
        a,
        b,
        tuple(sorted(between, key=lambda line: (theme_of(schema, line), not line.holds, schema.label(line.prop)))),
        tuple(sorted(common, key=lambda item: (item.theme, not item.holds(a.date), labels.get(item.other, "")))),
        tuple(record for record in a.statements.records if record.iri in in_both),
        labels,
    )


def _is_claim(schema: Schema, report: ReportedSituation) -> bool:
    return report.kind == _CLAIM or schema.is_below(report.kind, _CLAIM)


Locate = Callable[[str], str]
"""Gives the address of the page of an IRI."""


def timeline_of(pair: Pair, locate: Locate) -> Timeline | None:
    """Lanes by theme: relations between the two and shared ones (dashed where inferred), and records."""
    placed = [*_items_between(pair), *_items_common(pair), *_items_recorded(pair, locate)]
    lanes = [theme.label for theme in sorted({theme for theme, _ in placed})]
    return draw((item for _, item in placed), pair.a.date, lanes)


def _items_between(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for relation in pair.between:
        theme = theme_of(pair.a.schema, relation)
        ends = (pair.b.title, pair.a.title) if relation.incoming else (pair.a.title, pair.b.title)
        text = f"{ends[0]} {pair.a.schema.label(relation.prop)} {ends[1]}"
        address = explain_address(*pair.statement(relation), pair.a.day_of(relation))
        yield from _items(theme, text, address, pair.a.periods_of(relation), is_derived=not relation.is_asserted)


def _items_common(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for shared in pair.common:
        text = f"both {pair.a.schema.label(shared.prop)} {pair.labels.get(shared.other, '')}"
        address = explain_address(pair.a.iri, shared.prop, shared.other, pair.day_of(shared.both))
        yield from _items(shared.theme, text, address, shared.both, is_derived=True)


def _items(
    theme: Theme, text: str, address: str, periods: Iterable[Period], *, is_derived: bool
) -> Iterator[tuple[Theme, Item]]:
    return ((theme, Item(theme.label, text, address, period, is_derived)) for period in periods)


def _items_recorded(pair: Pair, locate: Locate) -> Iterator[tuple[Theme, Item]]:
    for report in pair.reports:
        theme = theme_of(pair.a.schema, report)
        yield theme, Item(theme.label, pair.a.label(report.iri), locate(report.iri), report.period)
