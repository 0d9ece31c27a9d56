"""Every kind of page, in both languages: answered, well-formed, its links good, its words ours or a source's."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from litestar.testing import TestClient
from lxml import html as markup
from pages_made import KINDS, addresses_of, client_of, in_spanish, make_home
from pages_strict import StrictParser, read_page
from tests.wording.label_words import find_labels

from comity.web.words import load_words

# Addresses of other parts of the site, which answer once those are there.
_PARTS = {"/feeds/": "feeds", "/calendar/": "feeds", "/data/": "feeds", "/api/": "api"}
BOTH = [(kind, tongue) for kind in KINDS for tongue in ("en", "es")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a small record."""
    return make_home(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient[Any]]:
    """Return a client of the site."""
    with client_of(home) as made:
        yield made


@pytest.fixture(scope="module")
def addresses(home: Path) -> dict[str, str]:
    """Return the address of a page of each kind."""
    database = home / "releases" / "current" / "register.sqlite"
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return addresses_of(connection)


@pytest.fixture(scope="module")
def pages(client: TestClient[Any], addresses: dict[str, str]) -> dict[tuple[str, str], StrictParser]:
    """Return every kind of page in both languages, read strictly."""
    found = {}
    for kind, path in addresses.items():
        for tongue, address in (("en", path), ("es", in_spanish(path))):
            answer = client.get(address, follow_redirects=False)
            assert answer.status_code == 200, (address, answer.status_code, answer.text[:300])
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            found[kind, tongue] = read_page(answer.text)
    return found


@pytest.mark.parametrize(("kind", "tongue"), BOTH)
def test_a_page_is_well_formed(pages: dict[tuple[str, str], StrictParser], kind: str, tongue: str) -> None:
    """Nesting, ids, headings in order, tables with captions and scope, and nothing that the policy bars."""
    assert pages[kind, tongue].finish() == []


@pytest.mark.parametrize(("kind", "tongue"), BOTH)
def test_our_own_words_take_no_side(pages: dict[tuple[str, str], StrictParser], kind: str, tongue: str) -> None:
    """No label word stands on a page outside what a source says."""
    own = [text for lang, text in pages[kind, tongue].texts if tongue == "en" or lang != "en"]
    # In English what sources say is not set apart by its language: their titles and quotations are known claims.
    if tongue == "en":
        own = [text for text in own if text not in _said(pages[kind, "es"])]
    assert find_labels(own) == []


def _said(page: StrictParser) -> set[str]:
    """Return what sources say on a page, as its Spanish twin sets it apart."""
    return {text for lang, text in page.texts if lang == "en"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_spanish_page_is_spanish_but_for_facts(pages: dict[tuple[str, str], StrictParser], kind: str) -> None:
    """No string of the English catalogue stands on a Spanish page outside what is marked as English."""
    english, spanish = load_words("en"), load_words("es")
    only_english = set()
    for key in english.keys():  # noqa: SIM118  words are no mapping
        ours, theirs = (str(words._entries[key]) for words in (english, spanish))
        if ours != theirs and "{" not in ours and len(ours) > 3:
            only_english.add(ours)
    told = {text for lang, text in pages[kind, "es"].texts if lang != "en"}
    # `All` or `End` in the middle of a text is no string of ours; a text that is exactly one is.
    assert told & only_english == set()


def test_every_internal_link_resolves(client: TestClient[Any], pages: dict[tuple[str, str], StrictParser]) -> None:
    """No link of any kind of page leads nowhere, or by a detour; a few of each shape are followed."""
    wanted: dict[str, set[str]] = {}
    for (_, tongue), page in pages.items():
        for link in page.links:
            address = urldefrag(link)[0]
            if address.startswith("/"):
                steps = address.split("?")[0].removeprefix("/es").split("/")
                shape = f"{tongue} {steps[1]} {len(steps)} {'?' in address}"
                wanted.setdefault(shape, set()).add(address)
    assert len(wanted) > 40
    for shape, links in wanted.items():
        for address in sorted(links)[:6]:
            part = next((name for head, name in _PARTS.items() if address.startswith(head)), "")
            if part and not util.find_spec(f"comity.web.{part}"):
                continue
            answer = client.get(address, follow_redirects=False)
            assert answer.status_code == 200, (shape, address, answer.status_code)


def test_every_fragment_resolves(client: TestClient[Any], pages: dict[tuple[str, str], StrictParser]) -> None:
    """A link to a rule, a term or a section leads to it."""
    wanted: dict[str, set[str]] = {}
    for page in pages.values():
        for link in page.links:
            address, fragment = urldefrag(link)
            if address.startswith("/") and fragment:
                wanted.setdefault(address, set()).add(fragment)
    assert any("/law/" in address for address in wanted) and any("/glossary" in address for address in wanted)
    for address, fragments in wanted.items():
        assert fragments <= set(read_page(client.get(address).text).ids), address


@pytest.mark.parametrize("kind", KINDS)
def test_languages_and_canonical_address(client: TestClient[Any], addresses: dict[str, str], kind: str) -> None:
    """A page names its language, its own address, and its twin in the other language, which names it back."""
    path = addresses[kind]
    plain = path.split("?")[0]
    for address, tongue in ((path, "en"), (in_spanish(path), "es")):
        html = client.get(address).text
        assert f'<html lang="{tongue}"' in html
        assert f'<link rel="canonical" href="{plain if tongue == "en" else in_spanish(plain)}">' in html
        assert f'hreflang="en" href="{plain}"' in html and f'hreflang="es" href="{in_spanish(plain)}"' in html
        assert 'href="#main"' in html and '<main id="main"' in html


def test_machine_data_is_json(client: TestClient[Any], addresses: dict[str, str]) -> None:
    """What pages say to machines is JSON of schema.org, of the kinds that were promised."""
    kinds = set()
    for path in addresses.values():
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).text):
            data = json.loads(block)
            assert data["@context"] == "https://schema.org"
            kinds.add(data["@type"])
    expected = {"Dataset", "AdministrativeArea", "GovernmentOrganization", "Event", "CreativeWork", "DefinedTermSet"}
    assert kinds == expected


