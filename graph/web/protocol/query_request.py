"""Reading a query from a request, as the SPARQL 1.1 Protocol (section 2.1) says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, RequestURITooLarge, UnsupportedMediaType

from .request_body import decode_form, text_of

FORM = "application/x-www-form-urlencoded"
DIRECT_QUERY = "application/sparql-query"

_NOT_ASCII = re.compile(rb"%[89A-Fa-f]|[\x80-\xff]")
_RDFLIB_DEFAULT = "urn:x-rdflib:default"
"""How rdflib's client names its own default graph, which is ours."""


@dataclass(frozen=True)
class QueryRequest:
    """A query as the protocol brings it: its text and the dataset that it names (both None: it names none).

    `format_name` is what `format=` or `output=` asks, `seconds` what `timeout=` allows, `infer` whether derived facts
    are wanted (`infer=false` of RDF4J).
    """

    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    format_name: str | None
    seconds: float | None
    infer: bool


def read_query(request: Request, max_bytes: int) -> QueryRequest:
    """Read query, dataset and options; `max_bytes` bounds the query.

    Aborts with 400, 413 or 415 when the request is not as the protocol says.
    """
    check_media_type(request, DIRECT_QUERY)
    _check_length(request, max_bytes)
    direct = request.method == "POST" and request.mimetype == DIRECT_QUERY
    texts = [
        *request.values.getlist("query"),
        *([text_of(request, "query", longest_body(max_bytes))] if direct else []),
    ]
    if len(texts) != 1:
        raise BadRequest(f"The request has {len(texts)} queries; expected exactly one parameter 'query'.")
    default_graphs, named_graphs = _dataset(request)
    return QueryRequest(
        texts[0].removeprefix("\ufeff"),
        default_graphs,
        named_graphs,
        format_name(request),
        _seconds(request),
        request.values.get("infer", "true").lower() != "false",
    )


def format_name(request: Request) -> str | None:
    """The format that the request names beside its Accept header."""
    return request.values.get("format") or request.values.get("output") or None


def check_encoding(request: Request) -> None:
    """Abort with 400 when parameters are not UTF-8; the web library would leave their bytes as they were escaped.

    To be called before the form is read, which can be read once; one that is too long is refused then. A form that
    is packed is unpacked here.
    """
    if request.mimetype == FORM:
        decode_form(request, request.max_form_memory_size or 0)
    is_form = request.mimetype == FORM and (request.content_length or 0) <= (request.max_form_memory_size or 0)
    body = request.get_data(cache=True) if is_form else b""
    for encoded in (request.query_string, body):
        if _NOT_ASCII.search(encoded):
            try:
                unquote_to_bytes(encoded).decode("utf-8")
            except UnicodeDecodeError as error:
                found = error.object[error.start]
                raise BadRequest(f"A parameter is not valid UTF-8: it has the byte {found:#04x}.") from None


def check_media_type(request: Request, direct: str) -> None:
    """Abort with 415 when the body of a POST is neither a form nor of the type `direct`."""
    if request.method == "POST" and request.mimetype not in {FORM, direct}:
        raise UnsupportedMediaType(f"The content type is {request.mimetype or 'none'}; expected {direct} or {FORM}.")
    charset = request.mimetype_params.get("charset", "utf-8")
    if request.method == "POST" and charset.lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(f"The body is in {charset}; expected UTF-8.")


def longest_body(max_bytes: int) -> int:
    """The longest body that may hold a query of `max_bytes`: in a form, three bytes may stand for one."""
    return 3 * max_bytes + 10_000


def graphs(request: Request, name: str) -> tuple[str, ...] | None:
    """The values of a dataset parameter, in address or form; None when there is none."""
    known = tuple(iri for iri in request.values.getlist(name) if iri != _RDFLIB_DEFAULT)
    return known or None


def _dataset(request: Request) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Default and named graphs of the request; None and None when it names none.

    Once a request names any graph, what it does not name is empty (SPARQL 1.1 Protocol, section 2.1.4).
    """
    default, named = graphs(request, "default-graph-uri"), graphs(request, "named-graph-uri")
    return (None, None) if default is None and named is None else (default or (), named or ())


def _check_length(request: Request, max_bytes: int) -> None:
    """Refuse a body that is too long before it is read."""
    if len(request.query_string) > longest_body(max_bytes):
        raise RequestURITooLarge(f"The address is too long; a query may have {max_bytes} bytes here, better by POST.")
    length = request.content_length or 0
    if length > longest_body(max_bytes):
        raise RequestEntityTooLarge(
            f"The body is {length} bytes long; a query may have {max_bytes} here, and form fields beside it little."
        )


def _seconds(request: Request) -> float | None:
    text = request.values.get("timeout")
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = float("nan")
    if not 0 <= seconds < float("inf"):
        raise BadRequest(f"The parameter timeout is {text!r}; expected a number of seconds.")
    return seconds or None  # RDF4J sends 0 for the server's own limit
