"""The HTTP interface for readers: every address with its parameters, its formats and an example."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request

from ..request_context import settings
from ..service_docs.openapi import openapi
from ..service_docs.reference import grouped_operations
from .common.rendering import page

blueprint = Blueprint("api_reference", __name__)


@blueprint.get("/api")
def api() -> Response:
    """Describe every address of the service for readers, with examples."""
    root = settings().public_url or request.host_url.rstrip("/")
    return page("api.html", groups=grouped_operations(openapi(current_app, root)), root=root)
