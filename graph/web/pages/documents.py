"""Documents of the graph: named graphs, the ontology and its modules, exports; in RDF, or as pages."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from ...errors import InputError
from ...export import exported
from ...inputs.ontology import load_modules, module_iri
from ...rdf.formats import GRAPH_FORMATS, RDF_XML, RdfFormat
from ...rdf.namespaces import BASE, GRAPH, ONTOLOGY_IRI, PREFIXES
from ...rdf.writing import serialized
from ...store import select
from ...views.terms.listing import class_tree, ontology_terms
from ..protocol.negotiation import wants_html
from ..protocol.rdf_documents import BY_EXTENSION, negotiated_format, rdf_response, split_extension
from ..request_context import published, settings
from .module import module_page, modules_of
from .rendering import page
from .rule import own_rules

blueprint = Blueprint("documents", __name__)


@blueprint.get("/graph/<name>")
def graph(name: str) -> Response:
    """Give a named graph whole, or a page that says what is in it."""
    stem, fmt = split_extension(name)
    counts = published().graphs
    if str(GRAPH[stem]) not in counts:
        raise NotFound(f"There is no graph {BASE}graph/{stem}.")
    if fmt is None and wants_html(request, GRAPH_FORMATS):
        iri = str(GRAPH[stem])
        return page("graph.html", name=stem, iri=iri, count=counts[iri], formats=GRAPH_FORMATS)
    return _exported(stem, fmt or negotiated_format())


@blueprint.get("/ontology")
def ontology() -> Response:
    """Give the merged ontology; RDF/XML by default, which the OWL API and so Protégé prefers."""
    return _ontology(None)


def _ontology(fmt: RdfFormat | None) -> Response:
    """The merged ontology in a format; None: in the one that the client prefers."""
    if fmt is None and wants_html(request, GRAPH_FORMATS):
        groups = ontology_terms(published().store)
        return page(
            "ontology.html",
            groups=groups,
            tree=class_tree(groups),
            modules=[module for iri, module in modules_of(settings().ontology_dir).items() if iri != ONTOLOGY_IRI],
            rules=own_rules(settings()),
        )
    return _exported("ontology", fmt or negotiated_format(default=RDF_XML))


@blueprint.get("/ontology/<path:name>")
def module(name: str) -> Response:
    """Give a module of the ontology as its file has it, or a page about it; under the version IRI, the ontology."""
    stem, fmt = split_extension(name)
    if f"{ONTOLOGY_IRI}/{stem}" in _version_iris():
        return _ontology(fmt)
    modules = {module_iri(module_file): module_file for module_file in load_modules(settings().ontology_dir)}
    module_file = modules.get(f"{ONTOLOGY_IRI}/{stem}")
    if module_file is None:
        raise NotFound(f"There is no module {ONTOLOGY_IRI}/{stem}.")
    if fmt is None and wants_html(request, GRAPH_FORMATS):
        return module_page(settings().ontology_dir, f"{ONTOLOGY_IRI}/{stem}")
    chosen = fmt or negotiated_format(default=RDF_XML)
    return rdf_response(serialized(module_file.triples, chosen, PREFIXES), chosen)


def _version_iris() -> set[str]:
    """The version IRI of the ontology that is served; a set, since a graph may state several or none."""
    query = f"SELECT ?version {{ <{ONTOLOGY_IRI}> owl:versionIRI ?version }}"
    return {row["version"]["value"] for row in select(published().store, query)}


@blueprint.get("/download/<name>")
def download(name: str) -> Response:
    """Give an export as a file."""
    stem, fmt = split_extension(name)
    if fmt is None:
        expected = ", ".join(f".{extension}" for extension in BY_EXTENSION)
        raise NotFound(f"The name {name!r} has no known ending; expected one of {expected}.")
    response = _exported(stem, fmt)
    response.headers["Content-Disposition"] = f'attachment; filename="westphalia-{name}"'
    return response


def _exported(selection: str, fmt: RdfFormat) -> Response:
    try:
        return rdf_response(exported(published().folder, selection, fmt), fmt)
    except InputError as error:
        raise NotFound(str(error)) from None
