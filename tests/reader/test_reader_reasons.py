"""What a body has done, and what it has only been told about or has only spoken of."""

from __future__ import annotations

import pytest

from comity.reader.page import read_page
from comity.reader.records import Page


def told(text: str) -> list[tuple[str, str, str]]:
    """Return instrument, action and status of a page's events."""
    found = read_page(Page("p", text, "", "", "2019-05-10")).events
    return [(one.instrument, one.action, one.status) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Maricopa County, Ariz., was kicked out of 287(g) in 2009 after a judge ruled that it profiled drivers.",
            ("287g_unspecified", "end", "happened"),
        ),
        (
            "Cobb County, Ga., ended its ICE contract when a court found that the jail had held a man unlawfully.",
            ("detention_contract", "end", "happened"),
        ),
    ],
)
def test_a_ruling_that_is_the_reason_leaves_the_act_the_body_s(text: str, expected: tuple[str, str, str]) -> None:
    """ "Ended it after a judge ruled …" is an end, and no ruling on its own."""
    assert told(text) == [expected]


def test_a_ruling_that_is_the_news_stays_one() -> None:
    """What the body did before it is not taken for the news."""
    text = "A federal judge ruled that Cobb County, Ga., broke the law by holding a man on an ICE detainer."
    assert [(action, status) for _, action, status in told(text)] == [("other", "happened")]


@pytest.mark.parametrize(
    "text",
    [
        "The Cobb County, Ga., sheriff has met with immigration agents about joining 287(g).",
        "The Cobb County, Ga., sheriff is thinking about leaving the 287(g) program.",
        "Cobb County, Ga., commissioners have had conversations about ending 287(g).",
    ],
)
def test_who_speaks_about_doing_something_has_not_done_it(text: str) -> None:
    """It is considered, whatever it would be."""
    assert told(text) == [("287g_unspecified", "consider", "proposed")]


def test_who_acts_and_then_speaks_has_done_it() -> None:
    """Only what stands behind "about" is open."""
    assert told("The Cobb County, Ga., sheriff signed a 287(g) agreement and talked about it.") == [
        ("287g_unspecified", "start", "happened")
    ]


def test_a_governor_who_speaks_of_himself_acts_for_the_state() -> None:
    """ "Said that he was withdrawing" is his act; where a county stands between, the "he" may be another's."""
    found = read_page(
        Page("p", "New York Gov. Andrew Cuomo said he was leaving Secure Communities.", "", "", "2011-06-07")
    )
    assert [(one.jurisdiction_name, one.action) for one in found.events] == [("New York", "end")]
    text = "Illinois Gov. Pat Quinn said Sheriff Tom Dart of Cook County told him he was ending 287(g)."
    other = read_page(Page("p", text, "", "", "2011-06-07"))
    assert [(one.jurisdiction_name, one.action) for one in other.events] == [("Cook County", "end")]
