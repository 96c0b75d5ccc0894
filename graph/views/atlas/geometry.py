"""Outlines from a topology file (TopoJSON), in the Equal Earth projection, as paths of SVG."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 960, 467
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""The coefficients of Šavrič, Patterson and Jenny, “The Equal Earth map projection” (2018), equation 7."""
_ROOT = sqrt(3)
_HALF_WIDTH = 2 * _ROOT * radians(180) / (3 * _A1)
"""The abscissa of the equator's end."""
_SCALE = WIDTH / 2 / _HALF_WIDTH
_HALF_TURN = 180.0

Position = tuple[float, float]


@dataclass(frozen=True)
class Outline:
    """An outline of the map: its identifier, name in Natural Earth, and path of SVG in pixels."""

    id: str
    name: str
    path: str


def project(longitude: float, latitude: float) -> Position:
    """A place on the picture, in pixels from its upper left corner; degrees are given."""
    angle = asin(_ROOT / 2 * sin(radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = 2 * _ROOT * radians(longitude) * cos(angle)
    x /= 3 * (9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1)
    y = angle * (_A4 * sixth * square + _A3 * sixth + _A2 * square + _A1)
    return WIDTH / 2 + _SCALE * x, HEIGHT / 2 - _SCALE * y


@lru_cache(maxsize=2)
def read_outlines(file: Path) -> tuple[Outline, ...]:
    """The outlines of a topology file.

    Raises OSError when it cannot be read.
    """
    topology = json.loads(file.read_text(encoding="utf-8"))
    arcs = [list(_positions(topology, arc)) for arc in topology["arcs"]]
    shapes = topology["objects"]["countries"]["geometries"]
    return tuple(Outline(shape["id"], shape["properties"]["name"], _path(arcs, shape)) for shape in shapes)


def _positions(topology: dict[str, Any], arc: list[list[int]]) -> Iterator[Position]:
    """The positions of an arc in degrees; they are stored as differences between whole numbers."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * scale_x + left, y * scale_y + bottom


def _path(arcs: list[list[Position]], shape: dict[str, Any]) -> str:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return "".join(_ring(arcs, ring) for polygon in polygons for ring in polygon)


def _ring(arcs: list[list[Position]], ring: Iterable[int]) -> str:
    """A ring of arcs as a closed path; a negative number is an arc backwards."""
    points: list[Position] = []
    for number in ring:
        points += (arcs[number] if number >= 0 else arcs[~number][::-1])[1 if points else 0 :]
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in (project(*point) for point in _unwrapped(points))) + "Z"


def _unwrapped(ring: list[Position]) -> list[Position]:
    """A ring that crosses the antimeridian with longitudes beyond it, so that no line runs back across the map.

    One around a pole, which has no other side to end on, stays as it is.
    """
    turn, before = 0.0, ring[0][0]
    points = []
    for longitude, latitude in ring:
        if abs(longitude - before) > _HALF_TURN:
            turn += 2 * _HALF_TURN if longitude < before else -2 * _HALF_TURN
        before = longitude
        points.append((longitude + turn, latitude))
    return ring if turn else points
