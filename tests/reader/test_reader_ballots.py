"""Contests that a page sets out below headings, in tables, in rows of places, or only speaks of."""

from __future__ import annotations

import pytest

from comity.reader.elections import find_elections
from comity.reader.mentions import find_mentions
from comity.reader.records import Election, Page
from comity.reader.sentences import split_sentences


def elections_of(text: str, published: str = "2022-05-01", title: str = "") -> tuple[Election, ...]:
    """Return the elections of a page of a text."""
    page = Page("p", text, "", title, published)
    sentences = split_sentences(text)
    return find_elections(page, sentences, find_mentions(page, sentences))


TABLE = """Unofficial results from Licking County, Ohio:

Sheriff
Ana Birch (D) 51%
Carl Dee (R) 49%

County Commissioner, District 3
Hal Ives (R) 1,204 votes
Eve Foss (D) 987 votes

Prosecutor
Gus Holm (R) unopposed
"""


def test_rows_below_an_office_are_its_candidates() -> None:
    """A table gives a contest for each heading, with who has more than half of the votes as its winner."""
    found = [(one.office, one.candidates, one.winner) for one in elections_of(TABLE, "2022-11-09")]
    assert found == [
        ("sheriff", ("Ana Birch", "Carl Dee"), "Ana Birch"),
        ("county commissioner", ("Hal Ives", "Eve Foss"), None),
        ("prosecutor", ("Gus Holm",), None),
    ]


def test_lines_below_a_heading_without_party_or_vote_are_no_candidates() -> None:
    """Names alone below an office's name may be anybody's."""
    assert elections_of("Licking County, Ohio\n\nSheriff\nAna Birch\nCarl Dee\n") == ()


def test_a_heading_gives_the_office_of_the_sentences_below_it() -> None:
    """The office that a sentence leaves out is that of the heading, the stage that of the page."""
    text = (
        "Early voting for the May 17 primary has begun in Alamance County, North Carolina.\n\nCounty commissioners\n\n"
        "Hal Ives, Eve Foss and Gus Holm are competing for two seats.\n"
    )
    found = [(one.office, one.jurisdiction_name, one.kind) for one in elections_of(text, title="Voter guide")]
    assert found == [("county commissioner", "Alamance County", "primary")]


def test_a_board_has_a_contest_for_each_of_its_seats() -> None:
    """Candidates for one seat of a board are not those for another; a sheriff's contest is one."""
    text = (
        "Results of the county commission races in Licking County, Ohio. In District 1, Commissioner Ana Birch beat "
        "Carl Dee. In District 2, Commissioner Hal Ives beat Eve Foss."
    )
    assert [one.candidates for one in elections_of(text)] == [("Ana Birch", "Carl Dee"), ("Hal Ives", "Eve Foss")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "In November many vote. I wrote of the sheriff's elections in Cobb County, Georgia, and Ulster County, "
            "New York.",
            ["Cobb County", "Ulster County"],
        ),
        (
            "In November many vote in Maryland. On the ballot are the sheriffs of Frederick County and Harford County.",
            ["Frederick County", "Harford County"],
        ),
        ("In November many vote in Maryland. The sheriffs of Frederick County and Harford County met on Monday.", []),
        ("The sheriff's elections in Cobb County, Georgia, matter.", []),
    ],
)
def test_rows_of_places_are_contests_where_a_day_is_known(text: str, wanted: list[str]) -> None:
    """Offices at stake in several places give a contest each, without candidates; without a day there is none."""
    assert [one.jurisdiction_name for one in elections_of(text, "2018-10-11")] == wanted


def test_the_winners_of_a_list_have_their_own_offices() -> None:
    """Each person of a list of winners has won the office behind the name."""
    text = (
        "Election winners in Quay County, New Mexico, include Ana Birch, County Sheriff; Carl Dee, District 3 County "
        "Commissioner; and Eve Foss, County Assessor."
    )
    found = {(one.office, one.winner) for one in elections_of(text)}
    assert found == {("sheriff", "Ana Birch"), ("county commissioner", "Carl Dee"), ("county assessor", "Eve Foss")}


