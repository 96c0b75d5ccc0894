"""What the address of a map chooses: one layer or two, each with its entity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import request
from werkzeug.exceptions import BadRequest

from ....rdf.namespaces import ID
from ....reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL, day_number
from ....views.answers.statements import day_of
from ....views.atlas.layers import LAYERS, DatedLayer, Layer, dated_layer
from ....views.closure_index import index_of
from ....views.entities.lifetimes import lifetimes_of
from ...request_context import published
from ...source_coverage import coverage_rules
from ..answers.search import entity_named, labelled
from ..common.parameters import iri_of
from ..common.selected_day import Day

FIRST = ("members", str(ID.nato))
"""What the map shows first."""


@dataclass(frozen=True)
class Choice:
    """A layer with the entity that it is about."""

    layer: Layer
    entity: str
    label: str

    @property
    def title(self) -> str:
        """The layer in words: members of NATO."""
        return f"{self.layer.label} {self.label}"


def heading(choices: list[Choice], query: str) -> str:
    """What the map shows, as a heading without links."""
    text = "states of a query" if query else " and ".join(choice.title for choice in choices)
    return text[0].upper() + text[1:]


def requested_choices() -> list[Choice]:
    """The layers that the address names: `show` and `of`, and beside them `show2` and `of2`.

    Aborts with 400 or 404 when a map cannot show them.
    """
    first = _choice(request.args.get("show", FIRST[0]), request.args.get("of", "").strip() or FIRST[1], "show")
    second = request.args.get("of2", "").strip()
    return [first, _choice(request.args.get("show2", first.layer.name), second, "show2")] if second else [first]


def _choice(name: str, text: str, parameter: str) -> Choice:
    if name not in LAYERS:
        raise BadRequest(f"{parameter} is {name!r}; expected one of {', '.join(LAYERS)}.")
    entity = iri_of(text) if text.startswith("http") else entity_named(text)
    return Choice(LAYERS[name], entity, labelled([entity]).get(entity, entity))


def layer_on_all_days(choice: Choice) -> DatedLayer | None:
    """The layer of a choice on all days; None in a version whose reasoner keeps no dates."""
    version = published()
    index = index_of(version)
    if index is None:
        return None
    period = lifetimes_of(version).periods.get(choice.entity)
    begin, end = (day_of(period.begin), day_of(period.end)) if period else (None, None)
    life = (ALWAYS_FROM if begin is None else day_number(begin), ALWAYS_UNTIL if end is None else day_number(end))
    return dated_layer(index, coverage_rules(), choice.layer, choice.entity, life)


def chosen_layers(choices: list[Choice]) -> list[DatedLayer]:
    """The layers of choices on all days; none in a version whose reasoner keeps no dates."""
    dated = (layer_on_all_days(choice) for choice in choices)
    return [layer for layer in dated if layer is not None]


def last_covered(choices: Sequence[Choice], day: Day) -> Day:
    """The last day up to one that a complete list of each choice covers; that day itself where there is none."""
    layers, number = chosen_layers(list(choices)), day_number(day.date)
    ends = [max((end for begin, end in layer.complete if begin < number), default=ALWAYS_FROM) for layer in layers]
    earliest = min([number + 1, *ends])
    if not ALWAYS_FROM < earliest <= number:
        return day
    return Day(day.date - timedelta(days=number + 1 - earliest), chosen=True)
