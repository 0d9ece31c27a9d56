"""The map in a browser: what it draws on a day, the slider, the keys, the address, the table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from comity.web.assets import assets
from comity.web.atlas.files import map_data
from comity.web.atlas.geometry import NAME, parse_geometry
from comity.web.atlas.record import MapData
from comity.web.atlas.shown import shown_on, standing
from comity.web.served import Served

Open = Callable[..., Page]
DAYS = ("2010-10-29", "2021-03-01", "2025-06-30", "2026-01-09")

# What the scripts drew: each shape that is filled, by its county, with its fill.
DRAWN = """() => {
  const ids = [...document.querySelectorAll('.map-ground .counties path')].map((path) => path.dataset.id);
  const fills = [...document.querySelectorAll('.map-fills .filled:not(.boxes) path')];
  const drawn = fills.map((path, at) => [ids[at], path.getAttribute('class')]);
  return Object.fromEntries(drawn.filter(([, fill]) => fill !== 'is-away'));
}"""


@pytest.fixture(scope="module")
def record(served: Served) -> MapData:
    """Return what the map is drawn from."""
    return map_data(served)


def expected_fills(record: MapData, day: str) -> dict[str, str]:
    """Return what the server's own reckoning fills on a day."""
    built = assets().file(NAME)
    assert built is not None
    shapes, shown = parse_geometry(built), shown_on(record, day)
    numbers: dict[str, tuple[int, ...]] = {}
    for number, county in enumerate(record.counties):
        for shape in shapes.shapes_of(county.geoid):
            numbers[shape] = (*numbers.get(shape, ()), number)
    fills = {shape: shown.fill(numbers.get(shape, ())) for shape in shapes.counties}
    return {shape: f"fill-{fill}" for shape, fill in fills.items() if fill}


def go_to(page: Page, day: str) -> None:
    """Choose a day and wait until the map shows it."""
    page.locator(".map-date input").fill(day)
    page.locator(".map-date input").dispatch_event("change")
    expect(page.locator("#map")).to_have_attribute("data-on", day)


def test_the_map_and_the_table_show_the_day_that_is_chosen(open_page: Open, record: MapData) -> None:
    """On several days the drawn fills and the table's rows are those of the release on that day."""
    page = open_page("/map")
    for day in DAYS:
        go_to(page, day)
        assert page.evaluate(DRAWN) == expected_fills(record, day)
        listed = list(standing(record, day))
        more = page.locator("[data-more]")
        if more.is_visible():
            more.click()
        rows = page.locator(".map-table tbody tr")
        assert rows.count() == len(listed)
        shown = sorted(page.locator(".map-table tbody td:nth-child(3)").all_inner_texts())
        assert shown == sorted(one.agency.name for one in listed)
        expect(page.locator("[data-part=count]")).to_contain_text(f"{len(listed):,} agreement")


def test_the_slider_moves_map_table_and_address_together(open_page: Open, record: MapData) -> None:
    """An arrow key on the slider goes to the day of change before; map, table, words and address follow."""
    page = open_page("/map")
    go_to(page, "2025-06-30")
    before = page.evaluate(DRAWN)
    slider = page.locator(".map-track input")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#map")).not_to_have_attribute("data-on", "2025-06-30")
    day = page.locator("#map").get_attribute("data-on") or ""
    changes = {run[at] for item in record.agreements for run in item.runs for at in (0, 1)}
    assert day == max(one for one in changes if one and one < "2025-06-30")
    assert page.evaluate(DRAWN) == expected_fills(record, day)
    assert slider.get_attribute("aria-valuetext") == page.locator("[data-day]").inner_text()
    expect(page).to_have_url(f"{page.url.partition('#')[0]}#on={day}")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#map")).to_have_attribute("data-on", min(one for one in changes if one > day))
    assert page.evaluate(DRAWN).keys() >= before.keys() - {"none"} or before
    page.keyboard.press("Home")
    expect(page.locator("#map")).to_have_attribute("data-on", record.first_on)


