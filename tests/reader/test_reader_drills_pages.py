"""Whole pages, made up in the manner of news: which place a bare word means, what is history and what is news."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from comity.reader.page import read_page
from comity.reader.records import Page

_CASES = tomllib.loads((Path(__file__).parent / "drills_pages.toml").read_text(encoding="utf-8"))["case"]
_FAMILIES = {
    "287g_jail_model": "287g", "287g_warrant_service": "287g", "287g_task_force": "287g", "287g_unspecified": "287g",
    "detention_contract": "contract", "detainer_policy": "custody", "notification": "custody",
    "access_to_jail": "custody", "information_sharing": "sharing", "state_law": "law", "other": "other",
}  # fmt: skip
_SIDES = {
    "start": "more", "expand": "more", "renew": "more", "end": "less", "suspend": "less", "decline": "less",
    "restrict": "less", "consider": "open", "sue": "suit", "other": "open",
}  # fmt: skip


def told(case: dict[str, Any]) -> list[str]:
    """Return what a page tells, a line for each event."""
    page = Page("p", case["text"], case.get("url", ""), case.get("title", ""), case.get("published", ""))
    return sorted(
        " | ".join(
            (e.jurisdiction_name, e.state or "-", _FAMILIES[e.instrument], _SIDES[e.action], e.status, e.date or "-",
             e.attributed_to or "-")
        )
        for e in read_page(page).events
    )  # fmt: skip


@pytest.mark.parametrize("case", _CASES, ids=[case.get("title") or case["text"][:60] for case in _CASES])
def test_a_page_tells_these_events_and_no_other(case: dict[str, Any]) -> None:
    """Place, instrument, side, status, date and speaker of every event of a page come out, and no event more."""
    assert told(case) == sorted(case["events"])


def test_a_quarter_of_the_pages_tell_nothing() -> None:
    """A reader that always speaks fails here."""
    assert sum(not case["events"] for case in _CASES) >= len(_CASES) // 4
