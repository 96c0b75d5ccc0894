"""Whole lists on a day: who stands in a relation to a thing, and whether the list is complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...store import Store
from ..select import select
from .completeness import CoverageRules
from .knowledge import is_alive, lives_of
from .statements import CoverageStatement
from .words import completeness_sentence, gaps_sentence


@dataclass(frozen=True)
class ListAnswer:
    """The things that stand in a relation to one thing on a day.

    `subject` or `object` is empty, which is the open end. `is_complete` says that the list has everything; else these
    are some, and `statements` are the coverage statements nearest to it.
    """

    subject: str
    relation: str
    object: str
    day: date
    members: tuple[tuple[str, str], ...]
    is_complete: bool
    reason: str
    statements: tuple[CoverageStatement, ...]

    @property
    def sentence(self) -> str:
        """The list's count and completeness in words."""
        known = f"Complete: {len(self.members)}." if self.is_complete else f"At least these {len(self.members)}."
        return f"{known} {self.reason}"


def list_answer(  # noqa: PLR0913, PLR0917 - the parts of one question
    store: Store, day_store: Store, coverage: CoverageRules, relation: str, subject: str, target: str, day: date
) -> ListAnswer:
    """The list of what stands in a relation to `subject` or `target`, one of which is empty; all terms are IRIs."""
    given = subject or target
    members = _members(day_store, relation, subject, target)
    if not is_alive(lives_of(store, given), day):
        reason = f"{_label(store, given)} did not exist on {day.isoformat()}."
        return ListAnswer(subject, relation, target, day, members, True, reason, ())
    found = coverage.completeness(relation, (subject, target), day)
    if found.is_complete:
        reason = completeness_sentence(found.denied_by, day)
        return ListAnswer(subject, relation, target, day, members, True, reason, found.denied_by)
    reason = gaps_sentence(found, day, _label(store, relation))
    return ListAnswer(subject, relation, target, day, members, False, reason, found.gaps)


def _members(store: Store, relation: str, subject: str, target: str) -> tuple[tuple[str, str], ...]:
    """The IRIs and labels of what fills the open end, by label."""
    pattern = f"<{subject}> <{relation}> ?member" if subject else f"?member <{relation}> <{target}>"
    rows = select(
        store,
        f"""SELECT ?member (SAMPLE(?name) AS ?label) WHERE {{ {pattern} FILTER(isIRI(?member))
            OPTIONAL {{ ?member rdfs:label ?name FILTER(lang(?name) = "en") }} }}
            GROUP BY ?member ORDER BY ?label ?member""",
    )
    return tuple((row["member"]["value"], row.get("label", {}).get("value", "")) for row in rows)


def _label(store: Store, iri: str) -> str:
    rows = select(store, f'SELECT ?label WHERE {{ <{iri}> rdfs:label ?label FILTER(lang(?label) = "en") }} LIMIT 1')
    return rows[0]["label"]["value"] if rows else iri
