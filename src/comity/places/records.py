"""What the gazetteer hands out: frozen places, changes of boundaries, and the report of a build."""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A state, county or equivalent, municipality or town, as the Census knows it.

    `geoid` has two digits for a state, five for a county, seven for a place, ten for a county subdivision.
    `county_geoids` are the counties it lies in, the main one first. `valid_from` and `valid_until` are set only
    where a dated change made or ended the place.
    """

    geoid: str
    name: str
    kind: str
    state: str
    county_geoids: tuple[str, ...] = ()
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    ocd_id: str = ""
    short_name: str = ""
    valid_from: str = ""
    valid_until: str = ""

    @property
    def is_government(self) -> bool:
        """Return whether the place has a government of its own (a census designated place has none)."""
        return self.kind != "cdp"

    @property
    def label(self) -> str:
        """Return the name as a person writes it, with the state: `Fairfax County, VA`."""
        return f"{self.name}, {self.state}" if len(self.geoid) > 2 else self.name


class Change(msgspec.Struct, frozen=True):
    """A dated change of counties: what ended, what came of it, and who says so."""

    on: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    what: str
    source: str
    checked: str


class GazetteerReport(msgspec.Struct, frozen=True):
    """What a build of the gazetteer read and wrote: counts by kind, inputs by SHA-256, and what it left out."""

    counts: dict[str, int]
    inputs: dict[str, str]
    ori_count: int
    left_out: dict[str, int]
    size_bytes: int
