"""Wordings of elections and relations as news has them, with invented names: what is stated, and what only looks so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from comity.reader.elections import find_elections
from comity.reader.mentions import find_mentions
from comity.reader.records import Election, Page
from comity.reader.relations import find_relations
from comity.reader.sentences import split_sentences

WORDINGS = tomllib.loads((Path(__file__).parent / "election_wordings.toml").read_text(encoding="utf-8"))

TIES = tomllib.loads((Path(__file__).parent / "relation_wordings.toml").read_text(encoding="utf-8"))["ties"]


def elections_of(text: str) -> tuple[Election, ...]:
    """Return the elections of a page of a text."""
    page = Page("p", text, "", "", "2021-01-15")
    sentences = split_sentences(text)
    return find_elections(page, sentences, find_mentions(page, sentences))


def relations_of(text: str) -> set[tuple[str, str, str]]:
    """Return the relations of a page of a text, without amounts."""
    page = Page("p", text, "", "", "2021-01-15")
    sentences = split_sentences(text)
    found = find_relations(page, sentences, find_mentions(page, sentences))
    return {(one.subject, one.relation, one.object) for one in found}


@pytest.mark.parametrize("wording", WORDINGS["statements"])
def test_a_statement_of_an_election_is_read(wording: str) -> None:
    """Office, place, stage, candidates and winner come out, once."""
    text, _, wanted = wording.partition(" => ")
    found = [
        " | ".join(
            (one.office, one.jurisdiction_name, one.kind or "-", ", ".join(sorted(one.candidates)) or "-",
             one.winner or "-")
        )
        for one in elections_of(text)
    ]  # fmt: skip
    assert found == [wanted]


@pytest.mark.parametrize("text", WORDINGS["none"])
def test_what_only_looks_like_an_election_gives_none(text: str) -> None:
    """Other offices, wishes, courts, fights, appointments and who does not stand are no election of a local office."""
    assert elections_of(text) == ()


def test_a_line_about_many_counties_is_about_none_of_them() -> None:
    """A stage's day that stands apart from every county of a page about several is given to none."""
    text = (
        "Sheriffs in Cobb County, Georgia, Wake County, North Carolina, Licking County, Ohio, and Ulster County, New "
        "York, work with the agency. "
        + "Residents spoke about it at length. " * 9
        + "The sheriff's primary is May 5, 2020."
    )
    assert elections_of(text) == ()


def test_a_place_in_another_state_is_not_meant() -> None:
    """Where a sentence names a state, a county of another state that the page names is not its place."""
    text = "Sheriff Carl Dee works in Cobb County, Georgia. In Arizona, Ana Birch lost the sheriff's primary."
    assert elections_of(text) == ()


def test_holders_of_an_office_who_lost_unnamed_are_two_contests() -> None:
    """Voters who oust the sheriffs of two counties decide two contests, without names."""
    text = "Voters ousted the sheriffs of Cobb County and Gwinnett County in Georgia's November election."
    assert [(one.jurisdiction_name, one.candidates) for one in elections_of(text)] == [
        ("Cobb County", ()),
        ("Gwinnett County", ()),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Nonprofits bankrolled by the Birch Foundation include the Alder Institute and the Elm Project.",
            {
                ("Alder Institute", "funded_by", "Birch Foundation"),
                ("Elm Project", "funded_by", "Birch Foundation"),
            },
        ),
        (
            "The Alder Institute's biggest funder is the Birch Foundation.",
            {("Alder Institute", "funded_by", "Birch Foundation")},
        ),
        (
            "The Elm Group and the Open Alder Foundations of the financier George Birch gave money.",
            {("Open Alder Foundations", "affiliate_of", "George Birch")},
        ),
        (
            "Sheriff Ana Birch of Cobb County, Georgia, president of the Alder Sheriffs' Association, said so.",
            {("Ana Birch", "member_of", "Alder Sheriffs' Association")},
        ),
        (
            "A PAC funded by billionaire George Birch, Alder Safety PAC, spent $300,000 backing Ana Dee for district "
            "attorney.",
            {("Alder Safety PAC", "donated_to", "Ana Dee")},
        ),
        (
            "Ana Dee, a candidate for sheriff, got $50,000 from Alder Safety PAC.",
            {("Alder Safety PAC", "donated_to", "Ana Dee")},
        ),
        ("The Alder Institute belonged to the Rowan Network.", {("Alder Institute", "member_of", "Rowan Network")}),
        (
            "The Rowan Bail Fund, whose fiscal sponsor is the Birch Center, paid.",
            {("Rowan Bail Fund", "project_of", "Birch Center")},
        ),
        (
            "Rowan Votes, an affiliate of the Birch Immigrant Alliance, knocked on doors.",
            {("Rowan Votes", "affiliate_of", "Birch Immigrant Alliance")},
        ),
        (
            "Funded by the Birch Foundation, the Rowan Institute is small.",
            {("Rowan Institute", "funded_by", "Birch Foundation")},
        ),
        (
            "Since 2005 the Birch Foundation has given more than $3 million to three of the biggest: the Rowan Forum, "
            "the Elm Legal Defense and Educational Fund and the Oak Institute.",
            {
                ("Rowan Forum", "funded_by", "Birch Foundation"),
                ("Elm Legal Defense and Educational Fund", "funded_by", "Birch Foundation"),
                ("Oak Institute", "funded_by", "Birch Foundation"),
            },
        ),
        (
            "Sheriff Carl Dee's campaign was given $5,000 by the Birch Safety PAC.",
            {("Birch Safety PAC", "donated_to", "Carl Dee")},
        ),
        (
            "The larger share, $706,000, supports District Attorney Ana Birch. About $629,000 came directly from the "
            "Rowan Safety PAC.",
            {("Rowan Safety PAC", "donated_to", "Ana Birch")},
        ),
        (
            "Philanthropist Ana Birch, Eve Foss and Hal Ives together spent $3.7 million to get District Attorney Carl "
            "Dee elected.",
            {(name, "donated_to", "Carl Dee") for name in ("Ana Birch", "Eve Foss", "Hal Ives")},
        ),
        (
            "Commissioner Ana Birch, an organizer with the Rowan Workers Center, introduced it.",
            {("Ana Birch", "member_of", "Rowan Workers Center")},
        ),
        ("The Rowan Four Funds Coalition met the Birch Institute and the Elm Institute.", set()),
        ("The Rowan Institute works under the Task Force Model of Customs Enforcement.", set()),
        ("The Rowan Center is a program, the Birch Institute said.", set()),
        ("Ana Birch, Eve Foss and Hal Ives together spent $300 on stamps for the Rowan Institute.", set()),
        ("The Alder Institute has received no money from the Birch Foundation.", set()),
        ("The Birch Foundation includes the Alder Institute in a list of groups.", set()),
        ("Sheriff Ana Birch backed the Alder Institute's lawsuit against the Rowan Trust.", set()),
        ("The Alder Institute sued the Birch Foundation over $3 million.", set()),
    ],
)
def test_relations_in_the_wordings_of_news(text: str, wanted: set[tuple[str, str, str]]) -> None:
    """Each states the ties that it is expected to, and no other."""
    assert relations_of(text) == wanted


@pytest.mark.parametrize("wording", TIES)
def test_a_sentence_states_its_ties_and_no_other(wording: str) -> None:
    """Projects, arms, members, funders and gifts come out as the sentence has them; what only looks so gives none."""
    text, _, wanted = wording.partition(" => ")
    assert relations_of(text) == {tuple(part.strip() for part in one.split("|")) for one in wanted.split(" ; ") if one}
