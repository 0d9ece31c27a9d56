"""Holds, releases told to the agency, agents in the jail and shared data in short texts, some that tell of none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from comity.reader.acts import FAMILIES
from comity.reader.drafts import SIDES
from comity.reader.page import read_page
from comity.reader.records import Page

_CASES = tomllib.loads((Path(__file__).parent / "drills_custody.toml").read_text(encoding="utf-8"))["case"]
# The labels' own grouping: what is done with a person at the jail's door is one family.
_FAMILIES = FAMILIES | {"notification": "custody", "access_to_jail": "custody", "state_law": "law", "other": "other"}


def told(title: str, text: str, published: str) -> list[str]:
    """Return what a page tells: place, family, side, status and day of each event."""
    events = read_page(Page("p", text, "", title, published)).events
    return sorted(
        " | ".join((e.jurisdiction_name, _FAMILIES[e.instrument], SIDES[e.action], e.status, e.date or "-"))
        for e in events
    )


@pytest.mark.parametrize("case", _CASES, ids=[case["text"][:60] for case in _CASES])
def test_a_short_text_tells_what_a_jail_does(case: dict[str, Any]) -> None:
    """Each text tells its events with their family, side, status and day, and nothing else."""
    assert told(case.get("title", ""), case["text"], case.get("published", "")) == sorted(case["events"])
