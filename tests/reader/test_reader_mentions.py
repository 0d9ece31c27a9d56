"""What a page mentions: places and their namesakes, dates against the day of publication, money, bodies, officials."""

from __future__ import annotations

import json
import re
import string
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reader.mention_sentences import DATES, MONEY, PLACES

from comity.reader.mentions import dates, find_mentions, load_lexicon, place_meant
from comity.reader.mentions.dates import find_dates
from comity.reader.mentions.money import find_money
from comity.reader.mentions.surface import named_text, plain_text
from comity.reader.records import Mentions, Page, PlaceMention

# Of the sentences below, all but a few are read right; a change that reads fewer is looked at before it is kept.
PLACE_FLOOR = 0.97
DATE_FLOOR = 0.97


def mentions_of(text: str, url: str = "", title: str = "", published: str = "", outlet: str = "") -> Mentions:
    """Return what a page of a text mentions."""
    return find_mentions(Page("p", text, url, title, published, outlet))


def expected(said: str) -> list[tuple[str, str]]:
    """Return the pairs of an expectation: `Cobb=13067 Gwinnett=13135`."""
    return re.findall(r"([^=]+)=(\S+)\s?", said)


def is_right(text: str, found: list[PlaceMention], want: str) -> bool:
    """Return whether what was found at a name is what the name means."""
    if want == "-":
        return not found
    if want == "?":
        return bool(found) and not found[0].geoid and len(found[0].candidates) > 1
    return bool(found) and want in (found[0].county_geoid, found[0].geoid)


def at(text: str, found: Mentions, name: str) -> list[PlaceMention]:
    """Return the places that stand at a name, with its type word or without."""
    return [p for p in found.places if text[p.start : p.end].startswith(name) and p.end - p.start <= len(name) + 9]


def test_places_are_what_the_page_says_that_they_are() -> None:
    """Counties, cities and namesakes are settled by state, paper, address and neighbours, or left open."""
    results = []
    for text, url, said in PLACES:
        found = mentions_of(text, url)
        results += [(name, text, is_right(text, at(text, found, name), want)) for name, want in expected(said)]
    wrong = [(name, text) for name, text, right in results if not right]
    assert len(results) > 80
    assert 1 - len(wrong) / len(results) >= PLACE_FLOOR, wrong


def test_dates_are_read_against_the_day_of_publication() -> None:
    """Absolute, partial and relative dates come out as the guide says, cut to what is known."""
    wrong = []
    for text, said in DATES:
        found = {text[d.start : d.end]: d.on for d in find_dates(text, "2025-03-19")}
        name, _, on = said.rpartition("=")
        ok = not found if not said else any(name in span or span in name for span in found) and on in found.values()
        wrong += [] if ok else [(text, found)]
    assert 1 - len(wrong) / len(DATES) >= DATE_FLOOR, wrong


@pytest.mark.parametrize("text", [text for text, said in DATES if re.search(r"ago|day|month|last|next|this", text)])
def test_without_a_day_of_publication_a_relative_date_is_unknown(text: str) -> None:
    """Nothing is resolved against a day that nobody knows."""
    relative = [d for d in find_dates(text, "") if d.rule in {"weekday", "near_day", "ago", "unit", "season", "month"}]
    assert [d.on for d in relative] == [""] * len(relative)


def test_the_month_of_publication_settles_months_and_years_alone() -> None:
    """With a month of publication `last year` is a year, `Tuesday` only that month, `May 10` a day of the near year."""
    assert [d.on for d in find_dates("It ended last year.", "2019-06")] == ["2018"]
    assert [d.on for d in find_dates("It ended Tuesday.", "2019-06")] == ["2019-06"]
    assert [d.on for d in find_dates("It ended on May 10.", "2019-06")] == ["2019-05-10"]
    assert [d.on for d in find_dates("They met last week.", "2019-06")] == [""]


def test_a_date_after_publication_is_in_the_future() -> None:
    """What lies behind the day of publication, as far as it is known, is marked."""
    future = {d.on: d.is_future for d in find_dates("In 2026, in March 2025, on March 20, 2025.", "2025-03-19")}
    assert future == {"2026": True, "2025-03": False, "2025-03-20": True}


@pytest.mark.parametrize(("text", "amount"), MONEY)
def test_money_is_read_as_stated(text: str, amount: float) -> None:
    """An amount is its number of dollars, whatever its spelling."""
    assert [m.amount_usd for m in find_money(text)] == [amount]


def test_a_state_beside_a_county_is_in_the_text() -> None:
    """`is_state_in_text` says whether the page itself names the state, or it was inferred."""
    assert mentions_of("Cobb County, Georgia, quit.").places[0].is_state_in_text
    assert mentions_of("KALAMAZOO, MI -- Kalamazoo County will not hold them.").places[-1].is_state_in_text
    assert not mentions_of("Cobb County quit.").places[0].is_state_in_text


