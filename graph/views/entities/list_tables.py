"""Lists of an entity as tables: of the relations and records of one day, or of every day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ...rdf.curies import shorten
from ...rdf.instants import instant
from ...rdf.namespaces import HISTORY_GRAPH, NOT_DERIVED
from ..addresses import explain_address
from ..dates.periods import Period
from ..situations.reported import ReportedSituation
from ..tables.table import Cell, Column, Part, Row, Table
from .disputes import Disputes
from .entity import Entity
from .lists import AnyList, Days, Listed, RecordList, RelationList, part_of
from .statements import Relation

RELATION_COLUMNS = (
    Column("label", "Related entity"),
    Column("through", "Through"),
    Column("period", "Period", sort_by="from"),
    Column("basis", "Basis", is_facet=True),
    Column("entity"),
    Column("relation"),
    Column("from"),
    Column("until"),
    Column("last_confirmed"),
    Column("attested_since"),
    Column("holds", is_facet=True),
)
RECORD_COLUMNS = (
    Column("label", "Record"),
    Column("period", "Period", sort_by="from"),
    Column("source", "Source and locator", is_facet=True),
    Column("basis", "Basis"),
    Column("record"),
    Column("class", is_facet=True),
    Column("role"),
    Column("from"),
    Column("until"),
    Column("last_confirmed"),
    Column("attested_since"),
    Column("precision", is_facet=True),
    Column("holds", is_facet=True),
    Column("source_iri"),
    Column("locator"),
)


@dataclass(frozen=True)
class ListTables:
    """Makes the tables of an entity's lists."""

    entity: Entity
    disputes: Disputes

    def on_day(self, listed: AnyList) -> Table:
        """What holds on the day of the entity."""
        return self._table(part_of(listed, self.entity.date, Days.THAT), count_query(self.entity, listed.listed))

    def on_other_days(self, listed: AnyList) -> Table:
        """What holds on other days only."""
        return self._table(part_of(listed, self.entity.date, Days.OTHER), "")

    def on_all_days(self, listed: AnyList) -> Table:
        """What holds on any day."""
        return self._table(listed, all_days_query(self.entity, listed.listed))

    def _table(self, statements: AnyList, query: str) -> Table:
        listed = statements.listed
        columns = RECORD_COLUMNS if isinstance(statements, RecordList) else self._columns(statements)
        return Table(listed.name, listed.label, columns, tuple(self._rows(statements)), query)

    def _rows(self, statements: AnyList) -> Iterator[Row]:
        if isinstance(statements, RecordList):
            return map(self._record_row, statements.records)
        return (self._relation_row(relation, statements) for relation in statements.relations)

    def _columns(self, statements: RelationList) -> tuple[Column, ...]:
        """The columns; that of what a relation holds through only where there is something to show."""
        if statements.special or any(map(self.entity.evidence.grounds, statements.relations)):
            return RELATION_COLUMNS
        return tuple(column for column in RELATION_COLUMNS if column.name != "through")

    def _relation_row(self, relation: Relation, statements: RelationList) -> Row:
        entity, other = self.entity, relation.other
        periods = entity.periods_of(relation)
        cells = {
            "label": Cell(entity.label(other), (Part(entity.label(other), iri=other),)),
            "through": self.through(relation, statements.special.get(other, ())),
            "period": Cell(held(periods)),
            "basis": self.basis(relation),
            "entity": Cell(other),
            "relation": Cell(shorten(relation.prop)),
            **period_cells(shown_period(periods, entity.date)),
            "holds": Cell(relation.holds),
        }
        return Row(cells, is_past=not relation.holds)

    def through(self, relation: Relation, special: Iterable[Relation]) -> Cell:
        """What a relation holds through: treaties and organizations, and special relations with theirs."""
        own, period = tuple(self._grounds(relation)), held(self.entity.periods_of(relation))
        below = [tuple(self._special(each, period)) for each in special if each.holds == relation.holds]
        texts = [part.text for part in own]
        texts += [" ".join(f"{part.text}{part.after}" for part in parts) for parts in below]
        return Cell("; ".join(texts), (*own, *(part for parts in below for part in parts)))

    def _special(self, relation: Relation, general: str) -> Iterator[Part]:
        """A special relation with its treaties; its period where it is another than that of the general one."""
        yield Part(self.entity.schema.label(relation.prop), iri=relation.prop, style="line")
        period = held(self.entity.periods_of(relation))
        if period != general:
            yield Part(period, style="small")
        yield from self._grounds(relation)

    def _grounds(self, relation: Relation) -> Iterator[Part]:
        grounds = self.entity.evidence.grounds(relation)
        for place, ground in enumerate(grounds, 1):
            yield Part(self.entity.label(ground), iri=ground, after=";" if place < len(grounds) else "")

    def basis(self, relation: Relation) -> Cell:
        """Whether a relation is asserted or inferred, with the address that explains it, and of a dispute."""
        label = self.entity.label(relation.other)
        if relation.is_asserted:
            parts: tuple[Part, ...] = (Part("asserted", style="chip asserted"),)
        else:
            address = explain_address(*self.entity.statement(relation), self.entity.day_of(relation))
            parts = (Part("inferred", style="chip inferred"), Part("Why?", href=address, hidden=f" {label}"))
        dispute = self.disputes.of_relation(relation)
        return Cell("asserted" if relation.is_asserted else "inferred", (*parts, *disputed(dispute, label)))

    def _record_row(self, record: ReportedSituation) -> Row:
        entity, schema = self.entity, self.entity.schema
        label, kind = entity.label(record.iri), schema.label(record.kind)
        dispute = disputed(self.disputes.of_record(record), label)
        cells = {
            "label": Cell(label, (Part(label, iri=record.iri), Part(kind, style="small line"))),
            "period": Cell(record.period.text or "undated"),
            "source": self._source(record),
            "basis": Cell("asserted", (Part("asserted", style="chip asserted"), *dispute)),
            "record": Cell(record.iri),
            "class": Cell(shorten(record.kind), (Part(kind),)),
            "role": Cell(" ".join(shorten(role) for role in record.roles(schema, entity.iri))),
            **period_cells(record.period),
            "precision": Cell(record.period.coarser_precision.removesuffix("Precision")),
            "holds": Cell(record.period.holds(entity.date)),
            "source_iri": Cell(record.source),
            "locator": Cell(record.locator),
        }
        return Row(cells, is_past=not record.period.holds(entity.date))

    def _source(self, record: ReportedSituation) -> Cell:
        """The cited document first, where the source cites one; the source, and places in small print, below it."""
        label = self.entity.label(record.source) if record.source else ""
        source = (Part(label, iri=record.source),) if record.source else ()
        place = (Part(record.locator, style="small line locator"),) if record.locator else ()
        if not record.cited:
            return Cell(label, (*source, *place))
        cited = [Part(self.entity.label(record.cited), iri=record.cited)]
        cited += [Part(record.cited_locator, style="small")] if record.cited_locator else []
        through = (Part("in", style="small line"), *(replace(part, style="small") for part in source))
        return Cell(label, (*cited, *through, *(replace(part, style="small locator") for part in place)))


