"""Codes by date over HTTP: values in the address, a column of a CSV file in the body, and reports on two systems."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from ....codes import (
    AmbiguousCode,
    CodeTable,
    ColumnConversion,
    Conversion,
    Converter,
    RoundTrip,
    ambiguous_codes,
    read_code_table,
    round_trip,
)
from ....codes.conversion import check_year_rule
from ....codes.csv_column import csv_lines
from ....rdf.formats import CSV
from ....versions.published import PublishedVersion
from ....views.version_cache import PerVersion
from ...protocol.request_body import text_of
from ...request_context import published
from ..common.forms import empty_form
from ..common.selected_day import requested_date

blueprint = Blueprint("convert", __name__)

_MAX_BYTES = 10_000_000
"""The longest file that is converted: some 200,000 rows; longer ones are for the command."""
_JSON, _CSV = "application/json", CSV.media_types[0]


def _read(served: PublishedVersion) -> CodeTable:
    return read_code_table(served.store)


_TABLES = PerVersion(_read)


def code_table() -> CodeTable:
    """The table of codes of the version that this request reads."""
    return _TABLES.of(published())


@blueprint.get("/convert")
def convert() -> Response:
    """Convert codes or names to another system on a date; a value without a counterpart gets the reason."""
    form, values = empty_form(), request.args.getlist("value")
    if form is not None:
        return form
    if not values:
        raise BadRequest("There is nothing to convert; expected the parameter value, for instance value=970.")
    converter = _converter()
    return _rows([converter.convert(value, _on()) for value in values], Conversion)


@blueprint.post("/convert.csv")
def convert_column() -> Response:
    """Convert a column of a CSV file on the dates of another column; every row comes back."""
    column, date_column = _required("column"), request.args.get("date_column", "").strip()
    text = text_of(request, "file", _MAX_BYTES)
    conversion = ColumnConversion(_converter(), column, date_column, _on(), _required("to"))
    body = "".join(conversion.lines(io.StringIO(text, newline="")))
    return Response(body, content_type=f"{_CSV}; charset=utf-8")


@blueprint.get("/convert/round-trip")
def round_trips() -> Response:
    """List the codes of a system in use on a date with their counterparts, and say which do not convert back."""
    year = check_year_rule(request.args.get("year", "any"))
    return _rows(round_trip(code_table(), _required("from"), _required("to"), _on(), year=year), RoundTrip)


@blueprint.get("/convert/ambiguous")
def ambiguous() -> Response:
    """List the codes of a system that denote several entities, or others than in the system `to`."""
    return _rows(ambiguous_codes(code_table(), _required("from"), request.args.get("to", "").strip()), AmbiguousCode)


def _converter() -> Converter:
    return Converter(
        code_table(),
        _required("from"),
        _required("to"),
        year=check_year_rule(request.args.get("year", "any")),
        any_time=request.args.get("any_time", "") == "true",
    )


def _on() -> str:
    """The date of the request as it is written, since a year means another time than its first day."""
    checked: date = requested_date()
    return request.args.get("at", "").strip() or checked.isoformat()


def _required(name: str) -> str:
    text = request.args.get(name, "").strip()
    if not text:
        raise BadRequest(f"The parameter {name} is missing; expected, for instance, from=cow&to=iso3.")
    return text


def _rows(rows: Sequence[Any], kind: type) -> Response:
    """Rows as JSON, or as CSV where the client prefers that or `format` says so."""
    wanted = {"json": _JSON, "csv": _CSV}.get(request.args.get("format", ""))
    if (wanted or request.accept_mimetypes.best_match([_JSON, _CSV], default=_JSON)) == _JSON:
        return Response(json.dumps([asdict(row) for row in rows], ensure_ascii=False), content_type=_JSON)
    names = list(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    cells: Iterable[list[object]] = ([_cell(getattr(row, name)) for name in names] for row in rows)
    return Response("".join(csv_lines([names, *cells])), content_type=f"{_CSV}; charset=utf-8")


def _cell(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, tuple) else value
