"""Dated statements of one property: from the closure of a version, or from the history that any store serves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from ...rdf.namespaces import HISTORY_GRAPH, WPH
from ...reason.evaluation.dates.days import day_of
from ...store import Store, select
from ...versions.closures import opened_closure
from ...views.answers.statements import day_of as day_of_instant


@dataclass(frozen=True)
class DatedFact:
    """A statement with its half-open days (None: open): IRIs without brackets, of a literal the text."""

    subject: str
    object: str
    begin: date | None
    until: date | None


class DatedFacts(Protocol):
    """Where dated statements are read; what was read once is kept, since a version does not change."""

    def of(self, relation: str) -> list[DatedFact]:
        """Every statement with the property of that local name, in the order of its parts."""
        ...


class _KeptFacts(ABC):
    """Reads the statements with a property once, and keeps them."""

    def __init__(self) -> None:
        self._read: dict[str, list[DatedFact]] = {}

    def of(self, relation: str) -> list[DatedFact]:
        """See `DatedFacts`."""
        if relation not in self._read:
            self._read[relation] = self._fetched(relation)
        return self._read[relation]

    @abstractmethod
    def _fetched(self, relation: str) -> list[DatedFact]:
        """Read the statements, in the order of their parts."""


class ClosureFacts(_KeptFacts):
    """Statements of a version on this machine: a property takes some hundredths of a second."""

    def __init__(self, version: Path) -> None:
        super().__init__()
        self._version = version

    def _fetched(self, relation: str) -> list[DatedFact]:
        with opened_closure(self._version) as connection:
            rows = connection.execute(
                """SELECT s.text, o.text, f, u FROM longest_fact l
                JOIN term s ON s.id = l.s JOIN term o ON o.id = l.o
                WHERE l.p = (SELECT id FROM term WHERE text = ?)""",
                [f"<{WPH[relation]}>"],
            ).fetchall()
        return sorted((DatedFact(_plain(s), _plain(o), day_of(f), day_of(u)) for s, o, f, u in rows), key=_order)


class StoreFacts(_KeptFacts):
    """Statements of any store that serves a graph of ours, by SPARQL: some seconds for thousands.

    A statement that always holds is not in the history; it is read from the default graph, which has it.
    """

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def _fetched(self, relation: str) -> list[DatedFact]:
        dated = [_fact(row) for row in self._history(relation)]
        known = {(fact.subject, fact.object) for fact in dated}
        always = (fact for fact in self._default(relation) if (fact.subject, fact.object) not in known)
        return sorted([*dated, *always], key=_order)

    def _history(self, relation: str) -> list[dict[str, dict[str, str]]]:
        return select(
            self._store,
            f"""SELECT ?s ?o ?from ?until WHERE {{ GRAPH <{HISTORY_GRAPH}> {{
                ?axiom owl:annotatedProperty <{WPH[relation]}> ; owl:annotatedSource ?s ; owl:annotatedTarget ?o .
                OPTIONAL {{ ?axiom wph:heldFrom ?from }} OPTIONAL {{ ?axiom wph:heldUntil ?until }} }} }}""",
        )

    def _default(self, relation: str) -> Iterator[DatedFact]:
        """Statements of the default graph with the dates of their subject, which bound those of a situation."""
        rows = select(
            self._store,
            f"""SELECT ?s ?o ?from ?until WHERE {{ ?s <{WPH[relation]}> ?o .
                OPTIONAL {{ ?s wph:validFrom ?from }} OPTIONAL {{ ?s wph:validUntil ?until }} }}""",
        )
        return (_fact(row) for row in rows)


def _fact(row: dict[str, dict[str, str]]) -> DatedFact:
    begin, until = (day_of_instant(row.get(name, {}).get("value", "")) for name in ("from", "until"))
    return DatedFact(row["s"]["value"], row["o"]["value"], begin, until)


def _plain(term: str) -> str:
    """The IRI, or the text of a literal, of a term in N-Triples form; texts read here have no escapes."""
    return term[1:-1] if term.startswith("<") else term[1 : term.rindex('"')]


def _order(fact: DatedFact) -> tuple[str, str, date, date]:
    return fact.subject, fact.object, fact.begin or date.min, fact.until or date.max
