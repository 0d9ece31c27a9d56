"""The sitemap's parts and the days of a place's calendar, from a release that is made up here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any, cast

import pytest
from icalendar import Calendar
from lxml import etree

from comity.errors import NotFoundError
from comity.places import load_gazetteer
from comity.register.calendars import CalendarDay
from comity.web.feeds import sitemap
from comity.web.feeds.calendars import Days, office_calendar, place_calendar
from comity.web.served import Served


class Made:
    """Stands for a release that is served: an address, a database, and what is kept of it."""

    def __init__(self, **kept: object) -> None:
        self.base_url = "https://comity.example/"
        self.kept = dict(kept)
        self.connection = sqlite3.connect(":memory:")

    def keep(self, name: str, make: Callable[[Served], Any]) -> Any:
        """Return what is kept, made where it is not."""
        if name not in self.kept:
            self.kept[name] = make(cast(Served, self))
        return self.kept[name]


def served(**kept: object) -> Served:
    """Return a release that is served."""
    return cast(Served, Made(**kept))


@pytest.fixture
def five(monkeypatch: pytest.MonkeyPatch) -> Served:
    """Return a release of two front pages and five places, in parts of four addresses at most."""
    kinds = {"front": ["/", "/map"], "place": [f"/place/{number}" for number in range(5)]}
    monkeypatch.setattr(sitemap, "page_kinds", lambda _: kinds)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4)
    return served()


def test_a_part_holds_as_many_addresses_as_the_protocol_allows() -> None:
    """Fifty thousand (https://www.sitemaps.org/protocol.html)."""
    assert sitemap.MOST_ADDRESSES == 50_000


def test_every_page_stands_in_one_part_in_both_languages(five: Served) -> None:
    """Parts are numbered from one, by kind; none is longer than is allowed."""
    parts = sitemap.sitemap_parts(five)
    assert {name: len(paths) for name, paths in parts.items()} == {
        "/sitemaps/front-1.xml": 4, "/sitemaps/place-1.xml": 4, "/sitemaps/place-2.xml": 4, "/sitemaps/place-3.xml": 2,
    }  # fmt: skip
    every = [path for paths in parts.values() for path in paths]
    assert len(set(every)) == len(every) == 14
    assert parts["/sitemaps/front-1.xml"] == ["/", "/es/", "/map", "/es/map"]


def addresses_in(text: str) -> list[str]:
    """Return the addresses of a sitemap or of its index."""
    return [one.text for one in etree.fromstring(text.encode()).iter("{*}loc")]


def test_the_index_names_every_part_by_its_whole_address(five: Served) -> None:
    """And each part its pages."""
    parts = [address.removeprefix("https://comity.example") for address in addresses_in(sitemap.index_text(five))]
    assert parts == list(sitemap.sitemap_parts(five))
    assert addresses_in(sitemap.part_text(five, "/sitemaps/place-3.xml")) == [
        "https://comity.example/place/4", "https://comity.example/es/place/4",
    ]  # fmt: skip
    assert "Sitemap: https://comity.example/sitemap.xml\n" in sitemap.robots_text(five)


@pytest.mark.parametrize("name", ["/sitemaps/place-4.xml", "/sitemaps/place-0.xml", "/sitemaps/x-1.xml"])
def test_a_part_that_is_none_is_not_found(five: Served, name: str) -> None:
    """The index lists those that there are."""
    with pytest.raises(NotFoundError, match=r"/sitemap\.xml"):
        sitemap.part_text(five, name)


def day(number: int, counties: tuple[str, ...], **other: object) -> CalendarDay:
    """Return a day of an office in Virginia."""
    values: dict[str, object] = {
        "uid": f"{number}@comity", "on": "2027-11-02", "stage": "general", "standing": "projected",
        "office": "sheriff", "local_title": "sheriff", "unit": f"Unit {number}", "state": "VA", "kind": "regular",
        "year": 2027, "condition": "", "rule_id": "general", "citation": "Code § 1", "quotation": "first Tuesday",
        "checked": "read", "url": "", "office_id": f"o{number}", "county_geoids": counties,
    }  # fmt: skip
    return CalendarDay(**(values | other))  # type: ignore[arg-type]


FAIRFAX, LOUDOUN = "51059", "51107"


@pytest.fixture
def virginia() -> Served:
    """Return a release with three offices of Virginia, one of two counties, and one of Florida."""
    days = [day(1, (FAIRFAX,)), day(2, (LOUDOUN,)), day(3, (FAIRFAX, LOUDOUN), on="2027-06-15")]
    made = served(days=Days(date(2026, 1, 1), {"VA": days, "FL": [day(4, (FAIRFAX,), state="FL")]}, {}))
    made.connection.execute("CREATE TABLE office (office_id, local_title, unit, state)")
    made.connection.execute("INSERT INTO office VALUES ('o3', 'commonwealth''s attorney', 'Unit 3', 'VA')")
    return made


def names(data: bytes) -> list[str]:
    """Return what the events of a calendar are called."""
    return [str(event["summary"]) for event in Calendar.from_ical(data).walk("VEVENT")]


def test_a_county_has_the_days_in_which_it_votes(virginia: Served) -> None:
    """Those of its own offices and of those that it shares; not its neighbour's, nor another state's."""
    found = names(place_calendar(virginia, load_gazetteer().place(FAIRFAX)))
    assert len(found) == 2 and all(f"Unit {number}" in "".join(found) for number in (1, 3))


def test_a_state_has_all_its_days_and_alike_ones_stand_together(virginia: Served) -> None:
    """Two sheriffs on one day are one event."""
    assert len(names(place_calendar(virginia, load_gazetteer().state("VA")))) == 2
    assert names(place_calendar(virginia, load_gazetteer().state("MD"))) == []


def test_a_town_has_no_calendar_and_is_told_whose_to_ask_for(virginia: Served) -> None:
    """Its county's or its state's."""
    town = next(place for place in load_gazetteer().all_places() if len(place.geoid) == 7)
    with pytest.raises(NotFoundError, match="its county's or its state's"):
        place_calendar(virginia, town)


def test_an_office_has_its_own_days(virginia: Served) -> None:
    """Under its title; one that is not there is not found."""
    data = office_calendar(virginia, "o3")
    assert len(names(data)) == 1 and "Unit 3" in names(data)[0]
    assert str(Calendar.from_ical(data)["x-wr-calname"]) == "Commonwealth's attorney, Unit 3, VA: elections"
    with pytest.raises(NotFoundError, match="no such office"):
        office_calendar(virginia, "o9")
