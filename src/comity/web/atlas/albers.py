"""Albers USA: where a point of the United States stands on the map, with Alaska and Hawaii below the rest.

Each of the three parts is an equal-area conic projection (Snyder, Map Projections: A Working Manual, USGS Professional
Paper 1395, chapter 14) with the parallels that the pre-projected county shapes of `us-atlas` were made with; Alaska is
drawn at 0.35 of the scale. Territories have boxes instead of shapes: see `geometry`.
"""

from __future__ import annotations

from math import cos, radians, sin, sqrt

import msgspec

# The map's size in its own units, and the scale and middle with which `us-atlas` projects onto it.
WIDTH, HEIGHT = 975, 610
SCALE, MIDDLE = 1300.0, (487.5, 305.0)


class Conic(msgspec.Struct, frozen=True):
    """An equal-area conic projection of one part of the country: where it is centred, and where it is laid."""

    meridian: float
    parallels: tuple[float, float]
    centre: tuple[float, float]
    size: float
    shift: tuple[float, float]

    def project(self, longitude: float, latitude: float, scale: float, middle: tuple[float, float]) -> Point:
        """Return the point's place on the map, downwards and to the right."""
        x, y = self._flat(longitude - self.meridian, latitude)
        centre_x, centre_y = self._flat(*self.centre)
        factor = scale * self.size
        left = middle[0] + scale * self.shift[0] + factor * (x - centre_x)
        return left, middle[1] + scale * self.shift[1] - factor * (y - centre_y)

    def _flat(self, degrees_east: float, latitude: float) -> Point:
        low, high = (sin(radians(parallel)) for parallel in self.parallels)
        cone = (low + high) / 2
        area = 1 + low * (2 * cone - low)
        radius = sqrt(area - 2 * cone * sin(radians(latitude))) / cone
        # A point past the antimeridian lies west of Alaska's middle, not east of it.
        angle = cone * radians((degrees_east + 180) % 360 - 180)
        return radius * sin(angle), sqrt(area) / cone - radius * cos(angle)


Point = tuple[float, float]

_LOWER = Conic(-96.0, (29.5, 45.5), (-0.6, 38.7), 1.0, (0.0, 0.0))
_PARTS = {
    "02": Conic(-154.0, (55.0, 65.0), (-2.0, 58.5), 0.35, (-0.307, 0.201)),
    "15": Conic(-157.0, (8.0, 18.0), (-3.0, 19.9), 1.0, (-0.205, 0.212)),
}
# Puerto Rico and the islands: they are boxes on the map.
TERRITORIES = ("60", "66", "69", "72", "78")


def project(
    fips: str, longitude: float, latitude: float, *, scale: float = SCALE, middle: Point = MIDDLE
) -> Point | None:
    """Return where a point of a state (by its two digits) stands on the map; None for a territory, which has a box."""
    if fips in TERRITORIES:
        return None
    return _PARTS.get(fips, _LOWER).project(longitude, latitude, scale, middle)