def test_search_to_place_to_claim_without_scripts(client: TestClient[Any]) -> None:
    """A form, a link, a link: from a county's name to the words that a claim rests on."""
    form = client.get("/").text
    assert re.search(r'<form class="big-search" action="/search" method="get"', form)
    found = client.get("/search", params={"q": "Fairfax County, VA"}).text
    assert "/place/us/va/fairfax-county" in read_page(found).links
    place = client.get("/place/us/va/fairfax-county").text
    claim = next(link for link in read_page(place).links if link.startswith("/claim/"))
    told = client.get(claim).text
    assert "<blockquote" in told and 'id="who"' in told and 'id="source"' in told


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("fairfax county", "/place/us/va/fairfax-county"),
        ("Fairfex County", "/place/us/va/fairfax-county"),
        ("51059", "/place/us/va/fairfax-county"),
        ("virginia", "/place/us/va"),
        ("Baker Sheriff", "/agency/us-fl-baker-county-sheriff"),
        ("sheriff of baker county", "/place/us/fl/baker-county"),
        ("sheriff of baker county", "/contest/us-fl-baker-county.sheriff.2028"),
    ],
)
def test_a_search_finds_without_scripts(client: TestClient[Any], text: str, link: str) -> None:
    """Places, agencies and offices are found by name, by GEOID, and past a slip of the fingers."""
    for address in ("/search", "/es/search"):
        links = read_page(client.get(address, params={"q": text}).text).links
        assert (link if address == "/search" else f"/es{link}") in links


def test_the_question_is_answered_first(pages: dict[tuple[str, str], StrictParser]) -> None:
    """A county's page begins with what is in force, since when, who decides, when chosen, and what changed."""
    texts = [text for _, text in pages["county", "en"].texts]
    start = texts.index("In force here")
    answer = " ".join(texts[start : texts.index("In force, as listed")])
    assert "1 agreement listed" in answer and "July 1, 2025" in answer
    assert "the sheriff of Baker County" in answer
    assert "projected" in answer or "scheduled" in answer
    assert answer.index("In force here") < answer.index("Who decides") < answer.index("Next elected")


# What a line of each sort leads to: the row, the change, the claim, the rule.
_LEADS = {
    "//ul[contains(@class,'cards')]/li[contains(@class,'card-')]": "/agreement/",
    "//ol[contains(@class,'changes')]/li": "/event/",
    "//ul[@class='changes']/li": "/event/",
    "//ul[@class='claims']/li": "/claim/",
    "//div[@aria-labelledby='stages-caption']//tbody/tr[not(@class)]": "/law/",
    "//div[@aria-labelledby='rows-caption']//tbody/tr": "/agreement/",
    "//article[@class='printed-row']": "/publication/",
}


