"""Agreements of section 287(g): many unlike wordings of one act, and of none, each with what it tells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from comity.reader.acts import FAMILIES
from comity.reader.drafts import SIDES
from comity.reader.page import read_page
from comity.reader.records import Event, Page

_CASES = tomllib.loads((Path(__file__).parent / "drills_program.toml").read_text(encoding="utf-8"))["case"]


def _told(event: Event) -> str:
    said = [f"{FAMILIES.get(event.instrument, 'law')} {SIDES[event.action]}", event.jurisdiction_name, event.status]
    return ": ".join([*said, *([event.date] if event.date else [])])


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_a_wording_tells_its_acts_and_no_other(case: dict[str, Any]) -> None:
    """Each wording tells its acts: of which family, which way, where, how far done and when."""
    page = Page("p", case["text"], case.get("url", ""), "", case.get("published", ""))
    assert sorted(map(_told, read_page(page).events)) == case["events"]


def test_both_ways_are_drilled() -> None:
    """Among the wordings are beginnings, ends, open questions and many that tell of no act."""
    sides = {said.split(":")[0].split()[-1] for case in _CASES for said in case["events"]}
    quiet = [case for case in _CASES if not case["events"]]
    assert {"more", "less", "open"} <= sides and 4 * len(quiet) >= len(_CASES)
