"""Tasks for the workers that answer the query of a request."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import request

from ...workers import QueryTask, Stream
from ..request_context import services
from .prepared_query import AnswerKey, PreparedQuery

Row = list[dict[str, str] | None]
"""A solution as workers write it for pages: the terms of its variables."""


def run_query(query: PreparedQuery, meanwhile: Callable[[], None]) -> Stream:
    """Begin the answer of a worker, up to the rows that pages read if it is for one; call `meanwhile` as it works.

    Raises NotOfferedError when the request names no format for the result, and the errors of a query.
    """
    key = query.key
    most = services().settings.html_rows if key.wanted.page else None
    task = _task(key, key.text, most)
    return services().pool.run(task, seconds=query.seconds, cancelled=_cancelled(), meanwhile=meanwhile)


def read_rows(key: AnswerKey, text: str, most: int, seconds: float | None) -> list[Row]:
    """The first rows of another SELECT query on the dataset of an answer that becomes a page, as its terms.

    Raises the errors of a query; LimitError when it takes longer than `seconds`.
    """
    stream = services().pool.run(_task(key, text, most), seconds=seconds, cancelled=_cancelled())
    try:
        answer: dict[str, Any] = json.loads(b"".join(stream))
    finally:
        stream.close()
    rows: list[Row] = answer["rows"]
    return rows


def _task(key: AnswerKey, text: str, most: int | None) -> QueryTask:
    formats = dict(key.wanted.formats)
    return QueryTask(key.store, text, formats, key.default_graphs, key.named_graphs, key.base, most)


def _cancelled() -> Callable[[], bool]:
    """Whether the client has gone, where the server can say."""
    cancelled: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return cancelled
