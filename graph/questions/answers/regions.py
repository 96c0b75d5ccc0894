"""The states of a region of the world: those of the geoscheme of the United Nations, and what is made of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from ...views.answers.completeness import Completeness
from ...views.select import select
from ..names.lexicon import Thing
from .context import Context
from .sentences import listed


def in_region(context: Context, states: Sequence[Thing], region: Thing) -> tuple[list[Thing], list[str]]:
    """Those of the states that lie in a region, and the names of those without a region."""
    rows = select(context.store, "SELECT DISTINCT ?state ?region WHERE { GRAPH ?g { ?state wph:unRegion ?region } }")
    regions = {(row["state"]["value"], row["region"]["value"]) for row in rows}
    things = context.lexicon.things
    regions |= {(family, place) for state, place in regions if state in things for family in things[state].families}
    placed = {state for state, _ in regions}
    wanted = region.parts or (region.iri,)
    inside = [
        state
        for state in states
        if any((key, part) in regions for key in _placed_by(state, placed) for part in wanted)
    ]
    return inside, [state.label for state in states if not _placed_by(state, placed)]


def _placed_by(state: Thing, placed: Collection[str]) -> list[str]:
    """By what a state is placed: by itself, else, for a former one, by a state that carries on its number."""
    if state.iri in placed:
        return [state.iri]
    return sorted(state.families & set(placed))[:1]


def region_gap(names: Sequence[str], day: date) -> list[tuple[str, date, Completeness]]:
    """The gap in a list of a region that states without a recorded region make."""
    return [("regions of former states", day, Completeness((), (), ("unRegion",)))] if names else []


def region_remarks(unplaced: Sequence[str]) -> list[str]:
    """How states are placed, and which cannot be."""
    said = ["A former state is in the region of the state that carries on its number."]
    return [*said, *([f"Of these no region is recorded: {listed(sorted(unplaced))}."] if unplaced else [])]
