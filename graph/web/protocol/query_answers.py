"""Answers to queries: from the client's own copy, from the cache, or from a worker.

Every endpoint answers through here: `answer_query` with the dataset that it serves.
"""

from __future__ import annotations

from flask import Response, request

from ...rdf.formats import RdfFormat
from ...workers import NotOfferedError
from ..request_context import note, services
from .answer_formats import not_offered
from .answer_responses import cached_response, not_modified, worker_response
from .notice_header import find_missing
from .prepared_query import EndpointDataset, PreparedQuery, prepare_graph, prepare_query
from .query_request import format_name
from .query_tasks import run_query


def answer_query(dataset: EndpointDataset) -> Response:
    """Answer the query of the present request from `dataset`.

    Aborts with the protocol's statuses, or raises the errors of a query, its admission or its limits.
    """
    return _answer(prepare_query(dataset))


def answer_graph(dataset: EndpointDataset, graph: str | None, fmt: RdfFormat) -> Response:
    """Give a whole graph of `dataset` (None: the default graph) in the format `fmt`; raises what a query raises."""
    return _answer(prepare_graph(dataset, graph, fmt))


def _answer(query: PreparedQuery) -> Response:
    if not query.etag:
        return _computed(query)
    if request.if_none_match.contains(query.etag):
        note(cached=query.key)
        return not_modified(query.etag)
    cached = services().cache.get(query.key)
    if cached is None:
        return _computed(query)
    note(cached=query.key)
    return cached_response(cached, query.key.wanted)


def _computed(query: PreparedQuery) -> Response:
    """The answer of a worker, which ends with the response."""
    missing: list[str] = []
    try:
        # Two processors work at once: the worker on the answer, this process on what is to be said of it.
        stream = run_query(query, lambda: missing.extend(find_missing(query.key.text)))
    except NotOfferedError as refused:
        raise not_offered(refused.kind, format_name(request)) from None
    note(stream=stream)
    try:
        return worker_response(query, stream, missing)
    except BaseException:
        stream.close()
        raise
