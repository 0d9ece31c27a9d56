"""Places that a sentence sets out behind a colon, or on past its last "and", each of whom has acted."""

from __future__ import annotations

import pytest

from comity.reader.page import read_page
from comity.reader.records import Page


def acts(text: str) -> set[tuple[str, str]]:
    """Return who does what on a page."""
    found = read_page(Page("p", text, "", "", "2019-05-10")).events
    return {(one.jurisdiction_name.removesuffix(" County"), one.action) for one in found}


THREE = {"Arlington", "Fauquier", "Stafford"}


@pytest.mark.parametrize(
    "text",
    [
        "The 287(g) program is now in use in three counties of northern Virginia: Arlington, Fauquier and Stafford.",
        "The 287(g) program is now in use in three Virginia counties: Arlington, Fauquier and Stafford.",
        "The 287(g) program is now in use in the Virginia counties of Arlington, Fauquier and Stafford.",
        "The following Virginia counties joined 287(g) in 2018: Arlington, Fauquier, Stafford.",
        "These Virginia counties joined 287(g) in 2018: Arlington, Fauquier and Stafford.",
    ],
)
def test_a_list_says_whose_act_it_is(text: str) -> None:
    """Wherever the list stands, each place on it has joined."""
    assert acts(text) == {(name, "start") for name in THREE}


def test_what_is_named_before_the_list_counts_with_it() -> None:
    """ "In one city and in three counties: …" is four places."""
    text = (
        "287(g) is now in use in the city of Alexandria, Va., and in three counties: Arlington, Fauquier and Stafford."
    )
    assert acts(text) == {(name, "start") for name in (*THREE, "Alexandria")}


@pytest.mark.parametrize(
    "text",
    [
        "The sheriff of Wake County, N.C., ended the 287(g) agreement: Lee and Durham counties still have theirs.",
        "Wake County, N.C., ended its 287(g) agreement for three reasons: Lee had, Durham had, and money was short.",
    ],
)
def test_a_colon_that_only_explains_brings_in_nobody(text: str) -> None:
    """Who acts has been named; others behind the colon are an argument."""
    assert acts(text) == {("Wake", "end")}


def test_the_subject_of_the_next_clause_is_not_in_the_list_before() -> None:
    """ "With A, and B has refused": B has signed nothing."""
    text = "ICE signed a 287(g) agreement with Wake County, N.C., and Durham County has declined."
    assert ("Durham", "start") not in acts(text) and ("Wake", "start") in acts(text)
