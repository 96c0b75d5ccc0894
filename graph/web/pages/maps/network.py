"""The network: what surrounds an entity, and the shortest paths between two, on any day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, request
from werkzeug.exceptions import BadRequest

from ....rdf.curies import shorten
from ....rdf.namespaces import ID
from ....reason.evaluation.dates.days import iso_of
from ....views.addresses import explain_address
from ....views.atlas.world import shown_days
from ....views.closure_index import ClosureIndex, index_of
from ....views.networks.bond_periods import BondPeriods
from ....views.networks.neighbourhood import Bond, bonds_of, living_on
from ....views.networks.paths import Path, shortest_paths
from ....views.networks.ties import Tie, linking_relations
from ....views.schema import Schema, Theme, schema_of
from ...needing_dates import needs_dates, without_dates
from ...request_context import published, settings
from ..answers.search import entity_named, labelled
from ..common.parameters import iri_of, number_parameter
from ..common.rendering import page
from ..common.requested_entity import requested_entity
from ..common.selected_day import selected_day

blueprint = Blueprint("network", __name__)

FIRST = str(ID.kazakhstan)
FIRST_YEAR = 1816
MOST_PATHS = 20
USUAL_PATHS = 5
_POLICY = (
    "default-src 'self'; img-src 'self' blob:; object-src 'none'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Row:
    """A row of the table: an entity, how it is related, when (`since` in ISO 8601, `period` in words), and why."""

    other: str
    label: str
    sentence: str
    since: str
    period: str
    why: str
    theme: Theme


@dataclass(frozen=True)
class ShownPath:
    """A path in words: for each step the sentences of its relations with their explanations."""

    entities: tuple[tuple[str, str], ...]
    steps: tuple[tuple[tuple[str, str], ...], ...]


@blueprint.get("/graph")
def graph() -> Response:
    """Lead to the network."""
    return Response(headers=redirect(f"/network?{request.query_string.decode()}", 303).headers, status=303)


@blueprint.get("/network")
@needs_dates
def network() -> Response:
    """Show what surrounds an entity on a day, or the shortest paths between two."""
    first, second, day = _entity("a") or FIRST, _entity("b"), selected_day()
    labels, index, schema = labelled({first, second} - {""}), _index(), schema_of(published())
    rows = [] if second else _rows(bonds_of(index, schema, first), first, day.date)
    ends = _ends(index, first, second, day.date) if second else ()
    response = page(
        "network.html",
        first=(first, labels.get(first, shorten(first))),
        second=(second, labels.get(second, shorten(second))) if second else None,
        ends=[(iri, labelled([iri]).get(iri, shorten(iri))) for iri in ends],
        day=day,
        rows=rows,
        paths=[_shown(path, day.date) for path in _paths(ends, day.date)] if ends else [],
        relations=_choices(schema),
        chosen=_relations(),
        first_year=FIRST_YEAR,
        last_year=max(day.date.year, settings().reference_day.year),
        address=urlencode({"a": first, "b": second, "at": day.date.isoformat()}),
    )
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@blueprint.get("/network/around.json")
@needs_dates
def around() -> Response:
    """Give the relations of an entity to others on all days, with their themes."""
    entity, schema = _entity("a") or FIRST, schema_of(published())
    bonds = bonds_of(_index(), schema, entity)
    labels = labelled({entity, *(bond.other for bond in bonds)})
    periods = _periods(entity) if bonds else None
    themes = sorted({bond.theme for bond in bonds})
    response = jsonify(
        {
            "entity": [entity, labels.get(entity, shorten(entity))],
            "themes": [[theme.name, theme.label] for theme in themes],
            "bonds": [
                {
                    "other": [bond.other, labels.get(bond.other, shorten(bond.other))],
                    "property": [bond.prop, schema.label(bond.prop)],
                    "outgoing": bond.outgoing,
                    "theme": bond.theme.name,
                    "days": [shown_days(days) for days in bond.days],
                    "periods": [periods.words(bond, days) for days in bond.days] if periods else [],
                }
                for bond in bonds
            ],
        }
    )
    response.headers["Cache-Control"] = "max-age=300"
    return response


@blueprint.get("/network/paths.json")
@needs_dates
def paths() -> Response:
    """Give the shortest paths between two entities over the relations of a day."""
    first, second, day = _entity("a"), _entity("b"), selected_day().date
    if not (first and second):
        raise BadRequest("a and b name the two entities between which paths are sought; one is missing.")
    schema, ends = schema_of(published()), _ends(_index(), first, second, day)
    found = _paths(ends, day) if ends else []
    labels = labelled({first, second, *(entity for path in found for entity in path.entities)})
    return jsonify(
        {
            "day": day.isoformat(),
            "between": [[iri, labels.get(iri, shorten(iri))] for iri in ends],
            "labels": labels,
            "themes": _themes(found, schema),
            "paths": [_described(path, schema, day) for path in found],
        }
    )


def _themes(found: Iterable[Path], schema: Schema) -> list[tuple[str, str]]:
    """The themes of the relations on the paths, in their order."""
    ties = (tie for path in found for step in path.steps for tie in step.ties)
    return [(theme.name, theme.label) for theme in sorted({schema.theme(tie.prop) for tie in ties})]


def _described(path: Path, schema: Schema, day: date) -> dict[str, Any]:
    steps = [
        {"from": step.start, "to": step.end, "ties": [_tie(tie, schema, day) for tie in step.ties]}
        for step in path.steps
    ]
    return {"entities": list(path.entities), "steps": steps}


def _tie(tie: Tie, schema: Schema, day: date) -> dict[str, Any]:
    return {
        "subject": tie.subject,
        "property": tie.prop,
        "label": schema.label(tie.prop),
        "object": tie.target,
        "theme": schema.theme(tie.prop).name,
        "days": shown_days((tie.begin, tie.end)),
        "why": explain_address(tie.subject, tie.prop, tie.target, day.isoformat()),
    }


def _rows(bonds: list[Bond], entity: str, day: date) -> list[Row]:
    schema = schema_of(published())
    labels = labelled({entity, *(bond.other for bond in bonds)})
    periods = _periods(entity) if bonds else None
    rows = []
    for bond in bonds:
        period = bond.period(day)
        if period is not None and periods is not None:
            subject, prop, target = bond.statement(entity)
            sentence = f"{labels.get(subject, '')} {schema.label(prop)} {labels.get(target, '')}"
            why = explain_address(subject, prop, target, day.isoformat())
            since, words = iso_of(period[0]) or "", periods.words(bond, period)
            rows.append(Row(bond.other, labels.get(bond.other, ""), sentence, since, words, why, bond.theme))
    return rows


def _periods(entity: str) -> BondPeriods:
    """The periods of the relations of an entity in the words of its lists, as of the day of the request."""
    return BondPeriods(requested_entity(entity)[0])


def _shown(path: Path, day: date) -> ShownPath:
    labels, schema = labelled(path.entities), schema_of(published())
    return ShownPath(
        tuple((entity, labels.get(entity, shorten(entity))) for entity in path.entities),
        tuple(
            tuple(
                (
                    f"{labels.get(tie.subject, '')} {schema.label(tie.prop)} {labels.get(tie.target, '')}",
                    explain_address(tie.subject, tie.prop, tie.target, day.isoformat()),
                )
                for tie in step.ties
            )
            for step in path.steps
        ),
    )


def _paths(ends: tuple[str, ...], day: date) -> tuple[Path, ...]:
    most = number_parameter("most", USUAL_PATHS)
    if most > MOST_PATHS:
        raise BadRequest(f"most is {most}; expected at most {MOST_PATHS}.")
    return shortest_paths(published(), (ends[0], ends[1]), day, _relations(), most)


def _ends(index: ClosureIndex, first: str, second: str, day: date) -> tuple[str, ...]:
    """The two entities on a day, or their predecessors or successors then; empty where there are none."""
    living = [living_on(published(), index, entity, day) for entity in (first, second)]
    return tuple(found[0] for found in living) if all(living) else ()


def _relations() -> list[str]:
    """The relations that the address chooses.

    Aborts with 400 for one that links no entities.
    """
    chosen = [iri_of(text if ":" in text else f"wph:{text}") for text in request.args.getlist("relation") if text]
    known = linking_relations(schema_of(published()))
    for iri in chosen:
        if iri not in known:
            raise BadRequest(f"relation is {shorten(iri)!r}, which links no entities; /network lists those that do.")
    return chosen


def _choices(schema: Schema) -> list[tuple[Theme, list[tuple[str, str]]]]:
    """The general relations by theme, each with its label."""
    props = linking_relations(schema)
    general = [prop for prop in props if not any(above in props for above in schema.above.get(prop, ()))]
    themes = sorted({schema.theme(prop) for prop in general})
    return [
        (
            theme,
            sorted(
                ((prop, schema.label(prop)) for prop in general if schema.theme(prop) == theme),
                key=lambda each: each[1],
            ),
        )
        for theme in themes
    ]


def _entity(parameter: str) -> str:
    """The entity that a parameter denotes by a name, a code or an IRI; empty without it."""
    text = request.args.get(parameter, "").strip()
    return entity_named(text) if text else ""


def _index() -> ClosureIndex:
    """The index of the version.

    Aborts with 404 where its reasoner keeps no dates.
    """
    index = index_of(published())
    if index is None:
        raise without_dates()
    return index
