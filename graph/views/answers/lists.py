"""Whole lists on a day: who stands in a relation to a thing, and whether the list is complete."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ...rdf.written_days import written
from ...store import Store
from ..select import select
from .completeness import CoverageRules
from .history import has_history, held
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
    store: Store,
    day_store: Callable[[], Store],
    coverage: CoverageRules,
    relation: str,
    subject: str,
    target: str,
    day: date,
) -> ListAnswer:
    """The list of what stands in a relation to `subject` or `target`, one of which is empty; all terms are IRIs.

    `store` is that of the version; `day_store` gives one that shows the day, for a version that has no history.
    """
    given = subject or target
    if has_history(store):
        members = _labelled(store, _on_day(store, relation, subject, target, day))
    else:
        shown = day_store()
        members = _labelled(shown, _stated(shown, relation, subject, target))
    if not is_alive(lives_of(store, given), day):
        reason = f"{_label(store, given)} did not exist on {written(day)}."
        return ListAnswer(subject, relation, target, day, members, True, reason, ())
    found = coverage.completeness(relation, (subject, target), day)
    if found.is_complete:
        reason = completeness_sentence(found.denied_by, day)
        return ListAnswer(subject, relation, target, day, members, True, reason, found.denied_by)
    reason = gaps_sentence(found, day, _label(store, relation))
    return ListAnswer(subject, relation, target, day, members, False, reason, found.gaps)


def _stated(store: Store, relation: str, subject: str, target: str) -> frozenset[str]:
    """What fills the open end in the default graph of a store."""
    pattern = f"<{subject}> <{relation}> ?member" if subject else f"?member <{relation}> <{target}>"
    rows = select(store, f"SELECT DISTINCT ?member WHERE {{ {pattern} FILTER(isIRI(?member)) }}")
    return frozenset(row["member"]["value"] for row in rows)


def _on_day(store: Store, relation: str, subject: str, target: str, day: date) -> frozenset[str]:
    """What fills the open end on a day: what the history says of that day, and what is so without dates."""
    dated = held(store, relation, subject, target, day)
    return dated.then | (_stated(store, relation, subject, target) - dated.ever)


def _labelled(store: Store, members: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """IRIs with their labels, by label."""
    values = " ".join(f"<{member}>" for member in members)
    rows = select(
        store,
        f"""SELECT ?member (SAMPLE(?name) AS ?label) WHERE {{ VALUES ?member {{ {values} }}
            OPTIONAL {{ ?member rdfs:label ?name FILTER(lang(?name) = "en") }} }}
            GROUP BY ?member ORDER BY ?label ?member""",
    )
    return tuple((row["member"]["value"], row.get("label", {}).get("value", "")) for row in rows)


def _label(store: Store, iri: str) -> str:
    rows = select(store, f'SELECT ?label WHERE {{ <{iri}> rdfs:label ?label FILTER(lang(?label) = "en") }} LIMIT 1')
    return rows[0]["label"]["value"] if rows else iri
