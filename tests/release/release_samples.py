"""Small tables made for these tests."""

import hashlib
from pathlib import Path

from comity.release import Column, StaticTables, Table, write_release

PLACES = Table(
    "place",
    "Every place.",
    (
        Column("geoid", description="Census code"),
        Column("name"),
        Column("population", "integer"),
        Column("lat", "real"),
    ),
    [("51059", "Fairfax County, VA", 1150309, 38.83), ("48113", "Dallas County, TX", None, 32.77)],
    ("geoid",),
    (("name",),),
)


def agreements(*names: str) -> Table:
    """Return a table of agreements that point at places."""
    rows = [(f"a-{number}", name, "51059", number % 2 == 0) for number, name in enumerate(names)]
    columns = (
        Column("agreement_id"),
        Column("agency", description="as printed"),
        Column("place_geoid", references="place.geoid"),
        Column("is_listed", "boolean"),
    )
    return Table("agreement", "Every agreement.", columns, rows, ("agreement_id",), (("place_geoid",),))


def release(releases: Path, *names: str, static: StaticTables | None = None) -> str:
    """Write a release of these agreements and return its id."""
    tables = [agreements(*names)] if static else [PLACES, agreements(*names)]
    made = write_release(releases, tables, inputs={"ledger": "abc"}, facts={"rules": "r1"}, static=static)
    return made.release_id


def static(cache: Path) -> StaticTables:
    """Return the places as static tables."""
    return StaticTables("places-1", lambda: [PLACES], cache)


def hashes(folder: Path) -> dict[str, str]:
    """Return every file's hash by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}
