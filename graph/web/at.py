"""The world of any day: `/at/<day>/sparql` is an endpoint over the snapshot of that day."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, g

from ..snapshots import read_day
from ..store import EmbeddedStore
from . import sparql
from .context import published, snapshots

blueprint = Blueprint("at", __name__)


@blueprint.route("/at/<day>/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def endpoint(day: str) -> Response:
    """Answer a query over the world of `day` (2011-06-01, 2011-06 or 2011); see `sparql.endpoint`."""
    served = published()
    store = snapshots().store_at(served.folder, read_day(day))
    g.served = replace(served, store=EmbeddedStore.open(store))
    return sparql.endpoint()


@blueprint.route("/at/<day>/sparql", methods=["OPTIONS"], provide_automatic_options=False)
def options(day: str) -> Response:
    """Answer a browser's preflight request."""
    read_day(day)
    return sparql.options()
