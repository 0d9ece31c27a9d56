"""The search's results as a page: the same answers, in the same order, as one gets while typing."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from comity.places import Place
from comity.register import ask, ballot, overview
from comity.register.ask import Row
from comity.web import addresses
from comity.web.pages.asked import Asked
from comity.web.pages.frame import Desk, Page
from comity.web.search import find

# As many as a reader looks through; who wants more writes more.
_MOST_PLACES, _MOST_AGENCIES, _MOST_OFFICES = 20, 30, 10
# The offices of so many counties are shown beside the counties themselves.
_COUNTIES = 3
EXAMPLES = ("Fairfax County, VA", "Culpeper County Sheriff", "Harris County, Texas", "sheriff of Maricopa County")


class SearchView(msgspec.Struct, frozen=True):
    """What a search found: places, agencies, offices with their next contest."""

    text: str
    places: tuple[Place, ...]
    listed: dict[str, int]
    agencies: tuple[Row, ...]
    offices: tuple[Row, ...]
    examples: tuple[str, ...] = EXAMPLES

    @property
    def count(self) -> int:
        """Return how many things were found."""
        return len(self.places) + len(self.agencies) + len(self.offices)


def search_page(desk: Desk, asked: Asked) -> Page:
    """Return the results of a search; raise UsageError for a text that is longer than any name."""
    text = asked.words("q")
    return Page(
        kind="search",
        path=addresses.SEARCH,
        title=desk.text("search.title_for", text=text) if text else desk.text("search.title"),
        description=desk.text("search.description"),
        view=_found(desk, text) if text else SearchView("", (), {}, (), ()),
        query=asked.text(),
        is_indexed=False,
    )


def _found(desk: Desk, text: str) -> SearchView:
    served, connection = desk.served, desk.served.connection
    places = [served.gazetteer.place(one.id) for one in find(served, text, limit=_MOST_PLACES, kind="place")]
    named = [one.id for one in find(served, text, limit=_MOST_AGENCIES, kind="agency")]
    agencies = overview.agencies_of(connection, named)
    offices = _offices(desk, text, places)
    places = places or _places_of(desk, text, [*offices, *agencies])
    return SearchView(text, tuple(places), _listed(desk, places), tuple(agencies), tuple(offices))


def _places_of(desk: Desk, text: str, rows: Sequence[Row]) -> list[Place]:
    """Return the place that a GEOID means, else the counties of the offices and agencies that were found."""
    book = desk.served.gazetteer
    if (known := book.get(text)) is not None:
        return [known]
    geoids = dict.fromkeys(geoid for row in rows for geoid in row["county_geoids"].split(";") if geoid)
    return [place for geoid in list(geoids)[:_COUNTIES] if (place := book.get(geoid)) is not None]


def _offices(desk: Desk, text: str, places: Sequence[Place]) -> list[Row]:
    """Return the offices that a text means, then those elected in the counties that it means first."""
    connection = desk.served.connection
    meant = [ballot.office(connection, one.id) for one in find(desk.served, text, limit=_MOST_OFFICES, kind="office")]
    counties = [place.geoid for place in places if len(place.geoid) == 5][:_COUNTIES]
    rows = [*(row for row in meant if row), *ballot.offices_electing(connection, counties)]
    return list({row["office_id"]: row for row in rows}.values())[: 2 * _MOST_OFFICES]


def _listed(desk: Desk, places: Sequence[Place]) -> dict[str, int]:
    """Return how many agreements are listed for each of the counties among these places."""
    connection = desk.served.connection
    counties = [place.geoid for place in places if len(place.geoid) == 5]
    return {geoid: len(ask.agreements(connection, county=geoid, status="listed")) for geoid in counties}
