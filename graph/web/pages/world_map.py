"""The world on a date: who borders a state, who is in an organization, allied with a state, party to a treaty.

The page is a table that scripts draw as a map. Shapes are of the present day and come with the bundle of scripts.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest, NotFound

from ...rdf.namespaces import ID, WPH
from ...store import Store
from ...views.select import select
from ..request_context import published
from .entity import explain_address
from .parameters import iri_of
from .rendering import page
from .search import names
from .selected_day import Day, selected_day

blueprint = Blueprint("mapping", __name__)


@dataclass(frozen=True)
class Showing:
    """Something that a map can show: a relation between states and the thing that is asked about."""

    name: str
    label: str
    prop: str
    from_thing: bool
    """Whether the relation goes from the thing to the states."""


SHOWINGS = {
    one.name: one
    for one in (
        Showing("members", "members of", str(WPH.memberOf), from_thing=False),
        Showing("borders", "neighbours of", str(WPH.borders), from_thing=True),
        Showing("allies", "allies of", str(WPH.alliedWith), from_thing=True),
        Showing("parties", "parties to", str(WPH.partyTo), from_thing=False),
        Showing("recognition", "states that recognize", str(WPH.recognizes), from_thing=False),
    )
}
FIRST = ("borders", str(ID.kazakhstan))


@dataclass(frozen=True)
class Place:
    """A state on the map, with the reason why it is there."""

    iri: str
    label: str
    code: str
    why: str


@blueprint.get("/map")
def world_map() -> Response:
    """Show states on a map: members, neighbours, allies, parties, on any day."""
    showing, thing, day = _asked()
    label = names().labels([thing]).get(thing, thing)
    return page(
        "map.html",
        showings=SHOWINGS.values(),
        showing=showing,
        thing=thing,
        label=label,
        day=day,
        places=_places(showing, thing, day),
        disputed=sorted(_disputed(day.store).values()),
    )


@blueprint.get("/map.json")
def map_json() -> Response:
    """Give what a map shows: states with their codes, the state asked about, and states of disputed recognition."""
    showing, thing, day = _asked()
    codes = numeric_codes(published().store)
    return jsonify(
        {
            "day": day.date.isoformat(),
            "centre": codes.get(thing, ""),
            "places": [vars(place) for place in _places(showing, thing, day)],
            "disputed": [{"code": codes.get(iri, ""), "label": label} for iri, label in _disputed(day.store).items()],
        }
    )


@blueprint.get("/places.json")
def places() -> Response:
    """Give the ISO 3166-1 numeric code of each thing that has one, by IRI."""
    response = jsonify(numeric_codes(published().store))
    response.headers["Cache-Control"] = "max-age=300"
    return response


def numeric_codes(store: Store) -> dict[str, str]:
    """The ISO 3166-1 numeric codes, which shapes of countries carry; where there were several, the latest."""
    rows = select(
        store,
        """SELECT ?thing ?text WHERE { GRAPH ?g { ?code wph:codeOf ?thing ; wph:codeText ?text ;
            wph:codeScheme wph:iso3166Numeric OPTIONAL { ?code wph:validFrom ?from } } } ORDER BY ?from ?text""",
    )
    return {row["thing"]["value"]: row["text"]["value"] for row in rows}


def _asked() -> tuple[Showing, str, Day]:
    """What the address asks for.

    Aborts with 400 or 404 when that is nothing a map can show.
    """
    name = request.args.get("show", FIRST[0])
    if name not in SHOWINGS:
        raise BadRequest(f"show is {name!r}; expected one of {', '.join(SHOWINGS)}.")
    return SHOWINGS[name], _thing(request.args.get("of", "").strip()), selected_day()


def _thing(text: str) -> str:
    """The thing that a name, a code or an IRI stands for."""
    if not text:
        return FIRST[1]
    if text.startswith(("id:", "http")):
        return iri_of(text)
    hits = names().find(text, 1)
    if not hits:
        raise NotFound(f"There is nothing called {text!r}.")
    return hits[0].iri


def _places(showing: Showing, thing: str, day: Day) -> list[Place]:
    pattern = f"<{thing}> <{showing.prop}> ?state" if showing.from_thing else f"?state <{showing.prop}> <{thing}>"
    found = [row["state"]["value"] for row in select(day.store, f"SELECT DISTINCT ?state WHERE {{ {pattern} }}")]
    labels, codes = names().labels(found), numeric_codes(published().store)
    on = day.date.isoformat()
    places = [
        Place(
            iri,
            labels.get(iri, iri),
            codes.get(iri, ""),
            explain_address(thing, showing.prop, iri, on)
            if showing.from_thing
            else explain_address(iri, showing.prop, thing, on),
        )
        for iri in found
    ]
    return sorted(places, key=lambda place: place.label)


def _disputed(store: Store) -> dict[str, str]:
    """States of disputed recognition on a day, with their labels."""
    rows = select(store, "SELECT DISTINCT ?state WHERE { ?state a wph:DisputedState }")
    return names().labels(row["state"]["value"] for row in rows)
