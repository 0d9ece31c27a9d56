"""What a bare "the county", "the city" or "the sheriff" refers back to."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection

from comity.reader.records import Mentions, PlaceMention

COUNTY = frozenset(("county",))


def place_meant(mentions: Mentions, position: int, kinds: Collection[str] = COUNTY) -> int:
    """Return the index of the place that a bare reference at `position` means, or -1 where the page names none.

    The last place of the kinds named before the position; before the first, the one that the page names most. A city
    that is one with its county is both. Places that the page leaves open count as well.
    """
    places = mentions.places
    fit = [index for index, place in enumerate(places) if is_of(place, kinds)]
    if not fit:
        return -1
    at = bisect_left([places[index].start for index in fit], position)
    if at:
        return fit[at - 1]
    counted = Counter(places[index].geoid or places[index].name for index in fit)
    most = counted.most_common(1)[0][0]
    return next(index for index in fit if (places[index].geoid or places[index].name) == most)


def is_of(place: PlaceMention, kinds: Collection[str]) -> bool:
    """Return whether a place is of one of the kinds; a city that is its own county is a county too."""
    return place.kind in kinds or ("county" in kinds and bool(place.county_geoid))