def disputed(address: str, what: str) -> tuple[Part, ...]:
    """The mark of a dispute, with the address that shows it; nothing where there is none."""
    return (Part("disputed", href=address, style="chip disputed", hidden=f": {what}"),) if address else ()


def held(periods: Iterable[Period]) -> str:
    """Periods in words."""
    return "; ".join(period.text for period in periods if period.text)


def shown_period(periods: Sequence[Period], day: date) -> Period:
    """The period that holds on a day, else the last."""
    now = [period for period in periods if period.holds(day)]
    return (now or list(periods) or [Period()])[-1]


def period_cells(period: Period) -> dict[str, Cell]:
    """The columns of a list that a period fills, with days in ISO 8601."""
    return {
        "from": Cell(period.begin[:10]),
        "until": Cell(period.end[:10]),
        "last_confirmed": Cell(period.confirmed[:10]),
        "attested_since": Cell(period.attested_since[:10]),
    }


def count_query(entity: Entity, listed: Listed) -> str:
    """The query that selects what a list has on the day of the entity, at the endpoint of that day."""
    if not listed.is_class:
        return f"SELECT DISTINCT ?entity WHERE {{\n  {_relation(entity, listed)}\n}}\nORDER BY ?entity"
    day = f'"{instant(entity.date)}"^^xsd:dateTime'
    return f"""SELECT DISTINCT ?record WHERE {{
{_situation(entity, listed)}
  FILTER NOT EXISTS {{ ?record wph:validFrom ?from FILTER(?from > {day}) }}
  FILTER NOT EXISTS {{ ?record wph:validUntil ?until FILTER(?until <= {day}) }}
}}
ORDER BY ?record"""


def all_days_query(entity: Entity, listed: Listed) -> str:
    """The query that selects what a list has on any day."""
    if listed.is_class:
        return f"SELECT DISTINCT ?record WHERE {{\n{_situation(entity, listed)}\n}}\nORDER BY ?record"
    here, there = ("Target", "Source") if listed.incoming else ("Source", "Target")
    return f"""SELECT DISTINCT ?entity WHERE {{
  {{ {_relation(entity, listed)} }}
  UNION {{ GRAPH <{HISTORY_GRAPH}> {{ ?axiom owl:annotated{here} <{entity.iri}> ;
    owl:annotatedProperty {shorten(listed.term)} ; owl:annotated{there} ?entity }} }}{_asserted(entity, listed)}
}}
ORDER BY ?entity"""


def _asserted(entity: Entity, listed: Listed) -> str:
    if listed.incoming:
        return ""
    return f"\n  UNION {{ GRAPH ?g {{ {_relation(entity, listed)} }} FILTER({NOT_DERIVED}) }}"


def _relation(entity: Entity, listed: Listed) -> str:
    ends = ("?entity", f"<{entity.iri}>") if listed.incoming else (f"<{entity.iri}>", "?entity")
    return f"{ends[0]} {shorten(listed.term)} {ends[1]}"


def _situation(entity: Entity, listed: Listed) -> str:
    return f"""  GRAPH ?g {{ ?record ?role <{entity.iri}> ; a ?class }}
  FILTER({NOT_DERIVED} && ?role NOT IN (wph:source, wph:citedDocument))
  GRAPH graph:ontology {{ ?class rdfs:subClassOf* {shorten(listed.term)} }}"""
