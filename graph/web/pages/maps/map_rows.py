"""The table of a map: the states to which its layers hold on a day, and every state of the day as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ....reason.evaluation.dates.days import day_number, iso_of
from ....views.addresses import explain_address
from ....views.atlas.layers import DatedLayer, states_in
from ....views.atlas.world import World
from ..answers.search import labelled
from ..common.selected_day import Day
from .map_choice import Choice


@dataclass(frozen=True)
class Place:
    """A state of the table: IRI, label, and for each layer since when it holds and its explanation, else empty."""

    iri: str
    label: str
    since: tuple[str, ...]
    why: tuple[str, ...]


def places_on(day: Day, choices: Sequence[Choice], layers: Sequence[DatedLayer]) -> list[Place]:
    """The states to which a layer or another holds on a day, by name."""
    held = [set(_held(day, choice, layers[place : place + 1])) for place, choice in enumerate(choices)]
    states = set().union(*held)
    labels = labelled(states)
    places = [
        Place(
            state,
            labels.get(state, state),
            tuple(_since(layers[place : place + 1], state, day.date) for place in range(len(choices))),
            tuple(
                explain_address(*choice.layer.statement(choice.entity, state), day.date.isoformat())
                if state in among
                else ""
                for choice, among in zip(choices, held, strict=True)
            ),
        )
        for state in states
    ]
    return sorted(places, key=lambda place: (place.label, place.iri))


def _held(day: Day, choice: Choice, dated: Sequence[DatedLayer]) -> list[str]:
    """The states to which one layer holds on a day; without dates those of the store."""
    if not dated:
        return states_in(day.store, choice.layer, choice.entity)
    return [state for state in dated[0].states if dated[0].period(state, day_number(day.date)) is not None]


def _since(dated: Sequence[DatedLayer], state: str, day: date) -> str:
    period = dated[0].period(state, day_number(day)) if dated else None
    return "" if period is None else iso_of(period[0]) or ""


def csv_rows(
    world: World, choices: Sequence[Choice], layers: Sequence[DatedLayer], day: date
) -> tuple[list[str], Iterator[list[str]]]:
    """A header, and a row for each state that exists on a day: what each layer says of it, from when until when."""
    columns = [f"{name}{place}" for place in ("", "_2")[: len(layers)] for name in ("answer", "from", "until", "why")]
    return ["state", "label", *columns], _csv(world, choices, layers, day)


def _csv(world: World, choices: Sequence[Choice], layers: Sequence[DatedLayer], day: date) -> Iterator[list[str]]:
    number = day_number(day)
    states = [state for state in world.lives if world.is_alive(state, number)]
    labels = labelled(states)
    for state in sorted(states, key=lambda state: labels.get(state, state)):
        row = [state, labels.get(state, "")]
        for choice, layer in zip(choices, layers, strict=True):
            period = layer.period(state, number)
            begin, end = ("", "") if period is None else (iso_of(period[0]) or "", iso_of(period[1]) or "")
            why = explain_address(*choice.layer.statement(choice.entity, state), day.isoformat())
            row += [layer.status(state, number).value, begin, end, why]
        yield row
