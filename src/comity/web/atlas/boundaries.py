"""Features in degrees → the map's shapes: projected, laid on the grid, with the states' outlines made of the counties'.

Borders that two counties of a state share vanish from the state's outline: on the grid their points are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from comity.web.atlas.albers import HEIGHT, TERRITORIES, WIDTH, project
from comity.web.atlas.geometry import FORMAT, Geometry, Point
from comity.web.atlas.shapefile import Degrees, Feature

# Steps to a unit of the map: a tenth of a unit is finer than the lines that are drawn.
STEPS = 10
# Half the side of the square that stands for what is too small to draw, in steps.
SPECK = 4
Ring = list[Point]
# In the Gulf of Mexico, where nothing else is drawn: left, top, width, height. `browser/geometry` has the same.
BOXES = {fips: (5350 + at * 400, 5640, 340, 260) for at, fips in enumerate(("72", "78", "66", "69", "60"))}


def make_geometry(features: Iterable[Feature], edition: str, standing_on: Mapping[str, Sequence[str]]) -> Geometry:
    """Return the shapes of a boundary file.

    `standing_on` names older shapes for counties that the file may lack; what it has itself, or cannot use, is left
    out. Territories are boxes, whatever the file holds of them.
    """
    drawn = sorted(
        (feature.geoid, rings)
        for feature in features
        if feature.geoid[:2] not in TERRITORIES and (rings := grid_rings(feature))
    )
    counties = dict(drawn)
    states: dict[str, list[Ring]] = defaultdict(list)
    for geoid, rings in drawn:
        states[geoid[:2]] += rings
    outlines = {fips: outline(rings) for fips, rings in states.items()}
    return Geometry(
        format=FORMAT,
        edition=edition,
        width=WIDTH,
        height=HEIGHT,
        scale=STEPS,
        counties={geoid: path_of(rings) for geoid, rings in counties.items()},
        states={fips: path_of(rings) for fips, rings in outlines.items()},
        centres={name: centre_of(rings) for name, rings in {**outlines, **counties}.items()},
        standing_on={
            geoid: tuple(shapes)
            for geoid, shapes in standing_on.items()
            if geoid not in counties and all(shape in counties for shape in shapes)
        },
        boxes=dict(BOXES),
    )


def grid_rings(feature: Feature) -> list[Ring]:
    """Return a feature's rings on the grid; one that is smaller than a step of it is a small square."""
    laid = [_laid(feature.geoid[:2], ring) for ring in feature.rings if ring]
    drawn = [ring for ring in laid if len(ring) > 2]
    if drawn or not laid:
        return drawn
    x, y = laid[0][0]
    return [[(x - SPECK, y - SPECK), (x + SPECK, y - SPECK), (x + SPECK, y + SPECK), (x - SPECK, y + SPECK)]]


def _laid(fips: str, ring: Iterable[Degrees]) -> Ring:
    points: Ring = []
    for east, north in ring:
        place = project(fips, east, north)
        point = (round(place[0] * STEPS), round(place[1] * STEPS)) if place else (0, 0)
        if not points or point != points[-1]:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def outline(rings: Iterable[Ring]) -> list[Ring]:
    """Return the rings around an area that rings with common borders fill: an edge that is there twice is inside."""
    count: dict[tuple[Point, Point], int] = defaultdict(int)
    for ring in rings:
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            count[min(a, b), max(a, b)] += 1
    ends: dict[Point, set[Point]] = defaultdict(set)
    for (a, b), times in count.items():
        if times % 2:
            ends[a].add(b)
            ends[b].add(a)
    return sorted(_chained(ends))


def _chained(ends: dict[Point, set[Point]]) -> Iterator[Ring]:
    """Yield the closed lines that edges make, using each edge once; every point has an even number of them."""
    for start in sorted(ends):
        while ends[start]:
            ring, here = [start], start
            while True:
                following = min(ends[here])
                ends[here].discard(following)
                ends[following].discard(here)
                if following == start:
                    break
                ring.append(following)
                here = following
            if len(ring) > 2:
                yield ring


def path_of(rings: Iterable[Ring]) -> str:
    """Return rings as one path in whole steps, each point relative to the last."""
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring: Ring) -> str:
    (x, y), *rest = ring
    text = f"M{x},{y}l"
    for next_x, next_y in rest:
        for step in (next_x - x, next_y - y):
            # A minus sign separates by itself.
            text += f"{step}" if step < 0 or text.endswith("l") else f" {step}"
        x, y = next_x, next_y
    return text + "z"


def centre_of(rings: Sequence[Ring]) -> Point:
    """Return the centre of gravity of the largest ring."""
    ring = max(rings, key=lambda one: abs(_twice_area(one)))
    twice = _twice_area(ring)
    if not twice:
        return ring[0]
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    return round(x / (3 * twice)), round(y / (3 * twice))


def _twice_area(ring: Ring) -> int:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
