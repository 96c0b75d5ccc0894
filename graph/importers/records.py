"""Records that an importer writes: situations with source, row and dates, of the entities that numbers denote.

A number of a list of states may stand for several entities in turn (365 for the Russian Empire, the Soviet Union and
Russia), so a spell is divided among them. What no entity of the graph stands for is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS

from ..codes import CodeTable
from ..codes.code_table import Code
from ..codes.systems import find_system, normalized
from ..inputs.tables.dates import PartialDate, Precision
from ..inputs.tables.rdf_terms import english, entity_iri, midnight, term
from ..rdf.namespaces import SOURCE
from ..views.dates.periods import MONTH, YEAR
from .dataset import Dataset, Release
from .table import DataRow

_TYPE, _LABEL = ox.NamedNode(str(RDF.type)), ox.NamedNode(str(RDFS.label))
_COARSENESS: dict[Precision, int] = {"day": 0, "month": 1, "year": 2}
_PRECISIONS: dict[str, Precision] = {MONTH: "month", YEAR: "year"}
_SPAN_OF: dict[Precision, int] = {"day": 0, "month": 30, "year": 365}
"""The days by which a limit of each precision may be off."""
Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Span:
    """Half-open days [begin, until), and how precisely they are known; None where the list begins or ends with it."""

    begin: date | None
    until: date | None
    precision: Precision = "day"


def span_of(release: Release, begin: PartialDate | None, last: PartialDate | None) -> Span:
    """The span from the first to the last day of a spell; open where the list of a release begins or ends."""
    precisions = [each.precision for each in (begin, last) if each] or ["day"]
    first, until = begin.first if begin else None, last.after if last else None
    return Span(
        None if first is not None and first <= release.begin else first,
        None if until is not None and until >= release.until else until,
        max(precisions, key=_COARSENESS.__getitem__),
    )


@dataclass(frozen=True)
class Piece:
    """An entity that a number denotes during a part of a spell; as precise as its own dates, if they bound it."""

    entity: ox.NamedNode
    label: str
    begin: date
    until: date
    precision: Precision = "day"


class Records:
    """Collects the triples of one file, and what was left out with the reason."""

    def __init__(self, dataset: Dataset, release: Release, table: CodeTable) -> None:
        self.dataset = dataset
        self.release = release
        self.triples: list[ox.Triple] = []
        self.situations = 0
        self.left_out: Counter[str] = Counter()
        self._table = table
        self._numbers = find_system(dataset.numbers, table.schemes)
        self._described: set[ox.NamedNode] = set()
        self._labels: set[str] = set()

    def leave_out(self, reason: str) -> None:
        """Count a row, or a part of one, that gives no record."""
        self.left_out[reason] += 1

    def span(self, begin: PartialDate | None, last: PartialDate | None) -> Span:
        """The span from the first to the last day of a spell; open where the list itself begins or ends."""
        return span_of(self.release, begin, last)

    def pieces(self, number: int | str, span: Span) -> list[Piece]:
        """The entities that a number denotes in the course of a span; days of none are counted as left out."""
        begin, until = span.begin or self.release.begin, span.until or self.release.until
        if begin >= until:
            self.leave_out(f"spells of number {number} that end before they begin")
            return []
        codes = self._table.by_text.get((self._numbers.key, normalized(self._numbers, str(number))), ())
        pieces = [piece for code in codes if (piece := self._piece(code, begin, until))]
        pieces.sort(key=lambda piece: piece.begin)
        if not pieces:
            self.leave_out(f"spells of number {number}, which denotes nothing in the graph at that time")
        elif _has_gap(pieces, begin, until, timedelta(days=_SPAN_OF[span.precision])):
            self.leave_out(f"parts of spells of number {number}, in which no state of the graph bears it")
        return pieces

    def pairs(self, first: int | str, second: int | str, span: Span) -> Iterator[tuple[Piece, Piece, Span]]:
        """The pairs of entities that two numbers denote at the same time in the course of a span."""
        others = self.pieces(second, span)
        for one in self.pieces(first, span):
            for other in others:
                if max(one.begin, other.begin) < min(one.until, other.until):
                    yield one, other, self.within(span, one, other)

    def within(self, span: Span, *pieces: Piece) -> Span:
        """The part of a span during which all pieces last; its own limits stay open where they were."""
        begin, until = max(piece.begin for piece in pieces), min(piece.until for piece in pieces)
        return Span(
            None if span.begin is None and begin <= self.release.begin else begin,
            None if span.until is None and until >= self.release.until else until,
            max((span.precision, *(piece.precision for piece in pieces)), key=_COARSENESS.__getitem__),
        )

    def entity(self, name: str, kind: str, label: str) -> ox.NamedNode:
        """An entity that only this dataset has, described once."""
        subject = entity_iri(f"{self.dataset.key}/{name}")
        if subject not in self._described:
            self._described.add(subject)
            self.triples.append(ox.Triple(subject, _TYPE, term(kind)))
            self.triples.append(ox.Triple(subject, _LABEL, english(label)))
        return subject

    def situation(self, row: DataRow, name: str, kind: str, label: str, span: Span) -> ox.NamedNode:
        """Describe a situation with its evidence, the row; returns its IRI for further statements with `add`.

        A label that another has is told apart by the row: a state may join twice.
        """
        subject = entity_iri(f"{self.dataset.key}/{name}")
        self.situations += 1
        if label in self._labels:
            label = f"{label} (row {row.number})"
        self._labels.add(label)
        self.triples.append(ox.Triple(subject, _TYPE, term(kind)))
        self.triples.append(ox.Triple(subject, _LABEL, english(label)))
        self.add(subject, "source", ox.NamedNode(SOURCE[self.dataset.key]))
        self.add(subject, "locator", ox.Literal(f"row {row.number}"))
        if span.begin:
            self.add(subject, "validFrom", midnight(span.begin))
        if span.until:
            self.add(subject, "validUntil", midnight(span.until))
        if span.begin or span.until:
            self.add(subject, "datePrecision", term(f"{span.precision}Precision"))
        return subject

    def add(self, subject: ox.NamedNode, name: str, *values: Value) -> None:
        """State values of a property."""
        self.triples.extend(ox.Triple(subject, term(name), value) for value in values)

    def _piece(self, code: Code, begin: date, until: date) -> Piece | None:
        """The part of a span in which the entity exists and bears the code: the Russian SFSR lost 365 in 1922."""
        precisions: list[Precision] = ["day"]
        first, last = begin, until
        for limits in (self._table.life(code.entity), code.use):
            after = max(first, date.fromisoformat(limits.begin[:10])) if limits.begin else first
            before = min(last, date.fromisoformat(limits.end[:10])) if limits.end else last
            if (after, before) != (first, last):
                precisions.append(_PRECISIONS.get(limits.precision, "day"))
            first, last = after, before
        entity, precision = ox.NamedNode(code.entity), max(precisions, key=_COARSENESS.__getitem__)
        return Piece(entity, self._table.label(code.entity), first, last, precision) if first < last else None


def _has_gap(pieces: Sequence[Piece], begin: date, until: date, tolerance: timedelta) -> bool:
    """Whether days of a spell, more than its precision leaves open, lie in none of its pieces, which are sorted."""
    reached = begin
    for piece in pieces:
        if piece.begin - reached > tolerance:
            return True
        reached = max(reached, piece.until)
    return until - reached > tolerance
