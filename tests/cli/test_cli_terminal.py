"""What stands in the record cannot steer the terminal that it is shown on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cli.terminal import visible


@pytest.mark.parametrize("mark", ["\x1b", "\x00", "\r", "\n", "\u202e", "\u200b", "\x9b", "\ue000"])
def test_a_character_that_steers_is_replaced(mark: str) -> None:
    """Escapes, line ends, turned directions, invisible marks: one sign in the place of each."""
    assert visible(f"a{mark}b") == "a\N{REPLACEMENT CHARACTER}b"
    assert visible(f"a{mark}b", " ") == "a b"


def test_what_can_be_read_stays() -> None:
    """Letters of any language, quotation marks, spaces."""
    text = "Doña Ana County Sheriff’s Office — “ordered” 保安官"
    assert visible(text) == text


@given(st.text())
def test_what_is_shown_is_as_long_and_can_be_printed(text: str) -> None:
    """So that columns keep their width."""
    assert len(visible(text)) == len(text) and visible(text).isprintable()
