"""Money and membership set out in rows, or told over several sentences, on made-up pages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from comity.reader.page import read_page
from comity.reader.records import Page

_FILE = Path(__file__).with_name("made_up_ledgers.toml")
_CASES: list[dict[str, object]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=[f"{at:02}" for at in range(len(_CASES))])
def test_a_page_tells_the_ties_that_it_sets_out(case: dict[str, object]) -> None:
    """Every tie that a row, a pronoun or a sentence without a receiver tells comes out, and no other."""
    page = Page("made-up", str(case["text"]), "https://example.org/", str(case["title"]), "2020-06-15")
    found = [
        f"{one.subject} | {one.relation} | {one.object} | {one.amount_usd:.0f}"
        if one.amount_usd is not None
        else f"{one.subject} | {one.relation} | {one.object} | -"
        for one in read_page(page).relations
    ]
    ties = case["ties"]
    assert isinstance(ties, list)
    assert sorted(found) == sorted(ties)


@pytest.mark.parametrize("case", _CASES, ids=[f"{at:02}" for at in range(len(_CASES))])
def test_the_evidence_of_a_row_is_its_own_words(case: dict[str, object]) -> None:
    """What is given as evidence stands in the page, where it is said to stand."""
    text = str(case["text"])
    for one in read_page(Page("made-up", text, "https://example.org/", str(case["title"]), "2020-06-15")).relations:
        assert text.startswith(one.evidence, one.start)
