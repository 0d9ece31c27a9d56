"""Short texts and pages in the manner of news: many unlike wordings of one act and of none, and all that each tells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.reader.told import told

from comity.reader.records import Page

_FILES = (
    "drills_contracts", "drills_custody", "drills_frames", "drills_holding", "drills_laws", "drills_pages",
    "drills_precision", "drills_program", "drills_speakers", "drills_status", "drills_verdicts",
    "made_up_circumstances",
)  # fmt: skip
_DRILLS = {name: tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8")) for name in _FILES}
_CASES = [(name, case) for name, drill in _DRILLS.items() for case in drill["case"]]


@pytest.mark.parametrize(("name", "case"), _CASES, ids=[f"{name}: {case['text'][:60]}" for name, case in _CASES])
def test_a_text_tells_these_events_and_no_other(name: str, case: dict[str, Any]) -> None:
    """Every event comes out with all that its file asks of it, and no event more, on the plain path too."""
    page = Page("p", case["text"], case.get("url", ""), case.get("title", ""), case.get("published", ""))
    for is_plain in (False, True):
        assert told(page, _DRILLS[name]["tells"], is_plain=is_plain) == sorted(case["events"])


@pytest.mark.parametrize("name", [name for name in _FILES if name.startswith("drills_")])
def test_a_quarter_of_the_texts_tell_nothing_and_the_others_point_both_ways(name: str) -> None:
    """A reader that always speaks, or always the same way, cannot pass."""
    cases, tells = _DRILLS[name]["case"], _DRILLS[name]["tells"]
    sides = {event.split(" | ")[tells.index("side")] for case in cases for event in case["events"]}
    assert 4 * sum(not case["events"] for case in cases) >= len(cases) and {"more", "less"} <= sides
