"""Two actors side by side: what holds between them, what both are in, and the records that name both."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from ...rdf.namespaces import ID
from ...views.entities.disputes import disputes_of
from ...views.entities.statements import Relation, theme_of
from ...views.pairs.pair import Pair, pair_of, timeline_of
from ..request_context import published
from .addresses import explain_address
from .entity import requested_entity
from .rendering import local_path, page
from .search import entity_named, names

blueprint = Blueprint("dyad", __name__)


@blueprint.get("/dyad")
def choose() -> Response:
    """Redirect to the page of two actors that are named by names or codes."""
    slugs = [entity_named(request.args.get(name, "")).removeprefix(str(ID)) for name in ("a", "b")]
    day = request.args.get("at") or None
    return redirect(url_for("dyad.dyad", first=slugs[0], second=slugs[1], at=day), 303)


@blueprint.get("/dyad/<path:first>/<second>")
def dyad(first: str, second: str) -> Response:
    """Show everything between two actors on one timeline, asserted and inferred."""
    if first == second:
        raise BadRequest("Both actors are the same; expected two.")
    (a, day), (b, _) = requested_entity(f"{ID}{first}"), requested_entity(f"{ID}{second}")
    pair = pair_of(a, b, names().labels)
    return page(
        "dyad.html",
        pair=pair,
        a=a,
        b=b,
        day=day,
        timeline=timeline_of(pair, explain_address, local_path),
        disputes=disputes_of(a.iri, a.schema, a.statements.records, published().manifest.contradictions),
        why=lambda relation: _why(pair, relation),
        theme=lambda relation: theme_of(a.schema, relation).label,
        why_common=lambda shared, entity: explain_address(
            entity.iri, shared.prop, shared.other, pair.day_of(shared.both)
        ),
    )


def _why(pair: Pair, relation: Relation) -> str:
    return explain_address(*pair.statement(relation), pair.a.day_of(relation))
