"""Pages of things: every IRI of ours, for any day, in HTML; other formats are negotiated in `pages`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from flask import Response, request
from werkzeug.exceptions import NotFound

from ...rdf.curies import local_name, shorten
from ...rdf.formats import CSV, GRAPH_FORMATS
from ...rdf.namespaces import WPH
from ...views.date_precision import instants_of
from ...views.entities.citation import cite
from ...views.entities.disputes import disputes_of
from ...views.entities.provenance import Given, given_by, is_source, origins
from ...views.entities.sections import FEW, PAGE, Arrangement, Section
from ...views.entities.statements import Attribute, Relation, Statements, read_statements, theme_of
from ...views.schema import Schema, schema_of
from ...views.select import select
from ...views.situations.reported import CODE, ReportedSituation
from ...views.timeline import Item, Timeline, draw
from ..request_context import published
from .parameters import number_parameter
from .rendering import local_path, page
from .search import names
from .selected_day import Day, selected_day

_LABELS = ("http://www.w3.org/2000/01/rdf-schema#label", "http://purl.org/dc/terms/title")
_NAMES = {
    _LABELS[0]: "name",
    _LABELS[1]: "title",
    "http://www.w3.org/2004/02/skos/core#altLabel": "also called",
    str(WPH.officialName): "official name",
}
_NOTE = "http://www.w3.org/2004/02/skos/core#scopeNote"
_UNSHOWN = frozenset({str(WPH[name]) for name in ("validFrom", "validUntil", "locator", "citedLocator")})
BORDERS = str(WPH.borders)


@dataclass(frozen=True)
class Context:
    """What all parts of a page of a thing work with."""

    iri: str
    day: Day
    schema: Schema
    statements: Statements
    labels: dict[str, str]

    def label(self, iri: str) -> str:
        """The label of a thing or term."""
        return self.labels.get(iri) or self.schema.labels.get(iri) or shorten(iri)

    @property
    def title(self) -> str:
        """The name of the thing itself."""
        own = [one for one in self.statements.attributes if one.prop in _LABELS]
        english = [one.text for one in own if one.language == "en"]
        return (english or [one.text for one in own] or [self.label(self.iri)])[0]


def read_context(iri: str) -> Context:
    """What is known of `iri` on the day that is asked for.

    Aborts with 404 when nothing is known.
    """
    served, day = published(), selected_day()
    schema = schema_of(served)
    statements = read_statements(day.store, schema, instants_of(served), iri)
    if statements.is_empty:
        raise NotFound(f"Nothing is known about {iri}.")
    things = {one.other for one in statements.relations} | {one.iri for one in statements.records}
    things |= {one.source for one in statements.records} | {one.cited for one in statements.records}
    return Context(iri, day, schema, statements, names().labels({iri, *things, *statements.types}))


def entity_page(iri: str) -> Response:
    """The page of a thing: whole in overview, or one theme of it in full (`?theme=security&page=2`)."""
    context = read_context(iri)
    theme = request.args.get("theme", "")
    number = number_parameter("page")
    arrangement = Arrangement(
        context.schema,
        context.label,
        context.day.date,
        (number - 1) * PAGE if theme else 0,
        PAGE if theme else FEW,
    )
    statements = context.statements
    sections = arrangement.sections(statements.relations, statements.records)
    if theme:
        sections = [section for section in sections if section.theme.name == theme]
        if not sections:
            raise NotFound(f"Nothing is said of {iri} under the theme {theme!r}.")
    return page(
        "entity.html",
        context=context,
        title=context.title,
        kinds=_kinds(context),
        own_names=_own_names(statements.attributes),
        attributes=_attributes(context),
        codes=_codes(context),
        sections=sections,
        theme=theme,
        number=number,
        pages=_pages(sections) if theme else 1,
        timeline=None if theme else _timeline(context),
        sources=origins(context.day.store, context.label, statements.records),
        given=_given(context),
        has_neighbours=not theme and _has_neighbours(context),
        disputes=disputes_of(iri, context.schema, statements.records, published().manifest.contradictions),
        citation=cite(context.title, iri, context.day.date, published().manifest),
        formats=GRAPH_FORMATS,
        why=lambda relation: why(context, relation),
        description=_description(context),
    )


def entity_csv(iri: str) -> Response:
    """Everything that a page tells of a thing, one statement a row."""
    context = read_context(iri)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(
        ["theme", "kind", "property", "direction", "value", "label", "from", "until", "status", "source", "locator"]
    )
    for relation in context.statements.relations:
        writer.writerows(map(cells, _relation_rows(context, relation)))
    writer.writerows(cells(_record_row(context, record)) for record in context.statements.records)
    name = f"{local_name(iri)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file.getvalue(), content_type=f"{CSV.media_types[0]}; charset=utf-8", headers=headers)


def _relation_rows(context: Context, one: Relation) -> Iterable[list[str]]:
    theme = theme_of(context.schema, one).label
    direction, status = ("to it" if one.incoming else "from it"), ("asserted" if one.is_asserted else "inferred")
    for period in one.periods or (None,):
        begin, end = (period.begin[:10], period.end[:10]) if period else ("", "")
        label = context.label(one.other)
        yield [theme, "relation", shorten(one.prop), direction, one.other, label, begin, end, status, "", ""]


def _record_row(context: Context, one: ReportedSituation) -> list[str]:
    theme = theme_of(context.schema, one).label
    roles = " ".join(shorten(role) for role in one.roles(context.schema, context.iri))
    kind, begin, end = shorten(one.kind), one.period.begin[:10], one.period.end[:10]
    return [theme, kind, roles, "", one.iri, context.label(one.iri), begin, end, "asserted", one.source, one.locator]


def why(context: Context, relation: Relation) -> str:
    """The address of the explanation of a relation, on a day on which it holds."""
    subject, target = (relation.other, context.iri) if relation.incoming else (context.iri, relation.other)
    day = context.day.date.isoformat()
    if not relation.holds and relation.periods:
        day = (relation.periods[-1].begin or day)[:10]
    return explain_address(subject, relation.prop, target, day)


def explain_address(subject: str, prop: str, target: str, day: str) -> str:
    """The address of the explanation of a statement."""
    return f"/explain?s={_quoted(subject)}&p={_quoted(prop)}&o={_quoted(target)}&at={quote_plus(day)}"


@lru_cache(maxsize=4096)
def _quoted(iri: str) -> str:
    """An IRI in an address; a page quotes the same ones again and again."""
    return quote_plus(shorten(iri))


def _pages(sections: Iterable[Section]) -> int:
    totals = [group.total for section in sections for group in section.groups]
    return max(1, -(-max(totals, default=0) // PAGE))


def _kinds(context: Context) -> list[tuple[str, str, bool]]:
    """The narrowest classes, asserted before inferred: IRI, label, whether asserted."""
    schema, types = context.schema, context.statements.types
    own = [one for one in types if one.startswith(str(WPH))]
    stated = schema.narrowest(one for one in own if types[one])
    derived = [one for one in schema.narrowest(own) if not types[one]]
    return [(one, schema.label(one), types[one]) for one in sorted(stated) + sorted(derived)]


def _own_names(attributes: Iterable[Attribute]) -> list[tuple[str, list[Attribute]]]:
    """Names by their kind."""
    found: dict[str, list[Attribute]] = {}
    for one in attributes:
        if one.prop in _NAMES:
            found.setdefault(_NAMES[one.prop], []).append(one)
    return sorted(found.items(), key=lambda pair: list(_NAMES.values()).index(pair[0]))


def _attributes(context: Context) -> list[tuple[str, str, Attribute]]:
    """Other literals, with the IRI and label of their properties; dates without their time of day."""
    return [
        (one.prop, "note" if one.prop == _NOTE else context.schema.label(one.prop), one)
        for one in context.statements.attributes
        if one.prop not in _NAMES and one.prop not in _UNSHOWN
    ]


def _codes(context: Context) -> list[dict[str, str]]:
    """The thing's codes with scheme and period."""
    records = {one.iri: one for one in context.statements.records if one.kind == CODE}
    if not records:
        return []
    rows = select(
        context.day.store,
        f"""SELECT ?code ?text ?scheme WHERE {{ ?code wph:codeOf <{context.iri}> ; wph:codeText ?text
            OPTIONAL {{ ?code wph:codeScheme ?scheme }} }} ORDER BY ?scheme ?text""",
    )
    return [
        {
            "iri": row["code"]["value"],
            "text": row["text"]["value"],
            "scheme": context.schema.label(row["scheme"]["value"]) if "scheme" in row else "",
            "when": records[row["code"]["value"]].period.text,
        }
        for row in rows
        if row["code"]["value"] in records
    ]


