"""Query answers as an HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterable

from flask import current_app, render_template

from ..answers.search import names


def results_page(query: str, kind: str, body: bytes, notices: Iterable[str], *, more: bool) -> str:
    """A page with the query and its answer: a table, a truth value, or Turtle.

    `body` is what a worker wrote: JSON of a table or of a truth value, or Turtle; `notices` are
    sentences about the query, `more` says that rows are left out.
    """
    text = body.decode()
    answer = json.loads(text) if kind != "graph" else {}
    labels = _labels(answer.get("rows", ()))
    return render_template(
        "results.html", query=query, kind=kind, answer=answer, text=text, more=more, labels=labels, notices=notices
    )


def _labels(rows: Iterable[Iterable[dict[str, str] | None]]) -> dict[str, str]:
    """The labels of the IRIs in a table; none where only endpoints are served, which have no index of names."""
    if "search" not in current_app.blueprints:
        return {}
    return names().labels(term["text"] for row in rows for term in row if term and term["kind"] == "iri")
