"""What of a release is for a subscriber: which changes, which days ahead, and in which words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from telling_samples import contest, event, hooked, release

from comity.telling.items import Item, changes, deadlines, withdrawn

TODAY = date(2026, 3, 10)
URL = "https://hooks.example/x"


def told(*rows: dict[str, str], **asked: object) -> list[str]:
    """Return the ids of the changes that a subscription is told."""
    return [item.item_id for item in changes(release(*rows), hooked(URL, **asked))]


def ahead(*rows: dict[str, str], deadline_days: int) -> list[Item]:
    """Return the days ahead that a subscription to every office is told."""
    return list(deadlines(release(*rows), hooked(URL, deadline_days=deadline_days, deciding=False), TODAY))


def test_changes_come_from_the_oldest() -> None:
    """By the day of the first list that shows them."""
    rows = [event(1, on="2026-03-06"), event(2, on="2026-02-27"), event(3, on="2026-03-01")]
    assert told(*rows) == ["a2.listed.2026-02-27", "a3.listed.2026-03-01", "a1.listed.2026-03-06"]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({}, "123"),
        ({"changes": False}, ""),
        ({"events": ("unlisted",)}, "2"),
        ({"events": ("listed", "unlisted")}, "123"),
        ({"states": ("FL",)}, "3"),
        ({"states": ("FL", "VA")}, "123"),
        ({"agencies": ("us-va-body-1",)}, "1"),
        ({"places": ("51002",)}, "2"),
        ({"places": ("51002",), "states": ("FL",)}, "23"),
        ({"places": ("51002",), "events": ("listed",)}, ""),
        ({"places": ("5100",)}, ""),
    ],
)
def test_states_places_and_agencies_widen_and_kinds_of_event_narrow(asked: dict[str, object], numbers: str) -> None:
    """None of the first means everywhere; a beginning of a GEOID means no place."""
    rows = [event(1), event(2, kind="unlisted"), event(3, state="FL")]
    assert [one[1] for one in told(*rows, **asked)] == list(numbers)


def test_a_change_in_several_counties_meets_each_of_them() -> None:
    """And a body without counties meets none."""
    rows = [event(1, county_geoids="51001;51002"), event(2, county_geoids="")]
    assert [one[1] for one in told(*rows, places=("51002",))] == ["1"]


def test_a_change_is_told_with_its_page_and_what_the_release_says() -> None:
    """Empty columns are left out."""
    (item,) = changes(release(event(1)), hooked(URL))
    assert (item.kind, item.on, item.state, item.path) == ("change", "2026-03-06", "VA", "/event/a1.listed.2026-03-06")
    assert item.line == "Body 1 Sheriff's Office (VA), WSO: listed, between the lists of 2026-02-27 and 2026-03-06."
    assert item.facts["agency_id"] == "us-va-body-1" and "before" not in item.facts


@pytest.mark.parametrize(
    ("days", "columns"),
    [(0, []), (1, ["filing_deadline"]), (9, ["filing_deadline"]), (10, ["filing_deadline", "general_on"])],
)
def test_days_ahead_are_counted_from_today_to_the_last(days: int, columns: list[str]) -> None:
    """Both included; none means none."""
    row = contest(1, filing=TODAY.isoformat(), general=(TODAY + timedelta(days=10)).isoformat())
    assert [item.item_id.split(":")[2] for item in ahead(row, deadline_days=days)] == columns


def test_yesterday_is_not_ahead() -> None:
    """What is over is over."""
    assert ahead(contest(1, filing="2026-03-09", general=""), deadline_days=30) == []


def test_days_ahead_come_from_the_soonest() -> None:
    """Whatever stage and whatever contest they are of."""
    rows = [
        contest(1, filing="2026-03-20", general="2026-03-11"),
        contest(2, filing="2026-03-12", general="2026-03-20"),
    ]
    found = [(item.on, item.item_id.split(":")[1]) for item in ahead(*rows, deadline_days=30)]
    assert found == [("2026-03-11", "c1"), ("2026-03-12", "c2"), ("2026-03-20", "c1"), ("2026-03-20", "c2")]


@pytest.mark.parametrize(("deciding", "numbers"), [((), []), (("o2",), ["c2"])])
def test_with_deciding_an_office_is_told_that_decides(deciding: tuple[str, ...], numbers: list[str]) -> None:
    """As it is unless it is asked otherwise; without it every office."""
    rows = [contest(1), contest(2)]
    asked = hooked(URL, deadline_days=30)
    found = deadlines(release(*rows, deciding=deciding), asked, TODAY)
    assert [item.item_id.split(":")[1] for item in found] == numbers
    assert len(ahead(*rows, deadline_days=30)) == 2


def test_a_day_ahead_says_how_firm_it_is() -> None:
    """One worked out from the law does not read as an official notice."""
    (item,) = ahead(contest(1, general=""), deadline_days=30)
    assert item.line == "2026-03-20, projected: filing deadline for Sheriff of Unit 1, VA."
    assert (item.item_id, item.path) == ("deadline:c1:filing_deadline:2026-03-20", "/contest/c1")


def test_a_day_that_moves_is_another_item() -> None:
    """So that whoever was told the first is told the second."""
    ids = {
        ahead(contest(1, filing=day, general=""), deadline_days=30)[0].item_id for day in ("2026-03-20", "2026-03-21")
    }
    assert len(ids) == 2


def test_what_is_taken_back_repeats_what_was_said() -> None:
    """With the day and the facts of then, under an id of its own."""
    (item,) = changes(release(event(1)), hooked(URL))
    back = withdrawn(item)
    assert (back.kind, back.on, back.facts) == ("withdrawn", item.on, item.facts)
    assert back.item_id == f"withdrawn:{item.item_id}" and f"“{item.line}”" in back.line
