"""Search by name or code, with suggestions, and lists of all entities of a class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, NotFound

from ...rdf.namespaces import ID
from ...search import Hit, Names, open_index
from ...views.tables import Cell, Column, Part, Row, Table
from ..request_context import published
from .addresses import local_path
from .parameters import number_parameter
from .rendering import page
from .tables import as_requested_file, in_place, list_page, requested

blueprint = Blueprint("search", __name__)

SUGGESTIONS = 8
MOST_SUGGESTIONS = 1000
RESULTS = 60
"""Results that the page of a search shows; the list of its own has all."""
_RESULTS = "/search/results"
_RESULT_COLUMNS = (
    Column("label", "Name"),
    Column("kind", "Class"),
    Column("matched", "Matched"),
    *(Column(name) for name in ("matched_in", "iri")),
)


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
    """Show the first entities and terms that a name or a code may denote, and their number."""
    text = request.args.get("q", "").strip()
    hits = names().find(text, None)
    shown = in_place(_results(text, hits[:RESULTS]), _RESULTS, {"for": text}, len(hits))
    return page("search.html", text=text, hits=hits[:RESULTS], shown=shown)


@blueprint.get("/search/results")
@blueprint.get("/search/results.<extension>")
def results(extension: str = "") -> Response:
    """List everything that a name or a code may denote; with `.csv` and `.json` as data."""
    text = request.args.get("for", "").strip()
    table = _results(text, names().find(text, None))
    if extension:
        return as_requested_file(table, extension)
    return list_page(requested(table, _RESULTS, {"for": text}), table.title, back=(f"/search?{_q(text)}", "Search"))


def _results(text: str, hits: Iterable[Hit]) -> Table:
    return Table("results", f"Results for “{text}”", _RESULT_COLUMNS, tuple(map(_result, hits)))


def _result(hit: Hit) -> Row:
    matched = f"{hit.name} ({hit.detail})" if hit.detail else hit.name
    cells = {
        "label": Cell(hit.label, (Part(hit.label, iri=hit.iri),)),
        "kind": Cell(hit.kind or "term"),
        "matched": Cell(hit.name, (Part(matched),)),
        "matched_in": Cell(hit.detail),
        "iri": Cell(hit.iri),
    }
    return Row(cells)


def _q(text: str) -> str:
    return urlencode({"q": text})


@blueprint.get("/search.json")
def suggestions() -> Response:
    """Suggest entities and terms while a name is typed, the best `limit` of them.

    Aborts with 400 for a limit that is no number, or beyond 1,000; `/search/results.json` has all.
    """
    limit = number_parameter("limit", SUGGESTIONS)
    if limit > MOST_SUGGESTIONS:
        raise BadRequest(f"limit is {limit}; expected at most {MOST_SUGGESTIONS}. /search/results.json has all.")
    hits = names().find(request.args.get("q", ""), limit)
    response = jsonify([asdict(hit) | {"path": local_path(hit.iri)} for hit in hits])
    response.headers["Cache-Control"] = "max-age=60"
    return response


@blueprint.get("/browse")
def browse() -> Response:
    """List the classes of entities, each with the number of its entities."""
    return page("browse.html", counts=names().counts())


@blueprint.get("/browse.<extension>")
def kinds(extension: str) -> Response:
    """Give the classes of entities with their numbers as CSV or JSON."""
    rows = (Row({"label": Cell(kind), "entities": Cell(count)}) for kind, count in names().counts().items())
    columns = (Column("label", "Class"), Column("entities", "Entities", is_number=True))
    return as_requested_file(Table("classes", "Classes of entities", columns, tuple(rows)), extension)


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
