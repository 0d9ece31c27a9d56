"""A page's title, outlet and byline come from the first place that has one, and from no other."""

from __future__ import annotations

import json

import pytest

from comity.text.jsonld import read_facts
from comity.text.metadata import Credits, read_credits
from comity.text.scanning import scan

ARTICLE = {"@type": "NewsArticle", "headline": "Board votes", "datePublished": "2025-03-01T08:00:00Z",
           "author": [{"name": "Ann Lee"}, {"name": "Bo Ray"}], "publisher": {"name": "The Ledger"}}  # fmt: skip


def script(value: object) -> str:
    """Return a page's words to machines."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def credits_of(page: str) -> Credits:
    """Return what a page says of itself."""
    scanned = scan(page)
    return read_credits(scanned, read_facts(scanned))


META = '<meta property="og:title" content="Open title"><meta property="og:site_name" content="Open Ledger">'
TITLE = "<title>Window title | Window Ledger</title>"


@pytest.mark.parametrize(
    ("page", "title", "outlet"),
    [
        (script(ARTICLE) + META + TITLE + "<h1>Heading</h1>", "Board votes", "The Ledger"),
        (META + TITLE + "<h1>Heading</h1>", "Open title", "Open Ledger"),
        ('<meta name="twitter:title" content="T">' + TITLE + "<h1>Heading</h1>", "T", "Window Ledger"),
        (TITLE + "<h1>Heading</h1>", "Heading", "Window Ledger"),
        (TITLE, "Window title", "Window Ledger"),
        ("<title>Only a title</title>", "Only a title", ""),
        ("<title>A &amp; B - The Ledger</title>", "A & B", "The Ledger"),
        ("<title>A mid-term vote</title>", "A mid-term vote", ""),
        ('<meta property="og:title" content="">' + TITLE, "Window title", "Window Ledger"),
        ("<p>nothing</p>", "", ""),
    ],
)
def test_title_and_outlet(page: str, title: str, outlet: str) -> None:
    """Words to machines before meta tags, these before what is seen, the window's title last."""
    found = credits_of(page)
    assert (found.title, found.outlet) == (title, outlet)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Board votes | The Ledger", "Board votes"),
        ("Board votes – THE LEDGER", "Board votes"),
        ("Board votes | Politics", "Board votes | Politics"),
        ("The Ledger", "The Ledger"),
        ("A vote - and a veto | The Ledger", "A vote - and a veto"),
    ],
)
def test_a_title_loses_the_outlets_name_at_its_end(title: str, found: str) -> None:
    """And nothing else: a section's name may be the article's own words."""
    page = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Ledger">'
    assert credits_of(page).title == found


@pytest.mark.parametrize(
    ("page", "byline"),
    [
        (script(ARTICLE), "Ann Lee, Bo Ray"),
        (script({**ARTICLE, "author": ["Ann Lee", "Ann Lee"]}), "Ann Lee"),
        ('<meta name="author" content="Ann Lee"><p class="byline">By Bo Ray</p>', "Ann Lee"),
        ('<p class="byline">By: Bo Ray</p>', "Bo Ray"),
        ('<p class="article-author">Written by Bo Ray</p>', "Bo Ray"),
        ('<p class="comment-author">Bo Ray</p>', ""),
        ('<p class="author-bio">Bo Ray covers the county.</p>', ""),
        ("<h1>Board votes</h1><p>By Bo Ray and Ann Lee, of the county desk</p>", "Bo Ray and Ann Lee"),
        ("<h1>Board votes</h1><p>By noon the board had voted</p>", ""),
        ("<p>By Bo Ray</p>", ""),
        ('<meta name="author" content="https://example.org/ann">', ""),
    ],
)
def test_the_byline(page: str, byline: str) -> None:
    """A comment's author wrote the comment; an address is no name; a line that begins with By is one of names alone."""
    assert credits_of(page).byline == byline


@pytest.mark.parametrize(
    ("page", "url"),
    [
        ('<link rel="canonical" href="https://a.example/1"><meta property="og:url" content="https://b.example/">',
         "https://a.example/1"),
        ('<link rel="canonical" href="/1"><meta property="og:url" content="http://b.example/">', "http://b.example/"),
        ('<link rel="alternate" href="https://a.example/1">', ""),
        ('<meta property="og:url" content="javascript:alert(1)">', ""),
    ],
)  # fmt: skip
def test_the_address_that_a_saved_page_gives_as_its_own(page: str, url: str) -> None:
    """Whole and of the web, or none."""
    assert credits_of(page).url == url


def test_what_is_said_of_something_else_is_not_said_of_the_page() -> None:
    """A video, a site or a breadcrumb has names of its own; an article stands before its web page."""
    page = script([{"@type": "WebPage", "headline": "The page"}, {"@type": "VideoObject", "headline": "A video"}])
    assert read_facts(scan(page)).titles == ("The page",)
    graph = script({"@graph": [{"@type": "WebPage", "headline": "The page"}, ARTICLE]})
    assert read_facts(scan(graph)).titles == ("Board votes", "The page")
    assert read_facts(scan(script({"@type": ["ReportageNewsArticle", "X"], "headline": "Two kinds"}))).titles


@pytest.mark.parametrize(
    ("value", "is_free"), [(True, True), (False, False), ("False", False), ("true", True), (None, True)]
)
def test_whether_an_article_is_free_is_what_it_says(value: object, is_free: bool) -> None:
    """As a word or as a truth; one that says nothing is."""
    told = {**ARTICLE, "isAccessibleForFree": value} if value is not None else ARTICLE
    assert read_facts(scan(script(told))).is_free is is_free


@pytest.mark.parametrize(
    "text", ["{broken", "[" * 10_000, "", "null", '"a"', "{}", '{"@type": 5}', '{"@type": [], "headline": ["", 3]}']
)
def test_a_script_that_says_nothing_costs_nothing(text: str) -> None:
    """Whatever stands in it; the next is read."""
    page = f'<script type="application/ld+json">{text}</script>{script(ARTICLE)};'
    assert read_facts(scan(page)).titles == ("Board votes",)
