"""Short texts in the manner of news: many unlike wordings of one contest and of none, and all that each tells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.reader.told import told_elections

from comity.reader.records import Page

_DRILL = tomllib.loads((Path(__file__).parent / "drills_elections.toml").read_text(encoding="utf-8"))
_CASES = _DRILL["case"]


@pytest.mark.parametrize("case", _CASES, ids=[case["text"][:60] for case in _CASES])
def test_a_text_tells_these_elections_and_no_other(case: dict[str, Any]) -> None:
    """Every election comes out with its office, place and stage, and no election more, on the plain path too."""
    page = Page("p", case["text"], case.get("url", ""), case.get("title", ""), case.get("published", ""))
    for is_plain in (False, True):
        assert told_elections(page, _DRILL["tells"], is_plain=is_plain) == sorted(case["elections"])


def test_a_quarter_of_the_texts_tell_no_election_and_the_others_tell_every_stage() -> None:
    """A reader that always speaks, or always of one stage, cannot pass."""
    stages = {one.split(" | ")[3] for case in _CASES for one in case["elections"]}
    assert 4 * sum(not case["elections"] for case in _CASES) >= len(_CASES)
    assert {"primary", "general", "runoff", "filing_deadline", "-"} <= stages
