"""Responses in the OpenAPI document: what each status means, defined once and referred to by every operation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

STATUSES = {
    "303": "The answer is at the address in Location",
    "304": "The answer is the one that If-None-Match names",
    "400": "The request, the query or the update is wrong; one sentence says how",
    "401": "The token is missing or wrong",
    "403": "The service accepts no writes, or not to this graph, or the request names a host that is not allowed",
    "404": "Nothing has this name",
    "405": "The method is not allowed for this request; Allow lists those that are",
    "406": "None of the media types in Accept is available, or none of them can carry the result",
    "408": "The request did not arrive in time",
    "412": "The version, or the graph, is not as If-Match or If-None-Match requires",
    "413": "The body is too long, packed or unpacked",
    "414": "The address is too long",
    "415": "The media type, the character set or the content coding of the body is not supported",
    "429": "This client exceeds its rate; Retry-After says when to retry",
    "431": "The header fields are too long",
    "500": "An unforeseen failure; the sentence gives the identifier of its line in the log",
    "503": "A limit was reached, the service is busy, or there is no build; Retry-After says when to retry",
    "507": "The disk of the server is full; nothing was written",
}
EVERYWHERE = ("400", "408", "414", "431", "500", "503")
"""Any request may be malformed, late or too long, and any may meet a server that is damaged or busy."""
BODY = ("413", "415")
"""What a body may be refused with."""

_SENTENCE = {"text/plain": {"schema": {"type": "string"}}, "text/html": {"schema": {"type": "string"}}}
_RETRY = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer", "minimum": 0}}}
_HEADERS: dict[str, dict[str, Any]] = {
    "303": {"Location": {"schema": {"type": "string"}}},
    "405": {"Allow": {"schema": {"type": "string"}}},
    "429": _RETRY,
    "503": _RETRY,
}
_WITHOUT_BODY = {"303", "304"}


def components() -> dict[str, Any]:
    """The responses that operations refer to, by status."""
    return {status: _response(status, text) for status, text in STATUSES.items()}


def responses(statuses: Iterable[str], own: dict[str, Any]) -> dict[str, Any]:
    """The responses of an operation: its `own`, those with these statuses, and those that every operation has."""
    shared = {status: {"$ref": f"#/components/responses/{status}"} for status in (*statuses, *EVERYWHERE)}
    return dict(sorted((shared | own).items()))


def _response(status: str, text: str) -> dict[str, Any]:
    response: dict[str, Any] = {"description": text}
    if status not in _WITHOUT_BODY:
        response["content"] = _SENTENCE
    if status in _HEADERS:
        response["headers"] = _HEADERS[status]
    return response
