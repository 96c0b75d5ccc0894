"""The SPARQL endpoint: SPARQL 1.1 Protocol, query operation."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from ..formats import CSV, GRAPH_FORMATS, RESULT_FORMATS, RdfFormat, ResultFormat
from ..library import load_library
from ..store import Answer, Choose, Kind
from . import update
from .context import published, settings
from .description import service_description
from .negotiate import best, not_acceptable, wants_html
from .results import results_page

blueprint = Blueprint("sparql", __name__)

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_BY_NAME = {fmt.name: fmt for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS)}


@dataclass(frozen=True)
class QueryRequest:
    """A query as the protocol brings it: its text and the dataset that it names (None: it names none)."""

    text: str
    default_graphs: list[str] | None
    named_graphs: list[str] | None
    format_name: str | None


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def endpoint() -> Response:
    """Answer a query, carry out an update, or describe the service when there is neither."""
    if update.is_update():
        return update.handle()
    if request.method == "GET" and "query" not in request.args:
        return _introduction()
    asked = read_request()
    if asked.format_name is None and wants_html(request, (*RESULT_FORMATS,)):
        return results_page(asked.text, _run(asked, lambda kind: CSV if kind != "graph" else GRAPH_FORMATS[0]))
    answer = _run(asked, _chooser(asked))
    return Response(answer.body, content_type=_content_type(answer.format))


@blueprint.route("/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options() -> Response:
    """Answer a browser's preflight request."""
    return Response(status=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})


def read_request() -> QueryRequest:
    """Read the query and its dataset from the request (SPARQL 1.1 Protocol, section 2.1).

    Aborts with 400, 413 or 415 when the request is not as the protocol says.
    """
    direct = request.method == "POST" and _media_type() == _DIRECT
    if request.method == "POST" and not direct and _media_type() != _FORM:
        found = _media_type() or "none"
        raise UnsupportedMediaType(f"The content type is {found}; expected {_DIRECT} or {_FORM}.")
    values = [_direct_text()] if direct else request.values.getlist("query")
    if len(values) != 1:
        raise BadRequest(f"The request has {len(values)} queries; expected exactly one parameter 'query'.")
    if len(values[0].encode()) > settings().max_query_bytes:
        raise RequestEntityTooLarge(f"The query is longer than {settings().max_query_bytes} bytes, the limit here.")
    return QueryRequest(values[0], _graphs("default-graph-uri"), _graphs("named-graph-uri"), _format_name())


def _media_type() -> str:
    return request.mimetype


def _direct_text() -> str:
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(f"The query is in {charset}; expected UTF-8.")
    try:
        return request.get_data().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The query is not valid UTF-8 at byte {error.start}.") from None


def _graphs(name: str) -> list[str] | None:
    found = request.values.getlist(name)
    # rdflib's client names its own default graph, which is ours.
    known = [iri for iri in found if iri != "urn:x-rdflib:default"]
    return known if known else None


def _format_name() -> str | None:
    name = request.values.get("format") or request.values.get("output")
    if name is None or name in _BY_NAME:
        return name
    by_type = {alias: fmt.name for fmt in _BY_NAME.values() for alias in fmt.media_types}
    if name in by_type:
        return by_type[name]
    raise BadRequest(f"The format {name!r} is not known; expected one of {', '.join(_BY_NAME)}.")


def _run(asked: QueryRequest, choose: Choose) -> Answer:
    return published().store.run(
        asked.text,
        choose,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        base=request.base_url,
    )


def _chooser(asked: QueryRequest) -> Choose:
    def choose(kind: Kind) -> RdfFormat | ResultFormat:
        return _graph_format(asked) if kind == "graph" else _result_format(asked)

    return choose


def _graph_format(asked: QueryRequest) -> RdfFormat:
    """The format for a graph. A client that names only result formats gets Turtle, since some always do."""
    named = _BY_NAME.get(asked.format_name or "")
    if isinstance(named, RdfFormat):
        return named
    found = best(request, GRAPH_FORMATS)
    if found is None and best(request, RESULT_FORMATS) is None:
        raise not_acceptable(GRAPH_FORMATS)
    return found or GRAPH_FORMATS[0]


def _result_format(asked: QueryRequest) -> ResultFormat:
    named = _BY_NAME.get(asked.format_name or "")
    if isinstance(named, ResultFormat):
        return named
    found = best(request, RESULT_FORMATS)
    if found is None:
        raise not_acceptable(RESULT_FORMATS)
    return found


def _content_type(fmt: RdfFormat | ResultFormat) -> str:
    return f"{fmt.media_types[0]}; charset=utf-8"


def _introduction() -> Response:
    """What the endpoint says of itself: a form for people, a service description for programs."""
    if wants_html(request, GRAPH_FORMATS) or not request.accept_mimetypes:
        library = load_library(settings().queries_dir)
        page = render_template("sparql.html", library=library, example=next(iter(library.values())).render())
        return Response(page, content_type="text/html; charset=utf-8")
    fmt = best(request, GRAPH_FORMATS)
    if fmt is None:
        raise not_acceptable(GRAPH_FORMATS)
    return Response(service_description(_endpoint_url(), fmt), content_type=_content_type(fmt))


def _endpoint_url() -> str:
    public = settings().public_url
    return f"{public}/sparql" if public else request.base_url
