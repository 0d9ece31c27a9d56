"""The calendar of contests and that of a release are the same days, and every event says how firm it is."""

from __future__ import annotations

import sqlite3
from datetime import date

import msgspec
import pytest
from icalendar import Calendar

from comity.elections import contests as contests_of
from comity.elections import load_law, read_counties
from comity.places import load_gazetteer
from comity.register.calendars import CalendarDay, calendar_bytes, days_in, days_of, event_bytes, together
from comity.release import open_current
from comity.release.opening import starter_settings
from comity.settings import read_settings


@pytest.fixture(scope="module")
def starter() -> sqlite3.Connection:
    """Return the starter record's release."""
    return open_current(starter_settings(read_settings()))


def day(**other: object) -> CalendarDay:
    """Return a day of a contest."""
    values: dict[str, object] = {
        "uid": "us-va-x.sheriff.2027.general@comity", "on": "2027-11-02", "stage": "general", "standing": "projected",
        "office": "sheriff", "local_title": "sheriff", "unit": "X, County; of \\ Y", "state": "VA", "kind": "regular",
        "year": 2027, "condition": "", "rule_id": "general", "citation": "Code § 1", "quotation": "first Tuesday",
        "checked": "read", "url": "", "office_id": "us-va-x.sheriff", "county_geoids": ("51001",),
    }  # fmt: skip
    return CalendarDay(**(values | other))  # type: ignore[arg-type]


def parsed(*days: CalendarDay) -> list[Calendar]:
    """Return the events of a calendar as another program reads them."""
    data = calendar_bytes([event_bytes(one, date(2026, 1, 9)) for one in days], "Virginia: elections")
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_texts_come_back_as_they_were() -> None:
    """Commas, semicolons, backslashes and line ends are escaped and folded as RFC 5545 says."""
    (event,) = parsed(day(condition="a, b; c\nd " + "x" * 200))
    assert event["summary"] == "General election: sheriff, X, County; of \\ Y (projected)"
    assert "Condition: a, b; c\nd " + "x" * 200 in event["description"]
    assert event["dtstart"].dt == date(2027, 11, 2) and event["dtend"].dt == date(2027, 11, 3)


@pytest.mark.parametrize(
    ("standing", "status"), [("projected", "TENTATIVE"), ("scheduled", "CONFIRMED"), ("held", "CONFIRMED")]
)
def test_a_projected_day_is_tentative(standing: str, status: str) -> None:
    """A day worked out from the law must not look like one that an officer has announced."""
    (event,) = parsed(day(standing=standing))
    assert event["status"] == status and f"({standing})" in event["summary"]


def test_the_days_of_a_release_are_those_of_the_law(starter: sqlite3.Connection) -> None:
    """What the tables say of Virginia's contests of 2027 is what the law gives, event for event."""
    law, units = load_law(), read_counties(load_gazetteer())
    wanted = [one for one in days_of(contests_of(law, 2027, units, state="VA")) if one.on >= "2027-01-01"]
    found = [one for one in days_in(starter, since="2027-01-01") if one.state == "VA" and one.year == 2027]
    assert [one.uid for one in found] == [one.uid for one in wanted] and len(found) > 300
    assert all(
        (a.on, a.standing, a.citation) == (b.on, b.standing, b.citation) for a, b in zip(found, wanted, strict=True)
    )


def test_an_empty_calendar_is_one() -> None:
    """No day is no error."""
    assert parsed() == []


def test_what_falls_together_in_a_state_is_one_event_that_names_its_units() -> None:
    """Days alike in rule, stage and day are one; what differs stands alone; a single one keeps its own id."""
    days = [day(uid=f"u{number}", unit=f"Unit {number:02}") for number in range(50)]
    other = day(uid="other", on="2027-11-09", unit="Elsewhere")
    first, second = together([*days, other])
    assert second == other
    assert first.uid == "us-va.sheriff.2027.regular.general.general@comity"
    assert "sheriff, 50 units (projected)" in first.summary
    assert "In Unit 00, Unit 01," in first.description and "and 10 more." in first.description
    moved = [msgspec.structs.replace(one, on="2027-11-03") for one in days]
    assert together(moved)[0].uid == first.uid
