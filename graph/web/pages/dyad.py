"""Two actors side by side: what holds between them, what both are in, and the records that name both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from ...rdf.namespaces import ID, WPH
from ...views.entities.disputes import disputes_of
from ...views.entities.entity import Entity
from ...views.entities.statements import Relation, theme_of
from ...views.periods import Period
from ...views.schema import Schema, Theme
from ...views.situations.reported import ReportedSituation
from ...views.timeline import Item, Timeline, draw
from ..request_context import published
from .entity import explain_address, requested_entity
from .rendering import local_path, page
from .search import names

blueprint = Blueprint("dyad", __name__)

_SHARED = tuple(str(WPH[name]) for name in ("affiliatedWith", "partyTo", "consentedTo", "participatesIn"))
"""Relations, with those below them, of which it says something that two actors have the same."""
_CLAIM = str(WPH.Claim)


@dataclass(frozen=True)
class Common:
    """Something that both have the same relation to, with when each has it and when both do."""

    prop: str
    other: str
    first: tuple[Period, ...]
    second: tuple[Period, ...]
    both: tuple[Period, ...]
    theme: Theme


@blueprint.get("/dyad")
def choose() -> Response:
    """Lead to the page of two actors that are named as people name them."""
    slugs = [_slug(request.args.get(name, "")) for name in ("a", "b")]
    day = request.args.get("at") or None
    return redirect(url_for("dyad.dyad", first=slugs[0], second=slugs[1], at=day), 303)


@dataclass(frozen=True)
class Pair:
    """Two actors with all that is told of them together."""

    a: Entity
    b: Entity
    between: tuple[Relation, ...]
    common: tuple[Common, ...]
    records: tuple[ReportedSituation, ...]
    labels: dict[str, str]


@blueprint.get("/dyad/<path:first>/<second>")
def dyad(first: str, second: str) -> Response:
    """Show everything between two actors on one timeline, asserted and inferred."""
    if first == second:
        raise BadRequest("Both actors are the same; expected two.")
    (a, day), (b, _) = requested_entity(f"{ID}{first}"), requested_entity(f"{ID}{second}")
    pair = _pair(a, b)
    schema = a.schema
    return page(
        "dyad.html",
        a=a,
        b=b,
        day=day,
        between=pair.between,
        common=pair.common,
        labels=pair.labels,
        records=[one for one in pair.records if not _is_claim(schema, one)],
        claims=[one for one in pair.records if _is_claim(schema, one)],
        timeline=_timeline(pair),
        disputes=disputes_of(a.iri, schema, a.statements.records, published().manifest.contradictions),
        holds=lambda one: _holds(one, a),
        why=lambda one: _why(a, b, one),
        theme=lambda one: theme_of(schema, one).label,
        why_common=lambda one, entity: explain_address(entity.iri, one.prop, one.other, _day(one.both, a)),
    )


def _pair(a: Entity, b: Entity) -> Pair:
    schema, in_both = a.schema, {one.iri for one in b.statements.records}
    between = [one for one in a.statements.relations if one.other == b.iri]
    common = common_of(schema, a.statements.relations, b.statements.relations)
    labels = names().labels(one.other for one in common)
    return Pair(
        a,
        b,
        tuple(sorted(between, key=lambda one: (theme_of(schema, one), not one.holds, schema.label(one.prop)))),
        tuple(sorted(common, key=lambda one: (one.theme, not _holds(one, a), labels.get(one.other, "")))),
        tuple(one for one in a.statements.records if one.iri in in_both),
        labels,
    )


def common_of(schema: Schema, first: Iterable[Relation], second: Iterable[Relation]) -> list[Common]:
    """What two actors have the same relation to, when both had it at the same time."""
    theirs = {(relation.prop, relation.other): relation for relation in second if not relation.incoming}
    found = []
    for relation in first:
        other = theirs.get((relation.prop, relation.other))
        if relation.incoming or other is None or not _is_shared(schema, relation.prop):
            continue
        met = (mine.meet(its) for mine in relation.periods or (Period(),) for its in other.periods or (Period(),))
        both = tuple(period for period in met if period is not None)
        if both:
            found.append(
                Common(
                    relation.prop, relation.other, relation.periods, other.periods, both, schema.theme(relation.prop)
                )
            )
    return found


def _is_shared(schema: Schema, prop: str) -> bool:
    return any(prop == shared or schema.is_below(prop, shared) for shared in _SHARED)


def _is_claim(schema: Schema, record: ReportedSituation) -> bool:
    return record.kind == _CLAIM or schema.is_below(record.kind, _CLAIM)


def _holds(common: Common, entity: Entity) -> bool:
    return any(period.holds(entity.date) for period in common.both)


def _why(a: Entity, b: Entity, relation: Relation) -> str:
    subject, target = (b.iri, a.iri) if relation.incoming else (a.iri, b.iri)
    day = a.date.isoformat() if relation.holds else _day(relation.periods, a)
    return explain_address(subject, relation.prop, target, day)


def _day(periods: tuple[Period, ...], entity: Entity) -> str:
    """A day on which something holds: that of the page if it does, else the first of its last period."""
    if any(period.holds(entity.date) for period in periods) or not periods:
        return entity.date.isoformat()
    return periods[-1].begin[:10] or entity.date.isoformat()


def _timeline(pair: Pair) -> Timeline | None:
    """Lanes by theme: relations that follow (dashed), what both are in (dashed), and records."""
    placed = [*_items_between(pair), *_items_common(pair), *_items_recorded(pair)]
    lanes = [theme.label for theme in sorted({theme for theme, _ in placed})]
    return draw((item for _, item in placed), pair.a.date, lanes)


def _items_between(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for relation in pair.between:
        theme = theme_of(pair.a.schema, relation)
        ends = (pair.b.title, pair.a.title) if relation.incoming else (pair.a.title, pair.b.title)
        text = f"{ends[0]} {pair.a.schema.label(relation.prop)} {ends[1]}"
        address = _why(pair.a, pair.b, relation)
        yield from (
            (theme, Item(theme.label, text, address, period, not relation.is_asserted)) for period in relation.periods
        )


def _items_common(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for common in pair.common:
        text = f"both {pair.a.schema.label(common.prop)} {pair.labels.get(common.other, '')}"
        address = explain_address(pair.a.iri, common.prop, common.other, _day(common.both, pair.a))
        yield from (
            (common.theme, Item(common.theme.label, text, address, period, is_derived=True)) for period in common.both
        )


def _items_recorded(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for record in pair.records:
        theme = theme_of(pair.a.schema, record)
        yield theme, Item(theme.label, pair.a.label(record.iri), local_path(record.iri), record.period)


def _slug(text: str) -> str:
    """The last part of the IRI of the actor that a name or a code stands for."""
    hits = [hit for hit in names().find(text, 5) if hit.iri.startswith(str(ID))]
    if not hits:
        raise NotFound(f"There is nothing called {text!r}.")
    return hits[0].iri.removeprefix(str(ID))
