"""Query answers as an HTML page."""

from __future__ import annotations

import csv
import io

from flask import Response, render_template

from ..store import Answer


def results_page(query: str, answer: Answer) -> Response:
    """A page with the query and its answer: a table, a truth value, or Turtle."""
    text = answer.body.decode()
    rows = list(csv.reader(io.StringIO(text))) if answer.kind == "bindings" else []
    page = render_template(
        "results.html", query=query, kind=answer.kind, columns=rows[0] if rows else [], rows=rows[1:], text=text
    )
    return Response(page, content_type="text/html; charset=utf-8")
