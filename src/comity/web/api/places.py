"""Places: found by state, kind and county; one with its whole record, on a day if one is asked for."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from litestar import Response

from comity.errors import NotFoundError
from comity.register.place import SECTIONS, as_json, place_history
from comity.register.question import IN_COUNTY, Question
from comity.web.api.listing import Paging, answer_one, answer_question
from comity.web.api.parameters import AsOf, CountyGeoid, State, Word, code, day
from comity.web.api.routes import offer_list, offer_one
from comity.web.api.shapes import shape
from comity.web.served import Served

PLACE = (
    "geoid", "name", "kind", "state", "county_geoids", "population", "latitude", "longitude", "ocd_id", "valid_from",
    "valid_until",
)  # fmt: skip
_ONE = msgspec.defstruct(
    "PlaceRecord",
    [
        ("place", dict[str, Any]), ("as_of", str), ("newest_list_on", str),
        *((section, list[dict[str, Any]]) for section in SECTIONS),
        ("notes", list[str]), ("page", str),
    ],
    kw_only=True,
)  # fmt: skip


@offer_list("/places", "places", shape("Place", PLACE), "record")
def list_places(
    served: Served, paging: Paging, usps: State = None, kind: Word = None, county_geoid: CountyGeoid = None
) -> Response[Any]:
    """List places: states, counties and equivalents, municipalities, census places and towns, by GEOID."""
    asked = Question("place", PLACE, ("geoid",)).equal({"state": code(usps), "kind": kind})
    if county_geoid:
        asked = asked.where(f"{IN_COUNTY} AND geoid LIKE ?", county_geoid, f"{county_geoid[:2]}%")
    return answer_question(served, paging, "places", asked)


@offer_one("/places/{geoid:str}", "place", _ONE, "record", threaded=None)
async def get_place(served: Served, geoid: str, as_of: AsOf = None) -> Response[Any]:
    """Show what is in force in a place, since when, who decides, what changed and who says so.

    By Census GEOID: 2 digits are a state, 5 a county, 7 a municipality, 10 a town.
    """
    if len(geoid) == 2:  # a state's whole record takes some time
        return await asyncio.to_thread(_answer, served, geoid, day(as_of))
    return _answer(served, geoid, day(as_of))


def _answer(served: Served, geoid: str, as_of: str) -> Response[Any]:
    place = served.gazetteer.get(geoid)
    if place is None:
        raise NotFoundError("there is no such place", where=geoid[:60], cure="find its GEOID with /api/v1/search?q=…")
    newest = None if as_of else served.newest_list_on
    record = as_json(place_history(served.connection, place, as_of=as_of, newest_list_on=newest))
    return answer_one({**record, "page": served.addresses.path(place)})


HANDLERS = [list_places, get_place]
