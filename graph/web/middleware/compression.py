"""gzip, for clients that ask for it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from http import HTTPStatus

from flask import Request, Response
from werkzeug.http import parse_accept_header

from ..protocol.negotiation import REMEMBERED

GZIP = "gzip"
_LEVEL = 1
"""Results are repetitive: the fastest level already takes off nine tenths."""
_WORTHWHILE_BYTES = 1000


def accepted_encoding(request: Request) -> str:
    """`gzip` when the client takes it, else nothing."""
    return _encoding(request.environ.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(REMEMBERED)
def _encoding(header: str) -> str:
    return GZIP if parse_accept_header(header).quality(GZIP) > 0 else ""


class Gzip:
    """One gzip stream."""

    def __init__(self) -> None:
        self._compressor = zlib.compressobj(_LEVEL, wbits=31)  # 31: with the header of gzip

    def whole(self, body: bytes) -> bytes:
        """A whole body, compressed."""
        return self._compressor.compress(body) + self._compressor.flush()

    def pieces(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pieces of a body, compressed as they come."""
        for piece in pieces:
            compressed = self._compressor.compress(piece)
            if compressed:
                yield compressed
        yield self._compressor.flush()


def compressed(request: Request, response: Response) -> Response:
    """The response, compressed if the client takes that and it is worth it; for responses that are whole."""
    if (
        response.is_streamed
        or response.status_code == HTTPStatus.PARTIAL_CONTENT
        or (response.calculate_content_length() or 0) < _WORTHWHILE_BYTES
        or "Content-Encoding" in response.headers
        or not accepted_encoding(request)
    ):
        return response
    response.direct_passthrough = False
    response.set_data(Gzip().whole(response.get_data()))
    return _marked(response)


def compressed_pieces(request: Request, response: Response) -> Response:
    """The same for a response in pieces whose length is known: those of a file."""
    length = response.content_length or 0
    if response.status_code != HTTPStatus.OK or length < _WORTHWHILE_BYTES or not accepted_encoding(request):
        return response
    response.direct_passthrough = False
    response.response = Gzip().pieces(response.iter_encoded())
    del response.headers["Content-Length"]
    return _marked(response)


def _marked(response: Response) -> Response:
    """The response with the headers of what is compressed."""
    response.headers["Content-Encoding"] = GZIP
    etag, is_weak = response.get_etag()
    if etag is not None:
        response.set_etag(f"{etag}-{GZIP}", bool(is_weak))
    return response
