"""The counties that elect, by state, as the gazetteer names them."""

from __future__ import annotations

from comity.places import Gazetteer


def read_counties(gazetteer: Gazetteer) -> dict[str, dict[str, str]]:
    """Return every state's counties and equivalents of today: postal code → GEOID → name."""
    found: dict[str, dict[str, str]] = {}
    for code in gazetteer.state_codes:
        places = gazetteer.in_state(code)
        counties = [places.place(row) for row, geoid in enumerate(places.geoids) if len(geoid) == 5]
        found[code] = {county.geoid: county.name for county in counties if not county.valid_until}
    return found
