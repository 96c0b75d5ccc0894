"""Disputes about an entity: records on which sources disagree, and statements that contradict others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from ...rdf.curies import shorten
from ..schema import Schema, Theme
from ..situations.disagreements import disagreements
from ..situations.reported import OBSERVATION, ReportedSituation
from .statements import Relation, theme_of


@dataclass(frozen=True)
class Disputes:
    """The disputes about one entity, `iri`.

    `reports` are situations on which sources conflict, `pairs` the entities with which this one has such a
    situation, by theme; `clashes` are the numbers of contradictions (from 1) by each term of theirs.
    """

    iri: str
    schema: Schema
    reports: frozenset[str]
    pairs: frozenset[tuple[Theme, str]]
    clashes: dict[str, int]

    def of_record(self, record: ReportedSituation) -> str:
        """The address that shows the dispute about a record; empty when there is none."""
        if record.iri in self.reports:
            return disagreements_address(self.iri)
        return self._clash(record.iri)

    def of_relation(self, relation: Relation) -> str:
        """The address that shows the dispute about a relation; empty when there is none."""
        if (theme_of(self.schema, relation), relation.other) in self.pairs:
            return disagreements_address(self.iri)
        return self._clash(relation.other) if self.iri in self.clashes else ""

    @property
    def of_entity(self) -> str:
        """The address of a contradiction in which the entity takes part; empty when there is none."""
        return self._clash(self.iri)

    def _clash(self, term: str) -> str:
        number = self.clashes.get(term)
        return f"/conflicts/{number}" if number else ""


def disputes_of(
    iri: str, schema: Schema, records: Iterable[ReportedSituation], contradictions: Sequence[dict[str, Any]]
) -> Disputes:
    """The disputes among the records of an entity, and the contradictions in which it takes part."""
    groups = list(disagreements(records))
    pairs = {
        (theme_of(schema, group.reports[0]), other)
        for group in groups
        if not _is_figure(schema, group.reports[0])
        for other in group.entities - {iri}
    }
    clashes: dict[str, int] = {}
    for number, contradiction in enumerate(contradictions, 1):
        for term in contradiction.get("terms", ()):
            clashes.setdefault(term.strip("<>"), number)
    return Disputes(
        iri, schema, frozenset(report.iri for group in groups for report in group.reports), frozenset(pairs), clashes
    )


def disagreements_address(iri: str) -> str:
    """The address that shows where sources disagree about an entity."""
    return f"/conflicts?{urlencode({'of': shorten(iri)})}#disagree"


def _is_figure(schema: Schema, report: ReportedSituation) -> bool:
    """Whether it is a number: one that is disputed leaves the relations of what it counts undisputed."""
    return report.kind == OBSERVATION or schema.is_below(report.kind, OBSERVATION)
