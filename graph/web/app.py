"""The application: blueprints, headers on every answer, and errors as answers."""

from __future__ import annotations

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, Unauthorized

from ..errors import InputError, QueryError, RefusedError, StaleError, StoreError, WestphaliaError
from ..formats import GRAPH_FORMATS
from ..settings import Settings
from ..terms import shorten
from ..vocab import BASE
from . import at, graph_store, pages, sparql
from .context import configuration
from .negotiate import wants_html
from .writing import Writing, curated_writing, plain_writing

STATUS_OF: dict[type[WestphaliaError], int] = {
    QueryError: 400,
    InputError: 400,
    RefusedError: 403,
    StaleError: 412,
    StoreError: 503,
    WestphaliaError: 500,
}
"""The status for each kind of error; a kind without a line of its own takes that of the kind above it."""

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-Match, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Location",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}


def create_app(settings: Settings) -> Flask:
    """Make the WSGI application that serves the current build of `settings.data_dir`."""
    app = _application(settings, curated_writing(settings))
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(at.blueprint)
    return app


def create_bare_app(settings: Settings) -> Flask:
    """Make the WSGI application for the plain store of `settings.data_dir`: `/sparql` and `/gsp`, no pages."""
    return _application(settings, plain_writing(settings))


def _application(settings: Settings, writing: Writing) -> Flask:
    app = Flask(__name__)
    app.config.update(configuration(settings, writing))
    app.url_map.strict_slashes = False
    app.jinja_env.filters["local"] = local_path
    app.jinja_env.filters["curie"] = shorten
    app.register_blueprint(sparql.blueprint)
    app.register_blueprint(graph_store.blueprint)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(WestphaliaError, _own_error)
    app.after_request(_add_headers)
    return app


def local_path(iri: str) -> str:
    """The path under which this server describes an IRI of the project; any other IRI as it is."""
    return f"/{iri.removeprefix(BASE)}" if iri.startswith(BASE) else iri


def status_of(error: WestphaliaError) -> int:
    """The HTTP status for an error of ours."""
    return next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)


def _own_error(error: WestphaliaError) -> Response:
    return _answer(status_of(error), str(error))


def _http_error(error: HTTPException) -> Response:
    response = _answer(error.code or 500, error.description or error.name)
    if isinstance(error, Unauthorized) and error.www_authenticate:
        response.headers.extend([("WWW-Authenticate", str(value)) for value in error.www_authenticate])
    valid_methods = getattr(error, "valid_methods", None)
    if valid_methods:
        response.headers["Allow"] = ", ".join(sorted(valid_methods))
    return response


def _answer(status: int, sentence: str) -> Response:
    """One sentence: a page for browsers, plain text for programs."""
    if request.path != "/sparql" and wants_html(request, GRAPH_FORMATS):
        page = render_template("error.html", status=status, sentence=sentence)
        return Response(page, status, content_type="text/html; charset=utf-8")
    return Response(f"{sentence}\n", status, content_type="text/plain; charset=utf-8")


def _add_headers(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
