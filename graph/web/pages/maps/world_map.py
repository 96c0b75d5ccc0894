"""The atlas: states in one relation to an entity, or in two, on any day, as a map with its table.

The page loads the world and each layer once, for all days; scripts then draw any day without asking again. Without
scripts it shows the picture of the day that the server draws, and the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from ....rdf.namespaces import ID
from ....rdf.written_days import written
from ....reason.evaluation.dates.days import day_number
from ....views.atlas.geometry import HEIGHT, WIDTH, Outline, project, read_outlines
from ....views.atlas.layers import LAYERS, DatedLayer, disputed_states, numeric_codes
from ....views.atlas.outlines import own_points
from ....views.atlas.painting import kind_of, painted_on
from ....views.atlas.world import World, shown_days, world_json, world_of
from ....views.entities.lists import property_list_name
from ...needing_dates import needs_dates, without_dates
from ...request_context import published, settings
from ..answers.search import labelled
from ..common.addresses import local_path
from ..common.parameters import known_parameters
from ..common.rendering import page
from ..common.selected_day import Day, selected_day
from ..common.spreadsheets import csv_file
from .map_choice import Choice, chosen_layers, heading, last_covered, layer_on_all_days, requested_choices
from .map_rows import Place, csv_rows, places_on

blueprint = Blueprint("world_map", __name__)

FIRST_YEAR = 1816
_PICTURE_POLICY = "default-src 'self'; img-src 'self' blob:; object-src 'none'; form-action 'self'; base-uri 'none'"
"""The policy of pages that turn their picture into a PNG file, which goes through an image made by the script."""
_KEPT_SECONDS = 300


@blueprint.get("/map")
def world_map() -> Response:
    """Show states on a map: members, allies, parties, neighbours, those that recognize, on any day."""
    response = _atlas("map.html")
    response.headers["Content-Security-Policy"] = f"{_PICTURE_POLICY}; frame-ancestors 'none'"
    return response


@blueprint.get("/map/embed")
def embedded_map() -> Response:
    """Show the map alone, for the frame of another page."""
    response = _atlas("map_embed.html")
    response.headers["Content-Security-Policy"] = _PICTURE_POLICY
    return response


def has_outlines() -> bool:
    """Whether the outlines of countries, which come with the bundle of scripts, are there to draw."""
    return _outlines_file().is_file()


def _atlas(template: str) -> Response:
    choices, day = requested_choices(), selected_day()
    layers, query = chosen_layers(choices), request.args.get("query", "").strip()
    return page(
        template,
        layers=LAYERS.values(),
        choices=choices,
        query=query,
        heading=heading(choices, query),
        day=day,
        first_year=FIRST_YEAR,
        last_year=max(day.date.year, settings().reference_day.year),
        address=urlencode(known_parameters() | {"at": day.date.isoformat()}),
        lists=[(choice, _list_address(choice)) for choice in choices],
        places=[] if query else places_on(day, choices, layers),
        missing=_missing(choices, layers, day.date),
        covered=_last_covered(choices, day),
        has_picture=not query and has_outlines() and world_of(published()) is not None,
    )


@blueprint.get("/map/world.json")
@needs_dates
def world() -> Response:
    """Give what each outline of the map stands for on every day, the lives of states, and what is disputed."""
    response = jsonify(world_json(_world(), labelled))
    response.headers["Cache-Control"] = f"max-age={_KEPT_SECONDS}"
    return response


@blueprint.get("/map/layer.json")
@needs_dates
def layer() -> Response:
    """Give one layer for all days: when the relation holds to each state, and when silence means that it does not."""
    choice = requested_choices()[0]
    dated = layer_on_all_days(choice)
    if dated is None:
        raise without_dates()
    labels = labelled(dated.states)
    response = jsonify(
        {
            "name": choice.layer.name,
            "label": choice.layer.label,
            "property": choice.layer.prop,
            "fromEntity": choice.layer.from_entity,
            "entity": [choice.entity, choice.label],
            "states": {
                state: [labels.get(state, state), *map(shown_days, periods)]
                for state, periods in dated.states.items()
            },
            "complete": [shown_days(days) for days in dated.complete],
            "own": {state: [shown_days(days) for days in complete] for state, complete in dated.own.items()},
        }
    )
    response.headers["Cache-Control"] = f"max-age={_KEPT_SECONDS}"
    return response


@blueprint.get("/map.csv")
@needs_dates
def map_csv() -> Response:
    """Give every state of the day as CSV: whether the relation holds to it, does not hold, or is not known."""
    choices, day = requested_choices(), selected_day()
    header, rows = csv_rows(_world(), choices, chosen_layers(choices), day.date)
    name = "-".join(f"{choice.layer.name}-{local_path(choice.entity).rpartition('/')[2]}" for choice in choices)
    return csv_file(f"map-{name}-{day.date.isoformat()}", header, rows)


@blueprint.get("/map.svg")
@needs_dates
def map_svg() -> Response:
    """Draw the map of a day as SVG, with its legend."""
    choices, day = requested_choices(), selected_day()
    layers, number = chosen_layers(choices), day_number(day.date)
    known = _world()
    painted = painted_on(known, layers, number)
    outlines = _outlines()
    shown = {state for outline in outlines if outline.id in painted for state in painted[outline.id].states}
    body = render_template(
        "map.svg",
        width=WIDTH,
        height=HEIGHT,
        choices=choices,
        day=day,
        outlines=[(outline, painted.get(outline.id)) for outline in outlines],
        dots=list(_dots(known, layers, number, shown)),
        labels=labelled(known.entities),
    )
    return Response(body, content_type="image/svg+xml; charset=utf-8")


def _dots(
    known: World, layers: list[DatedLayer], day: int, shown: set[str]
) -> Iterable[tuple[str, float, float, str]]:
    """The states of a day that no outline stands for, where a place of theirs is known: IRI, pixels, class."""
    points = own_points()
    for state in sorted(known.lives):
        if state in points and state not in shown and known.is_alive(state, day):
            yield (state, *project(*points[state]), kind_of(state, layers, day))


@blueprint.get("/map.json")
def map_json() -> Response:
    """Give the states of a map with their outlines, the entity at its centre, and states of disputed recognition."""
    choices, day = requested_choices()[:1], selected_day()
    codes, layers = numeric_codes(published().store), chosen_layers(choices)
    places = places_on(day, choices, layers)
    labels = _disputed(day)
    return jsonify(
        {
            "day": day.date.isoformat(),
            "centre": codes.get(choices[0].entity, ""),
            "outlines": _outlines_of(choices[0].entity, day.date),
            "places": [_described(place, codes, day.date) for place in places],
            "disputed": [{"code": codes.get(iri, ""), "label": label} for iri, label in labels.items()],
        }
    )


def _described(place: Place, codes: dict[str, str], day: date) -> dict[str, object]:
    return {
        "iri": place.iri,
        "label": place.label,
        "code": codes.get(place.iri, ""),
        "why": place.why[0],
        "outlines": _outlines_of(place.iri, day),
    }


@blueprint.get("/places.json")
def places() -> Response:
    """Give the ISO 3166-1 numeric code of each entity that has one, by IRI."""
    response = jsonify(numeric_codes(published().store))
    response.headers["Cache-Control"] = f"max-age={_KEPT_SECONDS}"
    return response


def _world() -> World:
    """The world of the version.

    Aborts with 404 where its reasoner keeps no dates.
    """
    known = world_of(published())
    if known is None:
        raise without_dates()
    return known


def _outlines_file() -> Path:
    return Path(current_app.static_folder or "") / "bundle" / "countries-110m.json"


def _outlines() -> tuple[Outline, ...]:
    """The outlines of the map.

    Aborts with 404 where the bundle of scripts, which brings them, has not been made.
    """
    try:
        return read_outlines(_outlines_file())
    except OSError:
        raise NotFound("There are no outlines to draw: the bundle of the pages has not been made.") from None


def _outlines_of(state: str, day: date) -> list[str]:
    """The outlines that stand for a state alone on a day, without the territories that it holds."""
    known = world_of(published())
    if known is None:
        return []
    on_day = ((outline, known.on(outline, day_number(day))) for outline in known.outlines)
    return [
        outline
        for outline, stretch in on_day
        if stretch is not None and stretch.states == (state,) and stretch.manner != "held"
    ]


def _list_address(choice: Choice) -> str:
    """The address of the list that has the same states; empty for what is no entity of the project."""
    name = property_list_name(choice.layer.prop, incoming=not choice.layer.from_entity)
    return f"{local_path(choice.entity)}/{name}" if choice.entity.startswith(str(ID)) else ""


def _last_covered(choices: list[Choice], day: Day) -> tuple[date, str] | None:
    """The last day that the lists of a map cover and its address, where they end before the day that is shown."""
    covered = last_covered(choices, day).date
    if covered == day.date:
        return None
    return covered, f"/map?{urlencode(known_parameters() | {'at': covered.isoformat()})}"


def _missing(choices: list[Choice], layers: list[DatedLayer], day: date) -> list[str]:
    """What is not known on the day, in one sentence for each layer whose list does not say all."""
    number = day_number(day)
    return [
        f"{_capitalized(choice.title)}: no complete list covers {written(day)}, so what is not in it is not known."
        for choice, dated in zip(choices, layers, strict=False)
        if not any(begin <= number < end for begin, end in dated.complete)
    ]


def _capitalized(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _disputed(day: Day) -> dict[str, str]:
    """States of disputed recognition on a day, with their labels."""
    known = world_of(published())
    if known is None:
        return labelled(disputed_states(day.store))
    number = day_number(day.date)
    return labelled(
        {each.place for each in known.disputes if not each.claimant and each.days[0] <= number < each.days[1]}
    )
