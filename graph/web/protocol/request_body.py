"""The body of a request as it was before its content coding (RFC 9110, section 8.4), and as text.

A few kilobytes of gzip can stand for gigabytes: what is decoded is bounded, and decoded only once the client may send
it at all.
"""

from __future__ import annotations

import io
import zlib

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

_GZIP_WBITS = 31
"""zlib's number for a deflate stream of the largest window with the header and trailer of gzip."""
_BOM = b"\xef\xbb\xbf"


class UnsupportedEncoding(UnsupportedMediaType):
    """415 for a content coding; its response names those that are supported (RFC 9110, section 15.5.16)."""


def body_of(request: Request, max_bytes: int) -> bytes:
    """The decoded body without a byte order mark.

    Aborts with 400 when it is not what its coding says, 413 when it is longer than `max_bytes`, 415 for an
    unsupported coding.
    """
    if (request.content_length or 0) > max_bytes:
        raise _too_long(max_bytes)
    body, coding = request.get_data(), _coding(request)
    return (_decoded(body, max_bytes) if coding else body).removeprefix(_BOM)


def text_of(request: Request, noun: str, max_bytes: int) -> str:
    """The decoded body as text; `noun` names it in a refusal.

    Aborts like `body_of`, and with 400 when it is not UTF-8.
    """
    try:
        return body_of(request, max_bytes).decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The {noun} is not valid UTF-8 at byte {error.start}.") from None


def decode_form(request: Request, max_bytes: int) -> None:
    """Put the decoded body in the place of an encoded form, before the framework reads it; aborts like `body_of`."""
    if not _coding(request):
        return
    if (request.content_length or 0) > max_bytes:
        raise _too_long(max_bytes)
    body = _decoded(request.stream.read(), max_bytes)
    request.environ.update({"wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))})
    request.environ.pop("HTTP_CONTENT_ENCODING")
    for name in ("stream", "content_length"):
        request.__dict__.pop(name, None)


def _coding(request: Request) -> str:
    """`gzip`, or nothing; aborts with 415 for any other coding."""
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding in {"", "identity"}:
        return ""
    if coding not in {"gzip", "x-gzip"}:
        raise UnsupportedEncoding(f"The content coding is {coding!r}; expected gzip, or none.")
    return "gzip"


def _decoded(body: bytes, max_bytes: int) -> bytes:
    """The content of a gzip file, which may have several members (RFC 1952, section 2.2)."""
    decoded = bytearray()
    while body:
        member = zlib.decompressobj(_GZIP_WBITS)
        try:
            decoded += member.decompress(body, max_bytes + 1 - len(decoded))
        except zlib.error:
            raise BadRequest("The body is not gzip, which its Content-Encoding names.") from None
        if len(decoded) > max_bytes:
            raise _too_long(max_bytes)
        if not member.eof:
            raise BadRequest("The body breaks off: expected the end of its gzip stream.")
        body = member.unused_data
    return bytes(decoded)


def _too_long(max_bytes: int) -> RequestEntityTooLarge:
    return RequestEntityTooLarge(f"The body is longer than {max_bytes} bytes, the limit here.")
