"""Pages of entities: every IRI of the project, on any date, in HTML and CSV; RDF is negotiated in `resources`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Response, request
from werkzeug.exceptions import NotFound

from ...rdf.curies import local_name, shorten, shortened
from ...rdf.formats import CSV, GRAPH_FORMATS
from ...rdf.namespaces import WPH
from ...views.entities.citation import Citation, cite
from ...views.entities.disputes import Disputes, disputes_of
from ...views.entities.entity import Code, Entity, codes_of, read_entity
from ...views.entities.provenance import Given, Origin, given_by, is_source, origins
from ...views.entities.sections import FEW, PAGE, Arrangement, Section
from ...views.entities.statements import Relation, theme_of
from ...views.situations.reported import CODE, ReportedSituation
from ...views.timeline import Item, Timeline, draw
from ..request_context import published
from .addresses import explain_address
from .parameters import number_parameter
from .rendering import local_path, page
from .search import names
from .selected_day import Day, selected_day
from .spreadsheets import cells

BORDERS = str(WPH.borders)


@dataclass(frozen=True)
class Shown:
    """Which part of an entity a page shows: the overview, or one page of one theme in full."""

    theme: str = ""
    number: int = 1

    @property
    def first(self) -> int:
        """The first row of each group."""
        return (self.number - 1) * PAGE if self.theme else 0

    @property
    def rows(self) -> int:
        """The maximum number of rows of each group."""
        return PAGE if self.theme else FEW


@dataclass(frozen=True)
class EntityPage:
    """What the template of an entity shows; timeline, provenance and downloads are in the overview only."""

    entity: Entity
    day: Day
    shown: Shown
    sections: tuple[Section, ...]
    codes: tuple[Code, ...]
    timeline: Timeline | None
    sources: tuple[Origin, ...]
    given: tuple[Given, ...]
    disputes: Disputes
    citation: Citation

    @property
    def has_neighbours(self) -> bool:
        """Whether the entity borders another on the date of the page, so that a map shows something."""
        relations = self.entity.statements.relations
        return not self.shown.theme and any(relation.prop == BORDERS and relation.holds for relation in relations)

    @property
    def pages(self) -> int:
        """The number of pages of the theme."""
        totals = [group.total for section in self.sections for group in section.groups]
        return max(1, -(-max(totals, default=0) // PAGE)) if self.shown.theme else 1

    def why(self, relation: Relation) -> str:
        """The address of the explanation of a relation, on a day on which it holds."""
        return explain_address(*self.entity.statement(relation), self.entity.day_of(relation))


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
    """The page of an entity: an overview, or one theme of it in full (`?theme=security&page=2`)."""
    entity, day = requested_entity(iri)
    shown = Shown(request.args.get("theme", ""), number_parameter("page"))
    return page(
        "entity.html", view=_view(entity, day, shown), formats=GRAPH_FORMATS, description=_description(entity)
    )


def _view(entity: Entity, day: Day, shown: Shown) -> EntityPage:
    records, manifest = entity.statements.records, published().manifest
    return EntityPage(
        entity,
        day,
        shown,
        tuple(_sections(entity, shown)),
        tuple(codes_of(day.store, entity)),
        None if shown.theme else _timeline(entity),
        tuple(origins(day.store, entity.label, records)),
        tuple(_given(entity, day)),
        disputes_of(entity.iri, entity.schema, records, manifest.contradictions),
        cite(entity.title, entity.iri, entity.date, manifest),
    )


def _sections(entity: Entity, shown: Shown) -> list[Section]:
    """The sections that the page shows.

    Aborts with 404 when the requested theme has no statements.
    """
    arrangement = Arrangement(entity.schema, entity.label, entity.date, shown.first, shown.rows)
    sections = arrangement.sections(entity.statements.relations, entity.statements.records)
    if not shown.theme:
        return sections
    themed = [section for section in sections if section.theme.name == shown.theme]
    if not themed:
        raise NotFound(f"There are no statements about {entity.iri} under the theme {shown.theme!r}.")
    return themed


def entity_csv(iri: str) -> Response:
    """Every statement about an entity as CSV, one a row."""
    entity, _ = requested_entity(iri)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        ["theme", "kind", "property", "direction", "value", "label", "from", "until", "status", "source", "locator"]
    )
    for relation in entity.statements.relations:
        writer.writerows(map(cells, _relation_rows(entity, relation)))
    writer.writerows(cells(_record_row(entity, record)) for record in entity.statements.records)
    name = f"{local_name(iri)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file.getvalue(), content_type=f"{CSV.media_types[0]}; charset=utf-8", headers=headers)


def _relation_rows(entity: Entity, relation: Relation) -> Iterable[list[str]]:
    theme = theme_of(entity.schema, relation).label
    direction, status = (
        ("to it" if relation.incoming else "from it"),
        ("asserted" if relation.is_asserted else "inferred"),
    )
    for period in relation.periods or (None,):
        begin, end = (period.begin[:10], period.end[:10]) if period else ("", "")
        label = entity.label(relation.other)
        yield [
            theme,
            "relation",
            shorten(relation.prop),
            direction,
            relation.other,
            label,
            begin,
            end,
            status,
            "",
            "",
        ]


def _record_row(entity: Entity, record: ReportedSituation) -> list[str]:
    theme = theme_of(entity.schema, record).label
    roles = " ".join(shorten(role) for role in record.roles(entity.schema, entity.iri))
    kind, begin, end = shorten(record.kind), record.period.begin[:10], record.period.end[:10]
    return [
        theme,
        kind,
        roles,
        "",
        record.iri,
        entity.label(record.iri),
        begin,
        end,
        "asserted",
        record.source,
        record.locator,
    ]


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
