"""Bodies that carry RDF: one document, or several as the parts of a form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import pyoxigraph as ox
from flask import Request, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Event, Field, File, MultipartDecoder, NeedData

from ...errors import SyntaxInputError
from ...rdf.formats import DATASET_FORMATS, RDF_XML, UPLOAD_FORMATS, RdfFormat
from ...rdf.reading import one_sentence
from ...workers import ParseTask
from ..request_context import services, settings
from .request_body import body_of

_MULTIPART = "multipart/form-data"
_MAX_NESTING = 100
_BOM = b"\xef\xbb\xbf"
_BY_EXTENSION = {fmt.extension: fmt for fmt in UPLOAD_FORMATS} | {"owl": RDF_XML, "xml": RDF_XML}


def uploaded_triples(base: str) -> list[ox.Triple]:
    """The triples of the request's body; relative IRIs resolve against `base`.

    Aborts with 413 or 415 for a body that is too long or of an unknown type; raises SyntaxInputError for one that
    cannot be parsed.
    """
    body = body_of(request, settings().max_upload_bytes)
    if request.mimetype != _MULTIPART:
        return parsed(body, request.content_type or "", base)
    return [triple for part, kind in _parts(request, body) for triple in parsed(part.removeprefix(_BOM), kind, base)]


def carries_dataset() -> bool:
    """Whether the body of the request is in a format of datasets."""
    return any(request.mimetype in fmt.media_types for fmt in DATASET_FORMATS)


def uploaded_quads(base: str) -> list[ox.Quad]:
    """The quads of the request's body, one document; relative IRIs resolve against `base`. Aborts as above."""
    return _quads(body_of(request, settings().max_upload_bytes), request.content_type or "", base)


def parsed(body: bytes, content_type: str, base: str) -> list[ox.Triple]:
    """The triples of one document in the format that its content type names.

    A worker reads it: some inputs end the process that parses them, or take more memory than there is.
    """
    return [_of_default_graph(quad) for quad in _quads(body, content_type, base)]


def _quads(body: bytes, content_type: str, base: str) -> list[ox.Quad]:
    kind, options = parse_options_header(content_type)
    fmt = _format(kind, options.get("charset", "utf-8"))
    _, quads = services().pool.collect(ParseTask(fmt.name, body, base))
    _check_nesting(quads)
    return list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))


def _check_nesting(quads: bytes) -> None:
    """Refuse triple terms nested so deeply that reading them again would be a danger to this process."""
    deepest = max((line.count(b"<<(") for line in quads.split(b"\n")), default=0) if b"<<(" in quads else 0
    if deepest > _MAX_NESTING:
        raise SyntaxInputError(f"The body nests {deepest} triple terms; the limit here is {_MAX_NESTING}.")


def _of_default_graph(quad: ox.Quad) -> ox.Triple:
    if not isinstance(quad.graph_name, ox.DefaultGraph):
        raise SyntaxInputError("The body names graphs of its own; expected the triples of one graph.")
    return quad.triple


def _format(kind: str, charset: str) -> RdfFormat:
    offered = ", ".join(fmt.media_types[0] for fmt in UPLOAD_FORMATS)
    found = next((fmt for fmt in UPLOAD_FORMATS if kind.lower() in fmt.media_types), None)
    if found is None:
        raise UnsupportedMediaType(f"The content type is {kind or 'none'}; expected one of {offered}.")
    if charset.lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise UnsupportedMediaType(f"The body is in {charset}; expected UTF-8.")
    return found


def _parts(form: Request, content: bytes) -> Iterator[tuple[bytes, str]]:
    """The parts of a form, each with its own content type, whether or not it is named as a file."""
    decoder = MultipartDecoder(form.mimetype_params.get("boundary", "").encode("latin-1"))
    try:
        decoder.receive_data(content)
        decoder.receive_data(None)
        yield from _collected(decoder)
    except ValueError as error:
        raise BadRequest(f"The form cannot be read: {one_sentence(str(error))}.") from None


def _collected(decoder: MultipartDecoder) -> Iterator[tuple[bytes, str]]:
    kind, body = "", b""
    for event in _events(decoder):
        if isinstance(event, Field | File):
            kind, body = _kind(event), b""
        elif isinstance(event, Data):
            body += event.data
            if not event.more_data:
                yield body, kind


def _kind(part: Field | File) -> str:
    """The content type of a part.

    curl and most form libraries send RDF files as bytes of no known type; then the file's name says what it is.
    """
    kind = part.headers.get("Content-Type", "")
    if isinstance(part, File) and parse_options_header(kind)[0].lower() in {"", "application/octet-stream"}:
        fmt = _BY_EXTENSION.get(PurePosixPath(part.filename).suffix.lower().removeprefix("."))
        return fmt.media_types[0] if fmt is not None else kind
    return kind


def _events(decoder: MultipartDecoder) -> Iterator[Event]:
    while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
        yield event
