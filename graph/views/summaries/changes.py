"""What changed last about an entity up to its day: beginnings and ends of situations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..dates.periods import Period
from ..entities.entity import Entity, LabelLookup
from ..situations.reported import ReportedSituation
from ..tables.table import Part
from .wording import BY_ROLE, NAMED, Salience, Wording, others_in, role_of, worded

_REPORTS = 8
"""So many records of one change are looked through for the next change, at most."""


def latest_changes(entity: Entity, count: int, labels_of: LabelLookup) -> tuple[tuple[Part, str], ...]:
    """The latest beginnings and ends up to the day, once where several records tell one: words and period."""
    changes = sorted(_changes(entity), key=lambda change: (change[0], change[2]), reverse=True)[: count * _REPORTS]
    labels = labels_of({other for *_, others in changes for other in others[:NAMED]})
    told = {
        (part.text, when): (part, when) for part, when in (_change(change, labels) for change in reversed(changes))
    }
    return tuple(reversed(told.values()))[:count]


_Change = tuple[str, bool, str, ReportedSituation, Wording, tuple[str, ...]]


def _changes(entity: Entity) -> Iterator[_Change]:
    """Instant, whether it is an end, IRI, record, wording and others of each change up to the day."""
    day = entity.date.isoformat()
    for record in entity.statements.records:
        role, period = role_of(entity, record), record.period
        if not role:
            continue
        wording, others = BY_ROLE[role], others_in(entity, [record], Salience({}))
        if period.begin and period.begin[:10] <= day:
            yield period.begin, False, record.iri, record, wording, others
        if period.end and period.end[:10] <= day and wording.ended:
            yield period.end, True, record.iri, record, wording, others


def _change(change: _Change, labels: Mapping[str, str]) -> tuple[Part, str]:
    instant, is_end, iri, record, wording, others = change
    period = record.period
    precision = (period.end_precision or period.precision) if is_end else period.precision
    when = Period(instant, precision=precision).text.removeprefix("since ")
    return Part(worded(wording.ended if is_end else wording.text, others, labels), iri=iri), when
