"""Timelines: records as bars on lanes. The picture is SVG; the tables on the page have the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..dates.periods import Period, year_of
from .year_scale import Line, YearScale

WIDTH = 1000
LEFT = 190
"""Room for the names of lanes."""
BAR = 9
GAP = 3
LANE_GAP = 12
TOP = 8
AXIS = 24
SHORTEST = 4
"""An event of a day is still seen."""
MOST_ROWS = 14
"""Rows of bars in one lane; what does not fit lies in the last."""
_MOST_TICKS = 9


@dataclass(frozen=True)
class Item:
    """Something that held for a time, in a lane; `is_derived` draws it dashed."""

    lane: str
    label: str
    href: str
    period: Period
    is_derived: bool = False


@dataclass(frozen=True)
class Bar:
    """An item with its place. An open side is drawn without an end."""

    item: Item
    x: float
    y: float
    width: float
    height: float
    opens: bool
    is_open: bool


@dataclass(frozen=True)
class Lane:
    """A lane with its name and the height at which it is written."""

    name: str
    y: float
    bottom: float


@dataclass(frozen=True)
class Timeline:
    """Everything that the picture needs."""

    lanes: tuple[Lane, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    today: float | None
    height: float
    width: int = WIDTH
    left: int = LEFT


def draw(items: Iterable[Item], day: date, lanes: Sequence[str]) -> Timeline | None:
    """Arrange the dated items on `lanes`, in that order; None when nothing has a date."""
    dated = [item for item in items if year_of(item.period.begin) is not None or year_of(item.period.end) is not None]
    if not dated:
        return None
    scale = scale_around(dated, day)
    placed, drawn, top = [], [], float(TOP)
    for name in lanes:
        mine = sorted((item for item in dated if item.lane == name), key=lambda item: (item.period.begin, item.label))
        if mine:
            bars, bottom = _lane(mine, scale, top)
            placed.append(Lane(name, top + BAR, bottom))
            drawn += bars
            top = bottom + LANE_GAP
    return Timeline(tuple(placed), tuple(drawn), scale.ticks(), scale.x(scale.year(day)), top + AXIS)


def scale_around(items: Iterable[Item], day: date, right: float = WIDTH) -> YearScale:
    """The years of the items and of the day, beside the names of lanes."""
    periods = [item.period for item in items]
    return YearScale.around(periods, day, Line(LEFT, right, 1, _MOST_TICKS))


def _lane(items: Sequence[Item], scale: YearScale, top: float) -> tuple[list[Bar], float]:
    """Place bars so that none covers another while there are rows left."""
    ends: list[float] = []
    bars = []
    for item in items:
        begin, end = year_of(item.period.begin), year_of(item.period.end)
        x = scale.x(scale.first if begin is None else begin)
        right = max(scale.x(scale.last if end is None else end), x + SHORTEST)
        row = next((place for place, used in enumerate(ends) if used + 1 < x), len(ends))
        row = min(row, MOST_ROWS - 1)
        ends[row : row + 1] = [right]
        y = top + row * (BAR + GAP)
        bars.append(Bar(item, x, y, round(right - x, 1), BAR, begin is None, end is None))
    return bars, top + len(ends) * (BAR + GAP)
