"""How a map of a day paints its outlines: one class for each, and what a reader must know of it.

The scripts of the page do the same with the same words, so that a picture without scripts is the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .layers import DatedLayer, Status
from .world import World

ORDER = ("centre", "both", "first", "second", "unknown", "none")
"""The classes of a state, the most telling first: an outline of several states has the class of the most telling."""
EMPTY = "empty"
"""The class of an outline for which the graph has no state on the day."""


@dataclass(frozen=True)
class Painted:
    """The class of an outline, the states that it stands for, and what is special about it.

    `manner` is as in `Stretch`; `is_mixed` says that the class is not that of all its states.
    """

    outline: str
    kind: str
    states: tuple[str, ...]
    manner: str
    is_mixed: bool
    is_disputed: bool


def kind_of(state: str, layers: Sequence[DatedLayer], day: int) -> str:
    """The class of a state on a day, by what one layer or two say of it."""
    if any(layer.entity == state for layer in layers):
        return "centre"
    statuses = [layer.status(state, day) for layer in layers]
    holding = [status is Status.HOLDS for status in statuses]
    if all(holding):
        return "both" if len(holding) > 1 else "first"
    if any(holding):
        return ("first", "second")[holding.index(True)]
    return "unknown" if Status.NOT_KNOWN in statuses else "none"


def painted_on(world: World, layers: Sequence[DatedLayer], day: int) -> dict[str, Painted]:
    """How each outline of the world is painted on a day."""
    disputed = {
        dispute.outline or dispute.place for dispute in world.disputes if dispute.days[0] <= day < dispute.days[1]
    }
    painted = {}
    for outline in world.outlines:
        stretch = world.on(outline, day)
        if stretch is None:
            continue
        kinds = sorted({kind_of(state, layers, day) for state in stretch.states}, key=ORDER.index)
        painted[outline] = Painted(
            outline,
            kinds[0] if kinds else EMPTY,
            stretch.states,
            stretch.manner,
            len(kinds) > 1,
            outline in disputed or bool(disputed & {*stretch.states}),
        )
    return painted
