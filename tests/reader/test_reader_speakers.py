"""Whose word a sentence is, where it says so itself."""

from __future__ import annotations

import pytest

from comity.reader.elections import find_elections
from comity.reader.mentions import find_mentions
from comity.reader.records import Page
from comity.reader.relations import find_relations
from comity.reader.sentences import split_sentences
from comity.reader.speakers import find_speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("It got $5 million, campaign finance records show.", "campaign finance records"),
        ("According to the Alder Gazette, it got $5 million.", "Alder Gazette"),
        ("The expenditure report says that it got $5 million.", "expenditure report"),
        ("It got $5 million, the secretary of state said Tuesday.", "secretary of state"),
        ("It got $5 million.", None),
        ("It got $5 million, she said.", None),
        ("He says it got $5 million.", None),
    ],
)
def test_a_sentence_names_its_speaker(sentence: str, speaker: str | None) -> None:
    """Records, papers and offices are named without their article; a pronoun is nobody."""
    assert find_speaker(sentence) == speaker


def test_claims_carry_whose_word_they_are() -> None:
    """A relation and an election of an attributed sentence say who said it, those of another sentence nobody."""
    text = (
        "Birch Safety PAC gave $5,000 to Alder Action, campaign finance records show. "
        "The Rowan Fund is a project of Alder Action. "
        "Ana Birch beat Sheriff Carl Dee of Cobb County, Georgia, in November, according to the county clerk."
    )
    page = Page("p", text, "", "", "2020-12-15")
    sentences = split_sentences(text)
    mentions = find_mentions(page, sentences)
    relations = find_relations(page, sentences, mentions)
    assert [one.attributed_to for one in relations] == ["campaign finance records", None]
    assert [one.attributed_to for one in find_elections(page, sentences, mentions)] == ["county clerk"]
