"""A day is asked in one way, on the command line and on a page."""

from __future__ import annotations

import pytest

from comity.errors import UsageError
from comity.register.question import read_day


@pytest.mark.parametrize("text", ["2025-06-30", "2024-02-29", "0001-01-01"])
def test_a_day_is_itself(text: str) -> None:
    """As it is written."""
    assert read_day(text, "--as-of") == text


@pytest.mark.parametrize("text", ["", None])
def test_none_asked_is_none(text: str | None) -> None:
    """And no error."""
    assert read_day(text, "--as-of") == ""


@pytest.mark.parametrize(
    "text",
    ["2025-02-29", "2025-13-01", "20250630", "2025-6-30", "2025-W26-1", "2025-06-30T00:00", " 2025-06-30", "today",
     "２０２５-０６-３０"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_its_place_and_the_cure(text: str) -> None:
    """Other forms of ISO 8601 are none: one reader's week is another's month."""
    with pytest.raises(UsageError, match="is no day") as raised:
        read_day(text, "--as-of")
    assert raised.value.where == "--as-of" and "YYYY-MM-DD" in raised.value.cure


def test_a_long_text_is_shown_by_its_beginning() -> None:
    """An error stays one sentence."""
    with pytest.raises(UsageError) as raised:
        read_day("x" * 1000, "since")
    assert len(str(raised.value)) < 120
