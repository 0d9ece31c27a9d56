"""Every kind of page in a browser: reading, searching, without scripts, narrow, dark, Spanish, print, accessible."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from browser_axe import findings
from playwright.sync_api import Page, expect

from comity.web import addresses
from comity.web.served import Served

Open = Callable[..., Page]


def one(connection: sqlite3.Connection, query: str) -> str:
    """Return the one value that a query asks for."""
    return str(connection.execute(query).fetchone()[0])


@pytest.fixture(scope="module")
def kinds(served: Served) -> dict[str, str]:
    """Return an address of each kind of page."""
    ask = lambda query: one(served.connection, query)  # noqa: E731
    agency = ask("SELECT agency_id FROM agreement GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")
    return {
        "home": addresses.HOME,
        "map": addresses.MAP,
        "states": addresses.PLACES,
        "state": addresses.state_path("VA"),
        "place": "/place/us/va/fairfax-county",
        "agency": addresses.agency_path(agency),
        "agreement": addresses.agreement_path(ask("SELECT min(agreement_id) FROM agreement")),
        "event": addresses.event_path(ask("SELECT min(event_id) FROM event WHERE event = 'renamed'")),
        "contest": addresses.contest_path(ask("SELECT min(contest_id) FROM contest WHERE state = 'VA'")),
        "claim": addresses.claim_path(ask("SELECT min(claim_id) FROM claim WHERE quotation <> ''")),
        "publication": addresses.publication_path(ask("SELECT min(publication_id) FROM publication WHERE rows > 0")),
        "changes": addresses.CHANGES,
        "years": addresses.ELECTIONS,
        "elections": addresses.elections_path(2026),
        "sources": addresses.SOURCES,
        "source": addresses.source_path("ice-287g"),
        "laws": addresses.LAW,
        "law": addresses.law_path("VA"),
        "method": addresses.METHOD,
        "glossary": addresses.GLOSSARY,
        "search": f"{addresses.SEARCH}?q=fairfax",
    }


KINDS = ("home", "map", "states", "state", "place", "agency", "agreement", "event", "contest", "claim",
         "publication", "changes", "years", "elections", "sources", "source", "laws", "law", "method", "glossary",
         "search")  # fmt: skip


def test_a_reader_searches_and_comes_to_the_source(open_page: Open) -> None:
    """From a county typed at the first page to its place, to a claim, to its words and who says so."""
    page = open_page("/")
    box = page.get_by_role("combobox", name="Search a county, town, agency or office")
    box.press_sequentially("fairfax co")
    option = page.get_by_role("option", name="Fairfax County, VA")
    expect(option).to_be_visible()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    option.click()
    page.wait_for_url("**/place/us/va/fairfax-county")
    expect(page.locator("h1")).to_contain_text("Fairfax County")
    page.locator(".claim a[href^='/claim/']").first.click()
    page.wait_for_url("**/claim/**")
    expect(page.locator("main blockquote").first).to_be_visible()


def test_the_list_under_the_search_box_closes_and_opens_with_keys(open_page: Open) -> None:
    """Down goes to the first, Up from it to the last, Escape closes, Enter opens what is chosen."""
    page = open_page("/method")
    box = page.get_by_role("combobox")
    box.press_sequentially("harris")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box.press("ArrowUp")
    assert options.last.get_attribute("aria-selected") == "true"
    box.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    box.press("Escape")
    expect(options.first).to_be_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially(" county")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/place/us/**")


def test_a_table_of_a_page_sorts_by_its_heads(open_page: Open, kinds: dict[str, str]) -> None:
    """A head's button sorts the rows that the server wrote, numbers by size, and turns round the second time."""
    page = open_page(kinds["states"])
    table = page.locator("table[data-sortable]").first
    column = table.locator("thead th.number").first.evaluate("(one) => one.cellIndex")
    head = table.locator("thead th").nth(column)

    def values() -> list[int]:
        texts = table.locator(f"tbody tr > :nth-child({column + 1})").all_inner_texts()
        return [int(text.replace(",", "")) for text in texts if text.strip()]

    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert values() == sorted(values())
    head.get_by_role("button").click()
    assert values() == sorted(values(), reverse=True)
    assert len(set(values())) > 10


