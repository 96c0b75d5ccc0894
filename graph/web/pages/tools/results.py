"""Query answers as an HTML page: a list, a truth value, or Turtle."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from flask import current_app, render_template, request, url_for

from ....rdf.curies import shorten, shortened
from ....rdf.written_days import written_instant
from ....views.tables.table import EMPTY, Cell, Column, Part, Row, Table
from ..answers.search import labelled
from ..common.tables import ShownTable

Term = dict[str, str]
Terms = Sequence[Sequence[Term | None]]
_NUMBERS = ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
_MIDNIGHT = "T00:00:00Z"


def list_page(query: str, shown: ShownTable, notices: Iterable[str]) -> str:
    """A page with the query and its solutions; `notices` are sentences about the query."""
    return render_template(
        "results.html", query=query, kind="bindings", shown=shown, notices=notices, editor=_editor(query)
    )


def answer_page(query: str, kind: str, text: str, notices: Iterable[str], *, is_part: bool) -> str:
    """A page with the query and its answer as `text`: JSON of a truth value, or Turtle.

    `notices` are sentences about the query, `is_part` says that triples are left out.
    """
    answer = json.loads(text) if kind == "boolean" else {}
    values = {"kind": kind, "answer": answer, "text": text, "is_part": is_part, "notices": notices}
    return render_template("results.html", query=query, editor=_editor(query), **values)


def _editor(query: str) -> str:
    """The address at which the query editor opens the query of the request; empty where there is no editor."""
    if "query_editor.query_page" not in current_app.view_functions:
        return ""
    values = {"query": query, "run": "1", "at": (request.view_args or {}).get("day", "")}
    infer = {"infer": "false"} if request.values.get("infer") == "false" else {}
    return url_for("query_editor.query_page", **{name: text for name, text in (values | infer).items() if text})


def result_table(columns: Sequence[str], rows: Terms) -> Table:
    """The solutions of a query as a list: a column for each variable, with labels, and days as pages write them."""
    labels = _labels(rows)
    made = [Row({name: _cell(term, labels) for name, term in zip(columns, row, strict=True)}) for row in rows]
    terms = {name: [row[place] for row in rows if row[place]] for place, name in enumerate(columns)}
    return Table("results", "Results", tuple(_column(name, terms[name]) for name in columns), tuple(made))


def _column(name: str, terms: Sequence[Term | None]) -> Column:
    """The column of a variable with these terms; few different ones that are no numbers or days are a facet."""
    kinds = {term.get("type", "").rpartition("#")[2] for term in terms if term}
    is_number = bool(kinds) and kinds <= set(_NUMBERS)
    is_day = bool(kinds) and kinds <= {"dateTime", "date", "gYear", "gYearMonth"}
    is_facet = not is_number and not is_day and len({term["text"] for term in terms if term}) * 2 <= len(terms)
    return Column(name, name, sort_by=name if is_number or is_day else "", is_number=is_number, is_facet=is_facet)


def _cell(term: Term | None, labels: dict[str, str]) -> Cell:
    if term is None:
        return EMPTY
    text = term["text"]
    if term["kind"] == "iri":
        label = labels.get(text) or shorten(text)
        return Cell(label, (Part(shortened(label), iri=text),))
    if term.get("type", "").endswith(("#dateTime", "#date")) and (text.endswith(_MIDNIGHT) or "T" not in text):
        return Cell(text.removesuffix(_MIDNIGHT), (Part(written_instant(text), style="nowrap"),))
    language = term.get("language", "")
    own = Part(shortened(text), language=language)
    return Cell(text, (own, Part(language, style="small")) if language not in {"", "en"} else (own,))


def _labels(rows: Terms) -> dict[str, str]:
    """The labels of the IRIs in a table; none where only endpoints are served, which have no index of names."""
    if "search" not in current_app.blueprints:
        return {}
    return labelled({term["text"] for row in rows for term in row if term and term["kind"] == "iri"})
