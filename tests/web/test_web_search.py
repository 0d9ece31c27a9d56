"""Search as one types: beginnings, slips, states behind names, and nothing that a text can break."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient
from web_made import SCRIPT

from comity.errors import UsageError
from comity.places import load_gazetteer
from comity.release.current import current_release
from comity.settings import Settings
from comity.web.search import Found, find, make_ready
from comity.web.search.asking import MOST_WORDS, readings, searched_words
from comity.web.search.finding import LONGEST_TEXT
from comity.web.search.index import MOST_CANDIDATES, Index, Name
from comity.web.served import Served

Client = TestClient[Any]


@pytest.fixture(scope="module")
def served(made_settings: Settings) -> Served:
    """Return the small release, with its indexes made."""
    info = current_release(made_settings)
    assert info is not None
    made = Served(info)
    make_ready(made)
    return made


def names(found: list[Found]) -> list[str]:
    """Return what was found, by name."""
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("fairfax county", "Fairfax County, VA"),
        ("Fairfax County, VA", "Fairfax County, VA"),
        ("fairfax county virginia", "Fairfax County, VA"),
        ("fairfax va", "Fairfax County, VA"),
        ("Culpeper", "Culpeper County, VA"),
        ("los angeles", "Los Angeles County, CA"),
        ("washington", "Washington"),
        ("washington county or", "Washington County, OR"),
        ("washington county oregon", "Washington County, OR"),
        ("virginia", "Virginia"),
        ("city of alexandria va", "City of Alexandria, VA"),
        ("doña ana", "Doña Ana County, NM"),
        ("dona ana", "Doña Ana County, NM"),
        ("DESOTO COUNTY MS", "DeSoto County, MS"),
        ("miami dade", "Miami-Dade County, FL"),
        ("obrien", "O'Brien County, IA"),
        ("baker county sheriff", "sheriff of Baker County, FL"),
        ("Baker County Sheriff's Office", "Baker County Sheriff's Office, FL"),
        ("sheriff of fairfax", "sheriff of Fairfax County and Fairfax city, VA"),
    ],
)
def test_the_likeliest_comes_first(served: Served, text: str, first: str) -> None:
    """A county before the city of its name, a state before its cities, what is named in full before what begins so."""
    assert names(find(served, text))[0] == first


@pytest.mark.parametrize(
    ("begun", "meant"),
    [("fai", "Fairfax County, VA"), ("fairfa", "Fairfax County, VA"), ("fairfax c", "Fairfax County, VA"),
     ("marico", "Maricopa County, AZ"), ("harris county tex", "Harris County, TX"), ("new yo", "New York"),
     ("lake butler pol", "Lake Butler Police Department, FL")],
)  # fmt: skip
def test_the_last_word_may_be_unfinished(served: Served, begun: str, meant: str) -> None:
    """What is meant is among the first ten while it is typed."""
    assert meant in names(find(served, begun))


@pytest.mark.parametrize(
    ("slipped", "meant"),
    [("fairfx", "Fairfax County, VA"), ("Farfax", "Fairfax County, VA"), ("culpepr", "Culpeper County, VA"),
     ("mariocpa", "Maricopa County, AZ"), ("maricpoa cou", "Maricopa County, AZ"), ("new yrok", "New York"),
     ("bakre county", "Baker County, FL"), ("mariocp", "Maricopa County, AZ")],
)  # fmt: skip
def test_a_slip_of_the_fingers_is_seen_past(served: Served, slipped: str, meant: str) -> None:
    """A letter left out, doubled, wrong or two changed about, in a word that is long enough."""
    assert meant in names(find(served, slipped))


@pytest.mark.parametrize(
    "text", ["", " ", "of the", "zzqqxx", "<zzqq>", "' OR 1=1 --", "٣٤", "\0", "\u202e", "%%", "q" * 120]
)
def test_what_means_nothing_finds_nothing(served: Served, text: str) -> None:
    """And breaks nothing."""
    assert find(served, text) == []


def test_a_word_in_its_right_spelling_is_no_slip(served: Served) -> None:
    """Where something bears the word, what is spelled nearly so is left out."""
    assert all("union" in name.casefold() for name in names(find(served, "union county")))


def test_everything_found_has_its_page(served: Served, client: Client) -> None:
    """Places, agencies and offices lead to a page of the site, each once."""
    found = find(served, "baker", limit=50)
    assert {one.found for one in found} == {"place", "agency", "office"}
    assert len({(one.found, one.id) for one in found}) == len(found)
    for one in found:
        assert one.page.startswith(("/place/us/", "/agency/", "/contest/", "/elections/"))
    assert [one for one in found if one.found == "agency"] == [
        one for one in find(served, "baker", limit=50) if one.found == "agency"
    ]


def test_a_hostile_name_is_found_as_it_is(served: Served) -> None:
    """It is text and no more."""
    assert f"{SCRIPT}, FL" in names(find(served, "script alert", kind="agency"))


def test_a_text_that_is_too_long_is_refused(served: Served) -> None:
    """Longer than any name."""
    with pytest.raises(UsageError, match="longer than"):
        find(served, "x" * (LONGEST_TEXT + 1))


def test_over_http(client: Client) -> None:
    """What was asked, what was found, and no more than was asked for, of the kind that was asked for."""
    answer = client.get("/api/v1/search", params={"q": "baker county", "limit": 3})
    told = answer.json()
    assert told["q"] == "baker county" and len(told["items"]) == 3
    assert told["items"][0]["id"] == "12003" and told["items"][0]["page"] == "/place/us/fl/baker-county"
    only = client.get("/api/v1/search", params={"q": "baker", "kind": "office"}).json()["items"]
    assert only and {one["found"] for one in only} == {"office"}


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=LONGEST_TEXT))
def test_no_text_breaks_the_search(text: str) -> None:
    """Whatever is typed is read, in a bounded number of ways and words."""
    ways = list(readings(load_gazetteer(), text))
    assert len(ways) <= 5 and all(0 < len(way.words) <= MOST_WORDS for way in ways)


WORDS = st.sampled_from(["lake", "laker", "la", "butler", "union", "st", "john", "johns", "x"])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=30), st.lists(WORDS, min_size=1, max_size=3)
)
def test_the_index_finds_what_a_plain_look_finds(titles: list[list[str]], typed: list[str]) -> None:
    """Every word as it stands, the last as a beginning; compared with looking at every name."""
    every = [Name(str(at), "FL", tuple(words), ("".join(words),), at % 5) for at, words in enumerate(titles)]
    index = Index(every)
    found = {index.names[number].identifier for number in index.bearing(typed, slips=False)}
    plain = {
        name.identifier
        for name in every
        if all(word in name.words for word in typed[:-1]) and any(one.startswith(typed[-1]) for one in name.words)
    }
    assert found == plain and len(found) <= MOST_CANDIDATES
    assert {index.names[number].keys for number in index.named("".join(typed))} <= {("".join(typed),)}


def test_of_very_many_the_weightiest_are_looked_at() -> None:
    """Where a letter is all that was typed."""
    every = [Name(str(at), "FL", (f"b{at:05}",), (), at) for at in range(10 * MOST_CANDIDATES)]
    index = Index(every)
    found = [index.names[number].weight for number in index.bearing(["b"], slips=False)]
    assert len(found) == MOST_CANDIDATES and min(found) == len(every) - MOST_CANDIDATES


def test_words_are_searched_for_in_one_spelling() -> None:
    """Accents, apostrophes, plurals and what publishers shorten."""
    assert searched_words("Sheriff's Office of Saint John's") == ("sheriff", "office", "st", "john")
    assert searched_words("Los Ángeles") == searched_words("los angeles")


@pytest.mark.real
def test_every_agency_and_county_of_the_record_is_found_by_its_own_name(real_home: Path) -> None:
    """Among the first ten, for each county, and for each agency with its state."""
    info = current_release(Settings(real_home))
    assert info is not None
    served = Served(info)
    for row in served.connection.execute("SELECT agency_id, agency, state FROM agency ORDER BY agency_id").fetchall()[
        ::7
    ]:
        assert row[0] in {one.id for one in find(served, f"{row[1]}, {row[2]}"[:LONGEST_TEXT])}, row
    counties = [place for place in load_gazetteer().all_places() if len(place.geoid) == 5 and not place.valid_until]
    for place in counties[::11]:
        assert place.geoid in {one.id for one in find(served, place.label)}, place.label


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Sheriff's Office", ("sheriff", "office")),
        ("Sheriffs Offices", ("sheriff", "office")),
        ("Congress Heights", ("congress", "height")),
        ("Bass", ("bass",)),
        ("Texas", ("texa",)),
        ("Gates", ("gate",)),
        ("Ames", ("ames",)),
        ("Saint of the Isle", ("st", "isle")),
    ],
)
def test_a_plural_is_its_singular_and_a_name_that_ends_so_is_found_the_same_way(
    name: str, words: tuple[str, ...]
) -> None:
    """Names and what is typed lose the same s; a double one, or that of a short word, is the name's own."""
    assert searched_words(name) == words
