"""Dated endpoints: `/at/<day>/sparql` answers from the snapshot of that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, request
from werkzeug.exceptions import Forbidden

from ...rdf.written_days import iso_of_written
from ...versions.day_snapshots import read_day
from ..request_context import hold, published, services, snapshots
from ..source_coverage import HEADER, coverage_header
from . import sparql, update
from .prepared_query import EndpointDataset
from .query_request import check_encoding

blueprint = Blueprint("at", __name__)


@blueprint.route("/at/<day>/sparql", methods=sparql.METHODS, provide_automatic_options=False)
def endpoint(day: str) -> Response:
    """Answer a query over the snapshot of a day (2011-06-01, 2011-06, 2011 or 1 Jun 2011)."""
    check_encoding(request)
    if update.is_update():
        raise Forbidden("This endpoint shows one date and is read-only; send updates to /sparql.")
    shown = read_day(iso_of_written(day))
    response = sparql.read_from(_dataset(shown))
    response.headers[HEADER] = coverage_header(shown)
    return response


@blueprint.route("/at/<day>/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options(day: str) -> Response:
    """Answer a browser's preflight request."""
    read_day(iso_of_written(day))
    return sparql.options()


def _dataset(day: date) -> EndpointDataset:
    """The dataset of a day: at the store on another server, if that has the day, else of the snapshot here."""
    dataset = replace(sparql.current_dataset(), takes_updates=False)
    elsewhere = services().days_elsewhere
    if elsewhere is not None and (found := elsewhere.on(published().folder, day)):
        return replace(dataset, on_day=found)
    lease = snapshots().lease_at(published().folder, day)
    hold(lease)
    return replace(dataset, store=lease.folder / "store")
