"""Search by name or code, with suggestions, and lists of all entities of a class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response as BaseResponse

from ....questions.reading import LONGEST
from ....rdf.folding import fold
from ....rdf.namespaces import BASE, ID
from ....search import Hit, Names, labels_of, open_index
from ....views.dates.periods import Period
from ....views.entities.lifetimes import lifetimes_of
from ....views.tables.table import Cell, Column, Part, Row, Table
from ...request_context import published
from ..common.addresses import local_path
from ..common.parameters import iri_of, number_parameter
from ..common.rendering import page
from ..common.tables import as_requested_file, in_place, list_page, requested
from .ask import questions

blueprint = Blueprint("search", __name__)

SUGGESTIONS = 8
MOST_SUGGESTIONS = 1000
RESULTS = 60
"""Results that the page of a search shows; the list of its own has all."""
_RESULTS = "/search/results"
_RESULT_COLUMNS = (
    Column("label", "Name"),
    Column("kind", "Class", is_facet=True),
    Column("matched", "Matched"),
    *(Column(name) for name in ("matched_in", "iri")),
)


class UnknownNameError(NotFound):
    """No entity has the name `text` that a request gives."""

    def __init__(self, text: str) -> None:
        super().__init__(f"No entity has the name or code {text!r}.")
        self.text = text


def names() -> Names:
    """The index of names of the version that this request reads."""
    served = published()
    return open_index(served.folder, served.store)


def labelled(iris: Iterable[str]) -> dict[str, str]:
    """The labels of those of `iris` that have one; unlike `names` it does not wait for the index of a new version."""
    served = published()
    return labels_of(served.folder, served.store, iris)


def entity_named(text: str) -> str:
    """The IRI of the entity that a name or a code denotes, the best match; an IRI, or `id:kazakhstan`, is its own.

    Aborts with 404 when there is none; a name that is only near is not taken for it.
    """
    if text.strip().startswith(("id:", BASE)):
        return iri_of(text.strip())
    hits = (hit for hit in names().find(text, 5) if hit.iri.startswith(str(ID)) and not hit.is_near)
    hit = next(hits, None)
    if hit is None:
        raise UnknownNameError(text)
    return hit.iri


@blueprint.get("/search")
def search() -> BaseResponse:
    """Show entities and terms that a name or a code may denote, by page, and how many of each class there are.

    A question leads to its answer, unless a class or a page of the results is requested.
    """
    text, kind = request.args.get("q", "").strip(), request.args.get("kind", "")
    every = names().find(text, None)
    if not (kind or "page" in request.args) and _is_question(text, every):
        return redirect(f"/ask?{_q(text)}", 303)
    hits = _of_kind(every, kind)
    number = min(number_parameter("page", 1), _pages(hits))
    first = (number - 1) * RESULTS
    shown = in_place(_results(text, hits[:RESULTS]), _RESULTS, _wanted(text, kind), len(hits))
    return page(
        "search.html",
        text=text,
        kind=kind,
        hits=hits[first : first + RESULTS],
        shown=shown,
        kinds=list(Counter(_kind(hit) for hit in every).items()),  # as the hits: entities first
        corrected=names().corrected(text) if every and every[0].is_near else "",
        number=number,
        pages=_pages(hits),
    )


def _is_question(text: str, hits: list[Hit]) -> bool:
    """Whether a text can only be a question: no name begins so, and it says more than a name that is misspelt."""
    if len(text) > LONGEST or (hits and fold(hits[0].name).startswith(fold(text))):
        return False
    reading, _ = questions().reader.read(text)
    if reading is None or (hits and reading.notes):
        return False
    return bool(reading.wording.words or reading.modes or reading.window)


def _of_kind(hits: list[Hit], kind: str) -> list[Hit]:
    return [hit for hit in hits if not kind or _kind(hit) == kind]


def _kind(hit: Hit) -> str:
    return hit.kind or "term"


def _pages(hits: list[Hit]) -> int:
    return max(1, -(-len(hits) // RESULTS))


def _wanted(text: str, kind: str) -> dict[str, str]:
    return {"for": text} | ({"kind": kind} if kind else {})


@blueprint.get("/search/results")
@blueprint.get("/search/results.<extension>")
def results(extension: str = "") -> Response:
    """List everything that a name or a code may denote, or what is of one class; `.csv` and `.json` give data."""
    text, kind = request.args.get("for", "").strip(), request.args.get("kind", "")
    if not text:
        raise BadRequest("for is missing; it is the name or code that is searched for.")
    table = _results(text, _of_kind(names().find(text, None), kind))
    if extension:
        return as_requested_file(table, extension)
    shown = requested(table, _RESULTS, _wanted(text, kind))
    return list_page(shown, table.title, back=(f"/search?{_q(text)}", "Search"))


def _results(text: str, hits: Iterable[Hit]) -> Table:
    return Table("results", f"Results for “{text}”", _RESULT_COLUMNS, tuple(map(_result, hits)))


def _result(hit: Hit) -> Row:
    matched = f"{hit.name} ({hit.detail})" if hit.detail else hit.name
    cells = {
        "label": Cell(hit.label, (Part(hit.label, iri=hit.iri),)),
        "kind": Cell(_kind(hit)),
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
    counts = names().counts()
    shown = requested(_classes(counts), "/browse", {})
    return page("browse.html", shown=shown, entities=sum(counts.values()))


@blueprint.get("/browse.<extension>")
def kinds(extension: str) -> Response:
    """Give the classes of entities with their numbers as CSV or JSON."""
    return as_requested_file(_classes(names().counts()), extension)


def _classes(counts: Mapping[str, int]) -> Table:
    rows = (
        Row({"label": Cell(kind, (Part(kind, href=f"/browse/{quote(kind)}"),)), "entities": Cell(count)})
        for kind, count in counts.items()
    )
    columns = (Column("label", "Class"), Column("entities", "Entities", is_number=True))
    return Table("classes", "Classes of entities", columns, tuple(rows))


@blueprint.get("/browse/<kind>")
@blueprint.get("/browse/<kind>.<extension>")
def kind(kind: str, extension: str = "") -> Response:
    """List all entities of a class, the most specific that each has; with `.csv` and `.json` as data."""
    entities = names().of_kind(kind)
    if not entities:
        raise NotFound(f"No entity has the class {kind!r}; /browse lists the classes.")
    periods = lifetimes_of(published()).periods
    rows = (_entity_row(iri, label, periods.get(iri, Period())) for iri, label in entities)
    table = Table(kind.replace(" ", "-"), kind, _ENTITY_COLUMNS, tuple(rows))
    if extension:
        return as_requested_file(table, extension)
    shown = requested(table, f"/browse/{kind}", {})
    return list_page(shown, f"{kind[0].upper()}{kind[1:]}", back=("/browse", "Browse"))


_ENTITY_COLUMNS = (
    Column("label", "Name"),
    Column("period", "Period", sort_by="from"),
    *(Column(name) for name in ("entity", "from", "until")),
)


def _entity_row(iri: str, label: str, period: Period) -> Row:
    cells = {
        "label": Cell(label, (Part(label, iri=iri),)),
        "period": Cell(replace(period, confirmed="").text),
        "entity": Cell(iri),
        "from": Cell(period.begin[:10]),
        "until": Cell(period.end[:10]),
    }
    return Row(cells)
