"""Queries in the OpenAPI document: the query operation of the SPARQL 1.1 Protocol."""

from __future__ import annotations

from typing import Any

from ...rdf.formats import GRAPH_FORMATS, RESULT_FORMATS, UPLOAD_FORMATS
from ..protocol.answer_formats import FORMAT_NAMES
from ..protocol.query_request import DIRECT_QUERY, FORM
from .openapi_responses import BODY, responses

_STRINGS = {"type": "array", "items": {"type": "string"}}
_PARAMETERS: dict[str, tuple[str, dict[str, Any]]] = {
    "query": ("SPARQL 1.1 query; without it the service describes itself", {"type": "string"}),
    "default-graph-uri": ("Graph that is part of the default graph; repeatable", _STRINGS),
    "named-graph-uri": ("Named graph of the dataset; repeatable", _STRINGS),
    "format": ("Format of the answer, before Accept", {"type": "string", "enum": list(FORMAT_NAMES)}),
    "timeout": ("Seconds after which to give up; it may only shorten the service's limit", {"type": "number"}),
    "infer": ("false: read asserted graphs only", {"type": "boolean"}),
}
_STATUSES = ("304", "403", "405", "406", *BODY, "429")
PACKED = {
    "name": "Content-Encoding",
    "in": "header",
    "description": "gzip for a packed body; limits hold for what it unpacks to",
    "schema": {"type": "string", "enum": ["gzip", "x-gzip", "identity"]},
}
"""The header of a packed body."""


def query_operation(method: str) -> dict[str, Any]:
    """The GET or POST of a SPARQL endpoint, without updates."""
    operation: dict[str, Any] = {"responses": responses(_STATUSES, {"200": _answer()})}
    if method == "GET":
        operation["parameters"] = [
            {"name": name, "in": "query", "description": text, "schema": schema}
            for name, (text, schema) in _PARAMETERS.items()
        ]
        return operation
    properties = {name: schema | {"description": text} for name, (text, schema) in _PARAMETERS.items()}
    operation["parameters"] = [PACKED]
    operation["requestBody"] = {
        "required": True,
        "content": {
            FORM: {"schema": {"type": "object", "properties": properties, "required": ["query"]}},
            DIRECT_QUERY: {"schema": {"type": "string"}},
        },
    }
    return operation


def _answer() -> dict[str, Any]:
    offered = (*RESULT_FORMATS, *UPLOAD_FORMATS)
    return {
        "description": "The answer, or without a query the description of the service "
        f"({', '.join(fmt.media_types[0] for fmt in GRAPH_FORMATS)})",
        "content": {fmt.media_types[0]: {} for fmt in offered} | {"text/html": {}},
    }
