"""The application: blueprints, headers on every answer, errors as answers, and the layers around it."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, Unauthorized
from werkzeug.middleware.proxy_fix import ProxyFix

from .. import errors
from ..errors import WestphaliaError
from ..rdf.formats import GRAPH_FORMATS
from ..settings import Settings
from ..workers import WorkerPool
from . import blueprints
from .disclosure import public_sentence, withheld
from .middleware.access_log import Observer
from .middleware.compression import compressed
from .middleware.cors import allow_origins
from .middleware.response_cache import ResponseCache
from .pages.common import rendering
from .pages.common.forms import form_again
from .pages.common.parameters import check_names_of_file, unknown_parameters
from .pages.not_found import suggested
from .protocol import graph_store, sparql
from .protocol.negotiation import HTML, wants_html
from .protocol.request_body import UnsupportedEncoding
from .request_context import current_request, held, note, services
from .service_docs import health
from .services import MakeWriting, Services, configuration, make_services
from .writing import curated_writing, plain_writing

STATUS_OF: dict[type[WestphaliaError], int] = {
    errors.TooLongError: 413,
    errors.QueryError: 400,
    errors.InputError: 400,
    errors.RefusedError: 403,
    errors.NotRepresentableError: 406,
    errors.StaleError: 412,
    errors.RateError: 429,
    errors.OverloadError: 503,
    errors.LimitError: 503,
    errors.MissingExtraError: 501,
    errors.StorageFullError: 507,
    errors.StoreError: 503,
    errors.ClientGoneError: 499,
    WestphaliaError: 500,
}
"""The status for each kind of error; a kind without a line of its own takes that of the kind above it.

499 is what others log when a client has gone; nobody receives it.
"""

_HEADERS = (
    (
        "Content-Security-Policy",
        "default-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("Referrer-Policy", "no-referrer"),
    ("Vary", "Accept, Accept-Encoding, Origin"),
    ("X-Content-Type-Options", "nosniff"),
)
_RETRY_SECONDS = 30
"""When to come back after what an operator has to mend, such as a build that is missing."""
_SPARE_BYTES = 1_000_000
"""What a form may hold beside its query."""


def create_app(settings: Settings, pool: WorkerPool | None = None) -> Flask:
    """Make the WSGI application that serves the current build of `settings.data_dir`.

    It has a worker pool of its own, which forks processes when first asked, unless `pool` is given.
    """
    app = _application(settings, curated_writing, pool)
    for blueprint in blueprints.CURATED:
        app.register_blueprint(blueprint)
    return app


def create_plain_app(settings: Settings, pool: WorkerPool | None = None) -> Flask:
    """Make the WSGI application for the plain store of `settings.data_dir`: `/sparql` and `/gsp`, no pages."""
    return _application(replace(settings, store_url=""), plain_writing, pool)


def _application(settings: Settings, make_writing: MakeWriting, pool: WorkerPool | None) -> Flask:
    app = Flask(__name__)
    shared = make_services(settings, make_writing, pool)
    app.config.update(configuration(shared))
    # A query is longer in a form than as it is, up to three times where every byte is escaped.
    app.config["MAX_FORM_MEMORY_SIZE"] = 3 * settings.max_query_bytes + _SPARE_BYTES
    app.url_map.strict_slashes = False
    rendering.set_up(app)
    for blueprint in (sparql.blueprint, graph_store.blueprint, health.blueprint):
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(WestphaliaError, _own_error)
    app.register_error_handler(Exception, _unforeseen)
    app.before_request(_check_host)
    app.before_request(check_names_of_file)
    app.after_request(_finished)
    _wrap(app, shared)
    return app


def _wrap(app: Flask, shared: Services) -> None:
    """Put around the application, from the inside out: the response cache, proxies' headers, the access log."""
    wrapped = ResponseCache(app.wsgi_app, shared.cache, shared.publication.version, shared.rates)
    proxies = shared.settings.trusted_proxies
    inner = (
        ProxyFix(wrapped, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies) if proxies else wrapped
    )
    app.wsgi_app = Observer(inner, shared)  # type: ignore[method-assign]


def status_of(error: WestphaliaError) -> int:
    """The HTTP status for an error of ours."""
    return next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)


def _own_error(error: WestphaliaError) -> Response:
    note(outcome=type(error).__name__)
    status, settings = status_of(error), services().settings
    folders = (settings.data_dir, settings.data_dir.resolve(), settings.root)
    response = _answer(status, public_sentence(error, status, folders, f"{request.method} {request.path}"))
    if response.status_code in {429, 503}:
        response.headers["Retry-After"] = str(getattr(error, "retry_after", _RETRY_SECONDS))
    return response


def _http_error(error: HTTPException) -> Response:
    response = _answer(error.code or 500, _sentence_of(error), error)
    if isinstance(error, Unauthorized) and error.www_authenticate:
        response.headers.extend([("WWW-Authenticate", str(value)) for value in error.www_authenticate])
    if isinstance(error, UnsupportedEncoding):
        response.headers["Accept-Encoding"] = "gzip"
    valid_methods = getattr(error, "valid_methods", None)
    if valid_methods:
        response.headers["Allow"] = ", ".join(sorted(valid_methods))
    return response


def _sentence_of(error: HTTPException) -> str:
    """What an error says; of an address that no route has, which one it is."""
    is_unknown = isinstance(error, NotFound) and error.description == NotFound.description
    return f"There is no page at {request.path}." if is_unknown else error.description or error.name


def _unforeseen(error: Exception) -> Response:
    """An error that nobody foresaw: its text may name a path of the server, so the client gets an identifier."""
    note(outcome=type(error).__name__)
    return _answer(500, withheld(error, f"{request.method} {request.path}"))


def _check_host() -> None:
    """Refuse HTTP/1.1 without exactly one Host (RFC 9112, section 3.2): addresses in answers are made from it."""
    host = request.environ.get("HTTP_HOST", "")
    if request.environ.get("SERVER_PROTOCOL") == "HTTP/1.1" and (not host or "," in host):
        raise BadRequest("The request has no Host header, or several; HTTP/1.1 expects one.")


def _answer(status: int, sentence: str, error: HTTPException | None = None) -> Response:
    """One sentence: a page for browsers, with what may have been meant, and plain text for programs."""
    if not request.path.endswith("/sparql") and wants_html(request, GRAPH_FORMATS):
        suggestions = suggested(error) if error else []
        form = form_again() if status in {400, 404} else None
        page = render_template("error.html", status=status, sentence=sentence, suggestions=suggestions, form=form)
        return Response(page, status, content_type="text/html; charset=utf-8")
    return Response(f"{sentence}\n", status, content_type="text/plain; charset=utf-8")


def _finished(response: Response) -> Response:
    requested = current_request()
    response = _checked(response)
    for name, value in _HEADERS:
        if name == "Vary" or name not in response.headers:
            response.headers.add(name, value)
    allow_origins(services().settings.cors_origins, requested, response)
    answer = compressed(requested, response)
    answer.call_on_close(held().clear)  # a stream reads on after the request's context is gone
    return answer


def _checked(response: Response) -> Response:
    """Refuse a file for a request with a parameter that its address does not have; a page says so itself."""
    if response.status_code != 200 or response.mimetype == HTML or not request.args:
        return response
    unknown = unknown_parameters()
    if not unknown:
        return response
    response.close()
    return _answer(400, unknown[0])
