"""The RDF of a case: each statement becomes a situation with its dates, its evidence, and the row that it is from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, SKOS

from ..inputs.tables.dates import PartialPeriod
from ..inputs.tables.entity_registry import slugify
from ..inputs.tables.rdf_terms import english, entity_iri, midnight, name_of_record, term
from ..rdf.namespaces import SOURCE
from ..reconciliation.catalog import Described
from .reading.evidence import Evidence
from .reading.periods import RowPeriod
from .sheets.rows import SheetRow

_TYPE, _LABEL, _NOTE = (ox.NamedNode(str(iri)) for iri in (RDF.type, RDFS.label, SKOS.scopeNote))
_LONGEST_LABEL = 120
Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class Record:
    """A situation to write: the last part of its IRI, class, label, roles and period."""

    name: str
    kind: str
    label: str
    roles: tuple[tuple[str, Value], ...]
    days: PartialPeriod | None


@dataclass
class Records:
    """Collects the triples of a case; `rows` and `labels` map each IRI to its row and its label."""

    key: str
    triples: dict[ox.Triple, None] = field(default_factory=dict)
    rows: dict[str, SheetRow] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def add(self, subject: ox.NamedNode, name: str, value: Value) -> None:
        """Add a statement with a property of the ontology."""
        self.triples.setdefault(ox.Triple(subject, term(name), value))

    def describe(self, subject: ox.NamedNode, kind: str, label: str, row: SheetRow) -> None:
        """Add the class and the label of a subject that a row describes."""
        self.rows.setdefault(subject.value, row)
        self.labels.setdefault(subject.value, label)
        self.triples.setdefault(ox.Triple(subject, _TYPE, term(kind)))
        self.triples.setdefault(ox.Triple(subject, _LABEL, english(label)))

    def note(self, subject: ox.NamedNode, text: str) -> None:
        """Add a remark, unless it is empty."""
        if text:
            self.triples.setdefault(ox.Triple(subject, _NOTE, english(text)))

    def dates(self, subject: ox.NamedNode, days: PartialPeriod | None) -> None:
        """Add the half-open days of a period."""
        if days is None:
            return
        if days.begin:
            self.add(subject, "validFrom", midnight(days.begin))
        if days.end:
            self.add(subject, "validUntil", midnight(days.end))
        self.add(subject, "datePrecision", term(f"{days.precision}Precision"))

    def record(self, row: SheetRow, record: Record, period: RowPeriod, evidence: Evidence) -> ox.NamedNode:
        """Add a situation with its evidence."""
        subject = entity_iri(f"{self.key}/{record.name}")
        self.describe(subject, record.kind, record.label, row)
        for role, value in record.roles:
            self.add(subject, role, value)
        self.dates(subject, record.days)
        self._stated(subject, period)
        self._evidence(subject, evidence)
        return subject

    def _stated(self, subject: ox.NamedNode, period: RowPeriod) -> None:
        """Keep dates as written where they say more than a day, month or year."""
        for name, written in (("statedFrom", period.begin), ("statedUntil", period.end)):
            if written and written.is_rough:
                self.add(subject, name, ox.Literal(written.text))

    def _evidence(self, subject: ox.NamedNode, evidence: Evidence) -> None:
        self.add(subject, "source", ox.NamedNode(SOURCE[self.key]))
        self.add(subject, "locator", ox.Literal(evidence.where))
        if evidence.words:
            self.add(subject, "paraphrase", english(evidence.words))
        if evidence.digest:
            self.add(subject, "quotationDigest", ox.Literal(evidence.digest))
        if evidence.certainty:
            self.add(subject, "certainty", ox.Literal(evidence.certainty))
        self.note(subject, evidence.note)


def iri(entity: Described) -> ox.NamedNode:
    """The IRI of an entity."""
    return ox.NamedNode(entity.iri)


def record_name(stem: str, parts: Iterable[str], period: RowPeriod) -> str:
    """The last part of a record's IRI: what is said, of whom, and from when."""
    moment = period.moment
    return name_of_record(slugify(stem), *parts, moment.text if moment else "")


def dates_in_words(period: RowPeriod, *, is_event: bool = False) -> str:
    """The dates as the end of a label; empty without dates."""
    begin, end = period.begin, period.end
    if is_event and (begin or end):
        written = begin or end
        return f" ({written.text})" if written else ""
    words = [f"{word} {written.text}" for word, written in (("from", begin), ("until", end)) if written]
    return f" ({' '.join(words)})" if words else ""


def shortened_label(text: str) -> str:
    """A label that fits a line, cut at a word."""
    if len(text) <= _LONGEST_LABEL:
        return text
    return text[:_LONGEST_LABEL].rpartition(" ")[0] + " …"
