"""Two actors side by side: what holds between them, what both are in, and the records that name both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from ...rdf.namespaces import ID, WPH
from ...views.entities.disputes import disputes_of
from ...views.entities.statements import Relation, theme_of
from ...views.periods import Period
from ...views.schema import Schema, Theme
from ...views.situations.reported import ReportedSituation
from ...views.timeline import Item, Timeline, draw
from ..request_context import published
from .entity import Context, explain_address, read_context
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

    a: Context
    b: Context
    between: tuple[Relation, ...]
    common: tuple[Common, ...]
    records: tuple[ReportedSituation, ...]
    labels: dict[str, str]


@blueprint.get("/dyad/<path:first>/<second>")
def dyad(first: str, second: str) -> Response:
    """Show everything between two actors on one timeline, asserted and inferred."""
    if first == second:
        raise BadRequest("Both actors are the same; expected two.")
    pair = _pair(read_context(f"{ID}{first}"), read_context(f"{ID}{second}"))
    a, b, schema = pair.a, pair.b, pair.a.schema
    return page(
        "dyad.html",
        a=a,
        b=b,
        day=a.day,
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
        why_common=lambda one, context: explain_address(context.iri, one.prop, one.other, _day(one.both, a)),
    )


def _pair(a: Context, b: Context) -> Pair:
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
    """What two actors have the same relation to, when both had it at one time."""
    theirs = {(one.prop, one.other): one for one in second if not one.incoming}
    found = []
    for one in first:
        other = theirs.get((one.prop, one.other))
        if one.incoming or other is None or not _is_shared(schema, one.prop):
            continue
        met = (mine.meet(its) for mine in one.periods or (Period(),) for its in other.periods or (Period(),))
        both = tuple(period for period in met if period is not None)
        if both:
            found.append(Common(one.prop, one.other, one.periods, other.periods, both, schema.theme(one.prop)))
    return found


def _is_shared(schema: Schema, prop: str) -> bool:
    return any(prop == shared or schema.is_below(prop, shared) for shared in _SHARED)


def _is_claim(schema: Schema, record: ReportedSituation) -> bool:
    return record.kind == _CLAIM or schema.is_below(record.kind, _CLAIM)


def _holds(one: Common, context: Context) -> bool:
    return any(period.holds(context.day.date) for period in one.both)


def _why(a: Context, b: Context, one: Relation) -> str:
    subject, target = (b.iri, a.iri) if one.incoming else (a.iri, b.iri)
    day = a.day.date.isoformat() if one.holds else _day(one.periods, a)
    return explain_address(subject, one.prop, target, day)


def _day(periods: tuple[Period, ...], context: Context) -> str:
    """A day on which something holds: that of the page if it does, else the first of its last period."""
    if any(period.holds(context.day.date) for period in periods) or not periods:
        return context.day.date.isoformat()
    return periods[-1].begin[:10] or context.day.date.isoformat()


def _timeline(pair: Pair) -> Timeline | None:
    """Lanes by theme: relations that follow (dashed), what both are in (dashed), and records."""
    placed = [*_items_between(pair), *_items_common(pair), *_items_recorded(pair)]
    lanes = [theme.label for theme in sorted({theme for theme, _ in placed})]
    return draw((item for _, item in placed), pair.a.day.date, lanes)


def _items_between(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for one in pair.between:
        theme = theme_of(pair.a.schema, one)
        ends = (pair.b.title, pair.a.title) if one.incoming else (pair.a.title, pair.b.title)
        text = f"{ends[0]} {pair.a.schema.label(one.prop)} {ends[1]}"
        address = _why(pair.a, pair.b, one)
        yield from ((theme, Item(theme.label, text, address, period, not one.is_asserted)) for period in one.periods)


def _items_common(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for one in pair.common:
        text = f"both {pair.a.schema.label(one.prop)} {pair.labels.get(one.other, '')}"
        address = explain_address(pair.a.iri, one.prop, one.other, _day(one.both, pair.a))
        yield from ((one.theme, Item(one.theme.label, text, address, period, is_derived=True)) for period in one.both)


def _items_recorded(pair: Pair) -> Iterator[tuple[Theme, Item]]:
    for one in pair.records:
        theme = theme_of(pair.a.schema, one)
        yield theme, Item(theme.label, pair.a.label(one.iri), local_path(one.iri), one.period)


def _slug(text: str) -> str:
    """The last part of the IRI of the actor that a name or a code stands for."""
    hits = [hit for hit in names().find(text, 5) if hit.iri.startswith(str(ID))]
    if not hits:
        raise NotFound(f"There is nothing called {text!r}.")
    return hits[0].iri.removeprefix(str(ID))
