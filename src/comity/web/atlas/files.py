"""The map's files as they are served: the record of a release, and the shapes by a name that tells their bytes."""

from __future__ import annotations

import hashlib

import msgspec

from comity.web.addresses import ASSETS, data_path
from comity.web.atlas.geometry import Geometry, find_geometry, parse_geometry
from comity.web.atlas.record import MapData, make_map_data
from comity.web.served import Served

RECORD_PATH = data_path("map.json")


class Shapes(msgspec.Struct, frozen=True):
    """The shapes that count, with the name under which they are served."""

    name: str
    content: bytes
    geometry: Geometry

    @property
    def path(self) -> str:
        """Return the file's address."""
        return f"{ASSETS}{self.name}"


def map_data(served: Served) -> MapData:
    """Return what the map of a release is drawn from, made once."""
    return served.keep("atlas.record", _record)


def map_bytes(served: Served) -> bytes:
    """Return the same as the JSON that is served."""
    return served.keep("atlas.record_bytes", lambda one: msgspec.json.encode(map_data(one)))


def shapes_of(served: Served) -> Shapes | None:
    """Return the shapes that the map is drawn with, read once for a release, or None where none were built."""
    return served.keep("atlas.shapes", _shapes)


def _record(served: Served) -> MapData:
    return make_map_data(served.connection, served.release.release_id, served.gazetteer, served.addresses)


def _shapes(served: Served) -> Shapes | None:
    found = find_geometry(served.home)
    if found is None:
        return None
    digest = hashlib.sha256(found.read_bytes()).hexdigest()[:10]
    return Shapes(f"geometry-{digest}.json", found.read_bytes(), parse_geometry(found))
