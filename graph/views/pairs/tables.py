"""The lists of a pair as tables: relations between the two, what they have in common, records, claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...rdf.curies import shorten
from ..addresses import explain_address
from ..entities.list_tables import RECORD_COLUMNS, ListTables, held, period_cells, shown_period
from ..entities.lists import RecordList, class_listed, hierarchy_path
from ..entities.statements import Relation, theme_of
from ..situations.reported import ReportedSituation
from ..tables.table import Cell, Column, Part, Row, Table
from .common import Common
from .pair import Pair

_DATES = ("from", "until", "last_confirmed", "attested_since", "holds")
_BETWEEN = (
    Column("label", "Relation"),
    Column("through", "Through"),
    Column("period", "Period", sort_by="from"),
    Column("basis", "Basis", is_facet=True),
    Column("theme", is_facet=True),
    *(Column(name) for name in ("subject", "predicate", "object", *_DATES)),
)
_COMMON = (
    Column("relation", "Relation", is_facet=True),
    Column("label", "Related entity"),
    Column("period", "Shared period", sort_by="from"),
    Column("explanation", "Explanation"),
    *(Column(name) for name in ("predicate", "entity", *_DATES)),
)
NAMES = ("relations", "common", "records", "claims")
"""The names of the lists in addresses."""


def pair_tables(pair: Pair, tables: ListTables) -> dict[str, Table]:
    """The lists of a pair by name; `tables` are those of its first entity."""
    return {
        "relations": Table("relations", "Relations between them", _BETWEEN, tuple(_between(pair, tables))),
        "common": Table("common", "In common", _COMMON, tuple(_common_row(pair, shared) for shared in pair.common)),
        "records": _records(pair, tables, "records", "Records that name both", pair.records),
        "claims": _records(pair, tables, "claims", "Claims about the pair", pair.claims),
    }


def _between(pair: Pair, tables: ListTables) -> Iterator[Row]:
    schema = pair.a.schema
    props = {relation.prop for relation in pair.between}
    ordered = sorted(
        pair.between,
        key=lambda relation: (theme_of(schema, relation), relation.incoming, hierarchy_path(schema, relation.prop)),
    )
    for relation in ordered:
        depth = sum(above in props for above in schema.above.get(relation.prop, ()))
        yield _between_row(pair, tables, relation, depth)


def _between_row(pair: Pair, tables: ListTables, relation: Relation, depth: int) -> Row:
    schema, periods = pair.a.schema, pair.a.periods_of(relation)
    first, second = (pair.b, pair.a) if relation.incoming else (pair.a, pair.b)
    label = schema.label(relation.prop)
    subject, predicate, target = pair.statement(relation)
    parts = (
        Part(first.title, style=f"indent-{depth}" if depth else ""),
        Part(label, iri=relation.prop),
        Part(second.title),
    )
    cells = {
        "label": Cell(f"{first.title} {label} {second.title}", parts),
        "through": tables.through(relation, ()),
        "period": Cell(held(periods)),
        "basis": tables.basis(relation),
        "theme": Cell(theme_of(schema, relation).label),
        "subject": Cell(subject),
        "predicate": Cell(shorten(predicate)),
        "object": Cell(target),
        **period_cells(shown_period(periods, pair.a.date)),
        "holds": Cell(relation.holds),
    }
    return Row(cells, is_past=not relation.holds)


def _common_row(pair: Pair, shared: Common) -> Row:
    day = pair.day_of(shared.both)
    label = pair.labels.get(shared.other, shorten(shared.other))
    period = shown_period(shared.both, pair.a.date)
    whys = (
        Part(entity.title, href=explain_address(entity.iri, shared.prop, shared.other, day), hidden=f": {label}")
        for entity in (pair.a, pair.b)
    )
    cells = {
        "relation": Cell(
            pair.a.schema.label(shared.prop), (Part(pair.a.schema.label(shared.prop), iri=shared.prop),)
        ),
        "label": Cell(label, (Part(label, iri=shared.other),)),
        "period": Cell(held(shared.both)),
        "explanation": Cell("", tuple(whys)),
        "predicate": Cell(shorten(shared.prop)),
        "entity": Cell(shared.other),
        **period_cells(period),
        "holds": Cell(shared.holds(pair.a.date)),
    }
    return Row(cells, is_past=not shared.holds(pair.a.date))


def _records(pair: Pair, tables: ListTables, name: str, title: str, reports: tuple[ReportedSituation, ...]) -> Table:
    listed = replace(class_listed(pair.a.schema, reports[0].kind), name=name, label=title) if reports else None
    rows = tables.on_all_days(RecordList(listed, reports)).rows if listed else ()
    return Table(name, title, RECORD_COLUMNS, rows)