def test_who_stands_elsewhere_has_his_own_place() -> None:
    """`X, who runs in A, and Y, who does in B` are two contests."""
    text = (
        "Groups back candidates for sheriff in Virginia. They are Ana Birch, who runs in Loudoun County in November, "
        "and Carl Dee, who does in Prince William County."
    )
    found = {(one.jurisdiction_name, one.candidates) for one in elections_of(text, "2019-10-07")}
    assert found == {("Loudoun County", ("Ana Birch",)), ("Prince William County", ("Carl Dee",))}


def test_an_office_that_was_named_before_is_meant() -> None:
    """`That office` is the one named last, and a person stands for what he was said to stand for."""
    text = (
        "In Anne Arundel County, Maryland, the county executive decides, and not the sheriff. Republican Carl Dee, who "
        "held that office, was defeated by Democrat Ana Birch in November. She had beaten Hal Ives in the primary."
    )
    assert {(one.office, one.kind) for one in elections_of(text)} == {
        ("county executive", "general"),
        ("county executive", "primary"),
    }


def test_a_word_of_a_headline_is_no_candidate() -> None:
    """`Candidates for Sheriff Seeking ...` names nobody."""
    text = "Groups Rally Around Candidates for Sheriff Seeking Reform\n\nThe sheriff of Licking County, Ohio, said so."
    assert elections_of(text) == ()


def test_a_place_is_written_with_the_page_s_accents() -> None:
    """The name of a county keeps the accents that the page gives it."""
    text = "Ana Birch was elected sheriff of Doña Ana County, New Mexico, in November."
    assert [one.jurisdiction_name for one in elections_of(text)] == ["Doña Ana County"]


def test_an_incumbent_and_a_challenger_are_candidates_for_the_office_of_the_page() -> None:
    """Who is called incumbent or challenger stands for the office whose contest the page is about."""
    text = (
        "Not much was known of the district attorney's race in Cumberland County, Maine. Mailings attacked the "
        "incumbent, Ana Birch, and flyers praised the challenger, Carl Dee."
    )
    found = [(one.office, one.jurisdiction_name, set(one.candidates)) for one in elections_of(text)]
    assert found == [("district attorney", "Cumberland County", {"Ana Birch", "Carl Dee"})]


def test_a_challenger_on_a_page_about_no_contest_is_none() -> None:
    """A boxer's challenger on a page that names a sheriff stands for nothing."""
    text = (
        "The challenger, Ana Birch, hit the ring in Cumberland County, Maine. The sheriff watched the election of the "
        "judges."
    )
    assert elections_of(text) == ()


