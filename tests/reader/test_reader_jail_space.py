"""Whose a jail is that is let, when an agreement began, and who decides on it, on short news-like texts."""

from __future__ import annotations

import pytest
from tests.reader.told import told

from comity.reader.records import Page


def _told(text: str) -> list[str]:
    return told(Page("p", text, "", "", "2025-03-12"), ("place", "family", "side", "status", "date", "speaker"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sheriffs in Kay and Tulsa counties, Oklahoma, signed ICE bed contracts.", ["Kay County", "Tulsa County"]),
        ("ICE left the Bedford Heights jail in Ohio, ending the city's detention contract.", ["Bedford Heights"]),
    ],
)
def test_a_jail_belongs_to_who_is_named(text: str, names: list[str]) -> None:
    """The state behind a list of its counties is none of them, and a town may keep a jail of its own."""
    assert [line.split(" | ")[0] for line in _told(text)] == names


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "Kent County, Michigan, ended its 2012 ICE bed agreement Monday.",
            [
                "Kent County | contract | less | happened | 2025-03-10 | -",
                "Kent County | contract | more | happened | 2012 | -",
            ],
        ),
        (
            "The Kent County, Michigan, board ended its ICE bed agreement after a 2012 report on the jail.",
            ["Kent County | contract | less | happened | - | -"],
        ),
    ],
)
def test_an_agreements_year_is_when_it_began(text: str, events: list[str]) -> None:
    """The year in an agreement's own name tells its beginning, that of another paper does not."""
    assert _told(text) == sorted(events)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Kay County commissioners in Oklahoma on Monday allowed the sheriff to house ICE detainees.", "happened"),
        ("A resolution before the Kay County, Oklahoma, board would let the sheriff house ICE detainees.", "proposed"),
        ("The contract allows the Kay County, Oklahoma, sheriff to house ICE detainees.", ""),
    ],
)
def test_leave_is_the_boards_decision(text: str, status: str) -> None:
    """What a board lets its sheriff do is decided, what a draft would let him do proposed, a contract's terms none."""
    assert {line.split(" | ")[3] for line in _told(text)} == ({status} if status else set())
