"""A picture of the ontology: kinds of entities, kinds of situations, and which properties relate them.

Each class stands for itself and all classes below it; a property relates the kinds of its domain and its range.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...rdf.namespaces import ONTOLOGY_GRAPH, WPH
from ...store import Store
from ..select import select
from .listing import Node, Term

WIDTH, ROW = 940, 27
BOX_WIDTH, BOX_HEIGHT = 224, 22
_ENTITIES_AT, _SITUATIONS_AT = 160, WIDTH - BOX_WIDTH - 4
_TOP = 6
_ARC = 11
"""How much further left each arc between kinds of entities bends than the one before, in pixels."""
_PROPERTIES = f"""SELECT ?property ?domain ?range WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{
    ?property a owl:ObjectProperty ; rdfs:domain ?domain ; rdfs:range ?range
    FILTER(STRSTARTS(STR(?property), "{WPH}") && STRSTARTS(STR(?domain), "{WPH}")
        && STRSTARTS(STR(?range), "{WPH}")) }} }} ORDER BY ?property"""


@dataclass(frozen=True)
class Box:
    """A kind of entity or situation, with the place of its upper left corner in pixels."""

    name: str
    label: str
    x: int
    y: int

    @property
    def middle(self) -> int:
        """Where lines meet it, from above."""
        return self.y + BOX_HEIGHT // 2


@dataclass(frozen=True)
class Line:
    """The properties that relate two kinds, and the path that joins their boxes."""

    one: Box
    other: Box
    properties: tuple[Term, ...]
    path: str

    @property
    def title(self) -> str:
        """What the line says: both kinds, and the properties."""
        return f"{self.one.label} and {self.other.label}: {', '.join(term.label for term in self.properties)}"


@dataclass(frozen=True)
class Diagram:
    """Boxes and lines, and the height of the picture in pixels."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    height: int


def diagram_of(store: Store, groups: Iterable[tuple[str, list[Term]]], tree: Iterable[Node]) -> Diagram:
    """The picture of the terms of an ontology, whose classes form `tree`."""
    kinds = {node.name: node for node in tree}
    related = _related(store, {**_kinds_below(kinds["Entity"]), **_kinds_below(kinds["Situation"])})
    used = {name for pair in related for name in pair}
    left = _column([kinds["Entity"], *kinds["Entity"].below], used, _ENTITIES_AT)
    right = _column([kinds["Situation"], *kinds["Situation"].below], used, _SITUATIONS_AT)
    height = max(len(left), len(right)) * ROW + 2 * _TOP
    boxes = _spread(left, height) | _spread(right, height)
    terms = {term.name: term for _, listed in groups for term in listed}
    return Diagram(tuple(boxes.values()), tuple(_lines(related, boxes, terms)), height)


def _kinds_below(root: Node) -> dict[str, str]:
    """For each class the kind that stands for it: the class right below the root, or the root."""
    kinds = {root.name: root.name}
    for kind in root.below:
        for name in _names(kind):
            kinds.setdefault(name, kind.name)
    return kinds


def _names(node: Node) -> Iterable[str]:
    yield node.name
    for below in node.below:
        yield from _names(below)


def _related(store: Store, kinds: Mapping[str, str]) -> dict[tuple[str, str], list[str]]:
    """The properties between two different kinds, by the pair in alphabetical order."""
    related: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in select(store, _PROPERTIES):
        name, domain, target = (row[key]["value"].removeprefix(str(WPH)) for key in ("property", "domain", "range"))
        if domain in kinds and target in kinds and kinds[domain] != kinds[target]:
            related[min(kinds[domain], kinds[target]), max(kinds[domain], kinds[target])].append(name)
    return related


def _column(nodes: Iterable[Node], used: set[str], x: int) -> list[Box]:
    return [Box(node.name, node.label, x, 0) for node in nodes if node.name in used]


def _spread(column: list[Box], height: int) -> dict[str, Box]:
    """The boxes of a column at even distances."""
    step = (height - 2 * _TOP) / max(len(column), 1)
    places = (round(_TOP + step * (at + 0.5) - BOX_HEIGHT / 2) for at in range(len(column)))
    return {box.name: Box(box.name, box.label, box.x, y) for box, y in zip(column, places, strict=True)}


def _lines(
    related: Mapping[tuple[str, str], list[str]], boxes: Mapping[str, Box], terms: Mapping[str, Term]
) -> Iterable[Line]:
    arcs = 0
    for (name, other), properties in sorted(related.items()):
        one, two = sorted((boxes[name], boxes[other]), key=lambda box: (box.x, box.y))
        arcs += one.x == two.x
        listed = tuple(terms[each] for each in properties if each in terms)
        yield Line(one, two, listed, _path(one, two, arcs))


def _path(one: Box, other: Box, arcs: int) -> str:
    """A curve from the right of one box to the left of the other; in a column, an arc beside it."""
    if one.x == other.x == _ENTITIES_AT:
        bend = one.x - 30 - arcs % 10 * _ARC
        return f"M{one.x} {one.middle}C{bend} {one.middle} {bend} {other.middle} {other.x} {other.middle}"
    if one.x == other.x:
        bend = one.x - 40
        return f"M{one.x} {one.middle}C{bend} {one.middle} {bend} {other.middle} {other.x} {other.middle}"
    begin, half = one.x + BOX_WIDTH, (one.x + BOX_WIDTH + other.x) // 2
    return f"M{begin} {one.middle}C{half} {one.middle} {half} {other.middle} {other.x} {other.middle}"
