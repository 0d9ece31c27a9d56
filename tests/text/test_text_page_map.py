"""Every character of an article leads back to the characters of the page that it was made of."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_html_pages import TEMPLATES, Article, Template

from comity.text import CleanPage, clean_html, clean_text
from comity.text.article import assemble
from comity.text.scanning import scan
from comity.text.sourcemap import MappedText, identity_map

TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]*>", re.S | re.I)


def is_made_of(character: str, original: str) -> bool:
    """Return whether a character of an article stands for these characters of a page."""
    if original == character:
        return True
    if character == "\n":
        # A break between paragraphs stands for all that was left out between them.
        return original.startswith("<") or "\n" in original
    if character.isspace():
        return not html.unescape(TAGS.sub(" ", original)).strip(" \t\r\n\f\xa0\u200b\u200c\u200d\u00ad\u2060\ufeff")
    return html.unescape(original) == character


def wrong_characters(page: str, clean: CleanPage) -> list[tuple[str, str]]:
    """Return the characters of an article that do not lead back to the page, and the order they are out of."""
    wrong, last = [], 0
    for index, character in enumerate(clean.text):
        start, end = clean.source_map.span(index, index + 1)
        original = page[start:end]
        if not is_made_of(character, original) or start < last - 1 or not original:
            wrong.append((character, original))
        last = start
    return wrong


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_every_character_of_an_article_leads_back_to_the_page(template: Template) -> None:
    """In every kind of page each character is the page's own, or its reference or its white space."""
    page = template.render(Article())
    clean = clean_html(page.encode())
    assert clean.text and wrong_characters(page, clean) == []
    assert clean.source_map.length == len(clean.text)


WORDS = st.text(alphabet=st.sampled_from("abcé&<>\"'’ \u00a0\u200b\n;#xlt0€😀"), min_size=1, max_size=30)
PARAGRAPHS = st.lists(
    WORDS.map(lambda words: f"{words} and a plain sentence about the county jail."), min_size=2, max_size=5
)


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(TEMPLATES))
def test_any_characters_lead_back(paragraphs: list[str], template: Template) -> None:
    """Whatever stands in the paragraphs, what comes out leads back to the page."""
    page = template.render(Article(paragraphs=(*paragraphs, *Article().paragraphs)))
    assert wrong_characters(page, clean_html(page.encode())) == []


MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<br>",
                "<td>",
                "<!-- c -->",
                "<a href='>'>",
                "</a>",
                "<",
                ">",
                "word",
                " ",
            ),
            *("&amp;", "&nbsp", "&#8217;", "&#x27", "&bogus;", "\n", "\t", "\u00a0", "’", "â€™", "<style>", '<a b="'),
            *("<script>x</script>", "<div"),
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_any_markup_is_walked_and_leads_back(page: str) -> None:
    """Any order of tags, comments, references and stray signs is walked over once, and each character leads back."""
    scanned = scan(page)
    for index, character in enumerate(scanned.visible):
        start, end = scanned.source_map.span(index, index + 1)
        original = page[start:end]
        assert original
        is_reference = html.unescape(original) == character or (original, character) == ("â€™", "’")
        assert character in "\x1c\x1d\x1e" or character == original or is_reference


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_folded_text_has_no_white_space_but_its_own(page: str) -> None:
    """What is assembled of a visible text has plain spaces, tabs and breaks only, and nothing that cannot be seen."""
    scanned = scan(page)
    text, source_map = assemble([(0, len(scanned.visible))], scanned)
    assert source_map.length == len(text)
    assert not re.search(r"[^\S \n\t]|[\u200b\u00ad\ufeff]|  ", text)


@given(st.text(alphabet="ab\r\n\ufeff", max_size=30))
def test_a_plain_text_keeps_its_characters(text: str) -> None:
    """A text file changes by its line ends and its byte-order mark only, and leads back to its characters."""
    printed = f"The county board voted.{text}"
    clean = clean_text(printed.encode())
    assert clean.text == printed.replace("\r\n", "\n").replace("\r", "\n")
    for index, character in enumerate(clean.text):
        start, end = clean.source_map.span(index, index + 1)
        assert printed[start:end] == character or (character == "\n" and printed[start:end] in ("\r", "\r\n"))


def test_a_text_that_is_put_together_keeps_neighbours_in_one_stretch() -> None:
    """Stretches that go on where the last ended are one; a made character maps whole; none maps outside the text."""
    out = MappedText()
    out.add("ab", 5, 7)
    out.add("cd", 7, 9)
    out.add("&", 9, 14)
    out.add("e", 14, 15)
    text, source_map = out.finish()
    assert (text, source_map.starts) == ("abcd&e", (0, 4, 5))
    assert source_map.span(1, 3) == (6, 8)
    assert source_map.span(4, 5) == (9, 14)
    assert source_map.span(0, 6) == (5, 15)
    for start, end in ((0, 0), (-1, 2), (2, 7)):
        with pytest.raises(IndexError):
            source_map.span(start, end)
    assert identity_map(0).length == 0
