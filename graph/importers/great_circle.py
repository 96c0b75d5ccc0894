"""Distances on the globe, along great circles."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS = 6371.0088
"""Mean radius of the Earth in kilometres, (2a + b) / 3 of the ellipsoid GRS 80: Moritz, H. 2000. Geodetic Reference
System 1980. Journal of Geodesy 74 (1): 128-133."""

Place = tuple[float, float]
"""Latitude and longitude in degrees, north and east positive."""


def great_circle(first: Place, second: Place) -> float:
    """The distance of two places in kilometres on a sphere, within 0.6 per cent of that on the ellipsoid.

    By the formula of haversines, which small distances do not upset: Sinnott, R. W. 1984. Virtues of the Haversine.
    Sky and Telescope 68 (2): 159.

    >>> round(great_circle((50.85, 4.35), (48.85, 2.35)))  # Brussels, Paris
    264
    """
    latitudes, longitudes = zip(*(map(radians, place) for place in (first, second)), strict=True)
    half = sin((latitudes[1] - latitudes[0]) / 2) ** 2
    half += cos(latitudes[0]) * cos(latitudes[1]) * sin((longitudes[1] - longitudes[0]) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(min(1.0, half)))
