"""What pages set out line by line, and what their first lines say of all the rest."""

from __future__ import annotations

import pytest

from comity.reader.mentions import find_mentions
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


def test_a_giver_that_the_page_names_once_gives_all() -> None:
    """On a page that begins with a foundation's grants, who gets what is told without it."""
    text = (
        "A quarter of a million dollars goes from the Elm Community Foundation to groups that defend immigrants. "
        "Oak Legal Services and the Rowan Center will each get $80,000 over two years. A further $15,000 is for the "
        "Hazel Project. The Birch Institute was fined $9,000 by the county."
    )
    assert triples(text) == [
        ("Elm Community Foundation", "donated_to", "Oak Legal Services", 80_000),
        ("Elm Community Foundation", "donated_to", "Rowan Center", 80_000),
        ("Elm Community Foundation", "donated_to", "Hazel Project", 15_000),
    ]
    assert triples("Oak Legal Services will get $80,000. The county pays it, and ICE is told.") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "In Licking County, Ohio, those who have filed are Ana Birch for sheriff and Carl Dee for county coroner.",
            [("sheriff", ("Ana Birch",)), ("coroner", ("Carl Dee",))],
        ),
        (
            "Unopposed in Licking County, Ohio, are Ana Birch, county clerk; Carl Dee, coroner; and Eve Foss, sheriff.",
            [("county clerk", ("Ana Birch",)), ("coroner", ("Carl Dee",)), ("sheriff", ("Eve Foss",))],
        ),
        ("Ana Birch for sheriff and Carl Dee for coroner: so the signs in Licking County, Ohio, say.", []),
    ],
)
def test_a_row_gives_each_candidate_his_office(text: str, wanted: list[tuple[str, tuple[str, ...]]]) -> None:
    """Where a sentence of filings names each one's office, each is a contest of its own."""
    elections = read_page(Page("p", text + " The candidates are known.", "", "Filing ends", "2020-03-10")).elections
    assert [(one.office, one.candidates) for one in elections] == wanted


def test_officials_on_a_board_are_its_members() -> None:
    """Below the name of a board each line that names an official by his post is a membership."""
    text = (
        "The Advisory Board of the Elm Institute:\nSheriff Ana Birch of Cobb County, Ga.\n"
        "Sheriff Carl Dee of Hall County, Ga.\nHal Ives, a resident\nICE is near."
    )
    assert triples(text) == [
        ("Ana Birch", "member_of", "Elm Institute", None),
        ("Carl Dee", "member_of", "Elm Institute", None),
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Oak Ridge police know the Anderson County sheriff.", "TN"),
        ("The Anderson County sheriff spoke.", ""),
        ("In Cherokee County the tax assessor-collector runs again.", "TX"),
    ],
)
def test_a_county_is_settled_by_a_town_in_it_or_by_its_offices(text: str, state: str) -> None:
    """One of several counties of a name has the town that the page names too, or the office that one state has."""
    page = Page("p", text)
    places = [place for place in find_mentions(page).places if place.kind == "county"]
    assert [place.state for place in places] == [state]


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
