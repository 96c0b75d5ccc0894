"""Descriptions of resources: every IRI under `/id/` and `/source/` answers in RDF, or with a page for people."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from ...rdf.formats import GRAPH_FORMATS
from ...rdf.namespaces import BASE
from ...views.select import is_mentioned
from ..protocol.negotiation import wants_html
from ..protocol.rdf_documents import negotiated_format, rdf_response, split_extension
from .entity import entity_csv, entity_page
from .selected_day import selected_day

blueprint = Blueprint("resources", __name__)

# What may stand in an IRI of the project; any other text never reaches a query.
_NAME = re.compile(r"^[\w./~%-]+$")


@blueprint.get("/id/<path:name>")
def entity(name: str) -> Response:
    """Describe an entity or a record."""
    return _describe("id/", name)


@blueprint.get("/source/<path:name>")
def source(name: str) -> Response:
    """Describe a source."""
    return _describe("source/", name)


def _describe(kind: str, name: str) -> Response:
    stem, fmt = split_extension(name)
    is_table = stem.endswith(".csv")
    stem = stem.removesuffix(".csv")
    if not _NAME.match(stem):
        raise NotFound(f"{name!r} is not the name of an entity; expected letters, digits and the signs . / ~ % - _.")
    iri = f"{BASE}{kind}{stem}"
    if is_table:
        return entity_csv(iri)
    if fmt is None and (name.endswith(".html") or wants_html(request, GRAPH_FORMATS)):
        return entity_page(iri)
    store = selected_day().store
    if not is_mentioned(store, iri):
        raise NotFound(f"Nothing is stated about {iri}.")
    chosen = fmt or negotiated_format()
    return rdf_response(store.run(f"DESCRIBE <{iri}>", lambda _: chosen).body, chosen)
