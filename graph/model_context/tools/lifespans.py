"""Entities that did not exist on the date of a question, which has no relations of theirs for that reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...cases.reading.name_index import NameIndex
from ...codes.code_table import overlaps
from ...inputs.tables.dates import PartialDate, parse_date
from ...reconciliation.catalog import Described
from ..session import Session

_STEPS = 4
"""Successions that are followed: a state has few predecessors of predecessors."""


def not_then(session: Session, iris: Iterable[str], day: date) -> str:
    """Which entities did not exist on a day, when they did, and which of their predecessors or successors did then.

    Empty where all existed, or nothing is known of their lives.
    """
    moment = parse_date(day.isoformat())
    described = session.catalog.describe(iris).values()
    gone = [entity for entity in described if not overlaps(entity.life, moment)]
    return " ".join(_sentence(entity, _related(session, entity, moment), day) for entity in gone)


def _related(session: Session, entity: Described, moment: PartialDate) -> list[Described]:
    """The nearest in succession that existed then: of Russia in 1913 not the Soviet Union, but what it succeeded."""
    index = NameIndex(session.catalog, session.graph.store())
    seen, reached = {entity.iri}, [entity]
    for _ in range(_STEPS):
        further = {other.iri: other for each in reached for other in index.related_in_succession(each.iri)}
        reached = [other for iri, other in further.items() if iri not in seen]
        if then := [other for other in reached if overlaps(other.life, moment)]:
            return then
        seen |= further.keys()
    return []


def _sentence(entity: Described, then: Sequence[Described], day: date) -> str:
    instead = f" Then there was: {', '.join(f'{other.label} (id:{other.id})' for other in then[:3])}." if then else ""
    return f"{entity.label} (id:{entity.id}) did not exist on {day}: it existed {entity.life.text}.{instead}"
