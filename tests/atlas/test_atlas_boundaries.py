"""Boundary files of the Census Bureau become the map's shapes."""

import json
import struct
import zipfile
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from comity.cli.shapes import geometry
from comity.errors import RecordError, SourceError, UnreadableError
from comity.web.atlas.boundaries import BOXES, centre_of, make_geometry, outline, path_of
from comity.web.atlas.geometry import find_geometry, parse_geometry, rings_of, shape_at
from comity.web.atlas.shapefile import Feature, read_features

# Two neighbours in Kansas, one with a hole, and a county of Puerto Rico; degrees east and north.
LEFT = ((-98.0, 38.0), (-98.0, 39.0), (-97.0, 39.0), (-97.0, 38.0), (-98.0, 38.0))
HOLE = ((-97.8, 38.2), (-97.2, 38.2), (-97.2, 38.8), (-97.8, 38.8), (-97.8, 38.2))
RIGHT = ((-97.0, 38.0), (-97.0, 39.0), (-96.0, 39.0), (-96.0, 38.0), (-97.0, 38.0))
ISLAND = ((-66.0, 18.0), (-66.0, 18.4), (-65.8, 18.4), (-66.0, 18.0))
FEATURES = [
    Feature("20001", (LEFT, HOLE)),
    Feature("20003", (RIGHT,)),
    Feature("72001", (ISLAND,)),
]


def geojson(features: list[Feature]) -> bytes:
    """Return features as GeoJSON."""
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"GEOID": one.geoid, "NAME": "x"},
                    "geometry": {"type": "MultiPolygon", "coordinates": [[ring] for ring in one.rings]},
                }
                for one in features
            ],
        }
    ).encode()