def test_an_open_name_says_what_it_could_be() -> None:
    """Two candidates and nothing to choose by: unresolved, with both."""
    found = mentions_of("Pope County signed on.").places[0]
    assert (found.geoid, found.state, found.county_geoid) == ("", "", "")
    assert set(found.candidates) == {"05115", "17151", "27121"}


def test_washington_alone_may_be_the_capital() -> None:
    """`Washington` with nothing beside it is neither the state nor the city; with `state` it is the state."""
    assert mentions_of("Officials in Washington said so.").places[0].geoid == ""
    assert mentions_of("Officials in Washington state said so.").places[0].geoid == "53"


def test_a_bare_county_refers_back() -> None:
    """`The county` is the last one named; before the first, the one that the page names most."""
    text = "The county quit. Cobb County met. Hall County did not. Cobb County signed."
    found = mentions_of(text + " All in Georgia.")
    names = [found.places[place_meant(found, at)].name for at in (4, text.index("Hall") - 1, len(text))]
    assert names == ["Cobb County", "Cobb County", "Cobb County"]
    assert place_meant(mentions_of("Nothing is named."), 5) == -1
    assert found.places[place_meant(found, 9, {"state"})].name == "Georgia"


def test_agencies_carry_their_place() -> None:
    """A sheriff's office, a jail and a board know whose they are, before the words or behind them."""
    found = mentions_of(
        "The Cobb County Sheriff's Office and the jail of Hall County, Georgia, and the Board of Supervisors."
    )
    agencies = [(body.name, found.places[body.place].name if body.place >= 0 else "") for body in found.bodies]
    assert agencies == [
        ("Cobb County Sheriff's Office", "Cobb County"),
        ("jail of Hall County", "Hall County"),
        ("Board of Supervisors", ""),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("It was U.S. Immigration and Customs Enforcement.", "federal", "U.S. Immigration and Customs Enforcement"),
        ("It was ICE.", "federal", "ICE"),
        ("The Las Vegas Review-Journal said so.", "outlet", "Las Vegas Review-Journal"),
        ("The Center for Immigration Studies said so.", "organisation", "Center for Immigration Studies"),
        ("The ACLU's ally, Citizens for Alder, said so.", "organisation", "Citizens for Alder"),
        ("NumbersUSA said so.", "organisation", "NumbersUSA"),
        ("The Sheriffs' Association of Texas said so.", "organisation", "Sheriffs' Association of Texas"),
    ],
)
def test_bodies_are_told_by_their_names(text: str, kind: str, name: str) -> None:
    """Federal agencies, papers and organisations are found whole."""
    assert (kind, name) in [(body.kind, body.name.removeprefix("The ")) for body in mentions_of(text).bodies]


@pytest.mark.parametrize(
    ("text", "post", "name"),
    [
        ("Cobb County Sheriff Craig Vale spoke.", "Sheriff", "Craig Vale"),
        ("The county's new sheriff, Ana Birch, spoke.", "sheriff", "Ana Birch"),
        ("Sheriff-elect Ana Birch spoke.", "Sheriff-elect", "Ana Birch"),
        ("U.S. Reps. Ana Birch and Carl Dee spoke.", "Reps.", "Carl Dee"),
        ("Alder County Police Maj. Craig Vale spoke.", "Maj.", "Craig Vale"),
        ("Ana Birch was elected as sheriff.", "sheriff", "Ana Birch"),
        ("State's Attorney José Núñez spoke.", "State's Attorney", "José Núñez"),
        ("Judge Philip G. Reinhold ruled.", "Judge", "Philip G. Reinhold"),
        ("Former Sheriff Jimmy “J.J.” Stone spoke.", "Sheriff", "Jimmy “J.J.” Stone"),
    ],
)
def test_officials_have_their_post(text: str, post: str, name: str) -> None:
    """A name with a public post is an official's, with accents and nicknames as printed."""
    assert (post, name) in [(official.post, official.name) for official in mentions_of(text).officials]


@pytest.mark.parametrize(
    "text", ["Ana Birch, a nurse, spoke.", "Victim Ana Birch spoke.", "The sheriff's wife, Ana Birch, spoke."]
)
def test_nobody_is_an_official_without_a_post(text: str) -> None:
    """A private person is among the people, for the reader to keep in, and among no officials."""
    found = mentions_of(text)
    assert found.officials == ()
    assert [p.role for p in found.people] == ["private"]


