"""Search by name or code, with suggestions, and lists of all entities of a class."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from ...rdf.namespaces import ID
from ...search import Names, open_index
from ...views.tables import Cell, Column, Part, Row, Table
from ..request_context import published
from .addresses import local_path
from .rendering import page
from .tables import as_requested_file, list_page, requested

blueprint = Blueprint("search", __name__)

SUGGESTIONS = 8
RESULTS = 60


def names() -> Names:
    """The index of names of the version that this request reads."""
    served = published()
    return open_index(served.folder, served.store)


def entity_named(text: str) -> str:
    """The IRI of the entity that a name or a code denotes, the best match.

    Aborts with 404 when there is none.
    """
    hit = next((hit for hit in names().find(text, 5) if hit.iri.startswith(str(ID))), None)
    if hit is None:
        raise NotFound(f"No entity has the name or code {text!r}.")
    return hit.iri


@blueprint.get("/search")
def search() -> Response:
    """List the entities and terms that a name or a code may denote."""
    text = request.args.get("q", "").strip()
    return page("search.html", text=text, hits=names().find(text, RESULTS), limit=RESULTS)


@blueprint.get("/search.json")
def suggestions() -> Response:
    """Suggest entities and terms while a name is typed."""
    hits = names().find(request.args.get("q", ""), SUGGESTIONS)
    response = jsonify([asdict(hit) | {"path": local_path(hit.iri)} for hit in hits])
    response.headers["Cache-Control"] = "max-age=60"
    return response


@blueprint.get("/browse")
def browse() -> Response:
    """List the classes of entities, each with the number of its entities."""
    return page("browse.html", counts=names().counts())


@blueprint.get("/browse/<kind>")
@blueprint.get("/browse/<kind>.<extension>")
def kind(kind: str, extension: str = "") -> Response:
    """List all entities of a class, the most specific that each has; with `.csv` and `.json` as data."""
    entities = names().of_kind(kind)
    if not entities:
        raise NotFound(f"No entity has the class {kind!r}; /browse lists the classes.")
    rows = (Row({"label": Cell(label, (Part(label, iri=iri),)), "entity": Cell(iri)}) for iri, label in entities)
    table = Table(kind.replace(" ", "-"), kind, (Column("label", "Name"), Column("entity")), tuple(rows))
    if extension:
        return as_requested_file(table, extension)
    shown = requested(table, f"/browse/{kind}", {})
    return list_page(shown, f"{kind[0].upper()}{kind[1:]}", back=("/browse", "Browse"))
