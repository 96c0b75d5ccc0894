"""A timeline in summary: for each theme how many situations there were over the years, as one shape.

A state has up to two thousand situations; what one reads in a picture is when there were many, and of what. The lists
of the page have each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..dates.periods import year_of
from .timeline import AXIS, LEFT, TOP, WIDTH, Item, scale_around
from .year_scale import YearScale

LANE = 30
"""The height of a lane, with the room below its shape."""
SHAPE = 22
"""The height of the shape of a lane where it is highest."""
MOST_LANES = 10
ROOM = 60
"""Room at the right for the number on the day."""


@dataclass(frozen=True)
class Profile:
    """The shape of one theme: its name, the address of its lists, the path, and its number on the day and at most."""

    name: str
    href: str
    y: float
    path: str
    on_day: int
    most: int

    @property
    def text(self) -> str:
        """The shape in words."""
        return f"{self.name}: {self.on_day} on the day, at most {self.most}"


@dataclass(frozen=True)
class Profiles:
    """Everything that the picture needs; the lanes with most situations, in the order of the themes."""

    lanes: tuple[Profile, ...]
    ticks: tuple[tuple[float, int], ...]
    today: float
    height: float
    width: int = WIDTH
    left: int = LEFT


def profiles(items: Iterable[Item], day: date, lanes: Sequence[str]) -> Profiles | None:
    """The shapes of dated items on `lanes`; None when nothing has a date.

    A lane leads to the address of its first item.
    """
    dated = [item for item in items if year_of(item.period.begin) is not None or year_of(item.period.end) is not None]
    if not dated:
        return None
    scale = scale_around(dated, day, WIDTH - ROOM)
    by_lane = {name: [item for item in dated if item.lane == name] for name in lanes}
    largest = sorted((name for name in lanes if by_lane[name]), key=lambda name: -len(by_lane[name]))[:MOST_LANES]
    shown = [name for name in lanes if name in largest]
    drawn = tuple(_profile(name, by_lane[name], scale, TOP + LANE * place, day) for place, name in enumerate(shown))
    return Profiles(drawn, scale.ticks(), scale.x(scale.year(day)), TOP + LANE * len(shown) + AXIS)


def _profile(name: str, items: Sequence[Item], scale: YearScale, top: float, day: date) -> Profile:
    steps = _steps(items, scale)
    most = max(count for _, count in steps)
    bottom = top + SHAPE
    points = [f"M{scale.x(scale.first)} {bottom}"]
    for year, count in steps:
        points.append(f"H{scale.x(year)}V{round(bottom - SHAPE * count / most, 1)}")
    points.append(f"H{scale.x(scale.last)}V{bottom}Z")
    on_day = sum(item.period.holds(day) for item in items)
    return Profile(name, items[0].href, bottom, "".join(points), on_day, most)


def _steps(items: Sequence[Item], scale: YearScale) -> list[tuple[float, int]]:
    """The years in which the number of situations changes, with the number from then on."""
    changes: dict[float, int] = {}
    for item in items:
        begin, end = year_of(item.period.begin), year_of(item.period.end)
        first = scale.first if begin is None else float(int(begin))
        last = None if end is None else max(float(int(end)), first + 1)
        changes[first] = changes.get(first, 0) + 1
        if last is not None and last < scale.last:
            changes[last] = changes.get(last, 0) - 1
    count, steps = 0, []
    for year in sorted(changes):
        count += changes[year]
        steps.append((max(year, scale.first), count))
    return steps
