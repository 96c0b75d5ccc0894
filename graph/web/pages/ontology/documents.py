"""Documents of the graph: named graphs, the ontology and its modules, exports; in RDF, or as pages."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from ....errors import InputError
from ....export import OF_A_DAY, State, exported_graph, exported_pieces
from ....inputs.ontology import load_modules, module_iri, released_versions
from ....rdf.formats import GRAPH_FORMATS, RDF_FORMATS, RDF_XML, RdfFormat
from ....rdf.namespaces import BASE, GRAPH, ONTOLOGY_GRAPH, ONTOLOGY_IRI, PREFIXES
from ....rdf.reading import read_turtle
from ....rdf.writing import serialized
from ....store import select
from ....versions.derived import derived_file
from ....views.terms.diagram import BOX_HEIGHT, BOX_WIDTH, WIDTH, diagram_of
from ....views.terms.listing import class_tree, ontology_terms
from ...protocol.negotiation import wants_html
from ...protocol.rdf_documents import negotiated_format, rdf_file_response, rdf_response, split_extension
from ...request_context import hold, published, settings, snapshots
from ..common.rendering import page
from ..common.selected_day import Day, selected_day
from .module import module_page, modules_of
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
    chosen = fmt or negotiated_format()
    return rdf_response(exported_graph(published().folder, stem, chosen), chosen)


@blueprint.get("/ontology")
def ontology() -> Response:
    """Give the merged ontology; RDF/XML by default, which the OWL API and so Protégé prefers."""
    return _ontology(None)


def _ontology(fmt: RdfFormat | None) -> Response:
    """The merged ontology in a format; None: in the one that the client prefers."""
    if fmt is None and wants_html(request, GRAPH_FORMATS):
        groups = ontology_terms(published().store)
        tree = class_tree(groups)
        return page(
            "ontology.html",
            groups=groups,
            tree=tree,
            diagram=diagram_of(published().store, groups, tree),
            box=(BOX_WIDTH, BOX_HEIGHT, WIDTH),
            modules=[module for iri, module in modules_of(settings().ontology_dir).items() if iri != ONTOLOGY_IRI],
            rules=own_rules(settings()),
        )
    return _exported("ontology", fmt or negotiated_format(default=RDF_XML))


@blueprint.get("/ontology/<path:name>")
def module(name: str) -> Response:
    """Give a module of the ontology as its file has it, or a page about it; under a version IRI, that version."""
    stem, fmt = split_extension(name)
    if f"{ONTOLOGY_IRI}/{stem}" in _version_iris():
        return _ontology(fmt)
    modules = {module_iri(module_file): module_file for module_file in load_modules(settings().ontology_dir)}
    module_file = modules.get(f"{ONTOLOGY_IRI}/{stem}")
    if module_file is None and stem in released_versions(settings().ontology_dir):
        return _released_version(stem, fmt)
    if module_file is None:
        raise NotFound(f"There is no module {ONTOLOGY_IRI}/{stem}.")
    if fmt is None and wants_html(request, GRAPH_FORMATS):
        return module_page(settings().ontology_dir, f"{ONTOLOGY_IRI}/{stem}")
    chosen = fmt or negotiated_format(default=RDF_XML)
    return rdf_response(serialized(module_file.triples, chosen, PREFIXES), chosen)


def _released_version(version: str, fmt: RdfFormat | None) -> Response:
    """An earlier version of the ontology, which stays at its address."""
    path = released_versions(settings().ontology_dir)[version]
    chosen = fmt or negotiated_format(default=RDF_XML)
    return rdf_response(serialized(read_turtle(path, str(ONTOLOGY_GRAPH)).triples, chosen, PREFIXES), chosen)


def _version_iris() -> set[str]:
    """The version IRI of the ontology that is served; a set, since a graph may state several or none."""
    query = f"SELECT ?version {{ <{ONTOLOGY_IRI}> owl:versionIRI ?version }}"
    return {row["version"]["value"] for row in select(published().store, query)}


@blueprint.get("/download/<name>")
def download(name: str) -> Response:
    """Give an export as a file: of the reference date, or where the export is one of a day, of that `at` names."""
    stem, fmt = split_extension(name)
    chosen = fmt or negotiated_format(among=RDF_FORMATS)
    response = _exported(stem, chosen)
    ending = "" if fmt else f".{chosen.extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="westphalia-{name}{ending}"'
    return response


def _exported(selection: str, fmt: RdfFormat) -> Response:
    """An export, which is made once for each version and day."""
    day = selected_day()
    served = published()
    if day.chosen and selection not in OF_A_DAY:
        raise NotFound(
            f"The export {selection!r} is not one of a day; expected one of {', '.join(sorted(OF_A_DAY))}."
        )
    tag = day.date.isoformat() if day.chosen else ""
    name = f"export-{selection}{tag and '-'}{tag}.{fmt.extension}"
    try:
        file = derived_file(served.folder, name, lambda work: _write(work, selection, fmt, day))
    except InputError as error:
        raise NotFound(str(error)) from None
    return rdf_file_response(file, fmt, tag)


def _write(work: Path, selection: str, fmt: RdfFormat, day: Day) -> None:
    served = published()
    state = None
    if day.chosen:
        lease = snapshots().lease_at(served.folder, day.date)
        hold(lease)
        state = State(lease.folder, day.date)
    with work.open("wb") as file:
        file.writelines(exported_pieces(served.folder, selection, fmt, state))
