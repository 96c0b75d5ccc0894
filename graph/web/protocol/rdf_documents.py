"""RDF documents over HTTP: the format from a name's extension or from Accept, and the response that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flask import Response, request

from ...rdf.formats import GRAPH_FORMATS, RDF_FORMATS, TURTLE, RdfFormat
from .negotiation import best, not_acceptable

BY_EXTENSION = {fmt.extension: fmt for fmt in RDF_FORMATS}


def split_extension(name: str) -> tuple[str, RdfFormat | None]:
    """Split an extension that names a format off a name: `kazakhstan.ttl` is Kazakhstan in Turtle."""
    path = Path(name)
    fmt = BY_EXTENSION.get(path.suffix.removeprefix("."))
    if fmt is not None or path.suffix == ".html":
        return str(path.with_suffix("")), fmt
    return name, None


def negotiated_format(default: RdfFormat = TURTLE, among: Sequence[RdfFormat] = GRAPH_FORMATS) -> RdfFormat:
    """The format `among` some that the client prefers, `default` on a tie or without an Accept header.

    Aborts with 406 when none is acceptable.
    """
    formats = (default, *(fmt for fmt in among if fmt is not default))
    fmt = best(request, formats)
    if fmt is None:
        raise not_acceptable(formats)
    return fmt


def rdf_response(body: bytes, fmt: RdfFormat) -> Response:
    """The response with a document in `fmt`."""
    return Response(body, content_type=f"{fmt.media_types[0]}; charset=utf-8")
