"""Answering a query over HTTP: admission, cache, a worker, and the answer as it comes.

Every endpoint answers through here: `answer_query` with the `Target` that it serves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path

from flask import Response, request

from ...rdf.formats import RdfFormat
from ...rdf.namespaces import PREFIXES
from ...sparql.federation import answer_services
from ...sparql.lexer import keywords
from ...workers import NotOfferedError, QueryTask, Stream
from ..context import current_request, note, services
from ..middleware.compression import Gzip, accepted_encoding
from ..pages.results import results_page
from .answer_cache import AnswerCache, CachedAnswer
from .answer_formats import BY_NAME, Wanted, not_offered, wanted_formats
from .query_request import QueryRequest, read_query

_WHOLE_BYTES = 256 * 1024
"""An answer up to here is sent with its length; a longer one in pieces as they come."""
_MAY_VARY = re.compile("RAND|NOW|UUID|BNODE|CONSTRUCT|SERVICE", re.IGNORECASE)
_VARYING = frozenset({"RAND", "NOW", "UUID", "STRUUID", "BNODE", "SERVICE"})
"""What gives something else each time."""


@dataclass(frozen=True)
class Target:
    """What an endpoint answers from.

    `store` is the folder of a store that nobody writes to any more, `version` a name that is another whenever answers
    may be, `graphs` its named graphs with their numbers of triples, `derived` those that hold what was derived;
    `takes_updates` says whether those who may write, may write here.
    """

    store: Path
    version: str
    graphs: Mapping[str, int] = field(default_factory=dict)
    derived: Collection[str] = frozenset()
    takes_updates: bool = False

    @property
    def asserted(self) -> tuple[str, ...]:
        """The graphs that a query without inference reads."""
        return tuple(name for name in self.graphs if name not in self.derived)


@dataclass(frozen=True)
class _Question:
    """A query with all that its answer depends on; as a key it names the answer for good."""

    store: str
    version: str
    text: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    base: str
    wanted: Wanted
    encoding: str

    def etag(self) -> str:
        """A tag that is equal for equal answers only; it begins with the version, as those of writes do."""
        return f"{self.version}.{_digest(repr(tuple(vars(self).values())))}"


def answer_query(target: Target) -> Response:
    """Answer the query of the present request from `target`.

    Aborts with the protocol's statuses, or raises the errors of a query, its admission or its limits.
    """
    asked = _admitted()
    cacheable = _is_repeatable(asked.text)
    return _answer(_question(target, _joined_to_others(asked)), asked.seconds, cacheable=cacheable)


def answer_graph(target: Target, graph: str | None, fmt: RdfFormat) -> Response:
    """Give a whole graph of `target` (None: the default graph) in the format `fmt`; raises what a query raises."""
    services().rates.check(request.remote_addr or "")
    _note_query(f"graph {graph}")
    question = _Question(
        str(target.store),
        target.version,
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        None if graph is None else (graph,),
        None,
        endpoint_url(),
        Wanted((("graph", fmt.name),)),
        accepted_encoding(request),
    )
    return _answer(question, None, cacheable=True)


def _answer(question: _Question, seconds: float | None, *, cacheable: bool) -> Response:
    """The answer, from the cache if it is there."""
    etag = question.etag() if cacheable else ""
    if cacheable and request.if_none_match.contains(etag):
        note(cached=question)
        return _told(Response(status=304), etag)
    found = services().cache.get(question) if cacheable else None
    if found is not None:
        note(cached=question)
        return _from_cache(found, question.wanted)
    return _ask(question, seconds, etag)


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=12).hexdigest()


def _admitted() -> QueryRequest:
    """The query of the request, if its client and its size are admitted."""
    shared, requested = services(), current_request()
    limits = shared.query_limits
    asked = read_query(requested, limits.bytes)
    _note_query(asked.text)
    shared.rates.check(requested.remote_addr or "")
    limits.check(asked.text)
    return asked


def _joined_to_others(asked: QueryRequest) -> QueryRequest:
    """The query with what other servers answer to its SERVICE blocks."""
    return replace(asked, text=answer_services(asked.text, services().outside, PREFIXES))


def _note_query(text: str) -> None:
    note(query=_digest(text))


def _question(target: Target, asked: QueryRequest) -> _Question:
    default_graphs, named_graphs = asked.default_graphs, asked.named_graphs
    if not asked.infer and default_graphs is None and "FROM" not in keywords(asked.text):
        default_graphs, named_graphs = target.asserted, named_graphs or target.asserted
    requested = current_request()
    wanted = wanted_formats(requested, asked.format_name)
    return _Question(
        str(target.store),
        target.version,
        asked.text,
        default_graphs,
        named_graphs,
        endpoint_url(),
        wanted,
        accepted_encoding(requested),
    )


def endpoint_url() -> str:
    """The address of the endpoint that the request is for, as clients know it."""
    environ = request.environ
    root = services().settings.public_url or f"{environ['wsgi.url_scheme']}://{request.host}{environ['SCRIPT_NAME']}"
    return f"{root}{environ['PATH_INFO']}"


def _is_repeatable(text: str) -> bool:
    """Whether a query gives the same bytes each time on one version.

    New blank nodes have new names each time, and another server may answer something else.
    """
    if not _MAY_VARY.search(text):
        return True
    words = keywords(text)
    return not (words & _VARYING or ("CONSTRUCT" in words and ("[" in text or "_:" in text)))


def _ask(question: _Question, seconds: float | None, etag: str) -> Response:
    """Give the question to a worker."""
    task = QueryTask(
        question.store,
        question.text,
        dict(question.wanted.formats),
        question.default_graphs,
        question.named_graphs,
        question.base,
        services().settings.html_rows if question.wanted.page else None,
    )
    try:
        stream = services().pool.run(task, seconds=seconds, cancelled=_cancelled())
    except NotOfferedError as refused:
        raise not_offered(refused.kind) from None
    note(stream=stream)
    try:
        return _respond(question, stream, etag)
    except BaseException:
        stream.close()
        raise


def _cancelled() -> Callable[[], bool]:
    """Tells whether the client has gone, where the server can say."""
    found: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return found


def _respond(question: _Question, stream: Stream, etag: str) -> Response:
    blocks = stream.beginning(_WHOLE_BYTES)
    if question.wanted.page:
        blocks.extend(stream)
        page = results_page(question.text, stream.head["kind"], b"".join(blocks), more=bool(stream.told.get("more")))
        body = Gzip().whole(page.encode()) if question.encoding else page.encode()
        return _kept(question, etag, "text/html; charset=utf-8", body)
    content_type = f"{BY_NAME[stream.head['format']].media_types[0]}; charset=utf-8"
    if stream.is_whole:
        body = b"".join(blocks)
        if question.encoding:
            body = Gzip().whole(body)
        return _kept(question, etag, content_type, body)
    return _streamed(question, etag, content_type, stream, blocks)


def _kept(question: _Question, etag: str, content_type: str, body: bytes) -> Response:
    """The response with a whole answer, which the cache keeps."""
    answer = CachedAnswer(content_type, question.encoding, etag, body)
    if etag and services().cache.is_on:
        services().cache.put(question, answer)
        note(cached=question)
    return _with_headers(Response(body, content_type=content_type), answer, question.wanted, "miss")


def _streamed(question: _Question, etag: str, content_type: str, stream: Stream, blocks: list[bytes]) -> Response:
    """The response with an answer in pieces. It goes on after this function; its close ends the worker."""
    answer = CachedAnswer(content_type, question.encoding, etag, b"")
    pieces: Iterable[bytes] = _continued(blocks, stream)
    if question.encoding:
        pieces = Gzip().pieces(pieces)
    if etag and services().cache.is_on:
        pieces = _remembering(services().cache, question, answer, pieces)
    if request.method == "HEAD":
        stream.close()
    response = Response(pieces, content_type=content_type)
    response.call_on_close(stream.close)
    return _with_headers(response, answer, question.wanted, "miss")


def _continued(blocks: list[bytes], stream: Stream) -> Iterator[bytes]:
    yield from blocks
    yield from stream


def _remembering(
    cache: AnswerCache, question: _Question, answer: CachedAnswer, pieces: Iterable[bytes]
) -> Iterator[bytes]:
    """Pass pieces on and put them in the cache when all have come, unless they are too long."""
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size <= cache.max_entry_bytes:
            kept.append(piece)
        yield piece
    if size <= cache.max_entry_bytes:
        cache.put(question, CachedAnswer(answer.content_type, answer.encoding, answer.etag, b"".join(kept)))


def _from_cache(answer: CachedAnswer, wanted: Wanted) -> Response:
    return _with_headers(Response(answer.body, content_type=answer.content_type), answer, wanted, "hit")


def _with_headers(response: Response, answer: CachedAnswer, wanted: Wanted, cache: str) -> Response:
    if answer.encoding:
        response.headers["Content-Encoding"] = answer.encoding
    if wanted.download:
        extension = "csv" if "csv" in answer.content_type else "tsv"
        response.headers["Content-Disposition"] = f'attachment; filename="answer.{extension}"'
    if not answer.etag:
        response.headers["Cache-Control"] = "no-store"
        return response
    if services().cache.is_on:
        response.headers["X-Cache"] = cache
    return _told(response, answer.etag)


def _told(response: Response, etag: str) -> Response:
    """The response with what caches between us and the client need: ask each time whether the version still is."""
    response.set_etag(etag)
    response.headers["Cache-Control"] = "public, no-cache"
    return response