def test_the_address_leads_to_the_exact_view(open_page: Open) -> None:
    """A view's address opened anew has the same day, filters, layers, place and drawing."""
    page = open_page("/map")
    go_to(page, "2025-06-30")
    page.get_by_label("JEM: jail enforcement").uncheck()
    page.get_by_label("Kind of agency").select_option("sheriff")
    page.get_by_label("State", exact=True).select_option("TX")
    page.get_by_label("Population").check()
    page.wait_for_url("**#on=2025-06-30&model=TFM.WSO&kind=sheriff&state=TX&show=population")
    other = open_page("/map" + "#" + page.url.partition("#")[2])
    expect(other.locator("#map")).to_have_attribute("data-on", "2025-06-30")
    assert other.evaluate(DRAWN) == page.evaluate(DRAWN)
    assert not other.get_by_label("JEM: jail enforcement").is_checked()
    assert other.get_by_label("State", exact=True).input_value() == "TX"
    assert other.locator(".map-population circle:not(.is-away)").count() == len(other.evaluate(DRAWN))
    other.get_by_role("button", name="Show everything").click()
    expect(other.locator("#map")).not_to_have_attribute("data-on", "2025-06-30")
    other.wait_for_function("() => location.hash === ''")


def test_filters_and_layers_show_what_they_name(open_page: Open, record: MapData) -> None:
    """Only what passes the filters is drawn; points and elections are marked on request."""
    page = open_page("/map#on=2025-06-30&state=VA")
    listed = [one for one in standing(record, "2025-06-30") if one.agency.state == "VA"]
    rows = page.locator(".map-table tbody tr")
    assert rows.count() == len(listed)
    numbers = {number for one in listed if one.agency.reach != "state" for number in one.agency.counties}
    assert set(page.evaluate(DRAWN)) == {record.counties[number].geoid for number in numbers}
    page.get_by_label("Agencies as points").check()
    points = page.locator(".map-points circle:not(.is-away)")
    expect(points).to_have_count(len({one.agency.agency_id for one in listed if one.agency.counties}))
    page.get_by_label("Deciding office elected within 12 months").check()
    soon = {
        number
        for one in listed
        if any("2025-06-30" < on <= "2026-06-30" for on in one.agency.elections)
        for number in one.agency.counties
    }
    expect(page.locator(".map-elected path:not(.is-away)")).to_have_count(len(soon))
    page.get_by_label("TFM: task force").uncheck()
    page.get_by_label("WSO: warrant service").uncheck()
    expect(rows).to_have_count(sum("JEM" in one.model for one in listed))


def test_a_day_without_known_elections_says_so(open_page: Open) -> None:
    """Where the contests held do not cover the twelve months, the map says that diamonds may be missing."""
    page = open_page("/map#on=2015-01-01&show=elected")
    expect(page.locator("[data-part=notes]")).to_contain_text("Election days are not held here")


