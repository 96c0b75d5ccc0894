"""Finding things: the search page, its suggestions, and lists of everything of a kind."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import NotFound

from ...search import Names, open_index
from ..request_context import published
from .rendering import local_path, page

blueprint = Blueprint("finding", __name__)

SUGGESTIONS = 8
RESULTS = 60


def names() -> Names:
    """The index of names of the build that this request reads from."""
    served = published()
    return open_index(served.folder, served.store)


@blueprint.get("/search")
def search() -> Response:
    """List what a name or a code may mean."""
    text = request.args.get("q", "").strip()
    return page("search.html", text=text, hits=names().find(text, RESULTS), limit=RESULTS)


@blueprint.get("/search.json")
def suggestions() -> Response:
    """Suggest things as a name is typed."""
    hits = names().find(request.args.get("q", ""), SUGGESTIONS)
    response = jsonify([asdict(hit) | {"path": local_path(hit.iri)} for hit in hits])
    response.headers["Cache-Control"] = "max-age=60"
    return response


@blueprint.get("/browse")
def browse() -> Response:
    """Say of what kinds things are, and how many there are of each."""
    return page("browse.html", counts=names().counts())


@blueprint.get("/browse/<kind>")
def kind(kind: str) -> Response:
    """List everything of a kind."""
    things = names().of_kind(kind)
    if not things:
        raise NotFound(f"There is nothing of the kind {kind!r}; /browse lists the kinds.")
    return page("kind.html", kind=kind, things=things)