def _timeline(context: Context) -> Timeline | None:
    """The thing's situations on lanes by theme."""
    items = [
        Item(theme_of(context.schema, one).label, context.label(one.iri), local_path(one.iri), one.period)
        for one in context.statements.records
        if one.kind != CODE
    ]
    themes = sorted({theme_of(context.schema, one) for one in context.statements.records})
    return draw(items, context.day.date, [theme.label for theme in themes])


def _has_neighbours(context: Context) -> bool:
    """Whether the thing borders another on the day of the page, so that a map shows something."""
    return any(one.prop == BORDERS and one.holds for one in context.statements.relations)


def _given(context: Context) -> list[Given]:
    """What the thing gives to the graph, where it is a source."""
    if not is_source(context.schema, context.statements.types):
        return []
    return given_by(context.day.store, context.schema, context.iri)


def _description(context: Context) -> dict[str, object]:
    """The thing in schema.org's words, for search engines."""
    kinds = {"State": "Country", "Person": "Person", "Organization": "Organization", "City": "City", "Place": "Place"}
    above = [term for one in context.statements.types for term in (one, *context.schema.above.get(one, ()))]
    chosen = next((kinds[local_name(term)] for term in above if local_name(term) in kinds), "Thing")
    names_found = [
        one.text for one in context.statements.attributes if one.prop in _NAMES and one.text != context.title
    ]
    return {
        "@context": "https://schema.org",
        "@type": chosen,
        "@id": context.iri,
        "name": context.title,
        "alternateName": sorted(set(names_found)),
        "mainEntityOfPage": request.base_url,
    }
