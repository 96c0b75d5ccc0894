"""The world on a date: who borders a state, who is in an organization, allied with a state, party to a treaty.

The page is a table that scripts draw as a map. Shapes are of the present day and come with the bundle of scripts.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from ...rdf.namespaces import ID
from ...views.addresses import explain_address
from ...views.entities.lists import property_list_name
from ...views.map_layers import LAYERS, Layer, disputed_states, numeric_codes, states_in
from ..request_context import published
from .addresses import local_path
from .parameters import iri_of
from .rendering import page
from .search import entity_named, names
from .selected_day import Day, selected_day

blueprint = Blueprint("world_map", __name__)

FIRST = ("borders", str(ID.kazakhstan))


@dataclass(frozen=True)
class Place:
    """A state on the map: IRI, label, numeric code, and the address that explains why it is there."""

    iri: str
    label: str
    code: str
    why: str


@blueprint.get("/map")
def world_map() -> Response:
    """Show states on a map: members, neighbours, allies, parties, on any day."""
    layer, entity, day = _requested()
    return page(
        "map.html",
        layers=LAYERS.values(),
        layer=layer,
        entity=entity,
        label=names().labels([entity]).get(entity, entity),
        day=day,
        list=_list_address(layer, entity),
        places=_places(layer, entity, day),
        disputed=sorted(_disputed(day).values()),
    )


@blueprint.get("/map.json")
def map_json() -> Response:
    """Give the states of a map with their codes, the entity at its centre, and states of disputed recognition."""
    layer, entity, day = _requested()
    codes = numeric_codes(published().store)
    return jsonify(
        {
            "day": day.date.isoformat(),
            "centre": codes.get(entity, ""),
            "places": [vars(place) for place in _places(layer, entity, day)],
            "disputed": [{"code": codes.get(iri, ""), "label": label} for iri, label in _disputed(day).items()],
        }
    )


@blueprint.get("/places.json")
def places() -> Response:
    """Give the ISO 3166-1 numeric code of each entity that has one, by IRI."""
    response = jsonify(numeric_codes(published().store))
    response.headers["Cache-Control"] = "max-age=300"
    return response


def _requested() -> tuple[Layer, str, Day]:
    """The layer, the entity and the day that the address names.

    Aborts with 400 or 404 when a map cannot show them.
    """
    name = request.args.get("show", FIRST[0])
    if name not in LAYERS:
        raise BadRequest(f"show is {name!r}; expected one of {', '.join(LAYERS)}.")
    return LAYERS[name], _entity(request.args.get("of", "").strip()), selected_day()


def _entity(text: str) -> str:
    """The entity that a name, a code or an IRI denotes."""
    if not text:
        return FIRST[1]
    return iri_of(text) if text.startswith(("id:", "http")) else entity_named(text)


def _list_address(layer: Layer, entity: str) -> str:
    """The address of the list that has the same states; empty for what is no entity of the project."""
    name = property_list_name(layer.prop, incoming=not layer.from_entity)
    return f"{local_path(entity)}/{name}" if entity.startswith(str(ID)) else ""


def _places(layer: Layer, entity: str, day: Day) -> list[Place]:
    states = states_in(day.store, layer, entity)
    labels, codes = names().labels(states), numeric_codes(published().store)
    on = day.date.isoformat()
    places = [
        Place(iri, labels.get(iri, iri), codes.get(iri, ""), explain_address(*layer.statement(entity, iri), on))
        for iri in states
    ]
    return sorted(places, key=lambda place: place.label)


def _disputed(day: Day) -> dict[str, str]:
    """States of disputed recognition on a day, with their labels."""
    return names().labels(disputed_states(day.store))