def test_enter_without_a_choice_searches(open_page: Open) -> None:
    """The form still asks the page of results."""
    page = open_page("/")
    box = page.get_by_role("combobox", name="Search a county, town, agency or office")
    box.fill("culpeper")
    box.press("Enter")
    page.wait_for_url("**/search?q=culpeper")
    expect(page.get_by_role("main")).to_contain_text("Culpeper County")


@pytest.mark.parametrize("kind", KINDS)
def test_without_scripts_a_page_is_whole(open_page: Open, kinds: dict[str, str], kind: str) -> None:
    """With scripts off, every kind of page has its head and its text, and offers nothing that does nothing."""
    page = open_page(kinds[kind], java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    assert len(page.get_by_role("main").inner_text()) > 150
    assert page.locator("main button:visible:not([type=submit])").count() == 0


def test_without_scripts_the_map_is_a_picture_and_a_table(open_page: Open) -> None:
    """The newest day is drawn by the server, and every agreement of it is a row."""
    page = open_page("/map", java_script_enabled=False)
    picture = page.locator("img.map-picture")
    expect(picture).to_be_visible()
    assert picture.evaluate("(one) => one.complete && one.naturalWidth") > 900
    assert page.locator(".map-frame").bounding_box() is None
    assert page.locator(".map-table tbody tr").count() > 1000


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_a_phone(open_page: Open, kinds: dict[str, str], kind: str) -> None:
    """At 360 pixels nothing makes a page scroll sideways; wide tables scroll in their own frame."""
    page = open_page(kinds[kind], viewport={"width": 360, "height": 740})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert page.evaluate("() => { scrollTo(200, 0); return scrollX; }") == 0


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(open_page: Open, kinds: dict[str, str], kind: str) -> None:
    """No kind of page has a serious fault for those who read it another way; nor, in the dark, one of contrast."""
    page = open_page(kinds[kind])
    assert findings(page) == []
    page.emulate_media(color_scheme="dark")
    assert findings(page, ["color-contrast", "link-in-text-block"]) == []


def test_axe_finds_what_is_wrong(open_page: Open) -> None:
    """The check can fail: a picture without words and pale words are found."""
    page = open_page("/method")
    page.evaluate(
        "() => { const one = document.createElement('p'); one.textContent = 'pale'; one.style.color = '#bbb';"
        " const image = new Image(9, 9); image.src = document.querySelector('link[rel=icon]').href;"
        " document.querySelector('main').append(one, image); }"
    )
    assert any("image-alt" in finding for finding in findings(page))
    assert any("color-contrast" in finding for finding in findings(page, ["color-contrast"]))


def test_a_page_that_is_not_there_is_a_page(watched: Any) -> None:
    """A wrong address answers with a page that says what to do, in the page's language."""
    watched.expected = "404"
    page = watched.open("/place/us/va/nowhere-county")
    expect(page.get_by_role("main")).to_contain_text("no such place")
    assert findings(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_dark_follows_the_system_and_the_button(open_page: Open) -> None:
    """A page is dark where the system is; the button says otherwise, for every page and for next time."""
    background = "() => getComputedStyle(document.body).backgroundColor"
    page = open_page("/", color_scheme="dark")
    dark = page.evaluate(background)
    light = open_page("/", color_scheme="light").evaluate(background)
    assert dark != light
    button = page.locator("[data-theme-switch]")
    button.click()
    assert page.evaluate(background) == light
    page.goto("/glossary")
    assert page.evaluate(background) == light
    page.locator("[data-theme-switch]").click()
    page.locator("[data-theme-switch]").click()
    assert page.evaluate(background) == dark


@pytest.mark.parametrize("kind", ["home", "map", "place", "claim", "elections"])
def test_a_page_is_spanish_and_leads_back(open_page: Open, kinds: dict[str, str], kind: str) -> None:
    """The Spanish page says so, has other words, keeps to Spanish pages, and its switch leads back."""
    path = kinds[kind]
    head = open_page(path).locator(".site-nav").inner_text()
    page = open_page(addresses.localized(path, "es"))
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.locator(".site-nav").inner_text() != head
    for link in page.locator(".site-nav a").all():
        assert (link.get_attribute("href") or "").startswith("/es")
    page.locator(".site-languages a").click()
    page.wait_for_url(f"**{path}")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_map_speaks_spanish(open_page: Open) -> None:
    """The scripts' words, dates and links are Spanish on a Spanish page."""
    page = open_page("/es/map#on=2025-06-30")
    expect(page.locator("[data-part=count]")).to_contain_text("30 de junio de 2025")
    expect(page.locator("[data-part=card]")).to_contain_text("Elija un condado")
    assert (page.locator(".map-table tbody a").first.get_attribute("href") or "").startswith("/es/")


@pytest.mark.parametrize("kind", ["home", "map", "place", "claim", "elections"])
def test_a_page_prints(open_page: Open, kinds: dict[str, str], kind: str) -> None:
    """On paper there is no navigation and no control, and the text is dark on white."""
    page = open_page(kinds[kind], color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".site-nav:visible, main button:visible, input:visible, select:visible").count() == 0
    expect(page.locator("h1")).to_be_visible()
    colours = page.evaluate(
        "() => [document.body, document.querySelector('h1')].map((one) => getComputedStyle(one))"
        ".map((style, at) => at ? style.color : style.backgroundColor)"
    )
    assert colours[0] in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert colours[1] == "rgb(0, 0, 0)"
    assert len(page.pdf()) > 5000


def test_the_keyboard_reaches_everything_in_order(open_page: Open) -> None:
    """From the top: the skip link first, then the search, then the map's controls, map and slider, all seen."""
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("() => { const one = document.activeElement; return one.name || one.className || one.type; }")
        )
    for wanted in ("q", "model", "kind", "state", "map-frame"):
        assert wanted in reached
    assert reached.index("q") < reached.index("model") < reached.index("map-frame")


def test_nothing_jumps_while_the_map_comes(open_page: Open) -> None:
    """What stands below the map keeps its place while the scripts load: the page shifts by less than a tenth."""
    page = open_page("/method")
    page.add_init_script(
        "window.shifts = 0; const add = (list) => { for (const one of list.getEntries()) shifts += one.value; };"
        "new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });"
    )
    for path in ("/", "/map"):
        page.goto(path)
        page.wait_for_selector("#map[data-ready]")
        page.wait_for_timeout(300)
        assert page.evaluate("() => shifts") < 0.1


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until what a selector names has the focus; fail where it never has."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


def test_the_keyboard_alone_leads_from_the_search_to_a_claim(open_page: Open) -> None:
    """Without a pointer: type a county, choose it, walk to a claim on its page, open it, and see its words."""
    page = open_page("/")
    tab_to(page, "#q")
    page.keyboard.type("fairfax county")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/place/us/va/fairfax-county")
    tab_to(page, ".claim a[href^='/claim/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/**")
    expect(page.locator("main blockquote").first).to_be_visible()


def test_the_first_page_is_light(open_page: Open, watched: Any) -> None:
    """All that the first page loads before the map's shapes is at most 300 kB as it comes over the wire."""
    page = open_page("/method")
    sizes: dict[str, int] = {}
    page.context.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto("/")
    page.wait_for_selector("#map[data-ready]")
    page.wait_for_load_state("networkidle")
    before = {url: size for url, size in sizes.items() if "geometry" not in url}
    assert len(before) < len(sizes)
    assert sum(before.values()) <= 300_000
