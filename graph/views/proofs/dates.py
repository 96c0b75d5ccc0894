"""The dates of a proof in words, no more precise than those of the records below.

A record without a date holds, for the reasoner, from the start of what its source covers (see `reason/validity.py`).
No source says so; it is shown as undated, and what begins with it as attested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ...rdf.instants import instant
from ...reason.proofs.proof import Period as Validity
from ...reason.proofs.proof import Step
from ...store import Store
from ..dates.periods import COVERAGE, DAY, Period, coarsest, years
from ..dates.precision import Instants
from ..select import select
from .nodes import Node


@dataclass(frozen=True)
class Dated:
    """How a subject of stated facts is dated, and what its source covers, in words."""

    begin: str = ""
    end: str = ""
    precision: str = DAY
    coverage: str = ""
    end_precision: str = DAY


class ProofDates:
    """The periods of proofs in words.

    `store` has the dates of their subjects, `instants` the precision of other dates.
    """

    def __init__(self, store: Store, instants: Instants, proofs: Iterable[Step]) -> None:
        self._instants = instants
        leaves = (step for proof in proofs for step in proof.statements() if step.is_asserted and step.citations)
        self._dated = read_dated(store, {step.triple[0][1:-1] for step in leaves if step.triple[0].startswith("<")})

    def text(self, node: Node) -> str:
        """When a node of a proof holds."""
        dated = self._of(node.step)
        if node.is_fact and dated and self.is_undated(node) and not dated.end and dated.coverage:
            return f"undated; its source covers {dated.coverage}"
        return self.period(node.step).text or "always"

    def is_undated(self, node: Node) -> bool:
        """Whether no source says when the period of a node begins, although it does not hold always."""
        begins = node.period.begins
        return begins is not None and self._begin(node.step, begins) == COVERAGE

    def whole(self, period: Validity, proofs: Iterable[Step]) -> str:
        """A period in which the conclusion holds; its precision is that of a proof that begins with it."""
        for proof in proofs:
            if proof.period.begins == period.begins:
                return self.period(Step(proof.triple, period, proof.rule, None, proof.premises, proof.citations)).text
        begin, end = _written(period.begins), _written(period.ends)
        return Period(begin, end, self._anywhere(begin), self._anywhere(end)).text or "always"

    def period(self, step: Step) -> Period:
        """The period of a statement, begin and end each with its precision."""
        begins, ends = step.period.begins, step.period.ends
        return Period(
            _written(begins),
            _written(ends),
            self._begin(step, begins) if begins else DAY,
            self._end(step, ends) if ends else DAY,
        )

    def _begin(self, step: Step, day: date) -> str:
        records = [dated for leaf in _leaves(step) if leaf.period.begins == day and (dated := self._of(leaf))]
        if records and not any(dated.begin for dated in records):
            return COVERAGE
        return self._coarsest((dated.precision for dated in records if dated.begin), day)

    def _end(self, step: Step, day: date) -> str:
        records = (self._of(leaf) for leaf in _leaves(step) if leaf.period.ends == day)
        return self._coarsest((dated.end_precision for dated in records if dated and dated.end), day)

    def _coarsest(self, precisions: Iterable[str], day: date) -> str:
        return coarsest(known) if (known := list(precisions)) else self._anywhere(_written(day))

    def _of(self, leaf: Step) -> Dated | None:
        return self._dated.get(leaf.triple[0][1:-1])

    def _anywhere(self, instant: str) -> str:
        if instant in self._instants.starts and instant not in self._instants.precision:
            return COVERAGE
        return self._instants.precision.get(instant, DAY)


def read_dated(store: Store, subjects: Iterable[str]) -> dict[str, Dated]:
    """How subjects are dated, for those that a source dates or that name a source with its coverage."""
    values = " ".join(f"<{iri}>" for iri in sorted(subjects))
    rows = select(
        store,
        f"""SELECT ?s (MIN(?from) AS ?begin) (MAX(?until) AS ?end) (SAMPLE(?known) AS ?precision)
            (SAMPLE(?knownBegin) AS ?beginPrecision) (SAMPLE(?knownEnd) AS ?endPrecision)
            (MIN(?covered) AS ?first) (MAX(?covers) AS ?last) WHERE {{ VALUES ?s {{ {values} }}
            OPTIONAL {{ ?s wph:validFrom ?from }} OPTIONAL {{ ?s wph:validUntil ?until }}
            OPTIONAL {{ ?s wph:datePrecision ?known }} OPTIONAL {{ ?s wph:beginPrecision ?knownBegin }}
            OPTIONAL {{ ?s wph:endPrecision ?knownEnd }}
            OPTIONAL {{ ?s wph:source ?source . ?source wph:coverageFrom ?covered
                OPTIONAL {{ ?source wph:coverageUntil ?covers }} }} }} GROUP BY ?s""",
    )
    values_of = {
        row["s"]["value"]: {name: cell["value"] for name, cell in row.items()} for row in rows if len(row) > 1
    }
    return {iri: _dated(row) for iri, row in values_of.items()}


def _dated(row: dict[str, str]) -> Dated:
    both, begin, end = (row.get(name, "").split("#")[-1] for name in ("precision", "beginPrecision", "endPrecision"))
    covered = years(row.get("first", ""), row.get("last", ""))
    return Dated(row.get("begin", ""), row.get("end", ""), begin or both or DAY, covered, end or both or DAY)


def _leaves(step: Step) -> Iterator[Step]:
    return (leaf for leaf in step.statements() if leaf.is_asserted and leaf.citations)


def _written(day: date | None) -> str:
    return instant(day) if day else ""
