"""Pictures of proofs: a bar for the validity of each statement, and the statements as a graph, conclusion on top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from ...reason.proofs.proof import Period, Step, Triple
from ..dates.periods import year_of
from .nodes import Node
from .schema_steps import is_schema

BAR_WIDTH = 220
BOX_WIDTH, BOX_HEIGHT = 224, 62
COLUMN, LEVEL = 244, 104
PAGE_WIDTH = 980
MOST_BOXES = 30
"""Nodes beyond which a picture shows nothing any more."""
_LINE = 28
"""Characters of a line in a box."""
_LINES = 3


@dataclass(frozen=True)
class Scale:
    """The years of a proof on the width of a bar."""

    first: float
    last: float

    def x(self, day: date | None, otherwise: float) -> float:
        """Where a day lies; `otherwise` for an open side."""
        year = year_of(day.isoformat()) if day else None
        return otherwise if year is None else round((year - self.first) / (self.last - self.first) * BAR_WIDTH, 1)

    def bar(self, period: Period) -> tuple[float, float]:
        """Where a period begins, and its width."""
        begin = max(self.x(period.begins, 0.0), 0.0)
        return begin, round(max(self.x(period.ends, BAR_WIDTH) - begin, 2.0), 1)


def scale_of(proof: Step, day: date) -> Scale:
    """A scale on which every begin and end in a proof lies, and the day."""
    periods = [step.period for step in proof.statements()]
    days = [instant for period in periods for instant in (period.begins, period.ends) if instant] + [day]
    years = [year for instant in days if (year := year_of(instant.isoformat())) is not None]
    room = max((max(years) - min(years)) * 0.08, 1.0)
    return Scale(min(years) - room, max(years) + room)


@dataclass(frozen=True)
class Box:
    """A node with its place in the picture."""

    node: Node
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """Boxes, and lines from premises up to what follows from them."""

    boxes: tuple[Box, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    width: float
    height: float
    box: tuple[int, int] = (BOX_WIDTH, BOX_HEIGHT)

    @property
    def is_wide(self) -> bool:
        """Whether it does not fit on a page of full width."""
        return self.width > PAGE_WIDTH


def picture_of(proof: Node, words: Callable[[Node], str]) -> Picture | None:
    """The proof as a graph, without what the ontology adds to facts; None when it has too many nodes, or one only."""
    proof = _without_schema(proof)
    nodes = list(proof.nodes())
    if not 1 < len(nodes) <= MOST_BOXES:
        return None
    levels: dict[int, list[Node]] = defaultdict(list)
    depths = _depths(proof)
    for node in nodes:
        levels[depths[node.key]].append(node)
    width = max(len(level) for level in levels.values()) * COLUMN
    boxes = {}
    for depth, level in levels.items():
        left = (width - len(level) * COLUMN) / 2 + (COLUMN - BOX_WIDTH) / 2
        for place, node in enumerate(level):
            boxes[node.key] = Box(node, left + place * COLUMN, depth * LEVEL + 2, _wrapped(words(node)))
    lines = [_line(boxes[node.key], boxes[premise.key]) for node in nodes for premise in node.premises]
    return Picture(tuple(boxes.values()), tuple(dict.fromkeys(lines)), width, max(levels) * LEVEL + BOX_HEIGHT + 4)


def _without_schema(proof: Node) -> Node:
    """A proof without premises from the ontology, unless it has no others."""
    if is_schema(proof.step):
        return proof
    kept = tuple(_without_schema(premise) for premise in proof.premises if not is_schema(premise.step))
    return replace(proof, premises=kept)


def _depths(proof: Node) -> dict[Triple, int]:
    """For each node the longest way up to the conclusion, so that lines always go upwards."""
    depths: dict[Triple, int] = {}
    waiting: list[tuple[Node, int]] = [(proof, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depths.get(node.key, -1) < depth:
            depths[node.key] = depth
            waiting.extend((premise, depth + 1) for premise in node.premises)
    return depths


def _line(upper: Box, lower: Box) -> tuple[float, float, float, float]:
    middle = BOX_WIDTH / 2
    return upper.x + middle, upper.y + BOX_HEIGHT, lower.x + middle, lower.y


def _wrapped(text: str) -> tuple[str, ...]:
    """A text in at most three lines; what is cut off is marked."""
    lines: list[str] = [""]
    for word in _words(text):
        if len(lines[-1]) + len(word) + 1 > _LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1][: _LINE - 1]}…"]
    return tuple(lines)


def _words(text: str) -> Iterable[str]:
    """The words of a text, none longer than a line."""
    for word in text.split():
        yield from (word[start : start + _LINE] for start in range(0, len(word), _LINE))
