"""Descriptions of things: every IRI of the project answers in RDF, or with a page for people."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from ...errors import InputError
from ...export import exported
from ...inputs.ontology import load_modules, module_iri
from ...rdf.formats import GRAPH_FORMATS, RDF_FORMATS, RDF_XML, TURTLE, RdfFormat
from ...rdf.namespaces import BASE, GRAPH, ONTOLOGY_IRI, PREFIXES
from ...views.select import is_known
from ...views.terms.listing import class_tree, ontology_terms
from ..context import published, settings
from ..protocol.negotiation import best, not_acceptable, wants_html
from .entity import entity_csv, entity_page
from .module import module_page, modules_of
from .rendering import page
from .rule import own_rules
from .selected_day import asked_day

blueprint = Blueprint("pages", __name__)

_BY_EXTENSION = {fmt.extension: fmt for fmt in RDF_FORMATS}
# What may stand in an IRI of ours; anything else is nobody's IRI, and never reaches a query.
_NAME = re.compile(r"^[\w./~%-]+$")


@blueprint.get("/id/<path:name>")
def entity(name: str) -> Response:
    """Describe a thing."""
    return _describe("id/", name)


@blueprint.get("/source/<path:name>")
def source(name: str) -> Response:
    """Describe a source."""
    return _describe("source/", name)


@blueprint.get("/graph/<name>")
def graph(name: str) -> Response:
    """Give a named graph whole, or a page that says what is in it."""
    stem, fmt = _split(name)
    if str(GRAPH[stem]) not in {*published().manifest.triples, str(GRAPH["inferred"])}:
        raise NotFound(f"There is no graph {BASE}graph/{stem}.")
    if fmt is None and wants_html(request, GRAPH_FORMATS):
        report = published().manifest
        count = report.triples.get(str(GRAPH[stem]), report.inferred)
        return page("graph.html", name=stem, iri=str(GRAPH[stem]), count=count, formats=GRAPH_FORMATS)
    return _exported(stem, fmt or _negotiated())


@blueprint.get("/ontology")
def ontology() -> Response:
    """Give the merged ontology; RDF/XML by default, which the OWL API and so Protégé prefers."""
    if wants_html(request, GRAPH_FORMATS):
        groups = ontology_terms(published().store)
        folder = settings().ontology_dir
        return page(
            "ontology.html",
            groups=groups,
            tree=class_tree(groups),
            modules=[module for iri, module in modules_of(folder).items() if iri != ONTOLOGY_IRI],
            rules=own_rules(folder),
        )
    return _exported("ontology", _negotiated(default=RDF_XML))


@blueprint.get("/ontology/<path:name>")
def module(name: str) -> Response:
    """Give one module of the ontology as it stands in its file, or a page that says what is in it."""
    stem, fmt = _split(name)
    modules = {module_iri(found): found for found in load_modules(settings().ontology_dir)}
    found = modules.get(f"{ONTOLOGY_IRI}/{stem}")
    if found is None:
        raise NotFound(f"There is no module {ONTOLOGY_IRI}/{stem}.")
    if fmt is None and wants_html(request, GRAPH_FORMATS):
        return module_page(settings().ontology_dir, f"{ONTOLOGY_IRI}/{stem}")
    chosen = fmt or _negotiated(default=RDF_XML)
    return _rdf(ox.serialize(found.triples, format=chosen.engine, prefixes=PREFIXES) or b"", chosen)


@blueprint.get("/download/<name>")
def download(name: str) -> Response:
    """Give an export as a file."""
    stem, fmt = _split(name)
    if fmt is None:
        expected = ", ".join(f".{extension}" for extension in _BY_EXTENSION)
        raise NotFound(f"The name {name!r} has no known ending; expected one of {expected}.")
    response = _exported(stem, fmt)
    response.headers["Content-Disposition"] = f'attachment; filename="westphalia-{name}"'
    return response


def _describe(kind: str, name: str) -> Response:
    stem, fmt = _split(name)
    is_table = stem.endswith(".csv")
    stem = stem.removesuffix(".csv")
    if not _NAME.match(stem):
        raise NotFound(f"There is nothing named {name!r} here.")
    iri = f"{BASE}{kind}{stem}"
    if is_table:
        return entity_csv(iri)
    if fmt is None and (name.endswith(".html") or wants_html(request, GRAPH_FORMATS)):
        return entity_page(iri)
    store = asked_day().store
    if not is_known(store, iri):
        raise NotFound(f"Nothing is known about {iri}.")
    chosen = fmt or _negotiated()
    return _rdf(store.run(f"DESCRIBE <{iri}>", lambda _: chosen).body, chosen)


def _split(name: str) -> tuple[str, RdfFormat | None]:
    """Split a suffix that names a format off a name: `kazakhstan.ttl` is Kazakhstan in Turtle."""
    path = Path(name)
    fmt = _BY_EXTENSION.get(path.suffix.removeprefix("."))
    if fmt is not None or path.suffix == ".html":
        return str(path.with_suffix("")), fmt
    return name, None


def _negotiated(default: RdfFormat = TURTLE) -> RdfFormat:
    formats = (default, *(fmt for fmt in GRAPH_FORMATS if fmt is not default))
    found = best(request, formats)
    if found is None:
        raise not_acceptable(formats)
    return found


def _exported(selection: str, fmt: RdfFormat) -> Response:
    try:
        return _rdf(exported(published().folder, selection, fmt), fmt)
    except InputError as error:
        raise NotFound(str(error)) from None


def _rdf(body: bytes, fmt: RdfFormat) -> Response:
    return Response(body, content_type=f"{fmt.media_types[0]}; charset=utf-8")
