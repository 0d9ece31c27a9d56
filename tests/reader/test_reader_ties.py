"""The patterns of relations: each fits its examples and none of its counter-examples."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.reader.elections import find_elections
from comity.reader.mentions import find_mentions
from comity.reader.patterns import PATTERN_FOLDER
from comity.reader.phrases import read_phrases
from comity.reader.records import Election, Page, Relation
from comity.reader.relations import find_relations
from comity.reader.sentences import split_sentences
from comity.reader.ties import Tie, own_ties

TIES = own_ties().all
EXAMPLES = [(tie, example) for tie in TIES for example in tie.examples]
COUNTERS = [(tie, text) for tie in TIES for text in tie.counter_examples]


def relations_of(text: str, title: str = "", published: str = "2020-06-15") -> tuple[Relation, ...]:
    """Return the relations of a page of a text."""
    page = Page("p", text, "", title, published)
    sentences = split_sentences(text)
    return find_relations(page, sentences, find_mentions(page, sentences))


def triples(relations: tuple[Relation, ...]) -> list[tuple[str, str, str]]:
    """Return relations without their amounts and words."""
    return [(one.subject, one.relation, one.object) for one in relations]


@pytest.mark.parametrize(("tie", "example"), EXAMPLES, ids=[f"{t.id}-{i}" for i, (t, _) in enumerate(EXAMPLES)])
def test_every_example_is_read_as_it_says(tie: Tie, example: str) -> None:
    """What an example expects comes out, and nothing else of its relation."""
    text, _, said = example.partition(" => ")
    wanted = [tuple(part.strip() for part in one.split("|")) for one in said.split(" ; ")]
    found = [one for one in triples(relations_of(text)) if one[1] == tie.relation]
    assert found == wanted


@pytest.mark.parametrize(("tie", "text"), COUNTERS, ids=[f"{t.id}-{i}" for i, (t, _) in enumerate(COUNTERS)])
def test_no_counter_example_is_read(tie: Tie, text: str) -> None:
    """A sentence that looks alike and states no such tie gives none by its pattern."""
    assert [one.object for one in relations_of(text) if one.relation == tie.relation] == []


def test_every_pattern_says_what_it_means() -> None:
    """Each has a sentence of its meaning, words to look for, and what it fits and does not fit."""
    for tie in TIES:
        assert tie.meaning.endswith(".")
        assert tie.words or tie.verbs
        assert tie.examples
        assert tie.counter_examples


def test_a_pattern_file_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    """An unknown field, a word outside the vocabulary or a repeated id is an error that names the file."""
    for path in (PATTERN_FOLDER / "relations").glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "z.toml").write_text('[[pattern]]\nid = "x"\nrelation = "likes"\n')
    with pytest.raises(ComityError, match=r"z\.toml"):
        read_phrases(tmp_path, Tie)
    (tmp_path / "z.toml").write_text((tmp_path / "gifts.toml").read_text())
    with pytest.raises(ComityError, match="there twice"):
        read_phrases(tmp_path, Tie)
    (tmp_path / "z.toml").write_text("[[pattern]\n")
    with pytest.raises(ComityError, match=r"z\.toml"):
        read_phrases(tmp_path, Tie)


def test_each_amount_is_one_relation_and_a_joint_amount_is_nobodys() -> None:
    """Two amounts are two relations; one amount for two receivers is stated of neither."""
    both = relations_of("Birch Safety PAC gave $500,000 to Alder Action and $200,000 to the Rowan Fund in 2019.")
    assert [(r.object, r.amount_usd, r.date) for r in both] == [
        ("Alder Action", 500_000, "2019"),
        ("Rowan Fund", 200_000, "2019"),
    ]
    joint = relations_of("Birch Safety PAC gave $500,000 to Alder Action and the Rowan Fund.")
    assert [(r.object, r.amount_usd) for r in joint] == [("Alder Action", None), ("Rowan Fund", None)]


def test_short_names_stand_for_the_full_ones() -> None:
    """Initials in brackets, `X for short`, a surname and a first word are the body or the person that they mean."""
    text = (
        "The Center for Alder Studies (CAS) and the Birch Foundation are known. Billionaire George Rowan is too. "
        "CAS is funded by Birch. Rowan bankrolls CAS."
    )
    assert triples(relations_of(text)) == [
        ("Center for Alder Studies", "funded_by", "Birch Foundation"),
        ("Center for Alder Studies", "funded_by", "George Rowan"),
    ]


def test_evidence_is_the_words_between_the_parties() -> None:
    """Evidence is an exact part of the text, and `start` says where it begins."""
    text = "On Monday the Rowan Network, a project of the Alder Foundation, wrote to them."
    one = relations_of(text)[0]
    assert text[one.start : one.start + len(one.evidence)] == one.evidence
    assert one.evidence == "Rowan Network, a project of the Alder Foundation"


@pytest.mark.parametrize(
    "text",
    [
        "The Alder Institute has ties to the Birch Foundation.",
        "The Alder Institute was not funded by the Birch Foundation.",
        "The Alder Institute denied that it is funded by the Birch Foundation.",
        "Cobb County funds the Alder Foundation.",
        "The Department of Homeland Security gave $2 million to Cobb County.",
        "Ana Birch, a teacher, gave $50 to the Alder Foundation.",
        "Birch Safety PAC spent $300,000 against Ana Rowan.",
        "The Birch Foundation gave money to local candidates.",
        "The Alder Foundation gave $3 million in all.",
    ],
)
def test_vague_ties_denials_governments_and_private_gifts_are_none(text: str) -> None:
    """Nothing is read of what states no tie of two named, non-government parties."""
    assert triples(relations_of(text)) == []


WORDS = (
    *(
        "Alder Institute",
        "Birch Foundation",
        "Rowan PAC",
        "the",
        "a project of",
        "funded by",
        "gave",
        "$5 million",
        "to",
    ),
    *(
        "Sheriff Ana Birch",
        "Carl Dee",
        "beat",
        "in the primary",
        "of Cobb County, Georgia",
        ",",
        ".",
        "its",
        "he",
        "and",
    ),
    *("elected", "On May 5, 2020,", "member of", "'s", "(ABC)", "grantees include", "-funded", "\n", "“", "”", "said"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_whatever_the_words_evidence_is_the_page_s_own(words: list[str]) -> None:
    """Any jumble of names and words that tie gives claims whose evidence stands at `start`, parties that are named."""
    text = " ".join(words)
    page = Page("p", text, "", "", "2020-12-15")
    sentences = split_sentences(text)
    mentions = find_mentions(page, sentences)
    ties, contests = find_relations(page, sentences, mentions), find_elections(page, sentences, mentions)
    claims: list[Relation | Election] = [*ties, *contests]
    for one in claims:
        assert text[one.start : one.start + len(one.evidence)] == one.evidence != ""
    for relation in find_relations(page, sentences, mentions):
        assert relation.subject != relation.object
        assert relation.subject
