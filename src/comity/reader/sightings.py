"""What several sentences say of one election, put together."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from comity.places import load_gazetteer
from comity.reader.contests import BOARD_OFFICES, CITY_OFFICES
from comity.reader.records import Election, Mentions, Page, PlaceMention


class Sighting(NamedTuple):
    """What one sentence says of an election; `place` is the index of a place mention."""

    office: str
    place: int
    stage: str | None
    date: str | None
    candidates: tuple[str, ...]
    winner: str | None
    start: int
    end: int
    pattern: str
    speaker: str | None = None
    district: str = ""
    """The court's district whose office it is, where it is not the county's own."""


def adds(one: Sighting, found: Sequence[Sighting], mentions: Mentions) -> bool:
    """Return whether no other sentence says more of a contest that is only spoken of, or of a rival in it."""
    if one.pattern not in {"spoken", "rival"}:
        return True
    places = mentions.places
    same = [
        other
        for other in found
        if other.pattern not in {"spoken", one.pattern}
        and other.office == one.office
        and (places[other.place].county_geoid or places[other.place].geoid)
        == (places[one.place].county_geoid or places[one.place].geoid)
    ]
    if one.pattern == "rival":
        return not any(one.stage != other.stage and {*one.candidates} & {*other.candidates} for other in same)
    return not any(one.stage in {None, other.stage} for other in same)


def merge_sightings(page: Page, mentions: Mentions, found: list[Sighting]) -> tuple[Election, ...]:
    """Return sightings of one election as one: its earliest words, the day where one is known, all candidates."""
    out: list[tuple[Sighting, PlaceMention]] = []
    for one in found:
        place = mentions.places[one.place]
        for index, (other, there) in enumerate(out):
            if _is_one(one, place, other, there):
                out[index] = (_joined(other, one), there)
                break
        else:
            out.append((one, place))
    return tuple(_election(page, one, place) for one, place in out)


def _is_one(one: Sighting, place: PlaceMention, other: Sighting, there: PlaceMention) -> bool:
    if (
        one.office in BOARD_OFFICES
        and one.candidates
        and other.candidates
        and not {*one.candidates} & {*other.candidates}
    ):
        return False  # a board has many seats: others stand for another one
    is_same = one.office == other.office and (place.geoid or place.name) == (there.geoid or there.name)
    is_same = is_same and one.district == other.district
    stages, names = {one.stage, other.stage}, set(one.candidates) & set(other.candidates)
    # A victory whose stage is only taken for granted may be the primary's; one with a day of its own is not.
    is_dated = any(sighting.stage == "general" and sighting.date for sighting in (one, other))
    is_primary_won = stages == {"general", "primary"} and bool(names) and not is_dated
    is_deadline = len(stages) > 1 and "filing_deadline" in stages  # a day to file is no stage that somebody stands in
    is_stage = len(stages) == 1 or (None in stages and not is_deadline) or is_primary_won
    years = {sighting.date[:4] for sighting in (one, other) if sighting.date}
    return is_same and is_stage and len(years) < 2


def _joined(first: Sighting, later: Sighting) -> Sighting:
    names = tuple(dict.fromkeys((*first.candidates, *later.candidates)))
    date = max((d for d in (first.date, later.date) if d), key=len, default=None)
    stage = "primary" if "primary" in {first.stage, later.stage} else first.stage or later.stage
    return first._replace(candidates=names, date=date, winner=first.winner or later.winner, stage=stage)


def _as_written(page: Page, place: PlaceMention) -> str:
    """Return a place's name with the accents that the page writes it with."""
    said = page.text[place.start : place.end]
    bare = unicodedata.normalize("NFKD", said).encode("ascii", "ignore").decode()
    return said + place.name[len(bare) :] if said != bare and place.name.startswith(bare) else place.name


def _election(page: Page, one: Sighting, place: PlaceMention) -> Election:
    name, fips = _as_written(page, place), place.county_geoid
    if place.kind == "municipality" and not fips and one.office not in CITY_OFFICES and place.geoid:
        county = load_gazetteer().counties_of(place.geoid)[0]
        name, fips = county.name, county.geoid
    if one.district:
        name, fips = one.district, ""
    return Election(
        one.office, name, place.state or None, fips or None, one.stage, one.date, one.candidates,
        one.winner, page.text[one.start : one.end], one.speaker, one.start, one.pattern,
    )  # fmt: skip
