"""The calendar: for people, for pipes, and as iCalendar that a common client reads."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.cli.running import Comity

COLUMNS = "on,stage,office,local_title,unit_id,unit,kind,year,standing,condition,rule_id,citation"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one data folder without data, so that the starter's release is compiled once for these tests."""
    return tmp_path_factory.mktemp("calendar") / "home"


@pytest.fixture
def starter(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over it."""
    return Comity(home, monkeypatch, capsys)


def events(text: str) -> list[Any]:
    """Return the events of a calendar read back."""
    calendar = Calendar.from_ical(text)
    return list(calendar.walk("VEVENT"))


def test_every_stage_of_every_contest_is_an_event(starter: Comity) -> None:
    """As many as the CSV has rows, each an all-day event on the same day."""
    rows = starter("calendar", "--state", "VA", "--year", "2027", "--office", "sheriff", "--format", "csv")
    assert rows.header == COLUMNS
    found = events(starter("calendar", "--state", "VA", "--year", "2027", "--office", "sheriff", "--format", "ics").out)
    assert sorted(row["on"] for row in rows.rows) == sorted(event.decoded("dtstart").isoformat() for event in found)
    for event in found:
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        assert type(start) is date and end - start == timedelta(days=1)
        assert event["dtstart"].params["VALUE"] == "DATE"


def test_an_event_says_what_how_firm_and_by_which_rule(starter: Comity) -> None:
    """Summary and description name the standing; a projected day is tentative; nothing rings."""
    for event in events(starter("calendar", "--state", "VA", "--year", "2027", "--format", "ics").out):
        projected = "(projected)" in event["summary"]
        assert projected == (event["status"] == "TENTATIVE")
        assert "Rule " in event["description"] and (
            "read" in event["description"] or "recalled" in event["description"]
        )
        assert event.subcomponents == [] and event["transp"] == "TRANSPARENT"


def test_a_scheduled_day_is_confirmed(starter: Comity) -> None:
    """The special election that Maricopa County's attorney announced."""
    found = events(starter("calendar", "--state", "AZ", "--year", "2022", "--format", "ics").out)
    special = [event for event in found if ".2022.special." in event["uid"] and "maricopa" in event["uid"]]
    assert {event["status"] for event in special if "general" in event["uid"]} == {"CONFIRMED"}
    assert any("scheduled" in event["summary"] for event in special)


def test_ids_are_stable_and_unique(starter: Comity) -> None:
    """Made of unit, title, year and stage: the same when asked again, whole or in part, and never twice."""
    whole = [
        str(event["uid"])
        for event in events(starter("calendar", "--state", "VA", "--year", "2027", "--format", "ics").out)
    ]
    part = [
        str(event["uid"])
        for event in events(
            starter("calendar", "--state", "VA", "--year", "2027", "--office", "sheriff", "--format", "ics").out
        )
    ]
    assert len(whole) == len(set(whole)) and set(part) < set(whole)
    assert "us-va-fairfax-county.sheriff.2027.general@comity" in part


def test_the_stamp_is_the_release_s_and_the_bytes_are_the_same(starter: Comity) -> None:
    """The day of the newest list, not the clock's; the lines fold and end as RFC 5545 has it."""
    asked = ("calendar", "--state", "GA", "--year", "2026", "--format", "ics")
    text = starter(*asked).out
    assert text == starter(*asked).out
    stamps = {event.decoded("dtstamp") for event in events(text)}
    assert stamps == {datetime.fromisoformat("2026-01-09T00:00:00+00:00")}
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.startswith("BEGIN:VCALENDAR\r\n") and text.endswith("END:VCALENDAR\r\n")
    calendar = Calendar.from_ical(text)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH") and "Comity" in calendar["prodid"]
    assert "VALARM" not in text


def test_people_get_a_line_a_day_and_programs_json(starter: Comity) -> None:
    """The table counts the units that vote on a day by one rule; JSON has every row."""
    table = starter("calendar", "--state", "VA", "--year", "2027", "--office", "sheriff", "--format", "table")
    every = starter("calendar", "--state", "VA", "--year", "2027", "--office", "sheriff", "--format", "json").json
    lines = [line for line in table.out.splitlines() if line.startswith("2027-")]
    assert len(lines) == len({(row["on"], row["stage"]) for row in every}) < len(every)
    assert list(every[0]) == COLUMNS.split(",")


def test_a_year_without_contests_is_an_empty_calendar(starter: Comity) -> None:
    """Virginia elects no sheriff in 2026: a sentence for people, a calendar without events for clients."""
    said = starter("calendar", "--state", "VA", "--year", "2026", "--office", "jailer", "--format", "table")
    assert said.code == 3
    empty = starter("calendar", "--state", "MS", "--year", "2026", "--format", "table")
    assert empty.code == 0
    found = starter("calendar", "--state", "LA", "--year", "2022", "--office", "sheriff", "--format", "ics")
    assert found.code == 0 and events(found.out) == []
