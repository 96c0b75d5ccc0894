"""Descriptions of resources: every IRI under `/id/` and `/source/` answers in RDF, or with a page for people."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from ....rdf.formats import GRAPH_FORMATS
from ....rdf.namespaces import BASE
from ....views.descriptions import description
from ....views.entities.lists import lists_by_name
from ....views.schema import schema_of
from ....views.select import is_mentioned
from ...protocol.negotiation import wants_html
from ...protocol.rdf_documents import negotiated_format, rdf_response, split_extension
from ...request_context import published
from ..common.selected_day import selected_day
from ..common.tables import split_list_name
from .entity import entity_csv, entity_list, entity_page

blueprint = Blueprint("resources", __name__)

# What may stand in an IRI of the project; any other text never reaches a query.
_NAME = re.compile(r"^[\w./~%-]+$")


@blueprint.get("/id/<path:name>")
def entity(name: str) -> Response:
    """Describe an entity or a record."""
    return _describe("id/", name)


@blueprint.get("/id/<path:name>/<list_name>.csv", defaults={"extension": "csv"})
@blueprint.get("/id/<path:name>/<list_name>.json", defaults={"extension": "json"})
@blueprint.get("/id/<path:name>/<list_name>.parquet", defaults={"extension": "parquet"})
def entity_rows(name: str, list_name: str, extension: str) -> Response:
    """Give all rows of one list of an entity on a day, such as its borders, as CSV, JSON or Parquet."""
    return _describe("id/", f"{name}/{list_name}.{extension}")


@blueprint.get("/source/<path:name>")
def source(name: str) -> Response:
    """Describe a source."""
    return _describe("source/", name)


def _describe(kind: str, name: str) -> Response:
    stem, fmt = split_extension(name)
    is_table = stem.endswith(".csv")
    stem = stem.removesuffix(".csv")
    listed = _list(kind, name)
    if listed is not None:
        return entity_list(*listed)
    if not _NAME.match(stem):
        raise NotFound(f"{name!r} is not the name of an entity; expected letters, digits and the signs . / ~ % - _.")
    iri = f"{BASE}{kind}{stem}"
    if is_table:
        return entity_csv(iri)
    if fmt is None and (name.endswith(".html") or wants_html(request, GRAPH_FORMATS)):
        return entity_page(iri)
    day = selected_day()
    if not is_mentioned(day.store, iri):
        raise NotFound(f"Nothing is stated about {iri}.")
    chosen = fmt or negotiated_format()
    body = description(day.store, iri, chosen)
    return rdf_response(body, chosen, day.date.isoformat() if day.chosen else "")


def _list(kind: str, name: str) -> tuple[str, str, str] | None:
    """The entity, the list and the format that `kazakhstan/borders.csv` names; None where it names no list.

    IRIs may have the form of such a name: one that the graph mentions is described as any other.
    """
    owner, _, last = name.rpartition("/")
    list_name, extension = split_list_name(last)
    if not owner or not _NAME.match(name) or list_name not in lists_by_name(schema_of(published())):
        return None
    iri = f"{BASE}{kind}{owner}"
    return None if is_mentioned(published().store, f"{iri}/{list_name}") else (iri, list_name, extension)
