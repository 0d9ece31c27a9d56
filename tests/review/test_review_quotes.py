"""Quotations: where words stand, what stands around them, no private name in or near them, and a changed text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.text.quotes import ELISION, Quotation, quote, stands_at, stands_in

NAME = "Quispe"
WORDS = st.lists(st.sampled_from(["the", "board", "of", "Fairfax", "ended", "it.", NAME, "\n\n", "[x]"]), max_size=30)


def spans_of(text: str) -> list[tuple[int, int]]:
    """Return where the private name stands."""
    return [match.span() for match in re.finditer(NAME, text)]


@given(WORDS, st.integers(0, 200), st.integers(0, 200), st.integers(0, 60))
def test_a_quotation_stands_where_it_was_taken_and_holds_no_private_name(
    words: list[str], one: int, other: int, around: int
) -> None:
    """Whatever is quoted, also across a name's edge: nothing of a name is in it or around it."""
    text = " ".join(words)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = quote(text, start, end, private=spans_of(text), around=around)
    assert stands_at(text, found)
    assert (found.start, found.end) == (start, end)
    assert found.exact.count(ELISION) == sum(max(a, start) < min(b, end) for a, b in spans_of(text))
    for shown in (found.prefix, found.suffix, found.exact):
        assert NAME not in shown
    assert len(found.prefix) <= around and len(found.suffix) <= around
    assert text[:start].endswith(found.prefix) and text[end:].startswith(found.suffix)


@given(WORDS, st.integers(0, 200), st.integers(0, 200))
def test_words_still_stand_where_only_spaces_changed_or_text_was_added(words: list[str], one: int, other: int) -> None:
    """Moved down the page, or broken into other lines; nothing quoted stands nowhere."""
    text = " ".join(words)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = quote(text, start, end, private=spans_of(text))
    assert stands_in(f"Added. {re.sub(' ', '  ', text)} And more.", found) == bool(
        found.exact.replace(ELISION, "").strip()
    )


CHANGED: dict[str, tuple[str, str, bool]] = {
    "the same": ("The board ended it.", "The board ended it.", True),
    "other lines": ("The board ended it.", "The board\nended it.", True),
    "another word": ("The board ended it.", "The board kept it.", False),
    "another case": ("The board ended it.", "the board ended it.", False),
    "gone": ("The board ended it.", "", False),
    "an elided name, the same": ("The board let […] go.", "The board let Rosa Quispe go.", True),
    "an elided name, another": ("The board let […] go.", "The board let a man whom nobody named go.", True),
    "an elided name, words far apart": ("The board let […] go.", "The board let " + "x " * 100 + "go.", False),
    "an elided name, the end gone": ("The board let […] go.", "The board let Rosa Quispe stay.", False),
    "a beginning that stands twice": (
        "It let […] go.",
        "It let nobody. " + "x " * 100 + "It let Rosa Quispe go.",
        True,
    ),
}


@pytest.mark.parametrize(("exact", "text", "stands"), CHANGED.values(), ids=CHANGED.keys())
def test_a_changed_text_still_holds_the_words_or_not(exact: str, text: str, stands: bool) -> None:
    """An elided name may be any few words."""
    assert stands_in(text, Quotation(exact, 0, len(exact))) is stands


@pytest.mark.parametrize(
    ("exact", "text", "stands"),
    [
        ("ended it", "ended it", True),
        ("ended […] it", "ended all of it", True),
        ("ended […] it", "ended it", False),
        ("[…]", "Rosa", True),
        ("a […] b […] c", "a 1 b 2 c", True),
        ("a […] b […] c", "a 1 2 c", False),
    ],
)
def test_words_stand_at_their_characters_exactly(exact: str, text: str, stands: bool) -> None:
    """With something elided between the parts, never parts that overlap."""
    assert stands_at(text, Quotation(exact, 0, len(text))) is stands
