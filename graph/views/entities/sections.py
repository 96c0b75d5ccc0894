"""What is said of a thing, arranged for reading: sections by theme, in them groups of relations and of records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ..schema import Schema, Theme
from ..situations.reported import CODE, ReportedSituation
from .statements import Relation, theme_of

FEW = 8
"""Rows of a group in the overview; the rest stands on the page of the theme."""
PAGE = 200
"""Rows of a group on the page of a theme."""

Row = TypeVar("Row", Relation, ReportedSituation)
Label = Callable[[str], str]


@dataclass(frozen=True)
class RelationGroup:
    """Relations by one property in one direction: those of the day, and those of other days."""

    prop: str
    label: str
    incoming: bool
    rows: tuple[Relation, ...]
    past: tuple[Relation, ...]
    total: int


@dataclass(frozen=True)
class RecordGroup:
    """Records of one kind: those that hold on the day, and those of other days."""

    kind: str
    label: str
    rows: tuple[ReportedSituation, ...]
    past: tuple[ReportedSituation, ...]
    total: int


@dataclass(frozen=True)
class Section:
    """A theme with its groups."""

    theme: Theme
    relations: tuple[RelationGroup, ...]
    records: tuple[RecordGroup, ...]

    @property
    def groups(self) -> tuple[RelationGroup | RecordGroup, ...]:
        """All groups."""
        return (*self.relations, *self.records)

    @property
    def total(self) -> int:
        """How many statements the theme has."""
        return sum(group.total for group in self.groups)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than the groups show."""
        return any(group.total > len(group.rows) + len(group.past) for group in self.groups)


@dataclass(frozen=True)
class Arrangement:
    """How to arrange: the ontology, the labels of things, the day, and which rows of each group."""

    schema: Schema
    label: Label
    day: date
    first: int = 0
    count: int = FEW

    def sections(self, relations: Iterable[Relation], records: Iterable[ReportedSituation]) -> list[Section]:
        """The sections in the order of their themes."""
        relations_of: dict[Theme, list[Relation]] = defaultdict(list)
        records_of: dict[Theme, list[ReportedSituation]] = defaultdict(list)
        for relation in relations:
            relations_of[theme_of(self.schema, relation)].append(relation)
        for record in records:
            if record.kind != CODE:  # the head of the page has them
                records_of[theme_of(self.schema, record)].append(record)
        return [
            Section(theme, self._relation_groups(relations_of[theme]), self._record_groups(records_of[theme]))
            for theme in sorted({*relations_of, *records_of})
        ]

    def _relation_groups(self, relations: Sequence[Relation]) -> tuple[RelationGroup, ...]:
        grouped: dict[tuple[bool, str], list[Relation]] = defaultdict(list)
        for one in sorted(relations, key=lambda one: (self.label(one.other), one.other)):
            grouped[one.incoming, one.prop].append(one)
        groups = [
            RelationGroup(
                prop,
                self.schema.label(prop),
                incoming,
                self._part([one for one in rows if one.holds]),
                self._part([one for one in rows if not one.holds]),
                len(rows),
            )
            for (incoming, prop), rows in grouped.items()
        ]
        return tuple(sorted(groups, key=lambda group: (group.incoming, group.label)))

    def _record_groups(self, records: Sequence[ReportedSituation]) -> tuple[RecordGroup, ...]:
        grouped: dict[str, list[ReportedSituation]] = defaultdict(list)
        for one in records:
            grouped[one.kind].append(one)
        groups = [
            RecordGroup(
                kind,
                self.schema.label(kind),
                self._part([one for one in rows if one.period.holds(self.day)]),
                self._part([one for one in rows if not one.period.holds(self.day)]),
                len(rows),
            )
            for kind, rows in grouped.items()
        ]
        return tuple(sorted(groups, key=lambda group: group.label))

    def _part(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(rows[self.first : self.first + self.count])