@pytest.mark.parametrize(
    ("text", "is_state"),
    [
        ("The Virginia Senate killed the bill.", True),
        ("It failed in the Georgia House on Monday.", True),
        ("The Washington Legislature passed it.", True),
        ("The suit went to the Virginia Supreme Court.", True),
        ("Virginia Alder spoke to the board.", False),
        ("Georgia Birch spoke to the board.", False),
        ("Washington hears of it every year.", False),
    ],
)
def test_a_states_body_makes_a_state_of_a_first_name(text: str, is_state: bool) -> None:
    """What only a state has stands behind it; a surname does not, and Washington alone is the capital."""
    assert [place.kind for place in mentions_of(text).places if place.kind == "state"] == ["state"] * is_state


def test_an_officials_place_is_known() -> None:
    """The place before a post or behind the name is the official's."""
    found = mentions_of("Cobb County Sheriff Craig Vale and Sheriff Ana Birch of Hall County, both in Georgia, spoke.")
    assert [found.places[o.place].name for o in found.officials] == ["Cobb County", "Hall County"]


def test_mentions_stand_in_the_text_and_in_order() -> None:
    """Every span is inside the text and each kind in the order of the text."""
    text = "On May 5, 2020, Sheriff Ana Birch of Hall County, Georgia, gave $5 to the Alder Foundation, ICE said."
    found = mentions_of(text)
    for kind in (found.places, found.dates, found.money, found.bodies, found.officials, found.people):
        spans = [(one.start, one.end) for one in kind]
        assert spans
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)


@given(st.text(alphabet=string.ascii_letters + " .,'’\n-()$0123456789éÑ“”", max_size=300))
def test_no_text_breaks_the_finder(text: str) -> None:
    """Any text at all gives mentions whose spans are inside it."""
    found = mentions_of(text, "https://x.example/a", text[:40], "2025-03-19")
    for kind in (found.places, found.dates, found.money, found.bodies, found.officials, found.people):
        assert all(0 <= one.start < one.end <= len(text) for one in kind)


@given(st.text(max_size=200))
def test_plain_text_keeps_every_offset(text: str) -> None:
    """A text made plain has the length of the text, so that a span of one is a span of the other."""
    assert len(plain_text(text)) == len(text)
    assert len(named_text(plain_text(text))) == len(text)


def test_every_county_is_found_by_its_name_and_state() -> None:
    """All counties and equivalents of today, written with type and state, are found as themselves."""
    book = load_lexicon().book
    wrong = []
    for code in book.packed.columns:
        here = book.in_state(code)
        for row, geoid in enumerate(here.geoids):
            place = here.place(row)
            is_now = len(geoid) == 5 and not place.valid_until and place.kind in {"county", "parish"}
            if is_now:
                text = f"The {place.name}, {book.state_name(code)}, sheriff signed."
                found = [p.geoid for p in mentions_of(text).places if p.kind == "county"]
                wrong += [] if geoid in found else [(geoid, place.name, found)]
    assert wrong == []


def is_dev(page_id: str) -> bool:
    """Return whether a labelled page is one that was looked at while this was written."""
    return page_id.startswith("seed-") or int(sha256(page_id.encode()).hexdigest()[:8], 16) % 10 < 6


@pytest.mark.real
@pytest.mark.parametrize(("part", "floor"), [(True, 0.98), (False, 0.92)])
def test_the_counties_of_labelled_events_are_mentioned(shared_data: Path, part: bool, floor: float) -> None:
    """Of the labelled counties, the share whose code is among the page's mentions does not fall."""
    lines = (shared_data / "articles/pages.jsonl").read_text().splitlines()
    gold = {g["id"]: g for g in map(json.loads, (shared_data / "articles/gold.jsonl").read_text().splitlines())}
    hits = []
    for p in map(json.loads, lines):
        if is_dev(p["id"]) is part:
            found = find_mentions(Page(p["id"], p["text"], p["url"] or "", p["title"] or "", p["published"] or ""))
            codes = {place.county_geoid for place in found.places}
            wanted = {e["fips5_or_null"] for e in gold[p["id"]]["events"]} - {None}
            hits += [code in codes for code in wanted]
    assert sum(hits) / len(hits) >= floor


def test_dates_are_looked_for_wherever_one_may_begin() -> None:
    """Trying only at words that dates begin with finds every date that is found by trying everywhere."""
    everywhere = re.compile(dates._ANY_DATE)
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.toml")]
    texts.append("as of mid2019, a2019, FY 2020; Last week; by May 3; in the fall of 2018; twelve days ago, that year")
    for text in texts:
        tried = [(found.span(), found.lastgroup) for found in dates._DATES.finditer(text)]
        assert tried == [(found.span(), found.lastgroup) for found in everywhere.finditer(text)]
