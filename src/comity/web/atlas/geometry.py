"""The map's shapes: the built file's, or the newer ones that `comity geometry build` laid in the data folder.

The format is told in docs/map.md: paths of counties and states in whole steps, the middle of each, the boxes of the
territories, and the older shapes on which counties without a shape of their own are drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from comity.errors import RecordError
from comity.web.assets import assets

FORMAT = 1
NAME = "geometry.json"
Point = tuple[int, int]


class Geometry(msgspec.Struct, frozen=True):
    """The shapes of one edition of the boundaries; `scale` steps are one unit of the map."""

    format: int
    edition: str
    width: int
    height: int
    scale: int
    counties: dict[str, str]
    states: dict[str, str]
    centres: dict[str, Point]
    standing_on: dict[str, tuple[str, ...]]
    boxes: dict[str, tuple[int, int, int, int]]

    def shapes_of(self, geoid: str) -> tuple[str, ...]:
        """Return the shapes on which a county is drawn: its own, or the older ones; none where there are none."""
        return (geoid,) if geoid in self.counties else self.standing_on.get(geoid, ())


def find_geometry(home: Path | None) -> Path | None:
    """Return the file of shapes that counts: the data folder's own, else the built one, or None where there is none."""
    own = home / NAME if home else None
    return own if own is not None and own.is_file() else assets().file(NAME)


def parse_geometry(path: Path) -> Geometry:
    """Return the shapes in a file; raise RecordError where it is none of this format."""
    cure = "run `comity geometry build FILE` again, or remove it"
    try:
        geometry = msgspec.json.decode(path.read_bytes(), type=Geometry)
    except (OSError, msgspec.MsgspecError) as error:
        raise RecordError(f"the map's shapes cannot be read ({error})", where=str(path), cure=cure) from error
    if geometry.format != FORMAT:
        raise RecordError(f"the map's shapes are of format {geometry.format}", where=str(path), cure=cure)
    return geometry


_NUMBER = re.compile(r"-?\d+")


def rings_of(path: str) -> Iterator[list[Point]]:
    """Yield the rings of a path as this project writes it: `Mx,yl` and relative steps."""
    for part in path.split("M")[1:]:
        numbers = [int(text) for text in _NUMBER.findall(part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for step_x, step_y in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + step_x, y + step_y
            ring.append((x, y))
        yield ring


def shape_at(x: float, y: float, shapes: Mapping[str, str]) -> str:
    """Return the shape in which a point of the map (in steps) lies, or "": even-odd rule over all its rings."""
    return next((name for name, path in shapes.items() if _holds(path, x, y)), "")


def _holds(path: str, x: float, y: float) -> bool:
    inside = False
    for ring in rings_of(path):
        for (left, top), (right, bottom) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (top > y) != (bottom > y) and x < left + (right - left) * (y - top) / (bottom - top):
                inside = not inside
    return inside
