"""Writes in the OpenAPI document: the update operation, and graphs as resources."""

from __future__ import annotations

from typing import Any

from ...rdf.formats import GRAPH_FORMATS, UPLOAD_FORMATS
from ..protocol.query_request import FORM
from ..protocol.update import DIRECT
from .openapi_queries import PACKED
from .openapi_responses import BODY, responses

_ETAG = {"ETag": {"description": "The version", "schema": {"type": "string"}}}
_DONE = {"description": "Done; ETag names the new version", "headers": _ETAG}
_CREATED = {
    "description": "The graph was created; Location names one that had no name",
    "headers": _ETAG | {"Location": {"schema": {"type": "string"}}},
}
_STRINGS = {"type": "array", "items": {"type": "string"}}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "update": ("SPARQL 1.1 update, in the place of a query", {"type": "string"}),
    "using-graph-uri": ("Graph that is part of the default graph of every WHERE; repeatable", _STRINGS),
    "using-named-graph-uri": ("Named graph of every WHERE; repeatable", _STRINGS),
}
_REFUSALS = ("401", "403", "412", "429", "507")
_GRAPH_TYPES = [fmt.media_types[0] for fmt in GRAPH_FORMATS]
_ALL_TYPES = [fmt.media_types[0] for fmt in UPLOAD_FORMATS]
_NAMES = {"graph": "IRI of the graph", "default": "The default graph; has no value"}


def security_schemes() -> dict[str, Any]:
    """How a client that writes proves that it may."""
    return {"token": {"type": "http", "scheme": "bearer"}, "password": {"type": "http", "scheme": "basic"}}


def add_update(operation: dict[str, Any]) -> None:
    """Add to the POST of a SPARQL endpoint what an update is sent with and answered by."""
    content = operation["requestBody"]["content"]
    form = content[FORM]["schema"]
    for name, (text, schema) in _PARAMETERS.items():
        form["properties"][name] = schema | {"description": text}
    form["oneOf"] = [{"required": ["query"]}, {"required": ["update"]}]
    form.pop("required")
    content[DIRECT] = {"schema": {"type": "string"}}
    operation["responses"] = responses(_REFUSALS, operation["responses"] | {"204": _DONE})
    operation["security"] = [{}, *_tokens()]


def graph_store_operation(method: str, *, is_named: bool) -> dict[str, Any]:
    """A method of the graph store, on a graph that the path names (`is_named`) or a parameter."""
    operation: dict[str, Any] = {"parameters": [] if is_named else _name_parameters()}
    if method == "GET":
        content: dict[str, Any] = {name: {} for name in _ALL_TYPES}
        graph = {"description": "The graph, or without a name the dataset", "content": content, "headers": _ETAG}
        return operation | {"responses": responses(("304", "404", "406", "429"), {"200": graph})}
    statuses: tuple[str, ...] = _REFUSALS
    if method in {"PUT", "POST", "PATCH"}:
        operation["requestBody"] = {"required": True, "content": _body(method, is_named=is_named)}
        operation["parameters"].append(PACKED)
        statuses = (*statuses, *BODY)
    own = {"204": _DONE} | ({} if method == "DELETE" else {"201": _CREATED})
    operation["responses"] = responses((*statuses, "404") if method == "DELETE" else statuses, own)
    operation["security"] = _tokens()
    return operation


def _body(method: str, *, is_named: bool) -> dict[str, Any]:
    if method == "PATCH":
        return {DIRECT: {"schema": {"type": "string"}}}
    types = _ALL_TYPES if method == "POST" and not is_named else _GRAPH_TYPES
    form = {"schema": {"type": "object", "additionalProperties": {"type": "string"}}}
    return {name: {"schema": {"type": "string"}} for name in types} | {"multipart/form-data": form}


def _name_parameters() -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "description": text, "schema": {"type": "string"}, "allowEmptyValue": True}
        for name, text in _NAMES.items()
    ]


def _tokens() -> list[dict[str, list[str]]]:
    return [{name: []} for name in security_schemes()]
