"""One entity on a date: its title, classes, names and codes, with the statements about it and their labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ...rdf.curies import shorten, shortened
from ...rdf.namespaces import WPH
from ...versions.published import PublishedVersion
from ..dates.periods import Period
from ..dates.precision import instants_of
from ..schema import Schema, Theme, schema_of
from ..situations.reported import CODE, ReportedSituation
from .evidence import Evidence, VersionEvidence
from .statement_readers import StatementReader
from .statements import Attribute, Relation, Statements, read_statements, theme_of

LabelLookup = Callable[[Iterable[str]], dict[str, str]]
"""Gives the labels of those IRIs that have one."""
_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://purl.org/dc/terms/title")
NAME_PROPERTIES = {
    _LABELS[0]: "name",
    _LABELS[1]: "title",
    "http://www.w3.org/2004/02/skos/core#altLabel": "also called",
    str(WPH.officialName): "official name",
}
"""Properties whose values are names, with what pages call them."""
_NOTE = "http://www.w3.org/2004/02/skos/core#scopeNote"
_CODE_OF, _CODE_SCHEME = str(WPH.codeOf), str(WPH.codeScheme)
_SHOWN_ELSEWHERE = frozenset({str(WPH[name]) for name in ("validFrom", "validUntil", "locator", "citedLocator")})


@dataclass(frozen=True)
class EntityClass:
    """A class of an entity: its IRI, its label, and whether it is asserted."""

    iri: str
    label: str
    is_asserted: bool


@dataclass(frozen=True)
class Code:
    """A code of an entity: the record of it, its text, the label of its scheme, and its period in words."""

    iri: str
    text: str
    scheme: str
    period: str


@dataclass(frozen=True)
class Entity:
    """An entity as it is described on a date.

    `labels` has a label for each related entity, record, source and class that has one; `evidence` says what its
    relations rest on.
    """

    iri: str
    date: date
    schema: Schema
    statements: Statements
    labels: dict[str, str]
    evidence: Evidence

    def label(self, iri: str) -> str:
        """The label of an entity or term, or its CURIE."""
        return self.labels.get(iri) or self.schema.labels.get(iri) or shorten(iri)

    @property
    def title(self) -> str:
        """The name of the entity itself, in English where there is one; one that is too long for a heading is cut."""
        own = [name for name in self.statements.attributes if name.prop in _LABELS]
        english = [name.text for name in own if name.language == "en"]
        return shortened((english or [name.text for name in own] or [self.label(self.iri)])[0])

    @property
    def classes(self) -> tuple[EntityClass, ...]:
        """The narrowest classes, asserted before inferred."""
        types = {iri: asserted for iri, asserted in self.statements.types.items() if iri.startswith(str(WPH))}
        asserted = sorted(self.schema.narrowest(iri for iri in types if types[iri]))
        inferred = sorted(iri for iri in self.schema.narrowest(types) if not types[iri])
        return tuple(EntityClass(iri, self.schema.label(iri), types[iri]) for iri in (*asserted, *inferred))

    @property
    def names(self) -> list[tuple[str, list[Attribute]]]:
        """Names by their kind: `name`, `title`, `also called`, `official name`."""
        named: dict[str, list[Attribute]] = {kind: [] for kind in NAME_PROPERTIES.values()}
        for attribute in self.statements.attributes:
            if attribute.prop in NAME_PROPERTIES:
                named[NAME_PROPERTIES[attribute.prop]].append(attribute)
        return [(kind, values) for kind, values in named.items() if values]

    @property
    def attributes(self) -> list[tuple[str, str, Attribute]]:
        """Other literals, with the IRI and label of their properties."""
        return [
            (literal.prop, "note" if literal.prop == _NOTE else self.schema.label(literal.prop), literal)
            for literal in self.statements.attributes
            if literal.prop not in NAME_PROPERTIES and literal.prop not in _SHOWN_ELSEWHERE
        ]

    @property
    def themes(self) -> list[Theme]:
        """The themes of its records, in their order."""
        return sorted({theme_of(self.schema, record) for record in self.statements.records})

    def statement(self, relation: Relation) -> tuple[str, str, str]:
        """A relation as a triple of IRIs."""
        if relation.incoming:
            return relation.other, relation.prop, self.iri
        return self.iri, relation.prop, relation.other

    def periods_of(self, relation: Relation) -> tuple[Period, ...]:
        """The periods of a relation, with the days until and since which sources confirm them."""
        return tuple(self.evidence.period(relation, period) for period in relation.periods)

    def day_of(self, relation: Relation) -> str:
        """A day on which a relation holds: the date of the entity, or the first of its last period, in ISO 8601."""
        if not relation.holds and relation.dated and relation.dated[-1].begin:
            return relation.dated[-1].begin[:10]
        return self.date.isoformat()


def read_entity(  # noqa: PLR0913, PLR0917 - a version, and where each part of the entity is read
    version: PublishedVersion,
    reader: StatementReader,
    iri: str,
    day: date,
    labels_of: LabelLookup,
    evidence: VersionEvidence,
) -> Entity | None:
    """An entity on a date; None when nothing is stated about it.

    `reader` reads what `version` has for `day`; `labels_of` looks labels up in the version's index of names.
    """
    schema = schema_of(version)
    statements = read_statements(reader, schema, instants_of(version), iri)
    if statements.is_empty:
        return None
    labels = labels_of({iri, *statements.named})
    return Entity(iri, day, schema, statements, labels, evidence.of(iri, day))


def codes_of(entity: Entity) -> list[Code]:
    """The codes of an entity that are in use on its date, with scheme and period."""
    codes = (
        record
        for record in entity.statements.records
        if record.kind == CODE and (_CODE_OF, entity.iri) in record.parts
    )
    found = [
        Code(record.iri, record.text, scheme, record.period.text)
        for record in codes
        if record.text and record.period.holds(entity.date)
        for scheme in _schemes(entity, record)
    ]
    return sorted(found, key=lambda code: (code.scheme, code.text))


def _schemes(entity: Entity, code: ReportedSituation) -> list[str]:
    return [entity.schema.label(other) for role, other in code.parts if role == _CODE_SCHEME] or [""]
