"""Results of SELECT queries as lists, which sort, filter and page as all lists do.

A result up to the rows that a page reads (`html_rows`) is sorted and filtered here, by what readers see. Of a longer
one the page reads what it shows: the store sorts and filters, by terms and labels, and counts the rows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import request
from werkzeug.exceptions import BadRequest, NotFound

from ...errors import LimitError
from ...sparql.selection import Selection, count_query, part_query
from ...views.tables.choices import DESCENDING, TableChoice
from ..pages.common.parameters import number_parameter
from ..pages.common.tables import PAGE, ShownTable, requested, requested_choice
from ..pages.tools.results import list_page, result_table
from .prepared_query import AnswerKey
from .query_tasks import Row, read_rows

_COUNT_SECONDS = 2.0
MOST_SORTED = 100_000
"""Rows that the store sorts in some seconds; a million take it longer than a query may."""
_TOO_LONG_TO_SORT = (
    f"The result is too long to be sorted here, beyond {MOST_SORTED:,} rows; "
    "filter it with q, give the query an ORDER BY and a LIMIT, or sort one of its files."
)
_OWN = frozenset({"sort", "q", "columns", "page", "format", "output"})
"""Parameters that links of the list set themselves, or that would ask for another format."""
_FILES = (("csv", "CSV"), ("tsv", "TSV"), ("json", "JSON"), ("xml", "XML"), ("parquet", "Parquet"))


def table_page(key: AnswerKey, answer: dict[str, Any], notices: tuple[str, ...], *, is_part: bool) -> str:
    """The page of a result: `answer` has its `columns` and first `rows`, all of them unless `is_part`.

    Aborts with 400 for a choice that the result does not have, 404 for a page beyond its last; raises the errors of
    queries where the store sorts and filters.
    """
    keep = {name: texts for name, texts in request.values.to_dict(flat=False).items() if not _is_own(name)}
    columns: list[str] = answer["columns"]
    if is_part:
        shown = _of_long(key, columns, answer["rows"], keep)
    else:
        shown = requested(result_table(columns, answer["rows"]), request.path, keep, _files(keep))
    return list_page(key.text, replace(shown, on=_day()), notices)


def _day() -> dict[str, str]:
    """The day of the endpoint as links to entities keep it."""
    return {"at": day} if (day := (request.view_args or {}).get("day", "")) else {}


def _is_own(name: str) -> bool:
    return name in _OWN or name.startswith("is.")


def _files(keep: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    """The whole result in each format, as label and address."""
    own = {name: text for name, text in keep.items() if name != "timeout"}
    return tuple(
        (label, f"{request.path}?{urlencode(own | {'format': [name]}, doseq=True)}") for name, label in _FILES
    )


def _of_long(key: AnswerKey, columns: list[str], first: list[Row], keep: dict[str, list[str]]) -> ShownTable:
    """The part of a long result that is asked for; `first` are its first rows."""
    choice, number = requested_choice(), number_parameter("page")
    selection = _selection(choice, number, columns)
    total = _count(key, count_query(key.text, columns))
    matches = _count(key, count_query(key.text, columns, choice.text)) if choice.text else total
    sorts = matches is not None and matches <= MOST_SORTED
    if choice.sort and not sorts:
        raise BadRequest(_TOO_LONG_TO_SORT)
    is_first = selection == Selection(most=PAGE)
    rows = first[:PAGE] if is_first else read_rows(key, part_query(key.text, columns, selection), PAGE, None)
    if not rows and number > 1:
        raise NotFound(f"There is no page {number} of this result.")
    seen = selection.first + len(rows)
    counted = matches if matches is not None else max(seen + (len(rows) == PAGE), len(first) if is_first else 0)
    table = TableChoice(columns=choice.columns).of(result_table(columns, rows))
    return ShownTable(
        table, request.path, keep, len(first) if total is None else total, counted, choice, (), number,
        files=_files(keep), is_counted=total is not None and matches is not None, sorts=sorts,
    )  # fmt: skip


def _selection(choice: TableChoice, number: int, columns: list[str]) -> Selection:
    order = choice.sort.removeprefix(DESCENDING)
    if choice.facets:
        raise BadRequest("The result is too long to be chosen by the values of a column; use q, or a FILTER.")
    if order and order not in columns:
        raise BadRequest(f"{order!r} is no column of this result; expected one of {', '.join(columns)}.")
    is_descending = choice.sort.startswith(DESCENDING)
    return Selection(choice.text, order, is_descending, (number - 1) * PAGE, PAGE)


def _count(key: AnswerKey, text: str) -> int | None:
    """The number that a query gives; None where it takes longer than a reader of the first page may wait."""
    try:
        ((counted,),) = read_rows(key, text, 1, _COUNT_SECONDS)
    except LimitError:
        return None
    return int(counted["text"]) if counted else None
