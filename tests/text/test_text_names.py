"""Printed names made comparable: what printing changes is taken away, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.text import fold, name_key

PLAIN = "Miami-Dade County Sheriff's Office"


@pytest.mark.parametrize("quote", ["'", "’", "‘", "ʼ", "ʻ", "`", "´", "′", "＇"])
def test_every_apostrophe_is_none(quote: str) -> None:
    """However the apostrophe was typed, the name is the same."""
    assert (
        name_key(PLAIN.replace("'", quote)) == name_key(PLAIN.replace("'", "")) == "miami dade county sheriffs office"
    )


@pytest.mark.parametrize("dash", ["-", "‐", "‑", "‒", "–", "—", "―", "−", "/", "|", " - ", "_"])
def test_every_dash_is_a_space(dash: str) -> None:
    """A dash of any kind parts two words."""
    assert name_key(PLAIN.replace("-", dash)) == name_key(PLAIN)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("DOÑA ANA COUNTY", "dona ana county"),
        ("Don\u0303a Ana County", "dona ana county"),
        ("Baker\u00a0County", "baker county"),
        ("Ba\u00adker\u200b\ufeff County\u200f", "baker county"),
        ("Baker\tCounty\r\nSheriff", "baker county sheriff"),
        ("Baker\x07County", "baker county"),
        ("Baker  County ", "baker county"),
        ("St. Cloud, P.D.", "st cloud p d"),
        ("Fish & Wildlife", "fish & wildlife"),
        ("Precinct #2 (West)", "precinct 2 west"),
        ("ﬁre Marshal", "fire marshal"),
        ("Ｂａｋｅｒ County", "baker county"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_what_printing_changes_is_taken_away(printed: str, key: str) -> None:
    """Case, accents, spaces, invisible marks, ligatures, wide letters and punctuation; an ampersand is a word."""
    assert name_key(printed) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Baker County", "Bay County"),
        ("Precinct 1", "Precinct 2"),
        ("Fish & Wildlife", "Fish Wildlife"),
        ("Pembroke Park", "Pembroke Pines"),
        ("Lake City", "LakeCity"),
    ],
)
def test_other_words_keep_other_keys(one: str, other: str) -> None:
    """Letters, digits, the ampersand and the gaps between words part names."""
    assert name_key(one) != name_key(other)


@given(st.text(max_size=20))
def test_a_key_is_its_own_key(text: str) -> None:
    """Taking the key of a key changes nothing, and a key holds single spaces only."""
    key = name_key(text)
    assert name_key(key) == key
    assert key == " ".join(key.split()) and key == key.lower()


@given(st.text(st.characters(max_codepoint=0x2FF), max_size=20), st.sampled_from(["\u200b", "\u00ad", "\u202e"]))
def test_an_invisible_mark_anywhere_changes_no_key(text: str, mark: str) -> None:
    """Marks that show nothing count for nothing, wherever they stand."""
    for at in range(len(text) + 1):
        assert name_key(text[:at] + mark + text[at:]) == name_key(text)


@given(st.text(max_size=20))
def test_folded_text_is_what_a_person_would_say_was_printed(text: str) -> None:
    """No control, no invisible mark, plain single spaces, nothing at the ends; letters, case and quotes stay."""
    folded = fold(text)
    assert fold(folded) == folded == " ".join(folded.split())
    assert not any(unicodedata.category(c) in {"Cf", "Cc"} for c in folded)
    kept = [c for c in text if c.isalnum() or c in "'’-&"]
    assert [c for c in folded if c.isalnum() or c in "'’-&"] == kept
