"""A file of county boundaries → features: a shapefile (`.shp` with its `.dbf`, or both in a `.zip`), or GeoJSON.

Only what the Census Bureau's cartographic boundary files hold is read: polygons in degrees and a text field GEOID.
Formats: ESRI Shapefile Technical Description (1998); dBASE III; RFC 7946.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from comity.errors import SourceError, UnreadableError

Degrees = tuple[float, float]
# Larger than the Census Bureau's most detailed file of counties by far.
MAX_BYTES = 256 * 1024 * 1024
_POLYGON, _NULL = 5, 0
CURE = "give a Census cartographic boundary file of counties: .zip, .shp or GeoJSON"


class Feature(msgspec.Struct, frozen=True):
    """A county's GEOID and its rings, in degrees east and north."""

    geoid: str
    rings: tuple[tuple[Degrees, ...], ...]


def read_features(path: Path) -> list[Feature]:
    """Return the counties of a boundary file; raise UnreadableError or SourceError where it is none."""
    try:
        features = list(_features(path))
    except (OSError, zipfile.BadZipFile, struct.error, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise UnreadableError(f"the boundaries cannot be read ({error})", where=path.name, cure=CURE) from error
    counties = [feature for feature in features if len(feature.geoid) == 5 and feature.geoid.isdigit()]
    if not counties:
        raise SourceError("holds no county with a GEOID of five digits", where=path.name, cure=CURE)
    return counties


def _features(path: Path) -> Iterator[Feature]:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            yield from _shapefile(_member(archive, ".shp", path), _member(archive, ".dbf", path), path.name)
    elif path.suffix == ".shp":
        yield from _shapefile(_read(path), _read(path.with_suffix(".dbf")), path.name)
    else:
        yield from _geojson(_read(path), path.name)


def _read(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableError(f"the file is larger than {MAX_BYTES // 1024**2} MB", where=path.name, cure=CURE)
    return path.read_bytes()


def _member(archive: zipfile.ZipFile, suffix: str, path: Path) -> bytes:
    found = next((info for info in archive.infolist() if info.filename.endswith(suffix)), None)
    if found is None or found.file_size > MAX_BYTES:
        raise UnreadableError(f"holds no {suffix} file of a likely size", where=path.name, cure=CURE)
    return archive.read(found)


def _shapefile(shapes: bytes, table: bytes, name: str) -> Iterator[Feature]:
    rings, geoids = list(_shapes(shapes, name)), list(_geoids(table, name))
    if len(rings) != len(geoids):
        raise UnreadableError(f"has {len(rings)} shapes and {len(geoids)} rows", where=name, cure=CURE)
    yield from (Feature(geoid, shape) for geoid, shape in zip(geoids, rings, strict=True))


def _shapes(data: bytes, name: str) -> Iterator[tuple[tuple[Degrees, ...], ...]]:
    """Yield the rings of each record of a `.shp` file."""
    at = 100
    while at < len(data):
        words = struct.unpack_from(">i", data, at + 4)[0]
        kind = struct.unpack_from("<i", data, at + 8)[0]
        if kind == _POLYGON:
            yield tuple(_rings(data, at + 8))
        elif kind == _NULL:
            yield ()
        else:
            raise UnreadableError(f"holds shapes of type {kind}, not polygons", where=name, cure=CURE)
        at += 8 + 2 * words


def _rings(data: bytes, at: int) -> Iterator[tuple[Degrees, ...]]:
    part_count, point_count = struct.unpack_from("<2i", data, at + 36)
    starts = struct.unpack_from(f"<{part_count}i", data, at + 44)
    flat = struct.unpack_from(f"<{2 * point_count}d", data, at + 44 + 4 * part_count)
    points = list(zip(flat[::2], flat[1::2], strict=True))
    for start, end in zip(starts, (*starts[1:], point_count), strict=True):
        yield tuple(points[start:end])


def _geoids(data: bytes, name: str) -> Iterator[str]:
    """Yield the field GEOID of each row of a `.dbf` file."""
    row_count, head, width = struct.unpack_from("<IHH", data, 4)
    offset, size = 1, 0
    for at in range(32, head - 1, 32):
        field = data[at : at + 11].split(b"\0")[0].decode("ascii")
        if field == "GEOID":
            size = data[at + 16]
            break
        offset += data[at + 16]
    if not size:
        raise SourceError("its table has no field GEOID", where=name, cure=CURE)
    for row in range(row_count):
        start = head + row * width + offset
        yield data[start : start + size].decode("ascii").strip()


def _geojson(data: bytes, name: str) -> Iterator[Feature]:
    whole: Any = msgspec.json.decode(data)
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list):
        raise UnreadableError("is no GeoJSON feature collection", where=name, cure=CURE)
    for feature in features:
        properties, shape = feature.get("properties") or {}, feature.get("geometry") or {}
        geoid = str(properties.get("GEOID", feature.get("id", "")))
        yield Feature(geoid, tuple(_polygon_rings(shape, name)))


def _polygon_rings(shape: dict[str, Any], name: str) -> Iterator[tuple[Degrees, ...]]:
    kinds = {"Polygon": 1, "MultiPolygon": 2, None: 0}
    kind = shape.get("type")
    if kind not in kinds:
        raise UnreadableError(f"holds shapes of type {kind}, not polygons", where=name, cure=CURE)
    coordinates = shape.get("coordinates", [])
    polygons = [coordinates] if kind == "Polygon" else coordinates
    for ring in (ring for polygon in polygons for ring in polygon):
        yield tuple((float(point[0]), float(point[1])) for point in ring)
