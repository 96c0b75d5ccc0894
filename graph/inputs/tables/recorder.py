"""The recorder: turns rows into triples about entities and situations, with dates and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib.namespace import RDF, RDFS, SKOS, XSD

from .dates import DATE_FORMS, PartialDate, PartialPeriod, between, parse_date
from .entity_registry import ConsultedRegistry
from .rdf_terms import english, entity_iri, midnight, name_of_record, reference_iri, source_iri, term
from .source_lists import SourceLists
from .table import Mistakes, Table, TableRow, period_suffix

Subject = ox.NamedNode
Value = ox.NamedNode | ox.Literal

_TYPE = ox.NamedNode(RDF.type)
_LABEL = ox.NamedNode(RDFS.label)
_ALT_LABEL = ox.NamedNode(SKOS.altLabel)
_SCOPE_NOTE = ox.NamedNode(SKOS.scopeNote)
_BOOLEAN = ox.NamedNode(XSD.boolean)


@dataclass(frozen=True)
class Situation:
    """A situation to record: the last part of its IRI, its class, its English label, and its period of validity."""

    name: str
    kind: str
    label: str
    period: PartialPeriod | None


@dataclass
class Recorder:
    """Collects the triples of one list of one source.

    `lists` are all lists of the source, for facts that are spread over several; `references` are the keys of the
    documents that the source cites; `claimed` maps the IRI of each record of the source to the row that describes it,
    for all its lists; `lines` maps the IRI of each record of this list to its line in the file.
    """

    source: str
    registry: ConsultedRegistry
    mistakes: Mistakes
    lists: SourceLists
    references: frozenset[str]
    claimed: dict[str, TableRow]
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
        """Add the class of a subject."""
        self.triples.append(ox.Triple(subject, _TYPE, term(class_name)))

    def entity(self, row: TableRow, slug: str, class_name: str, label: str) -> Subject:
        """Describe an entity: its class, its English label, and the documents that the row cites for it."""
        subject = entity_iri(slug)
        self.claim_line(row, subject)
        self.kind(subject, class_name)
        self.label(subject, label)
        self.cite(row, subject)
        return subject

    def city(self, name: str) -> Subject:
        """Describe a city by its name."""
        slug, label = self.registry.city(name)
        subject = entity_iri(slug)
        self.kind(subject, "City")
        self.label(subject, label)
        return subject

    def situation(self, row: TableRow, situation: Situation, **roles: Value | None) -> Subject:
        """Describe a situation with its evidence from the row; roles that are None are left out."""
        subject = entity_iri(f"{self.source}/{situation.name}")
        self.claim_line(row, subject)
        self.kind(subject, situation.kind)
        self.label(subject, situation.label)
        for role, value in roles.items():
            if value is not None:
                self.add(subject, role, value)
        self.dates(subject, situation.period)
        self.add(subject, "source", source_iri(self.source))
        self.add(subject, "locator", ox.Literal(f"{self.lists.file_of(row)}: {situation.name}"))
        self.cite(row, subject)
        return subject

    def lasting(self, row: TableRow, kind: str, stem: str, pair: tuple[str, str], link: str) -> Situation:
        """A situation of the entities in two columns, valid from `from` until `until`.

        Its IRI begins with `stem`; `link` joins the names of the two in its label.
        """
        first, second = pair
        name = name_of_record(stem, row[first], row[second], row["from"])
        names = f"{self.name_of(row[first])} {link} {self.name_of(row[second])}"
        return Situation(name, kind, names + period_suffix(row, "from", "until"), self.period(row, "from", "until"))

    def cite(self, row: TableRow, subject: Subject) -> None:
        """Add the documents that a row cites, the locator in them, and the row's note."""
        keys = row.list("reference")
        if not keys or not self.references.issuperset(keys):
            self.mistakes.add(row, "reference", "keys of references.csv of the same source")
            return
        for key in keys:
            self.add(subject, "citedDocument", reference_iri(self.source, key))
        if row.cells.get("locator"):
            self.add(subject, "citedLocator", ox.Literal(row["locator"]))
        if row.cells.get("note"):
            self.triples.append(ox.Triple(subject, _SCOPE_NOTE, english(row["note"])))

    def dates(self, subject: Subject, period: PartialPeriod | None) -> None:
        """Add the dates of a record; without a period it has none of its own."""
        if period is None:
            return
        if period.begin:
            self.add(subject, "validFrom", midnight(period.begin))
        if period.end:
            self.add(subject, "validUntil", midnight(period.end))
        self.add(subject, "datePrecision", term(f"{period.precision}Precision"))
        for name, finer in (("beginPrecision", period.begin_precision), ("endPrecision", period.end_precision)):
            if finer:
                self.add(subject, name, term(f"{finer}Precision"))

    # Readers of cells: a mistake is noted, and None or nothing is returned instead, so that all mistakes of all lists
    # are reported at once.

    def date(self, row: TableRow, column: str) -> PartialDate | None:
        """The date in a cell, or None when it is empty."""
        if not row[column]:
            return None
        try:
            return parse_date(row[column])
        except ValueError:
            self.mistakes.add(row, column, DATE_FORMS)
            return None

    def period(
        self, row: TableRow, begin: str, end: str, not_before: PartialDate | None = None
    ) -> PartialPeriod | None:
        """The period between two cells, which does not begin before a date that is known otherwise."""
        first = self.date(row, begin)
        period = between(first.not_before(not_before) if first else None, self.date(row, end))
        if period and period.begin and period.end and period.end <= period.begin:
            self.mistakes.add(row, end, f"a date after {row[begin]}, or nothing")
            return None
        return period

    def named(self, row: TableRow, column: str) -> Subject | None:
        """The entity whose id a cell holds, which some source must describe; None for an empty or mistaken cell."""
        if not row[column]:
            return None
        if self.registry.has(row[column]):
            return entity_iri(row[column])
        self.mistakes.add(row, column, "the id of an entity that a source describes")
        return None

    def required(self, row: TableRow, column: str) -> Subject | None:
        """The entity whose id a cell must hold; None when it is empty or mistaken."""
        if not row[column]:
            self.mistakes.add(row, column, "the id of an entity")
        return self.named(row, column)

    def with_city(self, table: Table, column: str) -> Iterator[tuple[TableRow, Subject]]:
        """The rows that name a city, each with the entity whose id is in `column`; the others are reported."""
        for row in table.rows:
            entity = self.required(row, column)
            if not row["city"]:
                self.mistakes.add(row, "city", "the name of a city")
            elif entity:
                yield row, entity

    def entities(self, row: TableRow, column: str) -> list[Subject]:
        """The entities whose ids a cell holds, separated by semicolons."""
        unknown = [slug for slug in row.list(column) if not self.registry.has(slug)]
        if unknown:
            self.mistakes.add(row, column, f"ids of entities that a source describes ({unknown[0]!r} is not one)")
        return [entity_iri(slug) for slug in row.list(column) if self.registry.has(slug)]

    def choice(self, row: TableRow, column: str, choices: Mapping[str, str]) -> str | None:
        """The value that `choices` gives for the keyword in a cell."""
        if row[column] not in choices:
            nothing = ", or nothing" if "" in choices else ""
            self.mistakes.add(row, column, f"one of {', '.join(filter(None, choices))}{nothing}")
        return choices.get(row[column])

    def name_of(self, slug: str) -> str:
        """The English label of an entity."""
        label = self.registry.label(slug)
        return slug if label is None else label

    def claim_line(self, row: TableRow, subject: Subject) -> None:
        """Note that a row describes a record; a second row that does so is a mistake."""
        earlier = self.claimed.setdefault(subject.value, row)
        self.lines.setdefault(subject.value, row.line)
        if earlier is not row:
            file = "line " if earlier.path == row.path else f"{self.lists.file_of(earlier)}:"
            place = f"{file}{earlier.line}"
            self.mistakes.add_row(row, f"the row repeats the record of {place}; expected one row for each record")
