"""Pages of entities: every IRI of the project, on any date, in HTML and CSV; RDF is negotiated in `resources`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from urllib.parse import urlencode

from flask import Response, request
from werkzeug.exceptions import NotFound

from ...rdf.curies import local_name, shorten, shortened
from ...rdf.formats import GRAPH_FORMATS
from ...rdf.namespaces import WPH
from ...views.entities.citation import Citation, cite
from ...views.entities.completeness import ListCompleteness, completeness_of
from ...views.entities.disputes import Disputes, disputes_of
from ...views.entities.entity import Code, Entity, codes_of, read_entity
from ...views.entities.grounds import GroundFinder, derivations, lifetimes_of
from ...views.entities.list_tables import ListTables
from ...views.entities.lists import AnyList, Listed, RelationList, list_of, lists_by_name, with_special
from ...views.entities.provenance import Given, Origin, given_by, is_source, origins
from ...views.entities.sections import sections_of
from ...views.entities.statements import Relation, theme_of
from ...views.periods import Period
from ...views.schema import Theme
from ...views.situations.reported import CODE, ReportedSituation
from ...views.timeline import Item, Timeline, draw
from ...views.version_cache import PerVersion
from ..request_context import published, settings
from ..source_coverage import coverage_rules
from .addresses import local_path
from .rendering import page
from .search import names
from .selected_day import Day, selected_day
from .spreadsheets import csv_file
from .tables import ShownTable, as_file, in_place, list_page, requested

BORDERS = str(WPH.borders)
OTHER_DAYS = 10
"""Rows of past and future that a page has in place; their own address has all."""
_DERIVATIONS = PerVersion(lambda _version: derivations(coverage_rules().rules, settings().ontology_dir))
OPEN_RECORDS = 12
"""Records of one class that a page shows at once; a longer list opens on demand."""
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
    """A list on the page: what holds on the day, what holds on other days only, and whether it is shown at once."""

    listed: Listed
    depth: int
    on_day: ShownTable
    other_days: ShownTable
    is_open: bool
    completeness: ListCompleteness | None


@dataclass(frozen=True)
class ShownSection:
    """A theme with its blocks."""

    theme: Theme
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class EntityPage:
    """What the template of an entity shows; timeline, provenance and downloads are in the overview only.

    `theme` is empty in the overview, else the only theme that the page shows.
    """

    entity: Entity
    day: Day
    theme: str
    sections: tuple[ShownSection, ...]
    codes: tuple[Code, ...]
    timeline: Timeline | None
    sources: tuple[Origin, ...]
    given: tuple[Given, ...]
    disputes: Disputes
    citation: Citation

    @property
    def has_neighbours(self) -> bool:
        """Whether the entity borders another on the date of the page, so that a map shows something."""
        relations = self.entity.statements.all_relations
        return not self.theme and any(relation.prop == BORDERS and relation.holds for relation in relations)


def requested_entity(iri: str) -> tuple[Entity, Day]:
    """An entity on the date of the request, and that date.

    Aborts with 404 when nothing is stated about it.
    """
    day = selected_day()
    entity = read_entity(published(), day.store, iri, day.date, names().labels)
    if entity is None:
        raise NotFound(f"Nothing is stated about {iri}.")
    return entity, day


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
    tables = tables_of(entity, day, {line.prop for line in with_special(statements)})
    whole = request.args.get("days", "") == "all"
    table = tables.on_all_days(statements) if whole else tables.on_day(statements)
    if extension:
        return as_file(table, extension)
    address = f"{local_path(iri)}/{name}"
    shown = requested(table, address, day.query | ({"days": "all"} if whole else {}))
    back = (local_path(iri) + (f"?{urlencode(day.query)}" if day.query else ""), entity.title)
    completeness = None if whole else _completeness(entity, listed)
    return list_page(shown, f"{entity.title}: {listed.label}", day, back, completeness)


def tables_of(entity: Entity, day: Day, props: Collection[str] | None = None) -> ListTables:
    """Makes the tables of an entity, with the grounds of its relations by `props`, by default of all."""
    if props is None:
        props = {relation.prop for relation in entity.statements.all_relations}
    version = published()
    finder = GroundFinder(_DERIVATIONS.of(version), day.store, lifetimes_of(version), day.date)
    grounds = finder.of(entity.iri, props)
    labels = names().labels(ground for entities in grounds.values() for ground in entities)
    disputes = disputes_of(entity.iri, entity.schema, entity.statements.records, version.manifest.contradictions)
    return ListTables(replace(entity, labels=labels | entity.labels), disputes, grounds)


def _view(entity: Entity, day: Day, theme: str) -> EntityPage:
    tables = tables_of(entity, day)
    return EntityPage(
        entity,
        day,
        theme,
        tuple(_sections(tables, day, theme)),
        tuple(codes_of(day.store, entity)),
        None if theme else _timeline(entity),
        tuple(origins(day.store, entity.label, entity.statements.records)),
        tuple(_given(entity, day)),
        tables.disputes,
        cite(entity.title, entity.iri, entity.date, published().manifest),
    )


def _sections(tables: ListTables, day: Day, theme: str) -> list[ShownSection]:
    """The sections that the page shows.

    Aborts with 404 when the requested theme has no statements.
    """
    sections = [section for section in sections_of(tables.entity) if theme in {"", section.theme.name}]
    if theme and not sections:
        raise NotFound(f"There are no statements about {tables.entity.iri} under the theme {theme!r}.")
    return [
        ShownSection(section.theme, tuple(_block(tables, each, day) for each in section.lists))
        for section in sections
    ]


def _block(tables: ListTables, statements: AnyList, day: Day) -> Block:
    address = f"{local_path(tables.entity.iri)}/{statements.listed.name}"
    on_day, others = tables.by_day(statements)
    # Special relations are in the rows of the general ones already; long lists of records open on demand.
    is_open = not statements.depth and (isinstance(statements, RelationList) or len(on_day.rows) <= OPEN_RECORDS)
    return Block(
        statements.listed,
        statements.depth,
        in_place(on_day, address, day.query),
        in_place(others, address, day.query | {"days": "all"}, OTHER_DAYS),
        is_open,
        _completeness(tables.entity, statements.listed),
    )


def _completeness(entity: Entity, listed: Listed) -> ListCompleteness | None:
    return completeness_of(coverage_rules(), entity.schema, listed, entity.iri, entity.date)


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
    for period in relation.periods or (Period(),):
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


def _timeline(entity: Entity) -> Timeline | None:
    """The situations of an entity on lanes by theme."""
    items = [
        Item(theme_of(entity.schema, record).label, entity.label(record.iri), local_path(record.iri), record.period)
        for record in entity.statements.records
        if record.kind != CODE
    ]
    return draw(items, entity.date, [theme.label for theme in entity.themes])


def _given(entity: Entity, day: Day) -> list[Given]:
    """The records from an entity that is a source, by kind."""
    if not is_source(entity.schema, entity.statements.types):
        return []
    return given_by(day.store, entity.schema, entity.iri)


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
