"""RDF documents over HTTP: the format from a name's extension or from Accept, and the response that carries it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from flask import Response, request

from ...rdf.formats import GRAPH_FORMATS, RDF_FORMATS, TURTLE, RdfFormat
from ..middleware.compression import GZIP, compressed_pieces
from ..request_context import published
from .negotiation import best, not_acceptable

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the ontology and of the project's own texts."""
_PIECE_BYTES = 1 << 18
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


def rdf_response(body: bytes, fmt: RdfFormat, tag: str = "") -> Response:
    """The response with a document in `fmt`: the whole, a range of it, or that it is unchanged.

    `tag` distinguishes documents that one version has at one address, such as those of several days.
    """
    response = Response(body, content_type=f"{fmt.media_types[0]}; charset=utf-8")
    return cacheable(response, f"{fmt.name}.{tag}" if tag else fmt.name)


def rdf_file_response(path: Path, fmt: RdfFormat, tag: str = "") -> Response:
    """The same with a document that is a file, which is sent piece by piece, whatever its size."""
    response = Response(_pieces(path), content_type=f"{fmt.media_types[0]}; charset=utf-8", direct_passthrough=True)
    response.content_length = path.stat().st_size
    return compressed_pieces(request, cacheable(response, f"{fmt.name}.{tag}" if tag else fmt.name))


def _pieces(path: Path) -> Iterator[bytes]:
    """The pieces of a file, which is opened when the first is wanted: an unchanged document has none."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            yield piece


def cacheable(response: Response, representation: str) -> Response:
    """Answer conditional and range requests (RFC 9110, sections 13 and 14) on a document of the version.

    A range is of the bytes as they are without compression, so a response with a range is never compressed.
    """
    served = published()
    response.set_etag(f"{served.version}.{representation}")
    response.last_modified = datetime.fromisoformat(served.manifest.built)
    response.headers["Cache-Control"] = "no-cache"  # RFC 9111: kept, and asked about before each use
    response.headers.add("Link", f'<{LICENCE}>; rel="license"')
    tags = {tag.removesuffix(f"-{GZIP}") for tag in request.if_none_match.as_set()}
    if response.get_etag()[0] in tags:
        return _not_modified(response)
    length = response.content_length or response.calculate_content_length()
    response.make_conditional(request.environ, accept_ranges=True, complete_length=length)
    return response


def _not_modified(response: Response) -> Response:
    response.status_code = 304
    response.set_data(b"")
    return response
