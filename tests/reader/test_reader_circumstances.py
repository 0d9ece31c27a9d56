"""How far an act is done, when it was and whose word it is, on made-up paragraphs in the manner of news."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from comity.reader.mentions.dates import find_dates
from comity.reader.page import read_page
from comity.reader.records import Page

_CASES = tomllib.loads((Path(__file__).parent / "made_up_circumstances.toml").read_text(encoding="utf-8"))["case"]
_FAMILIES = {
    "287g_jail_model": "287g", "287g_warrant_service": "287g", "287g_task_force": "287g", "287g_unspecified": "287g",
    "detention_contract": "contract", "detainer_policy": "custody", "notification": "custody",
    "access_to_jail": "custody", "information_sharing": "sharing", "state_law": "law", "other": "other",
}  # fmt: skip
_SIDES = {
    "start": "more", "expand": "more", "renew": "more", "end": "less", "suspend": "less", "decline": "less",
    "restrict": "less", "consider": "open", "sue": "suit", "other": "open",
}  # fmt: skip


def circumstances(text: str, published: str) -> list[str]:
    """Return what a page of a text tells, a line for each event."""
    events = read_page(Page("p", text, "", "", published)).events
    return sorted(
        " | ".join(
            (e.jurisdiction_name, _FAMILIES[e.instrument], _SIDES[e.action], e.status, e.date or "-",
             e.attributed_to or "-")
        )
        for e in events
    )  # fmt: skip


@pytest.mark.parametrize("case", _CASES, ids=[case["text"][:60] for case in _CASES])
def test_a_paragraph_tells_how_far_when_and_who_says_so(case: dict[str, Any]) -> None:
    """Status, date and attribution come out, and no event more."""
    assert circumstances(case["text"], case["published"]) == sorted(case["events"])


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
