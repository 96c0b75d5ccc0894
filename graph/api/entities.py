"""Entities on a date: what they are called, what they are, and the facts about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from ..views.dates.periods import Period
from ..views.entities.entity import Code, Entity, codes_of
from ..views.entities.statements import Relation, theme_of
from .listings import Listing
from .reports import Report, Reporter, day_of, days_of
from .tables import Table
from .values import IRI, Text

_FACT = (
    *("subject", "predicate", "object", "holds", "begins", "ends", "last_confirmed", "attested_since"),
    *("period", "status", "theme"),
)


@dataclass(frozen=True)
class Fact:
    """A relation between two entities in one period.

    `holds` says whether it holds on the date of the question. `begins` and `ends` are days, the second exclusive,
    None where open. `last_confirmed` is, of a fact without an end, the last day that its sources cover: nothing says
    that it holds after that. `attested_since` is the first day that they cover, where none says when it began: it may
    be older. `period` says the same in words, as precisely as it is known. `status` is `asserted` where a source
    states the relation itself, else `inferred`. `explain(*fact.triple)` says why it holds.
    """

    subject: IRI
    predicate: IRI
    object: IRI
    holds: bool
    begins: date | None
    ends: date | None
    last_confirmed: date | None
    attested_since: date | None
    period: str
    status: str
    theme: str
    labels: tuple[str, str, str]

    @property
    def triple(self) -> tuple[IRI, IRI, IRI]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    def __str__(self) -> str:
        return " ".join(self.labels) + (f" ({self.period})" if self.period else "")


@dataclass(frozen=True)
class EntityDescription:
    """An entity as it is described on a date.

    `classes` are the narrowest, asserted before inferred. `names` are texts by kind: `name`, `also called`,
    `official name`. `attributes` are its other literals by the label of their property. `facts` are its relations
    that hold on the date, `facts_of_all_dates` also those of other dates, `reports` the situations with it that
    sources report.
    """

    iri: IRI
    date: date
    label: str
    classes: Mapping[IRI, str]
    names: Mapping[str, tuple[str, ...]]
    codes: tuple[Code, ...]
    attributes: Mapping[str, tuple[str, ...]]
    facts: Listing[Fact]
    facts_of_all_dates: Listing[Fact]
    reports: Listing[Report]

    def __str__(self) -> str:
        return f"{self.label} ({', '.join(self.classes.values())}), {self.iri.curie}"

    def _repr_html_(self) -> str:
        head = f"<h3>{escape(self.label)}</h3><p>{escape(', '.join(self.classes.values()))}; as of {self.date}</p>"
        return head + Table(("property", "value"), tuple(self._lines()), {}).html() + self.facts._repr_html_()

    def _lines(self) -> Iterator[tuple[str, str]]:
        for kind, texts in (*self.names.items(), *self.attributes.items()):
            yield kind, "; ".join(texts)
        yield from ((code.scheme, code.text) for code in self.codes)


def describe(entity: Entity, reporter: Reporter) -> EntityDescription:
    """The description of an entity on its date."""
    facts = sorted(_facts(entity), key=lambda fact: (fact.labels[1:], fact.labels[0], fact.begins or date.min))
    listing = Listing(facts, _FACT, {**entity.schema.labels, **entity.labels, entity.iri: entity.title})
    return EntityDescription(
        IRI(entity.iri),
        entity.date,
        entity.title,
        {IRI(kind.iri): kind.label for kind in entity.classes},
        {kind: tuple(Text(name.text, name.language) for name in names) for kind, names in entity.names},
        tuple(codes_of(entity)),
        _attributes(entity),
        listing.where(lambda fact: fact.holds),
        listing,
        reporter.reports(entity.statements.records),
    )


def _attributes(entity: Entity) -> dict[str, tuple[str, ...]]:
    values: dict[str, list[str]] = {}
    for _, label, attribute in entity.attributes:
        values.setdefault(label, []).append(attribute.text)
    return {label: tuple(texts) for label, texts in values.items()}


def _facts(entity: Entity) -> Iterator[Fact]:
    for relation in entity.statements.relations:
        subject, predicate, target = map(IRI, entity.statement(relation))
        labels = (_label(entity, subject), entity.schema.label(predicate), _label(entity, target))
        status = "asserted" if relation.is_asserted else "inferred"
        theme = theme_of(entity.schema, relation).label
        for holds, period in _periods(relation, entity):
            days = (*days_of(period), day_of(period.confirmed), day_of(period.attested_since))
            yield Fact(subject, predicate, target, holds, *days, period.text, status, theme, labels)


def _label(entity: Entity, iri: str) -> str:
    return entity.title if iri == entity.iri else entity.label(iri)


def _periods(relation: Relation, entity: Entity) -> Iterator[tuple[bool, Period]]:
    """The periods of a relation, and whether each has the day of the entity."""
    periods, day = entity.periods_of(relation), entity.date
    if not any(period.holds(day) for period in periods) and (relation.holds or not periods):
        yield relation.holds, Period()  # stated without dates
    for period in periods:
        yield period.holds(day), period
