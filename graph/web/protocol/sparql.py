"""SPARQL endpoints: SPARQL 1.1 Protocol. Requests are dispatched here to query, update or service description."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

from ...inputs.query_library import load_library
from ...rdf.formats import GRAPH_FORMATS
from ...views.numbers import numbers_of
from ..request_context import published, settings
from ..service_docs.description import service_description
from ..source_coverage import HEADER, coverage_header
from . import update
from .negotiation import wants_html
from .prepared_query import EndpointDataset, endpoint_url
from .query_answers import answer_query
from .query_request import check_encoding
from .rdf_documents import negotiated_format, rdf_response

blueprint = Blueprint("sparql", __name__)

METHODS = ["GET", "POST"]


@blueprint.route("/sparql", methods=METHODS, provide_automatic_options=False)
def endpoint() -> Response:
    """Answer a query, carry out an update, or describe the service when there is neither."""
    check_encoding(request)
    if update.is_update():
        return update.handle()
    response = read_from(current_dataset())
    if "search" in current_app.blueprints:  # a plain store has no sources
        response.headers[HEADER] = coverage_header(settings().reference_day)
    return response


@blueprint.route("/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options() -> Response:
    """Answer a browser's preflight request."""
    return Response(status=204, headers={"Allow": "GET, HEAD, POST, OPTIONS"})


def read_from(dataset: EndpointDataset) -> Response:
    """Answer the query of the present request from `dataset`, or describe the endpoint when there is none."""
    if request.method in {"GET", "HEAD"} and "query" not in request.args:
        return _introduction(dataset)
    return answer_query(dataset)


def current_dataset() -> EndpointDataset:
    """The build as served, as what an endpoint answers from."""
    served = published()
    return EndpointDataset(
        store=served.store_folder,
        version=served.version,
        graphs=served.graphs,
        derived=served.derived,
        takes_updates=True,
    )


def _introduction(dataset: EndpointDataset) -> Response:
    """What the endpoint says of itself: a form for people, a service description for programs."""
    if wants_html(request, GRAPH_FORMATS):
        library = load_library(settings().queries_dir)
        page = render_template("sparql.html", library=library, example=next(iter(library.values())).render())
        return Response(page, content_type="text/html; charset=utf-8")
    fmt = negotiated_format()
    # A plain store may change with every request, and counting it takes as long as reading it.
    is_counted = dataset.takes_updates and "search" in current_app.blueprints
    default = numbers_of(published())["default-triples"] if is_counted else None
    return rdf_response(service_description(endpoint_url(), dataset, settings(), fmt, default), fmt)
