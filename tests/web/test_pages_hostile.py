"""Hostile words of a publisher come out of every page as text, and lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient
from lxml import etree
from pages_made import HOSTILE, KINDS, client_of, in_spanish, made_hostile, make_home
from pages_strict import read_page

from comity.web.pages.frame import machine_data, plain
from comity.web.pages.links import web_address

_PLOTS = ("/plots/us/fl/baker-county/timeline.svg", "/plots/us/fl/baker-county/calendar.svg",
          "/plots/agency/us-fl-baker-county-sheriff/timeline.svg")  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Any]]:
    """Return a client of a site whose record says hostile things everywhere."""
    folder = tmp_path_factory.mktemp("hostile")
    with client_of(made_hostile(make_home(folder), folder)) as made:
        yield made


@pytest.mark.parametrize("kind", [kind for kind, path in KINDS.items() if path])
def test_hostile_words_stay_words(client: TestClient[Any], kind: str) -> None:
    """No markup of a publisher's takes effect, no link runs a script, no mark turns the text beside it."""
    for address in (KINDS[kind], in_spanish(KINDS[kind])):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = read_page(answer.text)
        assert page.finish() == [], address
        assert "<script>alert" not in answer.text
        assert not re.search(r'(?:href|src|action|cite)="\s*javascript:', answer.text, re.IGNORECASE)
        head = answer.text.split("</head>")[0]
        assert "\u202e" not in re.sub(r"<script type=\"application/ld.*?</script>", "", head)
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text):
            assert "<" not in block
            json.loads(block)


def test_the_hostile_words_are_there_at_all(client: TestClient[Any]) -> None:
    """The pages that show a publisher's words show these, so that the test above is one."""
    for kind in ("county", "agency", "agreement", "event", "claim", "changes", "publication-curated", "law", "sources"):
        texts = " ".join(text for _, text in read_page(client.get(KINDS[kind]).text).texts)
        assert '<script>alert("x")</script>' in texts, kind


@pytest.mark.parametrize("path", _PLOTS)
def test_hostile_words_in_pictures(client: TestClient[Any], path: str) -> None:
    """A picture with a hostile name is well-formed, and its rows are safe in a spreadsheet."""
    answer = client.get(path)
    assert answer.status_code == 200
    root = etree.fromstring(answer.content)
    assert not root.xpath("//*[local-name()='script']")
    assert "=1+1" in client.get(path.replace(".svg", ".csv")).text
    assert not re.search(r'(^|,)"?[=+@-]', client.get(path.replace(".svg", ".csv")).text, re.MULTILINE)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_only_web_addresses_become_links(text: str) -> None:
    """Whatever a list prints as an address: a link has http or https and a host, or there is none."""
    found = web_address(text)
    assert not found or re.match(r"https?://[^/]", found, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("https://www.ice.gov/doclib/x.pdf", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/x", False),
        ("https:///x", False),
        ("http://[broken", False),
        ("https://example.org/\x00", False),
        ("www.ice.gov", False),
        ("", False),
    ],
)
def test_examples_of_addresses(text: str, is_link: bool) -> None:
    """Addresses that become links, and what only looks like one."""
    assert bool(web_address(text)) == is_link


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4))
def test_a_data_block_holds_no_markup(data: dict[str, str]) -> None:
    """Whatever a page says to machines, it cannot end its block, and it reads back as it was."""
    text = str(machine_data(dict(data), ""))
    assert "<" not in text and ">" not in text and "&" not in text
    assert {key: value for key, value in json.loads(text).items() if key != "@context" or key in data} == (
        {**data} if "@context" in data else data
    )


@settings(deadline=None)
@given(st.text())
def test_plain_text_turns_nothing(text: str) -> None:
    """Text for a title holds no sign that turns direction, and is otherwise as it was."""
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", plain(text))
    if text.isascii():
        assert plain(text) == text


def test_the_sample_is_hostile() -> None:
    """The words that the tests use hold markup, quotes, a turning mark and a formula."""
    assert all(sign in HOSTILE for sign in ("<script>", "&", "“", "\u202e", "=1+1", '"', "'"))
