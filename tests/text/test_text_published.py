"""The day of publication, by the first rule that finds one."""

import json

import pytest
from text_html_pages import TEMPLATES, Article, Template, newspaper, wordpress

from comity.text import clean_html
from comity.text.jsonld import read_facts
from comity.text.published import find_published, parse_day, published_in_url
from comity.text.scanning import scan


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_each_kind_of_page_gives_its_day_and_how(template: Template) -> None:
    """The day is the page's own, and the rule that found it is the best that the page allows."""
    clean = clean_html(template.render(Article()).encode())
    assert (clean.published, clean.published_rule) == (Article().day, template.published_rule)


def published(head: str = "", body: str = "", url: str = "", retrieved: str = "") -> tuple[str, str]:
    """Return the day of a page made of these parts, and its rule."""
    scanned = scan(f"<html><head>{head}</head><body><h1>County votes</h1>{body}<p>The board voted.</p></body></html>")
    return find_published(scanned, read_facts(scanned), url, retrieved)


META = '<meta property="article:published_time" content="2019-02-25T23:30:00-05:00">'
LD = (
    f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "datePublished": "2018-01-02"})}</script>'
)


def test_the_rules_stand_in_their_order() -> None:
    """JSON-LD, then a meta tag, a time element, the address, words near the headline; then nothing."""
    time = '<time class="published" datetime="2017-03-04">March 4</time>'
    url = "https://x.example/2016/05/06/votes"
    words = "<p>Published: May 7, 2015</p>"
    assert published(LD + META, time + words, url) == ("2018-01-02", "json_ld")
    assert published(META, time + words, url) == ("2019-02-25", "meta")
    assert published("", time + words, url) == ("2017-03-04", "time")
    assert published("", words, url) == ("2016-05-06", "url")
    assert published("", words) == ("2015-05-07", "visible")
    assert published() == ("", "")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:modified_time" content="2019-02-25">', ""),
        ("", '<time class="updated" datetime="2019-02-25">today</time>'),
        ("", "<p>Updated February 25, 2019</p>"),
        ("", "<p>The contract was signed on February 25, 2019, and the board has renewed it twice since then.</p>"),
        ('<script type="application/ld+json">{"@type":"VideoObject","datePublished":"2019-02-25"}</script>', ""),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":</script>', ""),
        ("", "<time datetime='2019-02-25'>a</time><time datetime='2018-02-25'>b</time>"),
        ('<meta name="date" content="0001-01-01">', ""),
    ],
)  # fmt: skip
def test_another_day_is_not_the_day_of_publication(head: str, body: str) -> None:
    """A change, a day in the text, a video's day, broken JSON and one of several times say nothing of publication."""
    assert published(head, body) == ("", "")


def test_no_page_is_published_after_it_was_fetched() -> None:
    """A day after the fetch is a misprint or a placeholder, and the next rule is asked."""
    assert published(META, url="https://x.example/2018/05/06/votes", retrieved="2018-06-01") == ("2018-05-06", "url")
    assert published(META, retrieved="2019-02-25") == ("2019-02-25", "meta")


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2019-02-25T10:00:00Z", "2019-02-25"),
        ("20190225", "2019-02-25"),
        ("Mon, 25 Feb 2019 10:00:00 GMT", "2019-02-25"),
        ("Feb. 25, 2019 9:30 a.m.", "2019-02-25"),
        ("Sept. 1st, 2018", "2018-09-01"),
        ("Monday, February 25, 2019", "2019-02-25"),
        ("2/25/2019", "2019-02-25"),
        ("25/2/2019", ""),
        ("February 30, 2019", ""),
        ("2019-13-01", ""),
        ("February 2019", ""),
        ("1850-01-01", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_day_is_read_in_each_usual_form(printed: str, day: str) -> None:
    """ISO, Internet and American forms are read; what is no day of the calendar is none."""
    assert parse_day(printed) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2019/02/25/county-votes", "2019-02-25"),
        ("https://x.example/news/2019-02-25/county-votes", "2019-02-25"),
        ("https://x.example/story-20190225.html", "2019-02-25"),
        ("https://x.example/2019/feb/25/county-votes/", "2019-02-25"),
        ("https://x.example/2019/02/county-votes", ""),
        ("https://x.example/news/1767419/", ""),
        ("https://x.example/a?d=2019/02/25/", ""),
        ("https://2019-02-25.example/a", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_day_is_read_from_an_address(url: str, day: str) -> None:
    """A full day in the path counts; a month alone, a number, a query and a host do not."""
    assert published_in_url(url) == day


def test_a_page_tells_its_title_outlet_byline_and_address() -> None:
    """What the page says of itself is taken from JSON-LD, meta tags or what is seen, the outlet off the title."""
    for template in TEMPLATES:
        clean = clean_html(template.render(Article()).encode())
        assert clean.title == Article().title, template.name
        assert clean.byline == (Article().byline if template.has_byline else ""), template.name
        assert clean.outlet in (Article().outlet, "Granite County", ""), template.name
        assert set(template.notes) <= set(clean.notes)
    assert clean_html(wordpress(Article()).encode()).url == "https://granite.example/2019/02/25/board-ends-contract/"
    assert clean_html(newspaper(Article()).encode(), "https://given.example/a").url == "https://given.example/a"
