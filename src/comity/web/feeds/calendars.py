"""Calendars (RFC 5545) of contests: of a state, a county, an office. A projected day is tentative, and says so."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec
from litestar import Response, get

from comity.errors import NotFoundError
from comity.places import Place
from comity.register.ask import select
from comity.register.calendars import CalendarDay, calendar_bytes, days_in, event_bytes, together
from comity.web.addresses import read_segment
from comity.web.dates_of_record import year_began_on
from comity.web.feeds.atom import bare
from comity.web.served import Served

MEDIA_TYPE = "text/calendar"


class Days(msgspec.Struct, frozen=True):
    """A release's days from its year on, by state, with each event's bytes once they were made."""

    stamped_on: date
    by_state: dict[str, list[CalendarDay]]
    made: dict[str, bytes]


def days_of_release(served: Served) -> Days:
    """Return the days of a release, read once; they begin with the year of its newest list.

    They are stamped with the first day of that year, so that a calendar changes only when a day in it does.
    """
    return served.keep("days", _read_days)


def _read_days(served: Served) -> Days:
    began = served.read(year_began_on)
    by_state: defaultdict[str, list[CalendarDay]] = defaultdict(list)
    for day in days_in(served.connection, since=began):
        by_state[day.state].append(day)
    return Days(date.fromisoformat(began), dict(by_state), {})


def place_calendar(served: Served, place: Place) -> bytes:
    """Return the days of the contests in which a state or a county votes; a state's alike days stand together."""
    days = days_of_release(served)
    here = days.by_state.get(place.state, [])
    if len(place.geoid) == 2:
        here = together(here)
    elif len(place.geoid) == 5:
        here = [day for day in here if place.geoid in day.county_geoids]
    else:
        cure = "ask for its county's or its state's calendar"
        raise NotFoundError("calendars are kept for states, counties and offices", where=place.label, cure=cure)
    return _calendar(days, here, f"{place.label}: elections")


def office_calendar(served: Served, office_id: str) -> bytes:
    """Return the days of one office's contests."""
    rows = select(served.connection, "SELECT * FROM office WHERE office_id = ?", (office_id,))
    if not rows:
        raise NotFoundError("there is no such office", where=office_id, cure="see the state's elections page")
    office, days = rows[0], days_of_release(served)
    here = [day for day in days.by_state.get(office["state"], []) if day.office_id == office_id]
    return _calendar(
        days, here, f"{office['local_title'].capitalize()}, {office['unit']}, {office['state']}: elections"
    )


def _calendar(days: Days, here: Iterable[CalendarDay], name: str) -> bytes:
    return calendar_bytes([_event(days, day) for day in here], name)


def _event(days: Days, day: CalendarDay) -> bytes:
    made = days.made.get(day.uid)
    if made is None:
        made = days.made[day.uid] = event_bytes(day, days.stamped_on)
    return made


def _answer(content: bytes) -> Response[bytes]:
    return Response(content, media_type=MEDIA_TYPE)


@get(["/calendar/us/{code:str}", "/calendar/us/{code:str}/{name:str}"])
async def place_days(served: Served, code: str, name: str = "") -> Response[bytes]:
    """Answer with the calendar of a state or county."""
    return await asyncio.to_thread(_place_days, served, code, name)


def _place_days(served: Served, code: str, name: str) -> Response[bytes]:
    found = served.addresses.find(*((code, bare(name, ".ics")) if name else (bare(code, ".ics"), "")))
    return _answer(place_calendar(served, found.place))


@get("/calendar/office/{name:str}", sync_to_thread=True)
def office_days(served: Served, name: str) -> Response[bytes]:
    """Answer with the calendar of an office."""
    return _answer(office_calendar(served, read_segment(bare(name, ".ics"))))


HANDLERS = [place_days, office_days]