def test_the_map_is_walked_with_the_keyboard(open_page: Open) -> None:
    """Arrows go from county to county and say where they are; Enter opens the page, Escape leaves."""
    page = open_page("/map#place=51059")
    frame = page.get_by_role("application")
    frame.focus()
    said = page.locator("[data-part=said]")
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("none listed")
    first = page.locator("[data-part=card] h3").inner_text()
    assert first != "Fairfax County, VA"
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-part=card] h3")).not_to_have_text(first)
    assert page.locator(".map-focus").get_attribute("d")
    page.keyboard.press("Escape")
    expect(page.locator("[data-part=card]")).to_contain_text("Choose a county")
    page.keyboard.press("ArrowRight")
    chosen = page.locator("[data-part=card] h3").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/place/us/**")
    assert page.locator("h1").inner_text().split(",")[0] in chosen


def test_the_focus_is_seen(open_page: Open) -> None:
    """The map, the slider and the buttons have a ring when the keyboard is at them."""
    page = open_page("/map")
    for selector in (".map-frame", ".map-track input", "[data-play]", ".map-table .sort"):
        target = page.locator(selector).first
        target.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        outline = target.evaluate("(one) => getComputedStyle(one).outlineStyle + getComputedStyle(one).outlineWidth")
        assert outline not in ("none0px", "none3px"), selector


def test_playing_goes_through_time_to_the_last_day(open_page: Open) -> None:
    """The button plays from where the slider stands, stops at the last day, and pauses on request."""
    page = open_page("/map#on=2025-12-20")
    play = page.locator("[data-play]")
    play.click()
    expect(play).to_have_text("Pause")
    play.click()
    expect(play).to_have_text("Play")
    play.click()
    page.wait_for_function("() => !location.hash.includes('on=')")
    expect(play).to_have_text("Play")


def test_a_county_is_chosen_with_the_pointer(open_page: Open, record: MapData) -> None:
    """A click on a county shows what is listed there, with links; the pointer over it says so in a line."""
    page = open_page("/map#on=2026-01-09")
    county = page.locator('.map-ground path[data-id="12086"]')
    county.hover(force=True)
    expect(page.locator(".map-tip")).to_contain_text("Miami-Dade County, FL")
    county.click(force=True)
    card = page.locator("[data-part=card]")
    expect(card.locator("h3")).to_have_text("Miami-Dade County, FL")
    number = next(at for at, one in enumerate(record.counties) if one.geoid == "12086")
    here = [one for one in standing(record, "2026-01-09") if number in one.agency.counties]
    assert here
    assert card.locator("li").count() == len(here)
    assert (card.locator("li a").first.get_attribute("href") or "").startswith("/agency/us-fl-")


def test_an_older_shape_names_the_places_drawn_on_it(open_page: Open) -> None:
    """Fairfield County's shape names the planning regions that stand on it, and says that it is older."""
    page = open_page("/map#place=09190")
    card = page.locator("[data-part=card]")
    expect(card.locator("h3")).to_contain_text("Western Connecticut Planning Region, CT")
    expect(card).to_contain_text("older than the places")


def test_a_table_column_sorts_both_ways(open_page: Open) -> None:
    """A head's button sorts by its column, says so, and turns round the second time."""
    page = open_page("/map#on=2025-06-30&state=FL")
    head = page.locator(".map-table th").nth(2)
    names = lambda: page.locator(".map-table tbody td:nth-child(3)").all_inner_texts()  # noqa: E731
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    first = names()
    assert first == sorted(first, key=str.casefold)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert names()[0].casefold() >= names()[-1].casefold()


def test_an_address_with_nonsense_shows_the_plain_map(open_page: Open) -> None:
    """What makes no sense in an address is left out, and a place that is none is not chosen."""
    page = open_page("/map#on=yesterday&state=ZZ&kind=<b>&place=99999")
    expect(page.locator("[data-part=card]")).to_contain_text("Choose a county")
    assert page.locator("[data-part=card] h3").count() == 0
    assert len(page.evaluate(DRAWN)) > 500


def test_the_link_to_the_view_is_copied(open_page: Open) -> None:
    """The button puts the whole address with its view on the clipboard and says so."""
    page = open_page("/map#on=2025-06-30")
    button = page.locator("[data-copy-link]")
    button.click()
    expect(button).to_have_text("The link was copied")
    assert page.evaluate("() => navigator.clipboard.readText()") == page.url


def test_the_table_by_state_moves_with_the_first_page(open_page: Open, record: MapData) -> None:
    """On the first page the table has a row for each state, of the day that is chosen."""
    page = open_page("/")
    page.locator(".map-table summary").click()
    go_to(page, "2025-06-30")
    counts: dict[str, int] = {}
    for one in standing(record, "2025-06-30"):
        counts[one.agency.state] = counts.get(one.agency.state, 0) + 1
    names = {state.code: state.name for state in record.states}
    rows = page.locator(".map-table tbody tr").all_inner_texts()
    found = {row.split("\t")[0]: int(row.split("\t")[1]) for row in rows}
    assert found == {names[code]: count for code, count in counts.items()}


def test_the_link_to_the_whole_map_keeps_the_view(open_page: Open) -> None:
    """From the first page the map's own page is reached with the day that was chosen."""
    page = open_page("/#on=2025-06-30")
    link = page.locator("a[data-keeps-view]")
    expect(link).to_have_attribute("href", re.compile(r"/map#on=2025-06-30$"))
    link.click()
    page.wait_for_selector("#map[data-ready]")
    expect(page.locator("#map")).to_have_attribute("data-on", "2025-06-30")


def test_a_map_that_cannot_be_loaded_says_so(watched: Any) -> None:
    """Where its data does not come, the page keeps the table and says that it holds the newest day."""
    page = watched.open("/method")
    page.route("**/data/map.json", lambda route: route.abort())
    watched.expected = "map.json"
    page.goto("/map")
    expect(page.locator("[data-part=said]")).to_contain_text("could not be loaded")
    assert page.locator(".map-table tbody tr").count() > 1000
    assert page.locator(".map-frame").bounding_box() is None
    watched.faults.clear()
