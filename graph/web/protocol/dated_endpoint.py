"""Dated endpoints: `/at/<day>/sparql` answers from the snapshot of that day."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request
from werkzeug.exceptions import Forbidden

from ...rdf.written_days import iso_of_written
from ...versions.day_snapshots import read_day
from ..request_context import hold, published, snapshots
from ..source_coverage import HEADER, coverage_header
from . import sparql, update
from .query_request import check_encoding

blueprint = Blueprint("at", __name__)


@blueprint.route("/at/<day>/sparql", methods=sparql.METHODS, provide_automatic_options=False)
def endpoint(day: str) -> Response:
    """Answer a query over the snapshot of a day (2011-06-01, 2011-06, 2011 or 1 Jun 2011)."""
    check_encoding(request)
    if update.is_update():
        raise Forbidden("This endpoint shows one date and is read-only; send updates to /sparql.")
    shown = read_day(iso_of_written(day))
    lease = snapshots().lease_at(published().folder, shown)
    hold(lease)
    dataset = replace(sparql.current_dataset(), store=lease.folder / "store", takes_updates=False)
    response = sparql.read_from(dataset)
    response.headers[HEADER] = coverage_header(shown)
    return response


@blueprint.route("/at/<day>/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options(day: str) -> Response:
    """Answer a browser's preflight request."""
    read_day(iso_of_written(day))
    return sparql.options()
