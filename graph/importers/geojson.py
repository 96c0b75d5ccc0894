"""GeoJSON (RFC 7946) as a table: a column for each property, and the geometry as well-known text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import InputError

GEOMETRY = "the_geom"
"""The column of geometries, as files with well-known text call it."""


def feature_table(text: str, name: str) -> list[list[str]]:
    """A header and rows of a collection of features; a property that is null or missing is an empty cell.

    Raises InputError for what is not a collection of features with polygons.
    """
    try:
        collection = json.loads(text)
        features = [(feature["properties"], feature["geometry"]) for feature in collection["features"]]
        properties = list(dict.fromkeys(key for values, _ in features for key in values))
        rows = [[*(_cell(values.get(key)) for key in properties), _well_known(shape)] for values, shape in features]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(
            f"{name} is not GeoJSON that can be read; expected a FeatureCollection of polygons with properties."
        ) from None
    return [[*properties, GEOMETRY], *rows]


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _well_known(shape: Mapping[str, Any]) -> str:
    """A polygon, or several, as well-known text (OGC 06-103r4, section 7)."""
    if shape["type"] == "Polygon":
        return f"POLYGON {_polygon(shape['coordinates'])}"
    if shape["type"] == "MultiPolygon":
        return f"MULTIPOLYGON ({', '.join(map(_polygon, shape['coordinates']))})"
    raise ValueError(shape["type"])


def _polygon(rings: Sequence[Sequence[Sequence[float]]]) -> str:
    return f"({', '.join(map(_ring, rings))})"


def _ring(points: Sequence[Sequence[float]]) -> str:
    return f"({', '.join(f'{point[0]} {point[1]}' for point in points)})"
