"""The places of a headline put before those of the text: who reads a page about "the sheriff" knows them already."""

from __future__ import annotations

import msgspec

from comity.reader.records import Mentions


def with_headline(mentions: Mentions, titled: Mentions) -> Mentions:
    """Return what a text mentions, with the counties that its headline names standing before its first word.

    They have no span of their own there, so that the text's evidence and names stay what they are.
    """
    ahead = tuple(
        msgspec.structs.replace(place, start=0, end=0)
        for place in titled.places
        if place.geoid and (place.kind == "county" or (place.kind == "municipality" and place.county_geoid))
    )
    if not ahead:
        return mentions
    moved = len(ahead)
    officials = tuple(
        msgspec.structs.replace(one, place=one.place + moved) if one.place >= 0 else one for one in mentions.officials
    )
    bodies = tuple(
        msgspec.structs.replace(one, place=one.place + moved) if one.place >= 0 else one for one in mentions.bodies
    )
    return msgspec.structs.replace(mentions, places=(*ahead, *mentions.places), officials=officials, bodies=bodies)
