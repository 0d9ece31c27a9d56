"""Jail space for the immigration agency in short news-like texts, and texts of the same words that tell of no act."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from comity.reader.acts import FAMILIES
from comity.reader.drafts import SIDES
from comity.reader.page import read_page
from comity.reader.records import Page

_CASES = tomllib.loads((Path(__file__).parent / "drills_contracts.toml").read_text(encoding="utf-8"))["case"]
# The labels' own grouping: what is done with a person at the jail's door is one family.
_FAMILIES = FAMILIES | {
    "detention_contract": "contract",
    "notification": "custody",
    "access_to_jail": "custody",
    "state_law": "law",
    "other": "other",
}


def told(text: str, published: str, is_plain: bool = False) -> list[str]:
    """Return what a page tells: place, family, side, status, day and speaker of each event."""
    events = read_page(Page("p", text, "", "", published), is_plain=is_plain).events
    return sorted(
        " | ".join(
            (
                event.jurisdiction_name,
                _FAMILIES[event.instrument],
                SIDES[event.action],
                event.status,
                event.date or "-",
                event.attributed_to or "-",
            )
        )
        for event in events
    )


@pytest.mark.parametrize("case", _CASES, ids=[case["text"][:60] for case in _CASES])
def test_a_short_text_tells_its_jail_space(case: dict[str, Any]) -> None:
    """Each text tells its events with their side, status, day and speaker and nothing else, on the plain path too."""
    assert told(case["text"], case["published"]) == sorted(case["events"])
    assert told(case["text"], case["published"], is_plain=True) == sorted(case["events"])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sheriffs in Kay and Tulsa counties, Oklahoma, signed ICE bed contracts.", ["Kay County", "Tulsa County"]),
        ("ICE left the Bedford Heights jail in Ohio, ending the city's detention contract.", ["Bedford Heights"]),
    ],
)
def test_a_jail_belongs_to_who_is_named(text: str, names: list[str]) -> None:
    """The state behind a list of its counties is none of them, and a town may keep a jail of its own."""
    assert [line.split(" | ")[0] for line in told(text, "2025-03-12")] == names


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
    assert told(text, "2025-03-12") == sorted(events)


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
    assert {line.split(" | ")[3] for line in told(text, "2025-03-12")} == ({status} if status else set())