def shapefile(features: list[Feature]) -> tuple[bytes, bytes]:
    """Return features as the two files of a shapefile."""
    shapes = b"\0" * 100
    for number, one in enumerate(features):
        points = [point for ring in one.rings for point in ring]
        starts = [sum(len(ring) for ring in one.rings[:at]) for at in range(len(one.rings))]
        body = struct.pack("<i4d2i", 5, 0, 0, 0, 0, len(starts), len(points))
        body += struct.pack(f"<{len(starts)}i", *starts)
        body += b"".join(struct.pack("<2d", *point) for point in points)
        shapes += struct.pack(">2i", number + 1, len(body) // 2) + body
    fields = [(b"NAME", 6), (b"GEOID", 5)]
    head = 32 + 32 * len(fields) + 1
    table = struct.pack("<4BIHH20x", 3, 124, 1, 1, len(features), head, 12)
    table += b"".join(name.ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([size]) + b"\0" * 15 for name, size in fields)
    table += b"\r" + b"".join(b" " + b"name".ljust(6) + one.geoid.encode() for one in features)
    return shapes, table


@pytest.fixture(params=["zip", "shp", "geojson"])
def boundary_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the same counties as each kind of file."""
    shapes, table = shapefile(FEATURES)
    path: Path = tmp_path / f"counties.{request.param}"
    if request.param == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("counties.shp", shapes)
            archive.writestr("counties.dbf", table)
    elif request.param == "shp":
        path.write_bytes(shapes)
        path.with_suffix(".dbf").write_bytes(table)
    else:
        path.write_bytes(geojson(FEATURES))
    return path


def test_each_kind_of_file_gives_the_same_counties(boundary_file: Path) -> None:
    """A shapefile, a zipped shapefile and GeoJSON are read alike."""
    assert read_features(boundary_file) == FEATURES


def test_counties_become_shapes_and_states_their_outline() -> None:
    """Counties have paths; the border between two counties is no part of their state's; territories stay boxes."""
    made = make_geometry(FEATURES, "test", {})
    assert set(made.counties) == {"20001", "20003"}
    assert set(made.states) == {"20"}
    assert made.boxes == BOXES
    corners = {point for ring in rings_of(made.states["20"]) for point in ring}
    left, right = (list(rings_of(made.counties[geoid])) for geoid in ("20001", "20003"))
    assert len(left) == 2
    assert set(left[0]) | set(right[0]) <= corners
    border = set(left[0]) & set(right[0])
    outer = [set(pair) for ring in rings_of(made.states["20"]) for pair in zip(ring, [*ring[1:], ring[0]], strict=True)]
    assert len(border) == 2
    assert border not in outer


def test_a_point_in_a_hole_lies_outside() -> None:
    """The even-odd rule holds for a county with another inside it."""
    made = make_geometry(FEATURES, "test", {})
    x, y = centre_of([list(next(iter(rings_of(made.counties["20001"]))))])
    assert shape_at(x, y, made.counties) == ""
    assert shape_at(*made.centres["20003"], made.counties) == "20003"


def test_what_is_too_small_to_draw_is_a_small_square() -> None:
    """A city smaller than a step of the grid can still be seen; a feature without rings is not drawn."""
    speck = Feature("51610", (((-77.17, 38.88), (-77.1701, 38.88), (-77.17, 38.8801)),))
    made = make_geometry([*FEATURES, speck, Feature("51600", ())], "test", {})
    assert len(next(iter(rings_of(made.counties["51610"])))) == 4
    assert "51600" not in made.counties


def test_older_shapes_stay_only_for_counties_that_the_file_lacks() -> None:
    """What the file has itself, or whose older shapes it lacks, is not drawn on older shapes."""
    standing_on = {"20003": ("20001",), "20005": ("20001",), "20007": ("20009",)}
    made = make_geometry(FEATURES, "test", standing_on)
    assert made.standing_on == {"20005": ("20001",)}
    assert made.shapes_of("20005") == ("20001",)
    assert made.shapes_of("20003") == ("20003",)
    assert made.shapes_of("20007") == ()


Points = st.lists(st.tuples(st.integers(-50, 9999), st.integers(-50, 9999)), min_size=3, max_size=12, unique=True)


@given(st.lists(Points, min_size=1, max_size=4))
def test_a_path_is_read_back_to_its_rings(rings: list[list[tuple[int, int]]]) -> None:
    """Whatever the rings, writing and reading a path gives them back."""
    assert list(rings_of(path_of(rings))) == rings


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1))
def test_an_outline_goes_round_exactly_the_squares(squares: set[tuple[int, int]]) -> None:
    """However squares lie together, a point is inside their outline exactly when it is inside one of them."""
    rings = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)] for x, y in squares]
    path = {"all": path_of([[(4 * x, 4 * y) for x, y in ring] for ring in outline(rings)])}
    for x in range(7):
        for y in range(7):
            assert bool(shape_at(4 * x + 2, 4 * y + 2, path)) == ((x, y) in squares)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.geojson", b"{", UnreadableError),
        ("a.geojson", b"[]", UnreadableError),
        ("a.geojson", b'{"features": []}', SourceError),
        ("a.geojson", b'{"features": [{"id": "20001", "geometry": {"type": "Point"}}]}', UnreadableError),
        ("a.zip", b"no zip", UnreadableError),
        ("a.shp", b"\0" * 108, UnreadableError),
    ],
)
def test_what_holds_no_boundaries_is_refused_with_the_cure(
    tmp_path: Path, name: str, data: bytes, kind: type[Exception]
) -> None:
    """A file of another kind ends in one sentence that says what to give."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(kind, match="Census cartographic boundary file"):
        read_features(path)


def test_a_zip_without_its_table_is_refused(tmp_path: Path) -> None:
    """A zip that lacks the `.dbf` file holds no GEOIDs."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.shp", shapefile(FEATURES)[0])
    with pytest.raises(UnreadableError, match=r"no \.dbf file"):
        read_features(tmp_path / "a.zip")


def test_the_command_lays_the_shapes_and_takes_them_away(
    boundary_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`comity geometry build` makes the map's shapes, `reset` removes them."""
    home = tmp_path / "home"
    monkeypatch.setenv("COMITY_HOME", str(home))
    result = CliRunner().invoke(geometry, ["build", str(boundary_file), "--edition", "Census 2030", "--format", "json"])
    assert result.exit_code == 0, result.output
    rows = {row["finding"]: row for row in msgspec.json.decode(result.stdout)}
    assert rows["counties drawn"]["count"] == 2
    assert rows["counties without a shape"]["count"] > 3000
    found = find_geometry(home)
    assert found == home / "geometry.json"
    assert found is not None
    assert parse_geometry(found).edition == "Census 2030"
    assert CliRunner().invoke(geometry, ["reset"]).exit_code == 0
    assert not found.exists()


@pytest.mark.parametrize("text", ["{}", "no json", '{"format": 9}'])
def test_damaged_shapes_are_told_with_the_cure(tmp_path: Path, text: str) -> None:
    """A file of shapes that cannot be read names the command that makes it anew."""
    path = tmp_path / "geometry.json"
    path.write_text(text)
    with pytest.raises(RecordError, match="comity geometry build"):
        parse_geometry(path)


def test_shapes_of_another_format_are_told(tmp_path: Path) -> None:
    """Shapes written by a newer version are not misread."""
    path = tmp_path / "geometry.json"
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(make_geometry(FEATURES, "x", {}), format=2)))
    with pytest.raises(RecordError, match="format 2"):
        parse_geometry(path)
