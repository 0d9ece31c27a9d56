"""Which day a month, a weekday or a number of years later means."""

from __future__ import annotations

import pytest

from comity.reader.mentions.dates import find_dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He will leave in January.", ["2026-01"]),
        ("The contract expires in May.", ["2026-05"]),
        ("It will end Dec. 31.", ["2025-12-31"]),
        ("It was set to expire on Dec. 31.", ["2024-12-31"]),
        ("He joined in January.", ["2025-01"]),
        ("It was signed in March and takes effect in July.", ["2025-03", "2025-07"]),
        ("It began in 2019. Three years later it ended.", ["2019", "2022"]),
        ("It began in 2019 and ended the following year.", ["2019", "2020"]),
        ("It began in May 2019. Two months later it ended.", ["2019-05", "2019-07"]),
        ("Two years later it ended.", [""]),
        ("It goes back to the 1990s.", []),
    ],
)
def test_a_date_looks_ahead_or_back_as_its_verb_does(text: str, dates: list[str]) -> None:
    """A month or day behind a verb in the future is the next one; what is counted starts at the date told before."""
    assert [date.on for date in find_dates(text, "2025-06-11")] == dates
