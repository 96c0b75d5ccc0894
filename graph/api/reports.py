"""Reports: situations as sources report them, with their citations; and the disagreements between sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..views.dates.periods import Period
from ..views.schema import Schema
from ..views.situations.disagreements import Disagreement
from ..views.situations.reported import ReportedSituation
from .listings import Listing, Row
from .values import IRI

_REPORT = (
    *("situation", "kind", "participants", "value", "begins", "ends", "last_confirmed", "attested_since", "period"),
    *("source", "locator", "cited"),
)
_DISAGREEMENT = ("number", "kind", "participants", "value", "period", "source", "locator", "cited", "situation")
_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-[0-9]{2})?")
LabelLookup = Callable[[Iterable[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Participant:
    """An entity that takes part in a situation, and the property that says in which role."""

    role: IRI
    entity: IRI
    role_label: str
    entity_label: str

    def __str__(self) -> str:
        return f"{self.role_label}: {self.entity_label}"


@dataclass(frozen=True)
class Report:
    """A situation as one source reports it.

    `begins` and `ends` are days, the second exclusive, None where open or not a date that Python can hold.
    `last_confirmed` is, of one without an end, the last day that the source covers, `attested_since` of one without a
    beginning the first. `period` says the same in words, as precisely as the source does. `value` is the figure of an
    observation, else empty. `cited` is the document that the source cites, if any.
    """

    situation: IRI
    kind: IRI
    kind_label: str
    participants: tuple[Participant, ...]
    begins: date | None
    ends: date | None
    last_confirmed: date | None
    attested_since: date | None
    period: str
    value: str
    source: IRI
    source_label: str
    locator: str
    cited: IRI | None

    def __str__(self) -> str:
        parts = (f"{self.kind_label} ({'; '.join(map(str, self.participants))})", self.value, self.period)
        where = f"{self.source_label}, {self.locator}" if self.locator else self.source_label
        return f"{', '.join(filter(None, parts))} [{where}]"


@dataclass(frozen=True)
class SourceDisagreement:
    """Reports of one situation on whose dates or figures sources conflict."""

    kind: IRI
    kind_label: str
    participants: tuple[Participant, ...]
    reports: tuple[Report, ...]
    spread: float = field(default=0.0)
    """How far apart the figures lie, as a share of the smallest; 0 where dates conflict."""

    def __str__(self) -> str:
        return "\n".join(map(str, self.reports))


class Reporter:
    """Makes reports from situations: gives labels to what they name."""

    def __init__(self, schema: Schema, find_labels: LabelLookup) -> None:
        self._schema = schema
        self._find_labels = find_labels

    def reports(self, situations: Sequence[ReportedSituation]) -> Listing[Report]:
        """The situations, in their order."""
        labels = self._labels(situations)
        return Listing(
            (self._report(situation, labels) for situation in situations),
            _REPORT,
            labels,
            lambda report: [_row(report)],
        )

    def disagreements(self, groups: Sequence[Disagreement]) -> Listing[SourceDisagreement]:
        """The disagreements, in their order; as a table with one row a report."""
        labels = self._labels([report for group in groups for report in group.reports])
        numbers = {group.reports[0].iri: number for number, group in enumerate(groups, start=1)}

        def rows(disagreement: SourceDisagreement) -> Iterator[Row]:
            number = numbers[disagreement.reports[0].situation]
            return (_disagreement_row(number, report) for report in disagreement.reports)

        return Listing((self._disagreement(group, labels) for group in groups), _DISAGREEMENT, labels, rows)

    def _labels(self, situations: Iterable[ReportedSituation]) -> Mapping[str, str]:
        named = {
            term
            for situation in situations
            for term in (situation.iri, situation.source, situation.cited, *(entity for _, entity in situation.parts))
            if term
        }
        return {**self._schema.labels, **self._find_labels(named)}

    def _disagreement(self, group: Disagreement, labels: Mapping[str, str]) -> SourceDisagreement:
        reports = tuple(self._report(report, labels) for report in group.reports)
        first = reports[0]
        return SourceDisagreement(first.kind, first.kind_label, first.participants, reports, float(group.spread))

    def _report(self, situation: ReportedSituation, labels: Mapping[str, str]) -> Report:
        begins, ends = days_of(situation.period)
        return Report(
            IRI(situation.iri),
            IRI(situation.kind),
            self._schema.label(situation.kind),
            tuple(self._participants(situation, labels)),
            begins,
            ends,
            day_of(situation.period.confirmed),
            day_of(situation.period.attested_since),
            situation.period.text,
            situation.value,
            IRI(situation.source),
            labels.get(situation.source, IRI(situation.source).curie),
            situation.locator,
            IRI(situation.cited) if situation.cited else None,
        )

    def _participants(self, situation: ReportedSituation, labels: Mapping[str, str]) -> Iterator[Participant]:
        """Each entity once in each of its narrowest roles."""
        for entity in sorted({entity for _, entity in situation.parts}):
            for role in situation.roles(self._schema, entity):
                label = labels.get(entity, IRI(entity).curie)
                yield Participant(IRI(role), IRI(entity), self._schema.label(role), label)


def days_of(period: Period) -> tuple[date | None, date | None]:
    """The first day of a period and the first after it."""
    return day_of(period.begin), day_of(period.end)


def day_of(instant: str) -> date | None:
    """The day of an instant, None where there is none; a year or a month stands for its first day."""
    padded = instant + "0000-01-01"[len(instant) :] if _YEAR_OR_MONTH.fullmatch(instant) else instant
    try:
        return date.fromisoformat(padded[:10])
    except ValueError:
        return None


def _row(report: Report) -> Row:
    return (
        report.situation,
        report.kind,
        "; ".join(map(str, report.participants)),
        report.value,
        report.begins,
        report.ends,
        report.last_confirmed,
        report.attested_since,
        report.period,
        report.source,
        report.locator,
        report.cited,
    )


def _disagreement_row(number: int, report: Report) -> Row:
    participants = "; ".join(map(str, report.participants))
    citation = (report.source, report.locator, report.cited, report.situation)
    return (number, report.kind, participants, report.value, report.period, *citation)
