"""The statements about one entity on a day: relations, records (situations), attributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ...rdf.namespaces import WPH
from ..dates.periods import Period
from ..dates.precision import Instants, Precisions
from ..schema import INVOLVED, OTHER, RELATED, Schema, Theme
from ..situations.reported import PROVENANCE, ReportedSituation, Values, dated_period, read_situation
from .statement_readers import Named, Pairs, StatementReader

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ENTITY = str(WPH.Entity)


@dataclass(frozen=True)
class Relation:
    """A relation of the entity to another, or, when `incoming`, of the other to it.

    `dated` are its periods to the day, as the reasoner works with them; `precisions` those of the entity's records.
    """

    prop: str
    other: str
    incoming: bool
    is_asserted: bool
    holds: bool
    dated: tuple[Period, ...]
    theme: Theme = OTHER
    precisions: Precisions | None = field(default=None, compare=False, repr=False)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods, as precise as the records behind them.

        They say nothing of how sources stand to it: what is shown are those of `Entity.periods_of`. Their precision
        is looked for when they are read, since a page shows those of few relations.
        """
        if self.precisions is None:
            return self.dated
        return tuple(self.precisions.apply(self.theme, self.other, period) for period in self.dated)


@dataclass(frozen=True)
class Attribute:
    """A literal that is stated of the entity."""

    prop: str
    text: str
    language: str
    datatype: str


@dataclass
class Statements:
    """Everything that pages show about an entity."""

    types: dict[str, bool] = field(default_factory=dict)
    """Its classes, and whether each is asserted."""
    relations: list[Relation] = field(default_factory=list)
    """The most specific relations to each entity; `all_relations` has also those that they imply."""
    all_relations: list[Relation] = field(default_factory=list)
    records: list[ReportedSituation] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    period: Period = field(default_factory=Period)

    @property
    def is_empty(self) -> bool:
        """Whether there are no statements."""
        return not (self.types or self.relations or self.records or self.attributes)

    @property
    def named(self) -> set[str]:
        """Every class, entity, record and source that they name."""
        others = {relation.other for relation in self.relations}
        records = {term for record in self.records for term in (record.iri, record.source, record.cited)}
        return {*self.types, *others, *records}


def read_statements(reader: StatementReader, schema: Schema, instants: Instants, iri: str) -> Statements:
    """What is stated and what holds of `iri`; `instants` are those of the version that is read."""
    stated, shown = reader.stated(iri), reader.shown(iri)
    naming = reader.naming(iri)
    statements = Statements(records=_records(schema, naming))
    statements.attributes = sorted(
        {
            Attribute(prop, cell["value"], cell.get("xml:lang", ""), cell.get("datatype", ""))
            for prop, cell in stated
            if cell["type"] == "literal"
        },
        key=lambda attribute: (attribute.prop, attribute.language, attribute.text),
    )
    stated_pairs = {(prop, cell["value"]) for prop, cell in stated if cell["type"] == "uri"}
    statements.types = {
        other: (_TYPE, other) in stated_pairs for prop, other in stated_pairs | shown if prop == _TYPE
    }
    statements.period = _period(statements.attributes, stated_pairs)
    history = reader.history(iri)
    precisions = Precisions(schema, statements.records, instants)
    others = _of_entities(schema, naming, reader.shown_of(iri)), _stated_of_it(naming, iri)
    statements.all_relations = [
        *_relations(schema, precisions, stated_pairs, shown, history[False], incoming=False),
        *_incoming(schema, precisions, *others, history[True]),
    ]
    statements.relations = _most_specific(schema, statements.all_relations)
    return statements


def _of_entities(schema: Schema, naming: Named, shown: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Relations of other entities, without the situations, codes and notes that name this one."""
    others = {subject for subject, values in naming.items() if not _is_entity(schema, values)}
    return {(prop, subject) for prop, subject in shown if subject not in others}


def _is_entity(schema: Schema, values: Values) -> bool:
    return any(kind == _ENTITY or schema.is_below(kind, _ENTITY) for kind in values.get(_TYPE, ()))


def _stated_of_it(naming: Named, iri: str) -> set[tuple[str, str]]:
    return {(prop, subject) for subject, values in naming.items() for prop, others in values.items() if iri in others}


def _period(attributes: list[Attribute], pairs: set[tuple[str, str]]) -> Period:
    values = dict(sorted(pairs, reverse=True)) | {attribute.prop: attribute.text for attribute in attributes}
    dated = dated_period(lambda prop: values.get(prop, ""))
    return replace(dated, confirmed="", attested="")


def _relations(  # noqa: PLR0913 - what is stated, what holds, and what held
    schema: Schema,
    precisions: Precisions,
    stated: set[tuple[str, str]],
    shown: set[tuple[str, str]],
    history: Pairs,
    *,
    incoming: bool,
) -> list[Relation]:
    """Relations to other entities on any day."""
    pairs = stated | shown | history.keys()
    props = {prop: schema.theme(prop) for prop in {prop for prop, _ in pairs} if is_relation(schema, prop)}
    every = {pair for pair in pairs if pair[0] in props}
    return [
        Relation(
            prop,
            other,
            incoming,
            (prop, other) in stated,
            (prop, other) in shown,
            tuple(sorted(history.get((prop, other), ()), key=_begin)),
            props[prop],
            precisions,
        )
        for prop, other in sorted(every)
    ]


def _most_specific(schema: Schema, relations: list[Relation]) -> list[Relation]:
    """The relations that no other relation to the same entity implies."""
    props: dict[tuple[bool, str], set[str]] = defaultdict(set)
    for relation in relations:
        props[relation.incoming, relation.other].add(relation.prop)
    kept = {
        (*pair, prop)
        for pair, names in props.items()
        for prop in (schema.narrowest(names) if len(names) > 1 else names)
    }
    return [relation for relation in relations if (relation.incoming, relation.other, relation.prop) in kept]


def is_relation(schema: Schema, prop: str) -> bool:
    """Whether a property relates entities and is shown: neither the most general ones nor those for provenance."""
    if not prop.startswith(str(WPH)) or prop in PROVENANCE or prop in {RELATED, INVOLVED}:
        return False
    return not schema.is_below(prop, INVOLVED)


def _begin(period: Period) -> str:
    return period.begin


def _incoming(
    schema: Schema,
    precisions: Precisions,
    shown: set[tuple[str, str]],
    stated: set[tuple[str, str]],
    history: Pairs,
) -> list[Relation]:
    """Relations of other entities to this one; symmetric ones are among its own."""
    of_entities = {pair for pair in stated if pair in shown}
    relations = _relations(schema, precisions, of_entities, shown, history, incoming=True)
    return [relation for relation in relations if relation.prop not in schema.symmetric]


def _records(schema: Schema, naming: Mapping[str, Values]) -> list[ReportedSituation]:
    reports = (read_situation(schema, subject, values) for subject, values in naming.items())
    return sorted(
        (report for report in reports if report is not None), key=lambda report: (report.period.begin, report.iri)
    )


def theme_of(schema: Schema, statement: Relation | ReportedSituation) -> Theme:
    """The theme under which a statement is shown."""
    return schema.theme(statement.kind) if isinstance(statement, ReportedSituation) else statement.theme
