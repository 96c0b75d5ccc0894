"""Writing in the OpenAPI document: the update operation, and graphs as resources."""

from __future__ import annotations

from typing import Any

from ...rdf.formats import GRAPH_FORMATS
from ..protocol.query_request import FORM
from ..protocol.update import DIRECT

_PARAMETERS = {
    "update": ("SPARQL 1.1 update, in the place of a query", "string"),
    "using-graph-uri": ("Graph that is part of the default graph of every WHERE; repeatable", "array"),
    "using-named-graph-uri": ("Named graph of every WHERE; repeatable", "array"),
}
_WRITE_STATUSES = {
    "204": "Done; ETag names the new version",
    "400": "The request is wrong; one sentence says how",
    "401": "The token is missing or wrong",
    "403": "The service takes no writes, or this graph takes none; one sentence says why",
    "412": "The version, or the graph, is not as If-Match or If-None-Match asks",
    "413": "The body is too long",
    "415": "The content type of the body is not known",
    "503": "A build or another write did not end in time, or a limit was met",
}
_GRAPH_TYPES = [fmt.media_types[0] for fmt in GRAPH_FORMATS]
_NAMES = [("graph", "IRI of the graph"), ("default", "the default graph; has no value")]


def security_schemes() -> dict[str, Any]:
    """How a client that writes proves that it may."""
    return {"token": {"type": "http", "scheme": "bearer"}, "password": {"type": "http", "scheme": "basic"}}


def add_update(operation: dict[str, Any]) -> None:
    """Add to the POST of a SPARQL endpoint what an update is sent with and answered by."""
    content = operation["requestBody"]["content"]
    form = content[FORM]["schema"]
    for name, (text, kind) in _PARAMETERS.items():
        schema: dict[str, Any] = {"type": kind, "description": text}
        form["properties"][name] = schema | ({"items": {"type": "string"}} if kind == "array" else {})
    form["anyOf"] = [{"required": ["query"]}, {"required": ["update"]}]
    form.pop("required", None)
    content[DIRECT] = {"schema": {"type": "string"}}
    for status, text in _WRITE_STATUSES.items():
        operation["responses"].setdefault(status, {"description": text})
    operation["security"] = [{}, *({name: []} for name in security_schemes())]


def graph_store_operation(method: str) -> dict[str, Any]:
    """A method of the graph store."""
    operation: dict[str, Any] = {"parameters": [_parameter(name, text) for name, text in _NAMES]}
    if method == "GET":
        content: dict[str, Any] = {name: {} for name in _GRAPH_TYPES}
        operation["responses"] = {"200": {"description": "The graph", "content": content}} | _told(
            "304", "404", "406"
        )
        return operation
    statuses = _WRITE_STATUSES | ({"404": "There is no such graph"} if method == "DELETE" else {})
    if method in {"PUT", "POST", "PATCH"}:
        types = [DIRECT] if method == "PATCH" else [*_GRAPH_TYPES, "multipart/form-data"]
        operation["requestBody"] = {"required": True, "content": {name: {} for name in types}}
        statuses = statuses | {"201": "The graph was made; Location gives the name of an unnamed one"}
    operation["responses"] = {status: {"description": text} for status, text in sorted(statuses.items())}
    operation["security"] = [{name: []} for name in security_schemes()]
    return operation


def _parameter(name: str, text: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": text, "schema": {"type": "string"}, "allowEmptyValue": True}


def _told(*statuses: str) -> dict[str, Any]:
    texts = {"304": "It has not changed", "404": "There is no such graph", "406": "No type in Accept is offered"}
    return {status: {"description": texts[status]} for status in statuses}
