"""Notices about a query in the header `Westphalia-Notice`; of JSON results they are a member too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from flask import Response, current_app, request

from ...errors import WestphaliaError
from ...rdf.written_days import iso_of_written
from ...versions.day_snapshots import read_day
from ...views.notices import Notice, missing_terms, notices_of
from ...views.notices.coverage_reasons import coverage_reason
from ...views.notices.query_notices import SECONDS
from ...views.version_cache import PerVersion
from ...workers import QueryTask, Stream
from ..request_context import published, services, settings
from ..source_coverage import current_coverage
from .prepared_query import AnswerKey

_PRESENT: PerVersion[set[str]] = PerVersion(lambda _served: set())
"""IRIs that have been found in the version."""
HEADER = "Westphalia-Notice"
"""Repeated for each notice."""
_LONGEST = 400
"""Characters of a notice in a header; proxies bound headers to some thousand bytes."""


def find_missing(text: str) -> list[str]:
    """The terms of a query that the graph does not have; none where only endpoints are served."""
    try:
        served = published()
        return missing_terms(text, served.store, _PRESENT.of(served)) if _has_notices() else []
    except WestphaliaError:
        return []


def read_notices(key: AnswerKey, stream: Stream, blocks: list[bytes], missing: Sequence[str]) -> tuple[Notice, ...]:
    """The notices about the query of an answer whose first blocks are here; none where only endpoints are served.

    `missing` are the terms that the graph does not have.
    """
    if not _has_notices():
        return ()
    try:
        return notices_of(
            key.text,
            published().store,
            missing=missing,
            is_empty=_is_empty(stream, blocks),
            ask=lambda text: _ask(key, text),
            reason=coverage_reason(current_coverage, _day()),
            # Of a day that nobody chose programs have the header Westphalia-Coverage alone.
            day=_day() if key.wanted.page or "day" in (request.view_args or {}) else None,
        )
    except WestphaliaError:
        return ()


def _has_notices() -> bool:
    return "search" in current_app.blueprints


def _day() -> date:
    """The day that the endpoint of the request shows."""
    day = (request.view_args or {}).get("day", "")
    return read_day(iso_of_written(day)) if day else settings().reference_day


def add_notices(response: Response, notices: tuple[str, ...]) -> None:
    """Add notices to a response; headers are ASCII, so that other characters are written as in Python and JSON."""
    for notice in notices:
        text = " ".join(notice.split()).encode("ascii", "backslashreplace").decode()
        response.headers.add(HEADER, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")


def _is_empty(stream: Stream, blocks: list[bytes]) -> bool:
    if not stream.is_whole:
        return False
    if stream.head["kind"] == "boolean":
        return b"true" not in b"".join(blocks).lower()
    return stream.summary.get("rows") == 0


def _ask(key: AnswerKey, text: str) -> bool:
    """Answer an ASK query on the dataset of an answer, in a worker that is ended when it takes too long."""
    task = QueryTask(key.store, text, {"boolean": "json"}, key.default_graphs, key.named_graphs, key.base, None)
    with_answer = services().pool.run(task, seconds=SECONDS, cancelled=lambda: False)
    try:
        return bool(json.loads(b"".join(with_answer))["boolean"])
    finally:
        with_answer.close()
