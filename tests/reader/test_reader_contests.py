"""The patterns of elections: each fits its examples and none of its counter-examples; calendars, merging, places."""

from __future__ import annotations

import pytest

from comity.reader.contests import OFFICE, Contest, offices_in, own_contests
from comity.reader.elections import find_elections
from comity.reader.mentions import find_mentions
from comity.reader.records import Election, Page
from comity.reader.sentences import split_sentences

CONTESTS = own_contests().all
EXAMPLES = [(one, example) for one in CONTESTS for example in one.examples]
COUNTERS = [(one, text) for one in CONTESTS for text in one.counter_examples]


def in_a_real_place(text: str) -> str:
    """Return an example with a county that the gazetteer knows in the place of the invented one."""
    return text.replace("Alder County", "Licking County")


def elections_of(text: str, published: str = "2020-12-15", title: str = "", url: str = "") -> tuple[Election, ...]:
    """Return the elections of a page of a text."""
    page = Page("p", text, url, title, published)
    sentences = split_sentences(text)
    return find_elections(page, sentences, find_mentions(page, sentences))


@pytest.mark.parametrize(("contest", "example"), EXAMPLES, ids=[f"{c.id}-{i}" for i, (c, _) in enumerate(EXAMPLES)])
def test_every_example_is_read_as_it_says(contest: Contest, example: str) -> None:
    """Office, place, stage, candidates and winner come out as an example expects."""
    text, _, said = in_a_real_place(example).partition(" => ")
    office, place, stage, candidates, winner = [part.strip() for part in said.split("|")]
    found = elections_of(text)
    assert [(e.office, e.jurisdiction_name, e.state) for e in found] == [(office, place, "OH")]
    assert found[0].kind == (None if stage == "-" else stage)
    assert set(found[0].candidates) == (set() if candidates == "-" else set(candidates.split(", ")))
    assert found[0].winner == (None if winner == "-" else winner)


@pytest.mark.parametrize(("contest", "text"), COUNTERS, ids=[f"{c.id}-{i}" for i, (c, _) in enumerate(COUNTERS)])
def test_no_counter_example_is_read(contest: Contest, text: str) -> None:
    """A sentence that looks alike and is about no election of a local office gives none."""
    assert elections_of(in_a_real_place(text)) == ()


def test_every_pattern_says_what_it_means() -> None:
    """Each has a sentence of its meaning, words to look for, and what it fits and does not fit."""
    for contest in CONTESTS:
        assert contest.meaning.endswith(".")
        assert contest.words or contest.verbs
        assert contest.examples
        assert contest.counter_examples


CALENDAR = (
    "Candidates for sheriff in Licking County, Ohio, must file by February 4. The primary is May 5 and the general "
    "election November 3, 2020."
)


@pytest.mark.parametrize("group", OFFICE.compiled.groupindex)
def test_every_office_is_found_by_its_own_name(group: str) -> None:
    """By that of its group, whose first letter is thus among those that the expression asks for first."""
    name = group.replace("_", " ").replace("states ", "state's ").replace("commonwealths ", "commonwealth's ")
    assert [at for at, _ in offices_in(f"for {name} race")] == [4]


def test_a_calendar_gives_each_stage_its_day() -> None:
    """Filing deadline, primary and general election come out with their days, in the year that they are in."""
    found = elections_of(CALENDAR, "2019-12-20")
    assert [(e.kind, e.date, e.state) for e in found] == [
        ("filing_deadline", "2020-02-04", "OH"),
        ("primary", "2020-05-05", "OH"),
        ("general", "2020-11-03", "OH"),
    ]


def test_a_state_wide_calendar_has_the_state_as_its_place() -> None:
    """Where a calendar names states and no county, the state is where the offices are elected."""
    text = "Louisiana elects sheriffs in 2019: the filing deadline is August 8, the primary October 12."
    found = elections_of(text, "2019-05-01")
    assert [(e.jurisdiction_name, e.state, e.kind, e.date) for e in found] == [
        ("Louisiana", "LA", "filing_deadline", "2019-08-08"),
        ("Louisiana", "LA", "primary", "2019-10-12"),
    ]


def test_a_list_of_candidates_is_read_by_office() -> None:
    """`Sheriff: A, B and C` are three candidates; offices that decide nothing here are left out."""
    text = (
        "Jackson County, Kentucky, candidates who have filed for the primary. Jailer: Ed Moss. "
        "Sheriff: Ana Birch, Carl “Duke” Dee and Eve Foss."
    )
    found = elections_of(text, "2021-12-02")
    assert [(e.office, e.candidates) for e in found] == [("sheriff", ("Ana Birch", "Carl “Duke” Dee", "Eve Foss"))]


def test_two_winners_in_two_counties_are_two_elections() -> None:
    """Each of two who were elected has his own county."""
    text = (
        "Ana Birch of Cobb County and Carl Dee of Gwinnett County, both in Georgia, were elected sheriff in November."
    )
    assert [(e.jurisdiction_name, e.winner) for e in elections_of(text)] == [
        ("Cobb County", "Ana Birch"),
        ("Gwinnett County", "Carl Dee"),
    ]


def test_the_same_election_told_twice_is_one() -> None:
    """What several sentences say of one contest is put together."""
    text = (
        "Ana Birch beat Sheriff Carl Dee of Cobb County, Georgia, in November. "
        "Birch won the election with 54 percent of the vote, Dee said. Voters in Cobb County elected Birch."
    )
    found = elections_of(text)
    assert [(e.kind, e.date, e.winner, set(e.candidates)) for e in found] == [
        ("general", "2020-11", "Ana Birch", {"Ana Birch", "Carl Dee"})
    ]


def test_a_city_s_sheriff_is_elected_by_its_county() -> None:
    """An office of the county named with a town is the county's in which the town lies."""
    text = "In Houston, Ana Birch won the Democratic primary for sheriff."
    assert [(e.jurisdiction_name, e.fips5_or_null) for e in elections_of(text)] == [("Harris County", "48201")]


def test_evidence_stands_in_the_text() -> None:
    """Evidence is an exact part of the page, and `start` says where."""
    text = "On Tuesday Ana Birch beat Carl Dee in the Cobb County, Georgia, sheriff's primary."
    one = elections_of(text)[0]
    assert text[one.start : one.start + len(one.evidence)] == one.evidence == "Ana Birch beat Carl Dee"


@pytest.mark.parametrize(
    "text",
    [
        "Ana Birch won the race for governor of Ohio, said the sheriff of Licking County.",
        "President Trump won Licking County, Ohio, in November, the sheriff said.",
        "Senator Ana Birch beat Carl Dee in Ohio; the Licking County sheriff is up for nothing.",
        "Ana Birch was elected chair of the tenants' union in Licking County, Ohio, where the sheriff evicts people.",
        "The elected sheriff of Licking County, Ohio, met elected officials.",
        "The sheriff of Licking County, Ohio, said that the jail won praise.",
        "Carl Dee beat Ana Birch with a stick, deputies of the Licking County, Ohio, sheriff said.",
        "Elections matter.",
    ],
)
def test_other_offices_and_other_victories_are_no_election_here(text: str) -> None:
    """State and federal offices, clubs, fights and praise give none."""
    assert elections_of(text) == ()


def test_without_a_settled_place_there_is_no_election() -> None:
    """An office of nobody knows which county is not proposed."""
    assert elections_of("Ana Birch beat Sheriff Carl Dee of Pope County.") == ()