def test_every_line_leads_to_its_source(client: TestClient[Any], addresses: dict[str, str]) -> None:
    """Each listed agreement, change, claim, stage and printed row links the page of what it rests on."""
    seen = set()
    for kind in ("home", "county", "county-gone", "county-claims", "state", "agency", "agreement", "changes",
                 "contest", "claim", "publication", "publication-curated", "law"):  # fmt: skip
        tree = markup.fromstring(client.get(addresses[kind]).text)
        for path, head in _LEADS.items():
            for line in tree.xpath(path):
                seen.add(path)
                assert any(link.startswith(head) for link in line.xpath(".//a/@href")), (kind, markup.tostring(line))
    assert seen == set(_LEADS)


def test_every_decider_says_by_which_rule(client: TestClient[Any]) -> None:
    """Each body that decides stands with the reason for it, and with its contest where voters choose it."""
    tree = markup.fromstring(client.get("/place/us/fl/baker-county").text)
    cards = tree.xpath("//section[@aria-labelledby='decides']//li[@class='card']")
    assert cards
    for card in cards:
        told = " ".join(card.xpath(".//p[contains(@class,'card-sources')][1]//text()")).split()
        assert len(told) > 3
        if card.xpath(".//ul[@class='stages']"):
            assert any(link.startswith("/contest/") for link in card.xpath(".//a/@href"))


def test_no_longer_listed_is_never_called_ended(pages: dict[tuple[str, str], StrictParser]) -> None:
    """Where lists lack an agreement, the page says just that, and that it does not mean an end."""
    for kind in ("county-gone", "agreement", "event"):
        texts = " ".join(text for _, text in pages[kind, "en"].texts)
        assert "no longer listed" in texts
        hint = str(load_words("en").text("place.no_longer_hint"))
        assert hint in texts
        assert not re.search(r"\b(ended|terminated|cancelled|withdrew)\b", texts.replace(hint, ""))
        spanish = " ".join(text for lang, text in pages[kind, "es"].texts if lang != "en")
        assert "ya no figura en la lista" in spanish
        hint = str(load_words("es").text("place.no_longer_hint"))
        assert not re.search(r"\b(terminó|terminado|cancelado)\b", spanish.replace(hint, ""))


def test_sources_that_differ_are_both_shown(pages: dict[tuple[str, str], StrictParser]) -> None:
    """Two days for the end of one contract stand beside each other, with a word that they differ."""
    texts = " ".join(text for _, text in pages["county-claims", "en"].texts)
    assert "March 23, 2018" in texts and "May 23, 2018" in texts
    assert str(load_words("en").text("place.several_days")) in texts


def test_both_lists_and_the_rows_stand_at_a_change(
    client: TestClient[Any], addresses: dict[str, str], pages: dict[tuple[str, str], StrictParser]
) -> None:
    """A change shows the row before and after, what differs between them, and links both lists."""
    page = pages["event-renamed", "en"]
    lists = [link for link in page.links if link.startswith("/publication/")]
    assert len(set(lists)) == 2
    assert any("differs" in text for _, text in page.texts)
    full = client.get("/changes?event=renamed").text
    assert set(lists) <= set(read_page(full).links)


def test_printed_and_read_values_stand_side_by_side(pages: dict[tuple[str, str], StrictParser]) -> None:
    """An agreement shows each printed row with its file, its place in it, and what a value was read as."""
    texts = [text for _, text in pages["agreement", "en"].texts]
    assert "As printed" in texts and "Read as" in texts
    assert "Task Force Model" in texts and "TFM" in texts
    assert any("participatingAgencies" in text for text in texts)
    assert any(re.search(r"Sheet1!\d+", text) for text in texts)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/place/us/va/nowhere", 404),
        ("/place/us/zz", 404),
        ("/agency/nobody", 404),
        ("/agency/us-fl-bay-county-sheriff.1", 404),
        ("/agreement/us-fl-bay-county-sheriff", 404),
        ("/claim/none", 404),
        ("/elections/1776", 404),
        ("/elections/abcd", 404),
        ("/elections/2028?sort=money", 400),
        ("/elections/2028?state=zz", 400),
        ("/elections/2028?page=0", 400),
        ("/elections/2028?page=99999", 404),
        ("/changes?since=yesterday", 400),
        ("/changes?since=2025-02-30", 400),
        ("/changes?part=-1", 400),
        ("/changes?part=99999", 404),
        ("/search?q=" + "a" * 300, 400),
        ("/law/gu", 404),
        ("/plots/us/zz/growth.svg", 404),
        ("/plots/us/va/growth.exe", 404),
        ("/plots/..%2f..%2fetc%2fpasswd.svg", 404),
        ("/style/other.css", 404),
    ],
)
@pytest.mark.parametrize("tongue", ["en", "es"])
def test_an_error_is_a_page_with_the_cure(client: TestClient[Any], path: str, status: int, tongue: str) -> None:
    """What cannot be answered is told on a page in the reader's language, with what to do."""
    address = path if tongue == "en" or path.startswith("/style") else in_spanish(path)
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == status
    page = read_page(answer.text)
    assert page.finish() == []
    if not path.startswith("/style"):
        cure = load_words(tongue).text("error.cure")
        assert any(str(cure) in text for _, text in page.texts)
    assert "Traceback" not in answer.text and str(Path.home()) not in answer.text


