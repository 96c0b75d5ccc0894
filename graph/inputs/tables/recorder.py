"""Writing down what a row says: entities, situations with dates and evidence, and the mistakes met on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from ...rdf.namespaces import ID, SOURCE, WPH
from .dates import DATE_FORMS, PartialDate, Period, between, parse_date
from .entity_registry import Known
from .table import Mistakes, Row, Table

Subject = ox.NamedNode
Value = ox.NamedNode | ox.Literal

_TYPE = ox.NamedNode(RDF.type)
_LABEL = ox.NamedNode(RDFS.label)
_ALT_LABEL = ox.NamedNode(SKOS.altLabel)
_SCOPE_NOTE = ox.NamedNode(SKOS.scopeNote)
_BOOLEAN = ox.NamedNode(XSD.boolean)
_DATE_TIME = ox.NamedNode(XSD.dateTime)
_WPH = str(WPH)
_ID = str(ID)
_terms: dict[str, ox.NamedNode] = {}


def term(name: str) -> ox.NamedNode:
    """A term of the ontology by its name; made once, since every row asks for the same few."""
    found = _terms.get(name)
    if found is None:
        found = _terms[name] = ox.NamedNode(_WPH + name)
    return found


def thing(slug: str) -> ox.NamedNode:
    """The IRI of an entity."""
    return ox.NamedNode(_ID + slug)


def english(text: str) -> ox.Literal:
    """A literal in English."""
    return ox.Literal(text, language="en")


@dataclass(frozen=True)
class Situation:
    """A situation to write down: the name that ends its IRI, its class, its English label, and when it held."""

    name: str
    kind: str
    label: str
    period: Period | None


@dataclass
class Recorder:
    """Collects the triples of one list of one source.

    `siblings` are the tables of the same folder by file name, for what a row says in two lists; `references` are the
    keys of the documents that the source cites; `lines` tells the line on which a record stands.
    """

    source: str
    known: Known
    mistakes: Mistakes
    siblings: Mapping[str, Table]
    references: frozenset[str]
    triples: list[ox.Triple] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def add(self, subject: Subject, name: str, value: Value) -> None:
        """Add one statement with a property of the ontology."""
        self.triples.append(ox.Triple(subject, term(name), value))

    def label(self, subject: Subject, text: str, language: str = "en") -> None:
        """Add a label, unless the text is empty."""
        if text:
            self.triples.append(ox.Triple(subject, _LABEL, ox.Literal(text, language=language)))

    def other_label(self, subject: Subject, text: str, language: str = "en") -> None:
        """Add another name, unless the text is empty."""
        if text:
            self.triples.append(ox.Triple(subject, _ALT_LABEL, ox.Literal(text, language=language)))

    def flag(self, subject: Subject, name: str, value: str) -> None:
        """Add a statement that is `true` or `false`."""
        self.add(subject, name, ox.Literal(value, datatype=_BOOLEAN))

    def kind(self, subject: Subject, class_name: str) -> None:
        """Say what something is."""
        self.triples.append(ox.Triple(subject, _TYPE, term(class_name)))

    def entity(self, row: Row, slug: str, class_name: str, label: str) -> Subject:
        """Describe an entity: its class, its English label, and the document that the row cites for it."""
        subject = thing(slug)
        self._claim_line(row, subject)
        self.kind(subject, class_name)
        self.label(subject, label)
        self.cite(row, subject)
        return subject

    def city(self, name: str) -> Subject:
        """Describe a city by its name."""
        slug, label = self.known.city(name)
        subject = thing(slug)
        self.kind(subject, "City")
        self.label(subject, label)
        return subject

    def situation(self, row: Row, situation: Situation, **roles: Value | None) -> Subject:
        """Describe a situation with the evidence that the row gives; roles of None are left out."""
        subject = thing(f"{self.source}/{situation.name}")
        self._claim_line(row, subject)
        self.kind(subject, situation.kind)
        self.label(subject, situation.label)
        for role, value in roles.items():
            if value is not None:
                self.add(subject, role, value)
        self.dates(subject, situation.period)
        self.add(subject, "source", ox.NamedNode(SOURCE[self.source]))
        self.add(subject, "locator", ox.Literal(f"{row.path.name}: {situation.name}"))
        self.cite(row, subject)
        return subject

    def cite(self, row: Row, subject: Subject) -> None:
        """Name the documents that a row cites, and the place in them; keep the row's note."""
        keys = row.list("reference")
        if not keys or not self.references.issuperset(keys):
            self.mistakes.add(row, "reference", "keys of references.csv in the same folder")
            return
        for key in keys:
            self.add(subject, "citedDocument", reference_iri(self.source, key))
        if row.cells.get("locator"):
            self.add(subject, "citedLocator", ox.Literal(row["locator"]))
        if row.cells.get("note"):
            self.triples.append(ox.Triple(subject, _SCOPE_NOTE, english(row["note"])))

    def dates(self, subject: Subject, period: Period | None) -> None:
        """Date a record; without a period it has no dates of its own."""
        if period is None:
            return
        if period.begin:
            self.add(subject, "validFrom", midnight(period.begin))
        if period.end:
            self.add(subject, "validUntil", midnight(period.end))
        self.add(subject, "datePrecision", term(f"{period.precision}Precision"))

    # What cells hold; a mistake is noted, and None or nothing returned in its place.

    def date(self, row: Row, column: str) -> PartialDate | None:
        """The date in a cell, or None when it is empty."""
        if not row[column]:
            return None
        try:
            return parse_date(row[column])
        except ValueError:
            self.mistakes.add(row, column, DATE_FORMS)
            return None

    def period(self, row: Row, begin: str, end: str) -> Period | None:
        """The period between two cells."""
        found = between(self.date(row, begin), self.date(row, end))
        if found and found.begin and found.end and found.end <= found.begin:
            self.mistakes.add(row, end, f"a date after {row[begin]}, or nothing")
            return None
        return found

    def named(self, row: Row, column: str) -> Subject | None:
        """The entity that a cell names, which some source must describe; None when the cell is empty or mistaken."""
        if not row[column]:
            return None
        if row[column] in self.known.labels:
            return thing(row[column])
        self.mistakes.add(row, column, "the id of an entity that a source describes")
        return None

    def required(self, row: Row, column: str) -> Subject | None:
        """The entity that a cell must name."""
        if not row[column]:
            self.mistakes.add(row, column, "the id of an entity")
        return self.named(row, column)

    def several(self, row: Row, column: str) -> list[Subject]:
        """The entities that a cell names, separated by semicolons."""
        unknown = [slug for slug in row.list(column) if slug not in self.known.labels]
        if unknown:
            self.mistakes.add(row, column, f"ids of entities that a source describes ({unknown[0]!r} is not one)")
        return [thing(slug) for slug in row.list(column) if slug in self.known.labels]

    def choice(self, row: Row, column: str, choices: Mapping[str, str]) -> str | None:
        """What stands for the word in a cell."""
        if row[column] not in choices:
            self.mistakes.add(row, column, f"one of {', '.join(choices)}")
        return choices.get(row[column])

    def name_of(self, slug: str) -> str:
        """The English label of an entity."""
        return self.known.labels.get(slug, slug)

    def _claim_line(self, row: Row, subject: Subject) -> None:
        earlier = self.lines.setdefault(subject.value, row.line)
        if earlier != row.line:
            self.mistakes.add_row(row, f"the row says again what line {earlier} says; expected one row for it")


def reference_iri(source: str, key: str) -> ox.NamedNode:
    """The IRI of a document that a source cites."""
    return ox.NamedNode(SOURCE[f"{source}/{key}"])


def midnight(day: date) -> ox.Literal:
    """The instant at which a day begins, as the ontology's dates are written."""
    return ox.Literal(f"{day.isoformat()}T00:00:00Z", datatype=_DATE_TIME)
