"""The map of the first page: two alliances on any day."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from ....rdf.namespaces import ID
from ....views.atlas.layers import LAYERS
from ....views.atlas.world import world_of
from ...request_context import published, settings
from ..answers.search import labelled
from ..common.selected_day import Day, selected_day
from .map_choice import Choice, heading, last_covered
from .world_map import FIRST_YEAR, has_outlines

ALLIANCES = (str(ID.nato), str(ID.csto))


@dataclass(frozen=True)
class HeroMap:
    """What the map of the first page shows; `address` are its parameters on the page of maps."""

    choices: tuple[Choice, ...]
    day: Day
    first_year: int
    last_year: int
    address: str
    has_picture: bool
    is_last_covered: bool
    """Whether the day is the last that the lists of the map cover, and not the one that was asked for."""

    @property
    def heading(self) -> str:
        """What the map shows."""
        return heading(list(self.choices), "")


def alliances_map() -> HeroMap | None:
    """The map of alliances on the day of the request; None in a version without them, or without dates.

    Without a day it opens on the last one that its lists cover, when they end before the day of the service.
    """
    labels = labelled(ALLIANCES)
    if set(labels) != set(ALLIANCES) or world_of(published()) is None:
        return None
    requested, layer = selected_day(), LAYERS["members"]
    choices = tuple(Choice(layer, iri, labels[iri]) for iri in ALLIANCES)
    day = requested if requested.chosen else last_covered(choices, requested)
    first, second = (iri.removeprefix(str(ID)) for iri in ALLIANCES)
    parameters = {"show": layer.name, "of": f"id:{first}", "show2": layer.name, "of2": f"id:{second}"}
    address = urlencode(parameters | {"at": day.date.isoformat()})
    last_year = max(day.date.year, settings().reference_day.year)
    return HeroMap(choices, day, FIRST_YEAR, last_year, address, has_outlines(), day is not requested)