def test_another_name_of_a_place_leads_to_its_page_for_good(client: TestClient[Any]) -> None:
    """A GEOID or a name without its type leads there by a permanent redirect, in the same language."""
    for address, path in (
        ("/place/us/51059", "/place/us/va/fairfax-county"),
        ("/es/place/us/va/51059", "/es/place/us/va/fairfax-county"),
        ("/place/us/VA", "/place/us/va"),
        ("/law/VA", "/law/va"),
        ("/es/law/virginia", "/es/law/va"),
    ):
        answer = client.get(address, follow_redirects=False)
        assert answer.status_code == 308, address
        assert answer.headers["location"] == path


def test_filters_and_pages_of_elections(client: TestClient[Any]) -> None:
    """The form's filters hold, sorting is by links, and pages follow each other without a gap."""
    first = read_page(client.get("/elections/2028").text)
    assert any("sort=population" in link for link in first.links)
    assert any("page=2" in link for link in first.links)
    second = read_page(client.get("/elections/2028?page=2").text)
    contests = [[link for link in page.links if link.startswith("/contest/")] for page in (first, second)]
    assert len(contests[0]) == len(contests[1]) == 100 and not set(contests[0]) & set(contests[1])
    only = read_page(client.get("/elections/2028?state=fl&office=sheriff").text)
    names = [link for link in only.links if link.startswith("/contest/")]
    assert names and all(re.fullmatch(r"/contest/us-fl-.*sheriff.*", name) for name in names)
    deciding = read_page(client.get("/elections/2028?state=fl&office=sheriff&deciding=1").text)
    some = [link for link in deciding.links if link.startswith("/contest/")]
    assert "/contest/us-fl-baker-county.sheriff.2028" in some and set(some) < set(names)


def test_a_place_on_a_past_day(pages: dict[tuple[str, str], StrictParser], client: TestClient[Any]) -> None:
    """A day in the address shows what lists up to it showed, says so, and leads back to now."""
    then = " ".join(text for _, text in pages["county-then", "en"].texts)
    assert "As the lists up to July 10, 2025 showed it." in then.replace(" .", ".")
    assert "1 agreement listed" in then and "no longer listed" not in then.split("Who decides, and when")[0]
    assert "/place/us/fl/bay-county" in pages["county-then", "en"].links
    assert "Elections are counted from July 10, 2025." in then.replace(" .", ".")
    now = " ".join(text for _, text in pages["county", "en"].texts)
    assert "Elections are counted from the day of the newest list." in now
    early = " ".join(text for _, text in pages["county-early", "en"].texts)
    assert load_words("en").text("place.no_list").unescape() in early
    answer = client.get("/place/us/fl/bay-county?as_of=soon", headers={"accept": "text/html"})
    assert answer.status_code == 400 and "YYYY-MM-DD" in answer.text


def test_the_language_switch_keeps_the_filters(client: TestClient[Any]) -> None:
    """Who changes the language of a filtered page stays on it."""
    links = read_page(client.get("/changes?state=fl&event=listed").text).links
    assert "/es/changes?state=fl&event=listed" in links


def test_style_and_icon_are_kept_for_ever(client: TestClient[Any]) -> None:
    """The sheet and the icon stand under names that tell their content."""
    html = client.get("/").text
    for name in re.findall(r'href="(/style/[^"]+)"', html):
        answer = client.get(name)
        assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
        assert re.search(r"-[0-9a-f]{10}\.", name)


def test_nothing_is_loaded_from_elsewhere(client: TestClient[Any], addresses: dict[str, str]) -> None:
    """No page asks another host for a script, a style, a picture or a font."""
    for path in addresses.values():
        html = client.get(path).text
        loaded = re.findall(r'<(?:script|img|link(?! rel="(?:canonical|alternate)"))[^>]+(?:src|href)="([^"]+)"', html)
        assert loaded and all(address.startswith("/") for address in loaded), path
    style = client.get(re.findall(r'href="(/style/comity[^"]+)"', client.get("/").text)[0]).text
    assert "url(" not in style and "@import" not in style
