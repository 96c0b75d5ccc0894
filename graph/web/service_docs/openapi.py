"""The OpenAPI document, made from the routes themselves; what docstrings leave out stands in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from flask import Flask

from ...rdf.formats import GRAPH_FORMATS, RESULT_FORMATS
from ..protocol.query_request import DIRECT_QUERY, FORM
from .openapi_writes import add_update, graph_store_operation, security_schemes

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_HIDDEN_METHODS = frozenset({"HEAD", "OPTIONS"})

_QUERY_PARAMETERS = {
    "query": ("SPARQL 1.1 query; without it the service describes itself", "string"),
    "default-graph-uri": ("Graph that is part of the default graph; repeatable", "array"),
    "named-graph-uri": ("Named graph of the dataset; repeatable", "array"),
    "format": (
        "Format of the answer, before Accept: json, xml, csv, tsv, turtle, ntriples, rdfxml, jsonld",
        "string",
    ),
    "timeout": ("Seconds after which to give up; lower than the limit of the service", "number"),
    "infer": ("false: read asserted graphs only", "boolean"),
}
_STATUSES = {
    "200": "The answer",
    "304": "The answer is the one that If-None-Match names",
    "400": "The request or the query is wrong; one sentence says how",
    "406": "No type in Accept is offered",
    "413": "The query is too long",
    "415": "The content type of the body is neither a form nor a query",
    "429": "This client exceeds its rate; Retry-After says when to retry",
    "503": "A limit was met or the service is busy; Retry-After says when to come back",
}


def openapi(app: Flask, server: str) -> dict[str, Any]:
    """Describe every route of an application that is served at the address `server`."""
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, docstring in _routes(app):
        path = _PARAMETER.sub(r"{\1}", rule)
        operation = _operation(path, method)
        operation["summary"] = docstring
        operation["parameters"] = [*_path_parameters(rule), *operation.get("parameters", [])]
        paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Westphalia", "version": version("westphalia"), "summary": "The international order"},
        "servers": [{"url": server}],
        "paths": dict(sorted(paths.items())),
        "components": {"securitySchemes": security_schemes()},
    }


def _operation(path: str, method: str) -> dict[str, Any]:
    if path.startswith("/gsp"):
        return graph_store_operation(method)
    if not path.endswith("/sparql"):
        return _plain_operation(path)
    operation = _query_operation(method)
    if path == "/sparql" and method == "POST":
        add_update(operation)
    return operation


def _routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Every route with a method and the first line of its function's docstring."""
    for rule in app.url_map.iter_rules():
        docstring = app.view_functions[rule.endpoint].__doc__ or "Give a file of the pages."
        for method in sorted((rule.methods or set()) - _HIDDEN_METHODS):
            yield rule.rule, method, docstring.strip().partition("\n")[0]


def _path_parameters(rule: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(rule)
    ]


def _query_operation(method: str) -> dict[str, Any]:
    operation: dict[str, Any] = {"responses": _query_responses()}
    if method == "GET":
        operation["parameters"] = [
            {"name": name, "in": "query", "description": text, "schema": _schema(kind)}
            for name, (text, kind) in _QUERY_PARAMETERS.items()
        ]
    else:
        properties = {name: _schema(kind) | {"description": text} for name, (text, kind) in _QUERY_PARAMETERS.items()}
        operation["requestBody"] = {
            "required": True,
            "content": {
                FORM: {"schema": {"type": "object", "properties": properties, "required": ["query"]}},
                DIRECT_QUERY: {"schema": {"type": "string"}},
            },
        }
    return operation


def _schema(kind: str) -> dict[str, Any]:
    return {"type": kind, "items": {"type": "string"}} if kind == "array" else {"type": kind}


def _query_responses() -> dict[str, Any]:
    types = [fmt.media_types[0] for fmt in (*RESULT_FORMATS, *GRAPH_FORMATS)]
    responses: dict[str, Any] = {status: {"description": text} for status, text in _STATUSES.items()}
    responses["200"]["content"] = {name: {} for name in [*types, "text/html"]}
    return responses


def _plain_operation(path: str) -> dict[str, Any]:
    responses = {"200": {"description": "The answer"}}
    if "{" in path:
        responses["404"] = {"description": "Nothing is known under this name"}
    return {"responses": responses}
