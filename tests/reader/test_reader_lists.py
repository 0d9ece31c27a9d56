"""What pages set out line by line, and what their first lines say of all the rest."""

from __future__ import annotations

import pytest

from comity.reader.newsstage import stage_of_news
from comity.reader.page import read_page
from comity.reader.records import Page
from comity.reader.wholenames import find_whole_names


def triples(text: str) -> list[tuple[str, str, str, float | None]]:
    """Return the relations of a page with their amounts."""
    relations = read_page(Page("p", text, "", "ICE and the county", "2024-05-10")).relations
    return [(one.subject, one.relation, one.object, one.amount_usd) for one in relations]


def test_a_docket_of_grants_is_read_line_by_line() -> None:
    """A line with an amount is a gift, one without is funding, and the first line of prose ends the list."""
    text = (
        "The Elm Justice Fund pays lawyers for immigrants.\nThe fund made the following grants in 2019:\n"
        "Alder Law Center – $50,000 for a suit\n• Rowan Legal Aid Society (RLAS), $75,000\nBirch Workers Center\n"
        "Nobody else was paid, the Oak Institute says."
    )
    assert triples(text) == [
        ("Elm Justice Fund", "donated_to", "Alder Law Center", 50_000),
        ("Elm Justice Fund", "donated_to", "Rowan Legal Aid Society", 75_000),
        ("Birch Workers Center", "funded_by", "Elm Justice Fund", None),
    ]


def test_lists_of_donors_and_members_are_read() -> None:
    """Donors pay whoever lists them; members belong to a coalition, and persons on its list are left out."""
    assert triples("The Elm Project fights deportation. Its donors:\nBirch Foundation\nRowan Family Trust\n") == [
        ("Elm Project", "funded_by", "Birch Foundation", None),
        ("Elm Project", "funded_by", "Rowan Family Trust", None),
    ]
    members = "Members of the Elm Dignity Coalition:\n- Alder Center\n- Oak Legal Project\n- Ana Birch\nICE is near."
    assert triples(members) == [
        ("Alder Center", "member_of", "Elm Dignity Coalition", None),
        ("Oak Legal Project", "member_of", "Elm Dignity Coalition", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The sheriff met members of the Elm Dignity Coalition about ICE.\nAlder Institute\nBirch Institute",
        "Members of the Elm Institute:\nAlder Center\nOak Legal Project\nICE is near.",
        "The Elm Fund gives grants. Read more on ICE:\nAlder Center\nOak Legal Project",
    ],
)
def test_other_lists_are_no_relations(text: str) -> None:
    """Prose above a list, a body that is no coalition, and a list of links state nothing."""
    assert triples(text) == []


@pytest.mark.parametrize(
    ("title", "text", "stage"),
    [
        ("", "Voters chose a sheriff in Tuesday's Republican primary.", "primary"),
        ("Runoff on Saturday decides sheriff's race", "Two are left.", "runoff"),
        ("", "She beat him in the GOP primary held Tuesday.", "primary"),
        ("", "The sheriff spoke on Tuesday. A primary is held in May.", None),
        ("", "He hopes to win next Tuesday's primary and the November election.", None),
    ],
)
def test_the_first_lines_say_of_which_stage_the_news_is(title: str, text: str, stage: str | None) -> None:
    """A stage with its day of the week is the news; one without, or one that is to come, is not."""
    assert stage_of_news(title, text) == stage


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "the Oak, Rowan and Hazel-Birch foundations",
            ["Oak Foundation", "Rowan Foundation", "Hazel-Birch Foundation"],
        ),
        ("the Alder Institute and Birch foundations", []),
        ("Elm, Inc. paid", ["Elm, Inc."]),
        ("the Oak Fund and the Rowan Trust", []),
    ],
)
def test_names_that_share_their_last_word_are_whole(text: str, names: list[str]) -> None:
    """Each of a row is a body of its own; a body named in full keeps its name."""
    assert [one.name for one in find_whole_names(text)] == names
