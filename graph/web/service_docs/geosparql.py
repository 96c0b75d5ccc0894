"""The GeoSPARQL functions of the engine, for the service description; a test calls each of them."""

from __future__ import annotations

NAMESPACE = "http://www.opengis.net/def/function/geosparql/"

_RELATIONS = (
    *("sfEquals", "sfDisjoint", "sfIntersects", "sfTouches", "sfCrosses", "sfWithin", "sfContains", "sfOverlaps"),
    *("ehEquals", "ehDisjoint", "ehMeet", "ehOverlap", "ehCovers", "ehCoveredBy", "ehInside", "ehContains"),
    *("rcc8eq", "rcc8dc", "rcc8ec", "rcc8po", "rcc8tppi", "rcc8tpp", "rcc8ntpp", "rcc8ntppi"),
)
BINARY_FUNCTIONS = (*_RELATIONS, "union", "intersection", "difference", "symDifference")
"""Functions of two geometries."""
UNARY_FUNCTIONS = (
    *("centroid", "convexHull", "envelope", "asGeoJSON", "getSRID", "isEmpty", "isSimple"),
    *("coordinateDimension", "dimension", "spatialDimension"),
)
"""Functions of one geometry."""
FUNCTIONS = tuple(f"{NAMESPACE}{name}" for name in (*BINARY_FUNCTIONS, *UNARY_FUNCTIONS))
