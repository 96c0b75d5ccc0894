"""Query answers as an HTML page."""

from __future__ import annotations

import json

from flask import render_template


def results_page(query: str, kind: str, body: bytes, *, more: bool) -> str:
    """A page with the query and its answer: a table, a truth value, or Turtle.

    `body` is what a worker wrote: JSON of a table or of a truth value, or Turtle; `more` says that rows are left out.
    """
    text = body.decode()
    answer = json.loads(text) if kind != "graph" else {}
    return render_template("results.html", query=query, kind=kind, answer=answer, text=text, more=more)