PAGES = [
    (
        "2022-04-01",
        "At a forum in Lancaster County, Pennsylvania, on Tuesday the Democrat who hopes to unseat "
        "District Attorney Carl Dee this fall spoke of ICE. Ana Birch would not prosecute such cases.",
        ["district attorney | Lancaster County | general"],
    ),
    (
        "2018-11-08",
        "After 16 years Carl Dee is out as sheriff of Hennepin County, Minnesota. Ana Birch had 50.1 "
        "percent of the vote on Tuesday. He worked with ICE.",
        ["sheriff | Hennepin County | general"],
    ),
    (
        "2018-05-09",
        "Three North Carolina sheriffs went down in Tuesday's primary over ICE. In Mecklenburg County it "
        "was Carl Dee, who came in third behind Ana Birch. In Durham County, Hal Ives lost to Eve Foss.",
        ["sheriff | Mecklenburg County | primary", "sheriff | Durham County | primary"],
    ),
    (
        "2018-05-01",
        "The Birch Union has endorsed Ana Birch in the race for Orange County, California, sheriff. ICE "
        "was the reason, it said.",
        ["sheriff | Orange County | general"],
    ),
    (
        "2019-01-07",
        "New Sheriff Ana Birch, who last fall became the first woman to win the office in Buncombe "
        "County, North Carolina, ended cooperation with ICE on her first day.",
        ["sheriff | Buncombe County | general"],
    ),
    (
        "2019-01-07",
        "Carl Dee first won the sheriff's office of Butler County, Ohio, in 2004 and has been re-elected "
        "three times since. He has an ICE contract.",
        ["sheriff | Butler County | general"],
    ),
    (
        "2022-03-01",
        "ICE is a theme among those who have filed for offices in Coconino County, Arizona. For sheriff "
        "there are Ana Birch (D) and Carl Dee (R); for county attorney, Hal Ives (D).",
        ["sheriff | Coconino County | general", "county attorney | Coconino County | general"],
    ),
    (
        "2022-03-01",
        "Harford County, Maryland, had a new county executive since December: Ana Birch, chosen in "
        "November over Carl Dee. She looks at the ICE contract.",
        ["county executive | Harford County | general"],
    ),
    (
        "2022-03-01",
        "Wyandotte County, Kansas, District Attorney Ana Birch, a Democrat in her first term, said ICE "
        "was not told. She is up for election next year.",
        ["district attorney | Wyandotte County | general"],
    ),
    (
        "2022-03-01",
        "The sheriff of Butler County, Ohio, who backed the winner in the presidential race, will meet "
        "ICE officials in November. He was appointed in May.",
        [],
    ),
    (
        "2022-03-01",
        "ICE arrested a man in Butler County, Ohio. The challenger in court, lawyer Ana Birch, says the "
        "sheriff ran the jail badly. A vote of the board is set for May 5.",
        [],
    ),
    (
        "2022-11-03",
        "County commissioners in Butler County, Ohio, voted 2-1 in November to renew the ICE contract. "
        "Commissioner Ana Birch was opposed. She beat the drum for months.",
        [],
    ),
    (
        "2022-11-03",
        "The governor's race between Carl Dee and Ana Birch has reached the jail of Butler County, Ohio, "
        "where the sheriff supports Dee and ICE.",
        [],
    ),
    (
        "2022-11-03",
        "Sheriff Carl Dee of Butler County, Ohio, told ICE that he would hold people. “I was elected by "
        "the people,” he said in May.",
        ["sheriff | Butler County | general"],
    ),
    (
        "2022-11-03",
        "The sheriff's office in Butler County, Ohio, led ICE to 40 percent of its arrests. Deputy Ana "
        "Birch was up for an award in November.",
        [],
    ),
    (
        "2023-10-03",
        "Where ICE is on the ballot: Five Virginia counties elect prosecutors in November. In Loudoun "
        "County, incumbent Ana Birch is being challenged by Carl Dee; in Fairfax County, Hal Ives has no "
        "opponent.",
        ["prosecutor | Loudoun County | general", "prosecutor | Fairfax County | general"],
    ),
    (
        "2023-10-03",
        "Louisiana's sheriffs are elected on Oct. 14. In East Baton Rouge Parish, Sheriff Carl Dee meets "
        "two Democrats. ICE rents beds in Jackson Parish, whose sheriff, Hal Ives, drew no opposition.",
        ["sheriff | East Baton Rouge Parish | general", "sheriff | Jackson Parish | general"],
    ),
    (
        "2023-10-03",
        "Mayor Ana Birch of Aurora, Colorado, is running for a third term on Nov. 7 against council "
        "member Carl Dee. ICE has a center there.",
        ["mayor | Aurora | general"],
    ),
    (
        "2023-11-08",
        "Ana Birch, who promised to get ICE out, has won a seat on the Tacoma, Washington, city council.",
        ["city council | Tacoma | general"],
    ),
    (
        "2024-01-08",
        "Deadlines in Douglas County, Nebraska: incumbents have until Feb. 15 and others until March 1 "
        "to file for sheriff and county attorney. ICE was asked.",
        ["sheriff | Douglas County | filing_deadline", "county attorney | Douglas County | filing_deadline"],
    ),
    (
        "2024-01-08",
        "In Georgia the primary for sheriff is on May 21, and a runoff, if needed, on June 18. Gwinnett "
        "County's sheriff, Ana Birch, who ended 287(g), has drawn four opponents.",
        ["sheriff | Gwinnett County | primary", "sheriff | Gwinnett County | runoff"],
    ),
]


@pytest.mark.parametrize(("published", "text", "wanted"), PAGES)
def test_short_pages_state_the_contests_that_they_are_expected_to(published: str, text: str, wanted: list[str]) -> None:
    """Office, place and stage come out of prose that says them in several sentences, and of other prose nothing."""
    found = elections_of(text, published)
    assert sorted(f"{one.office} | {one.jurisdiction_name} | {one.kind or 'general'}" for one in found) == sorted(
        wanted
    )
