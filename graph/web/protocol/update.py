"""The SPARQL endpoint: SPARQL 1.1 Protocol, update operation (section 2.2)."""

from __future__ import annotations

import sys
from dataclasses import replace

from flask import Response, request
from werkzeug.exceptions import BadRequest, MethodNotAllowed, UnsupportedMediaType

from ...rdf.namespaces import PREFIXES
from ...sparql.federation import answer_services
from ...sparql.update import RequestOptions
from ..access.write_access import authorize
from ..request_context import services, settings, writing
from .conditions import etag_of, expected_version
from .request_body import text_of

DIRECT = "application/sparql-update"
_FORM = "application/x-www-form-urlencoded"


def is_update() -> bool:
    """Whether the request is meant as an update."""
    return request.mimetype == DIRECT or "update" in request.values


def handle() -> Response:
    """Carry out an update; answers 204 with the new version as ETag.

    Aborts with 400, 405, 413 or 415 when the request is not as the protocol says, with 401 or 403 when it may not
    write.
    """
    if request.method != "POST":
        raise MethodNotAllowed(["POST"], "An update must be sent by POST; this one came by another method.")
    authorize()
    options = _options()
    text = admitted(_text(), request.base_url)
    written = writing().writer.write(
        lambda evaluation: evaluation.update(text), options=options, expect=expected_version()
    )
    return Response(status=204, headers={"ETag": etag_of(written.version)})


def admitted(text: str, base: str) -> str:
    """An update with its SERVICE blocks answered, if it is not nested too deeply; patterns are checked one by one.

    Relative IRIs of endpoints and blocks resolve against `base`.

    Raises what the admission of a query, or another server, raises.
    """
    limits = services().query_limits
    replace(limits, bytes=settings().max_upload_bytes, patterns=sys.maxsize).check(text)
    return answer_services(text, services().outside, PREFIXES, base)


def direct_text(noun: str) -> str:
    """The body of a request that is the text itself, in UTF-8."""
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(f"The {noun} is in {charset}; expected UTF-8.")
    return text_of(request, noun, settings().max_upload_bytes)


def _text() -> str:
    if "query" in request.values:
        raise BadRequest("The request has both a query and an update; expected one of them.")
    if request.mimetype == DIRECT:
        if "update" in request.args:
            raise BadRequest("The request has an update in its body and one in its address; expected one.")
        return direct_text("update")
    if request.mimetype != _FORM:
        raise UnsupportedMediaType(f"The content type is {request.mimetype or 'none'}; expected {DIRECT} or {_FORM}.")
    found = request.form.getlist("update")
    if len(found) != 1 or "update" in request.args:
        count = len(request.values.getlist("update"))
        raise BadRequest(f"The request has {count} updates; expected exactly one parameter 'update' in the form.")
    return found[0].removeprefix("\ufeff")


def _options() -> RequestOptions:
    return RequestOptions(request.base_url, _graphs("using-graph-uri"), _graphs("using-named-graph-uri"))


def _graphs(name: str) -> list[str] | None:
    return request.values.getlist(name) or None
