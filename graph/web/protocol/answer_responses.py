"""The responses that carry answers: whole or in pieces, new or cached, with the headers of caches and downloads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flask import Response, request

from ...rdf.formats import JSON, RDF_FORMATS, RESULT_FORMATS
from ...views.notices import with_notices
from ...views.tables.files import PARQUET_TYPE, parquet_of_csv
from ...workers import Stream
from ..middleware.compression import Gzip
from ..pages.tools.results import answer_page
from ..request_context import note, services
from .answer_cache import AnswerCache, CachedAnswer
from .answer_formats import BY_NAME, PARQUET, Wanted
from .notice_header import add_notices, read_notices
from .prepared_query import AnswerKey, PreparedQuery
from .result_tables import table_page

_EXTENSIONS = {fmt.media_types[0]: fmt.extension for fmt in (*RDF_FORMATS, *RESULT_FORMATS)} | {PARQUET_TYPE: PARQUET}
"""What the name of a saved answer ends with, by media type; a graph is no table, whatever was wanted."""
_WHOLE_BYTES = 256 * 1024
"""An answer up to here is sent with its length; a longer one in pieces as they come."""


def not_modified(etag: str) -> Response:
    """The response for a client that has the answer already (RFC 9110, section 15.4.5)."""
    return _revalidated(Response(status=304), etag)


def cached_response(answer: CachedAnswer, wanted: Wanted) -> Response:
    """The response with an answer from the cache."""
    return _with_headers(Response(answer.body, content_type=answer.content_type), answer, wanted, "hit")


def worker_response(query: PreparedQuery, stream: Stream, missing: Sequence[str]) -> Response:
    """The response with the answer that a worker writes to `stream`; raises what ends the worker's answer.

    `missing` are the terms of the query that the graph does not have.
    """
    key, blocks = query.key, stream.beginning(_WHOLE_BYTES)
    noticed = read_notices(key, stream, blocks, missing)
    notices = tuple(notice.text for notice in noticed)
    if key.wanted.page:
        return _whole(query, "text/html; charset=utf-8", _page(key, stream, blocks, notices), notices)
    if key.wanted.parquet:
        return _whole(query, PARQUET_TYPE, parquet_of_csv(_continued(blocks, stream)), notices)
    if stream.head["format"] == JSON.name and blocks:
        blocks[0] = with_notices(blocks[0], noticed)
    content_type = f"{BY_NAME[stream.head['format']].media_types[0]}; charset=utf-8"
    if stream.is_whole:
        return _whole(query, content_type, b"".join(blocks), notices)
    return _streamed(query, content_type, stream, blocks, notices)


def _page(key: AnswerKey, stream: Stream, blocks: list[bytes], notices: tuple[str, ...]) -> bytes:
    blocks.extend(stream)
    more = bool(stream.summary.get("more"))
    kind, body = stream.head["kind"], b"".join(blocks)
    if kind == "bindings":
        return table_page(key, json.loads(body), notices, is_part=more).encode()
    return answer_page(key.text, kind, body.decode(), notices, is_part=more).encode()


def _whole(query: PreparedQuery, content_type: str, body: bytes, notices: tuple[str, ...]) -> Response:
    """The response with a whole answer, which the cache keeps."""
    key = query.key
    answer = CachedAnswer(
        content_type, key.encoding, query.etag, Gzip().whole(body) if key.encoding else body, notices
    )
    if query.etag and services().cache.is_on:
        services().cache.put(key, answer)
        note(cached=key)
    return _with_headers(Response(answer.body, content_type=content_type), answer, key.wanted, "miss")


def _streamed(
    query: PreparedQuery, content_type: str, stream: Stream, blocks: list[bytes], notices: tuple[str, ...]
) -> Response:
    """The response with an answer in pieces. It goes on after this function; its close ends the worker."""
    key = query.key
    answer = CachedAnswer(content_type, key.encoding, query.etag, b"", notices)
    pieces: Iterable[bytes] = _continued(blocks, stream)
    if key.encoding:
        pieces = Gzip().pieces(pieces)
    if query.etag and services().cache.is_on:
        pieces = _cached_when_whole(services().cache, key, answer, pieces)
    if request.method == "HEAD":
        stream.close()
    response = Response(pieces, content_type=content_type)
    response.call_on_close(stream.close)
    return _with_headers(response, answer, key.wanted, "miss")


def _continued(blocks: list[bytes], stream: Stream) -> Iterator[bytes]:
    yield from blocks
    yield from stream


def _cached_when_whole(
    cache: AnswerCache, key: AnswerKey, answer: CachedAnswer, pieces: Iterable[bytes]
) -> Iterator[bytes]:
    """Pass pieces on and put them in the cache once all have come, unless they are too long."""
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size <= cache.max_entry_bytes:
            kept.append(piece)
        yield piece
    if size <= cache.max_entry_bytes:
        cache.put(key, replace(answer, body=b"".join(kept)))


def _with_headers(response: Response, answer: CachedAnswer, wanted: Wanted, cache: str) -> Response:
    add_notices(response, answer.notices)
    if answer.encoding:
        response.headers["Content-Encoding"] = answer.encoding
    if wanted.download:
        extension = _EXTENSIONS.get(answer.content_type.partition(";")[0], "txt")
        response.headers["Content-Disposition"] = f'attachment; filename="answer.{extension}"'
    if not answer.etag:
        response.headers["Cache-Control"] = "no-store"
        return response
    if services().cache.is_on:
        response.headers["X-Cache"] = cache
    return _revalidated(response, answer.etag)


def _revalidated(response: Response, etag: str) -> Response:
    """The response with ETag and Cache-Control: caches keep it, and revalidate it at each use."""
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
