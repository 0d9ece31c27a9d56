"""Words of change that tell of nobody's act, each beside a sentence of the same kind that does tell one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from comity.reader.page import read_page
from comity.reader.records import Page

_CASES = tomllib.loads((Path(__file__).parent / "made_up_withdrawals.toml").read_text(encoding="utf-8"))
_NOTHING = [case["text"] for case in _CASES["nothing"]]
_TOLD = [(case["text"], case["event"]) for case in _CASES["told"]]


def _told(text: str) -> list[str]:
    events = read_page(Page("p", text, "", "", "2025-06-11")).events
    return [f"{e.jurisdiction_name} | {e.instrument[:4]} | {e.action}" for e in events]


@pytest.mark.parametrize("text", _NOTHING, ids=[text[:50] for text in _NOTHING])
def test_words_that_tell_of_nobodys_act_are_no_event(text: str) -> None:
    """A comparison of times, a procedure, a paper's own doings or a subject of talk proposes nothing."""
    assert _told(text) == []


@pytest.mark.parametrize(("text", "event"), _TOLD, ids=[text[:50] for text, _ in _TOLD])
def test_the_same_words_with_somebody_who_acts_are_an_event(text: str, event: str) -> None:
    """Beside each of those a sentence of like words still tells its act."""
    assert event in _told(text)


def test_a_newspapers_name_is_no_place_that_acts() -> None:
    """A town in a newspaper's name does nothing; over the article it still says where the page is at home."""
    text = "The county sheriff of Story County, Iowa, signed a 287(g) agreement, the Ames Tribune wrote. {}"
    after = "In May it was renewed."
    assert {e.split(" |")[0] for e in _told(text.format(after))} == {"Story County"}
