"""Paragraphs, sentences, the form of a line, and quotations."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.reader.sentences import LONGEST_SENTENCE, find_paragraphs, find_quotes, split_sentences


def sentences(text: str) -> list[str]:
    """Return the sentences' words."""
    return [text[s.start : s.end] for s in split_sentences(text)]


def forms(text: str) -> list[str]:
    """Return the forms of the lines."""
    return [s.form for s in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One ended. Two began.", ["One ended.", "Two began."]),
        ("Gov. Ann Roe signed it. It takes effect Jan. 1.", ["Gov. Ann Roe signed it.", "It takes effect Jan. 1."]),
        ("The U.S. Senate met at 5 p.m. The vote was 3-2.", ["The U.S. Senate met at 5 p.m.", "The vote was 3-2."]),
        ("“We are done.” She left.", ["“We are done.”", "She left."]),
        ("He said, “No. We will not,” and left.", ["He said, “No.", "We will not,” and left."]),
        ("Dover, N.C. — A board voted.", ["Dover, N.C. — A board voted."]),
        ("It is Case No. 12 of them.", ["It is Case No. 12 of them."]),
        ("J. P. Roe ran. He lost!", ["J. P. Roe ran.", "He lost!"]),
        ("It pays $1.8 million a year. The end", ["It pays $1.8 million a year.", "The end"]),
        ("1. Alder County: honors them.", ["1. Alder County: honors them."]),
    ],
)
def test_a_sentence_ends_at_its_full_stop_and_not_at_an_abbreviation(text: str, expected: list[str]) -> None:
    """A full stop after a title, an initial or a shortened state does not end a sentence; one before `The` does."""
    assert sentences(text) == expected


def test_a_line_is_a_paragraph_and_a_wrapped_line_is_not() -> None:
    """A line begins a paragraph unless it only continues the line above in lower case."""
    text = "The county board voted on\nthe contract on Monday.\nA second line.\n\nthird"
    assert [text[s:e] for s, e in find_paragraphs(text)] == [
        "The county board voted on\nthe contract on Monday.",
        "A second line.",
        "third",
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Alder County sheriff ends agreement", "heading"),
        ("Who decides it?", "heading"),
        ("The board voted.", "prose"),
        ("• Alder County honors detainers", "item"),
        ("Model | Signed | County", "item"),
        ("By Ann Roe", "boilerplate"),
        ("Skip to content", "boilerplate"),
        ("Sign up for our newsletter", "boilerplate"),
        ("The counties below have signed:", "prose"),
    ],
)
def test_a_line_has_the_form_of_its_look(text: str, form: str) -> None:
    """Headlines, items, and the lines around an article are told from prose."""
    assert forms(text) == [form]


def test_quotations_are_found_with_curly_and_straight_marks() -> None:
    """A quotation lies between its marks; one left open ends with its paragraph, and an inch mark opens none."""
    text = 'He said “it ends” and "it is over." A 5" pipe.\n“Left open\nThe next.'
    quotes = [text[s:e] for s, e in find_quotes(text, split_sentences(text))]
    assert quotes == ["it ends", "it is over.", "Left open"]


@given(st.text(alphabet='aB .?!“”"\n\t•1|Gov', max_size=400))
def test_sentences_hold_every_character_that_is_not_a_space_once(text: str) -> None:
    """Sentences are in order, do not overlap, are not empty, and leave out nothing but white space."""
    found = split_sentences(text)
    assert all(a.end <= b.start and a.paragraph <= b.paragraph for a, b in pairwise(found))
    assert "".join("".join(text[s.start : s.end].split()) for s in found) == "".join(text.split())
    assert all(text[s.start : s.end].strip() for s in found)


def test_an_endless_sentence_is_cut() -> None:
    """No sentence is longer than the longest, be it of words or of one endless word."""
    for text in ("word " * 5000, "x" * 20000):
        assert max(s.end - s.start for s in split_sentences(text)) <= LONGEST_SENTENCE
