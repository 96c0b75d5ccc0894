"""The OpenAPI document, made from the routes themselves; what docstrings leave out is in the modules beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.metadata import version
from typing import Any

from flask import Flask

from ..needing_dates import is_marked
from .openapi_pages import DAY, page_operation
from .openapi_queries import query_operation
from .openapi_responses import components
from .openapi_writes import add_update, graph_store_operation, security_schemes

_PARAMETER = re.compile(r"<(?:(\w+(?:\([^)]*\))?):)?(\w+)>")
_HIDDEN_METHODS = frozenset({"HEAD", "OPTIONS"})


def openapi(app: Flask, server: str) -> dict[str, Any]:
    """Describe every route of an application that is served at the address `server`."""
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, view in _routes(app):
        path = path_of(rule)
        operation = _operation(path, method, view)
        operation["summary"] = _summary(view)
        operation["parameters"] = [*_path_parameters(rule), *operation.get("parameters", [])]
        paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {"title": "Westphalia", "version": version("westphalia"), "summary": "The international order"},
        "servers": [{"url": server}],
        "paths": dict(sorted(paths.items())),
        "components": {"responses": components(), "securitySchemes": security_schemes()},
    }


def path_of(rule: str) -> str:
    """The path of a route as the document writes it: `/browse/{kind}` for `/browse/<kind>`."""
    return _PARAMETER.sub(r"{\2}", rule)


def _operation(path: str, method: str, view: Callable[..., Any]) -> dict[str, Any]:
    if path.startswith("/gsp"):
        return graph_store_operation(method, is_named="{" in path)
    if not path.endswith("/sparql"):
        return page_operation(path, method, may_lack_dates=is_marked(view))
    operation = query_operation(method)
    if path == "/sparql" and method == "POST":
        add_update(operation)
    return operation


def _routes(app: Flask) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Every route with a method and its function."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - _HIDDEN_METHODS):
            yield rule.rule, method, app.view_functions[rule.endpoint]


def _summary(view: Callable[..., Any]) -> str:
    """The first line of a function's docstring."""
    return (view.__doc__ or "Give a file of the pages.").strip().partition("\n")[0]


def _path_parameters(rule: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _schema(kind, name)}
        | ({"description": "Date of the view: 2011-06-01, 2011-06 or 2011"} if name == "day" else {})
        for kind, name in _PARAMETER.findall(rule)
    ]


def _schema(kind: str, name: str) -> dict[str, Any]:
    """The schema of a variable part of a path, by its converter and its name."""
    if name == "day":
        return DAY
    if kind.startswith("any("):
        return {"type": "string", "enum": [value.strip() for value in kind[len("any(") : -1].split(",")]}
    return {"type": "integer", "minimum": 0} if kind == "int" else {"type": "string", "minLength": 1}
