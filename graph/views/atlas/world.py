"""The world on all days at once, as a map needs it: outlines with their states, states as dots, what is disputed.

A page loads it once, and shows any day without asking again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...rdf.curies import local_name
from ...rdf.namespaces import ID, WPH
from ...reason.evaluation.dates.days import ALWAYS_FROM, ALWAYS_UNTIL
from ...versions.published import PublishedVersion
from ..closure_index import ClosureIndex, index_of
from ..version_cache import PerVersion
from .layers import numeric_codes
from .outlines import Days, Geography, Stretch, own_points, read_geography

LabelLookup = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class Dispute:
    """A territory with a state that claims it, or, without a `claimant`, a state of disputed recognition.

    `outline` is that of the territory, empty where the map has none; a state is disputed wherever it is drawn.
    """

    outline: str
    place: str
    claimant: str
    days: Days


@dataclass(frozen=True)
class World:
    """What each outline stands for, the lives and codes of states, and what is disputed."""

    outlines: Mapping[str, tuple[Stretch, ...]]
    lives: Mapping[str, tuple[Days, ...]]
    codes: Mapping[str, str]
    disputes: tuple[Dispute, ...]

    def on(self, outline: str, day: int) -> Stretch | None:
        """What an outline stands for on a day; None for an outline that the graph does not know."""
        return next((each for each in self.outlines.get(outline, ()) if each.days[0] <= day < each.days[1]), None)

    def is_alive(self, state: str, day: int) -> bool:
        """Whether a state exists on a day."""
        return any(begin <= day < end for begin, end in self.lives.get(state, ()))

    @property
    def entities(self) -> list[str]:
        """Every entity that the map names, in one order."""
        stretches = [stretch for found in self.outlines.values() for stretch in found]
        return sorted(
            {
                *self.lives,
                *(state for stretch in stretches for state in stretch.states),
                *(stretch.through for stretch in stretches if stretch.through),
                *(name for dispute in self.disputes for name in (dispute.place, dispute.claimant) if name),
            }
        )


def _read(version: PublishedVersion) -> World | None:
    index = index_of(version)
    if index is None:
        return None
    codes = numeric_codes(version.store)
    geography = read_geography(index, codes)
    return World(
        {outline: tuple(geography.stretches(outline)) for outline in sorted(geography.owners)},
        geography.lives,
        {entity: code for entity, code in codes.items() if entity in geography.lives},
        tuple(
            sorted(_disputes(index, geography), key=lambda dispute: (dispute.place, dispute.claimant, dispute.days))
        ),
    )


_WORLDS = PerVersion(_read)
world_of = _WORLDS.of
"""The world of a version; None where its reasoner keeps no dates."""


def _disputes(index: ClosureIndex, geography: Geography) -> Iterable[Dispute]:
    outlines = {owner: outline for outline, owners in geography.owners.items() for owner in owners}
    outlines |= {
        row.entity: row.outline
        for rows in geography.assignments.values()
        for row in rows
        if row.entity in geography.holders
    }
    disputed = str(WPH.DisputedState)
    for state, _, kind, begin, end in index.edges([], [disputed]):
        if kind == disputed:
            yield Dispute("", state, "", (begin, end))
    for territory, _, claimant, begin, end in set(index.edges([str(WPH.claimedBy)], [])):
        governed = str(ID[local_name(territory).removeprefix("territory-of-")])
        yield Dispute(outlines.get(territory) or outlines.get(governed, ""), territory, claimant, (begin, end))


def world_json(world: World, labels_of: LabelLookup) -> dict[str, Any]:
    """The world for a script: entities are named by their place in `entities`, days are numbers, null where open."""
    entities = world.entities
    places = {entity: place for place, entity in enumerate(entities)}
    labels = labels_of(entities)
    return {
        "entities": [[entity, labels.get(entity) or local_name(entity)] for entity in entities],
        "outlines": {
            outline: [_stretch(stretch, places) for stretch in stretches]
            for outline, stretches in world.outlines.items()
        },
        "lives": {places[state]: [shown_days(days) for days in lives] for state, lives in world.lives.items()},
        "codes": {places[state]: code for state, code in world.codes.items()},
        "points": {places[state]: point for state, point in own_points().items() if state in places},
        "disputes": [
            [dispute.outline, places[dispute.place], places.get(dispute.claimant), *shown_days(dispute.days)]
            for dispute in world.disputes
        ],
    }


def _stretch(stretch: Stretch, places: Mapping[str, int]) -> list[Any]:
    states = [places[state] for state in stretch.states]
    return [
        *shown_days(stretch.days),
        states,
        stretch.manner,
        *([places[stretch.through]] if stretch.through else ()),
    ]


def shown_days(days: Days) -> list[int | None]:
    """The two bounds, None where open."""
    begin, end = days
    return [None if begin == ALWAYS_FROM else begin, None if end == ALWAYS_UNTIL else end]
