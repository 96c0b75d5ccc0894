"""Two actors side by side: what holds between them, what both are in, and the records that name both."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from ....rdf.namespaces import ID
from ....views.pairs.pair import Pair, pair_of, timeline_of
from ....views.pairs.tables import NAMES, pair_tables
from ....views.tables.table import Table
from ..answers.search import entity_named, labelled
from ..common.absence import absences
from ..common.addresses import local_path
from ..common.forms import empty_form
from ..common.rendering import page
from ..common.requested_entity import requested_entity
from ..common.selected_day import Day, selected_day
from ..common.tables import ShownTable, as_file, in_place, list_page, requested, split_list_name
from .entity import tables_of
from .summaries import summary_of_pair

blueprint = Blueprint("dyad", __name__)
IN_PLACE = 50
"""Rows of a list that the page has at once."""


@blueprint.get("/dyad")
def choose() -> Response:
    """Redirect to the page of two actors that are named by names or codes; without them, the form that names them.

    Aborts with 400 when one is missing, with 404 for a name that nothing has.
    """
    form = empty_form()
    if form is not None:
        return form
    missing = [name for name in ("a", "b") if not request.args.get(name, "").strip()]
    if missing:
        raise BadRequest(f"The parameter {missing[0]} is missing; expected two names or codes, as in a=KAZ&b=Russia.")
    slugs = [entity_named(request.args.get(name, "")).removeprefix(str(ID)) for name in ("a", "b")]
    selected_day()
    day = request.args.get("at") or None
    return redirect(url_for("dyad.dyad", first=slugs[0], second=slugs[1], at=day), 303)


@blueprint.get("/dyad/<path:first>/<second>")
def dyad(first: str, second: str) -> Response:
    """Show two actors side by side; `/relations.csv`, `/common.csv` and the like below it give its lists."""
    owner, _, other = first.rpartition("/")
    name, extension = split_list_name(second)
    return pair_list(owner, other, name, extension) if owner and name in NAMES else pair_page(first, second)


def pair_page(first: str, second: str) -> Response:
    """The page of a pair.

    Aborts with 400 when both are the same, with 404 when nothing is stated about one.
    """
    if first == second:
        raise BadRequest("Both actors are the same; expected two.")
    (a, day), (b, _) = requested_entity(f"{ID}{first}"), requested_entity(f"{ID}{second}")
    pair = pair_of(a, b, labelled)
    address, tables = f"/dyad/{first}/{second}", tables_of(pair.a, pair.between)
    lists = pair_tables(pair, tables)
    return page(
        "dyad.html",
        a=a,
        b=b,
        day=day,
        absences=absences([a, b], day),
        summary=summary_of_pair(pair, tables.entity, day, address),
        timeline=timeline_of(pair, local_path),
        lists=[_first_rows(table, f"{address}/{name}", day) for name, table in lists.items()],
    )


def _first_rows(table: Table, address: str, day: Day) -> ShownTable:
    return in_place(table.part(0, IN_PLACE), address, day.query, len(table.rows))


def pair_list(first: str, second: str, name: str, extension: str) -> Response:
    """One list of a pair: as a page, or all its rows as CSV or JSON."""
    (a, day), (b, _) = requested_entity(f"{ID}{first}"), requested_entity(f"{ID}{second}")
    table = _tables(pair_of(a, b, labelled))[name]
    if extension:
        return as_file(table, extension)
    address, title = f"/dyad/{first}/{second}", f"{a.title} and {b.title}"
    shown = requested(table, f"{address}/{name}", day.query)
    return list_page(shown, f"{title}: {table.title[0].lower()}{table.title[1:]}", back=(address, title))


def _tables(pair: Pair) -> dict[str, Table]:
    """The lists of a pair, with the grounds of the relations between the two."""
    return pair_tables(pair, tables_of(pair.a, pair.between))
