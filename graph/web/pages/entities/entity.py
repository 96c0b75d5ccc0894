"""Pages of entities: every IRI of the project, on any date, in HTML and CSV; RDF is negotiated in `resources`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import BadRequest, NotFound

from ....rdf.curies import local_name, shorten, shortened
from ....rdf.formats import GRAPH_FORMATS
from ....rdf.namespaces import WPH
from ....views.citations.page_references import PageReferences
from ....views.dates.periods import Period
from ....views.entities.completeness import ListCompleteness
from ....views.entities.disputes import Disputes, disputes_of
from ....views.entities.entity import Code, Entity, codes_of
from ....views.entities.list_tables import ListTables
from ....views.entities.lists import (
    AnyList,
    Days,
    Listed,
    first_of,
    list_of,
    lists_by_name,
    part_of,
    size_of,
    with_special,
)
from ....views.entities.provenance import Given, Origin, given_by, is_source, origins
from ....views.entities.sections import sections_of
from ....views.entities.statements import Relation, theme_of
from ....views.entities.treaty_state import NOTES, TreatyState, text_notice, treaty_state
from ....views.schema import Theme
from ....views.situations.reported import CODE, ReportedSituation
from ....views.summaries.summary import Summary
from ....views.timelines.profile import Profiles, profiles
from ....views.timelines.timeline import Item
from ...request_context import published
from ..answers.search import labelled
from ..common.absence import Absence, absences
from ..common.addresses import local_path
from ..common.rendering import page
from ..common.requested_entity import requested_entity
from ..common.selected_day import Day
from ..common.spreadsheets import csv_file
from ..common.tables import ShownTable, as_file, in_place, list_page, requested
from .citation import references_of
from .summaries import list_completeness, summary_of

BORDERS = str(WPH.borders)
_ALLIED = str(WPH.alliedWith)
FIRST_REFERENCES = 4
"""Documents and sources that the page names under what to cite; `/cite` has all."""
_CSV_HEADER = (
    "theme",
    "kind",
    "property",
    "direction",
    "value",
    "label",
    "from",
    "until",
    "last_confirmed",
    "attested_since",
    "status",
    "source",
    "locator",
)


@dataclass(frozen=True)
class Block:
    """A list on the page: the rows that it has at once, none when it is closed, and how many there are.

    `shown` counts those that hold on the day in `total`; `others` hold on other days only.
    """

    listed: Listed
    depth: int
    shown: ShownTable
    others: int
    is_open: bool
    completeness: ListCompleteness | None
    note: str


@dataclass(frozen=True)
class ShownSection:
    """A theme with its blocks."""

    theme: Theme
    blocks: tuple[Block, ...]

    @property
    def total(self) -> int:
        """How many statements hold on the day in the lists that are not parts of others."""
        return sum(block.shown.total for block in self.blocks if not block.depth)


@dataclass(frozen=True)
class EntityPage:
    """What the template of an entity shows; timeline, provenance and downloads are in the overview only.

    `theme` is empty in the overview, else the only theme that the page shows. The overview has the first screen in
    `summary`, and of its lists no more than their sizes.
    """

    entity: Entity
    day: Day
    theme: str
    summary: Summary | None
    sections: tuple[ShownSection, ...]
    codes: tuple[Code, ...]
    timeline: Profiles | None
    sources: tuple[Origin, ...]
    given: tuple[Given, ...]
    disputes: Disputes
    references: PageReferences
    treaty: TreatyState | None
    text: str
    absences: list[Absence]

    @property
    def has_neighbours(self) -> bool:
        """Whether the entity borders another on the date of the page, so that a map shows something."""
        relations = self.entity.statements.all_relations
        return not self.theme and any(relation.prop == BORDERS and relation.holds for relation in relations)


def entity_page(iri: str) -> Response:
    """The page of an entity: an overview, or one theme of it (`?theme=security`)."""
    entity, day = requested_entity(iri)
    view = _view(entity, day, request.args.get("theme", ""))
    return page("entity.html", view=view, formats=GRAPH_FORMATS, description=_description(entity))


def entity_list(iri: str, name: str, extension: str) -> Response:
    """One list of an entity, such as its borders: as a page, or all its rows as CSV or JSON."""
    entity, day = requested_entity(iri)
    listed = lists_by_name(entity.schema)[name]
    statements = list_of(entity, listed)
    tables = tables_of(entity, with_special(statements))
    days = _requested_days()
    of_days = {Days.THAT: tables.on_day, Days.OTHER: tables.on_other_days, Days.ALL: tables.on_all_days}
    table = of_days[days](statements)
    if extension:
        return as_file(table, extension)
    address = f"{local_path(iri)}/{name}"
    shown = requested(table, address, day.query | ({"days": days.value} if days else {}))
    back = (local_path(iri) + (f"?{urlencode(day.query)}" if day.query else ""), entity.title)
    return list_page(
        shown, f"{entity.title}: {listed.label}", day, back, None if days else list_completeness(entity, listed)
    )


def _requested_days() -> Days:
    """The days that `days` names.

    Aborts with 400 for another word.
    """
    text = request.args.get("days", "")
    try:
        return Days(text)
    except ValueError:
        raise BadRequest(f"days is {text!r}; expected all or other, or nothing for the day alone.") from None


def tables_of(entity: Entity, relations: Iterable[Relation]) -> ListTables:
    """Makes tables of an entity, with what those of its relations that they show rest on."""
    grounds = {ground for relation in relations for ground in entity.evidence.grounds(relation)}
    labels = labelled(grounds - entity.labels.keys())
    contradictions = published().manifest.contradictions
    disputes = disputes_of(entity.iri, entity.schema, entity.statements.records, contradictions)
    return ListTables(replace(entity, labels=labels | entity.labels), disputes)


def _view(entity: Entity, day: Day, theme: str) -> EntityPage:
    sections = [section for section in sections_of(entity) if theme in {"", section.theme.name}]
    if theme and not sections:
        raise NotFound(f"There are no statements about {entity.iri} under the theme {theme!r}.")
    rows = {each.listed.name: _rows_at_once(entity, each, theme) for section in sections for each in section.lists}
    tables = tables_of(entity, [*_relations_shown(rows.values()), *([] if theme else _alliances(entity))])
    return EntityPage(
        entity,
        day,
        theme,
        None if theme else summary_of(tables.entity, day),
        tuple(
            ShownSection(
                section.theme, tuple(_block(tables, each, rows[each.listed.name], day) for each in section.lists)
            )
            for section in sections
        ),
        tuple(codes_of(entity)),
        None if theme else _timeline(entity),
        tuple(origins(published().store, entity.label, entity.statements.records)),
        tuple(_given(entity)),
        tables.disputes,
        references_of(entity, entity.statements.records, entity.title, FIRST_REFERENCES),
        treaty_state(entity),
        text_notice(entity),
        absences([entity], day),
    )


def _relations_shown(lists: Iterable[AnyList]) -> Iterable[Relation]:
    return (relation for statements in lists for relation in with_special(statements))


def _alliances(entity: Entity) -> Iterable[Relation]:
    """The alliances of the day, special ones too: the first screen says what they rest on."""
    is_below = entity.schema.is_below
    return (
        relation
        for relation in entity.statements.all_relations
        if relation.holds and (relation.prop == _ALLIED or is_below(relation.prop, _ALLIED))
    )


def _rows_at_once(entity: Entity, statements: AnyList, theme: str) -> AnyList:
    """What the page has of a list at once: on the page of a theme its general lists, elsewhere nothing."""
    on_day = part_of(statements, entity.date, Days.THAT)
    return on_day if theme and not statements.depth else first_of(on_day, 0)


def _block(tables: ListTables, statements: AnyList, at_once: AnyList, day: Day) -> Block:
    address = f"{local_path(tables.entity.iri)}/{statements.listed.name}"
    total = size_of(part_of(statements, tables.entity.date, Days.THAT))
    return Block(
        statements.listed,
        statements.depth,
        in_place(tables.on_day(at_once), address, day.query, total),
        size_of(statements) - total,
        size_of(at_once) > 0,
        list_completeness(tables.entity, statements.listed),
        NOTES.get(statements.listed.name, ""),
    )


def entity_csv(iri: str) -> Response:
    """Every statement about an entity as CSV, one a row."""
    entity, _ = requested_entity(iri)
    relations = (row for relation in entity.statements.relations for row in _relation_rows(entity, relation))
    records = (_record_row(entity, record) for record in entity.statements.records)
    return csv_file(local_name(iri), _CSV_HEADER, chain(relations, records))


def _relation_rows(entity: Entity, relation: Relation) -> Iterable[list[str]]:
    theme = theme_of(entity.schema, relation).label
    direction, status = (
        ("to it" if relation.incoming else "from it"),
        ("asserted" if relation.is_asserted else "inferred"),
    )
    for period in entity.periods_of(relation) or (Period(),):
        label = entity.label(relation.other)
        yield [
            theme,
            "relation",
            shorten(relation.prop),
            direction,
            relation.other,
            label,
            *_days(period),
            status,
            "",
            "",
        ]


def _record_row(entity: Entity, record: ReportedSituation) -> list[str]:
    theme = theme_of(entity.schema, record).label
    roles = " ".join(shorten(role) for role in record.roles(entity.schema, entity.iri))
    return [
        theme,
        shorten(record.kind),
        roles,
        "",
        record.iri,
        entity.label(record.iri),
        *_days(record.period),
        "asserted",
        record.source,
        record.locator,
    ]


def _days(period: Period) -> tuple[str, str, str, str]:
    """From, until, last confirmed and attested since."""
    return period.begin[:10], period.end[:10], period.confirmed[:10], period.attested_since[:10]


def _timeline(entity: Entity) -> Profiles | None:
    """How many situations an entity takes part in over the years, by theme."""
    placed = [
        (theme_of(entity.schema, record), record) for record in entity.statements.records if record.kind != CODE
    ]
    items = (Item(theme.label, "", f"#{theme.name}", record.period) for theme, record in placed)
    return profiles(items, entity.date, [theme.label for theme in entity.themes])


def _given(entity: Entity) -> list[Given]:
    """The records from an entity that is a source, by kind."""
    if not is_source(entity.schema, entity.statements.types):
        return []
    return given_by(published().store, entity.schema, entity.iri)


def _description(entity: Entity) -> dict[str, object]:
    """The entity in schema.org's vocabulary, for search engines."""
    kinds = {"State": "Country", "Person": "Person", "Organization": "Organization", "City": "City", "Place": "Place"}
    above = [term for iri in entity.statements.types for term in (iri, *entity.schema.above.get(iri, ()))]
    chosen = next((kinds[local_name(term)] for term in above if local_name(term) in kinds), "Thing")
    names = {shortened(name.text) for _, values in entity.names for name in values} - {entity.title}
    return {
        "@context": "https://schema.org",
        "@type": chosen,
        "@id": entity.iri,
        "name": entity.title,
        "alternateName": sorted(names),
        "mainEntityOfPage": request.base_url,
    }
