"""Search by name or code, with suggestions, and lists of all entities of a class."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from ...rdf.namespaces import ID
from ...search import Names, open_index
from ..request_context import published
from .addresses import local_path
from .rendering import page

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
def kind(kind: str) -> Response:
    """List all entities of a class."""
    entities = names().of_kind(kind)
    if not entities:
        raise NotFound(f"No entity has the class {kind!r}; /browse lists the classes.")
    return page("kind.html", kind=kind, entities=entities)
