"""Addresses both ways: of ids, of places, of languages; nothing climbs out of its folder."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import NotFoundError
from comity.places import load_gazetteer
from comity.web import addresses
from comity.web.addresses import absolute, localized, read_segment, segment, split_language
from comity.web.place_addresses import PlaceAddresses

# Characters that a path, a file name or a shell may take for something else.
TRICKY = st.text(st.sampled_from("abzAB09-_.~/\\%+ ?#:\0é中\u202e'\"<>&"), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def places() -> PlaceAddresses:
    """Return the addresses of the package's places."""
    return PlaceAddresses(load_gazetteer())


@given(TRICKY | st.text(min_size=1))
def test_a_segment_reads_back_and_is_one_plain_file_name(identifier: str) -> None:
    """Whatever an id holds, its segment is ASCII without signs that mean something, and leads back to it."""
    if any("\ud800" <= c <= "\udfff" for c in identifier):
        return  # no text that can be written anywhere
    made = segment(identifier)
    assert read_segment(made) == identifier
    assert made.isascii() and quote(made, safe="~") == made and made == made.lower()
    assert PurePosixPath(made).name == made and not made.startswith(".") and not made.endswith(".")


@given(st.lists(TRICKY, min_size=2, max_size=2, unique=True))
def test_two_ids_never_share_a_segment(pair: list[str]) -> None:
    """Not even on a disk that ignores capitals."""
    assert segment(pair[0]).casefold() != segment(pair[1]).casefold()


@pytest.mark.parametrize("text", ["a~ff", "~c3", "~fe~ff"])
def test_a_segment_that_was_written_from_nothing_is_not_found(text: str) -> None:
    """Bytes that are no UTF-8 are no id."""
    with pytest.raises(NotFoundError, match="no such id"):
        read_segment(text)


def test_ids_as_they_are_today_stay_readable() -> None:
    """Agencies, agreements, events and contests need no escapes."""
    assert addresses.agency_path("us-va-fairfax-county-sheriff") == "/agency/us-va-fairfax-county-sheriff"
    assert addresses.event_path("us-ne-x.1.unlisted.2025-12-05") == "/event/us-ne-x.1.unlisted.2025-12-05"
    assert addresses.contest_path("us-al-a.sheriff.2026") == "/contest/us-al-a.sheriff.2026"
    assert addresses.publication_path("../etc") == "/publication/~2e.~2fetc"


def test_feeds_and_calendars_stand_beside_their_place() -> None:
    """The country, a state and a county; an office by its id."""
    assert addresses.changes_feed_path() == "/feeds/changes.atom"
    assert addresses.changes_feed_path("/place/us/va") == "/feeds/us/va.atom"
    assert addresses.calendar_path("/place/us/va/fairfax-county") == "/calendar/us/va/fairfax-county.ics"
    assert addresses.office_calendar_path("us-va-x.sheriff") == "/calendar/office/us-va-x.sheriff.ics"


@pytest.mark.parametrize("path", ["/", "/map", "/place/us/va", "/essex"])
def test_a_language_comes_and_goes(path: str) -> None:
    """English has no prefix, Spanish one; a path that merely begins with its letters is English."""
    assert split_language(localized(path, "es")) == ("es", path)
    assert split_language(localized(path, "en")) == ("en", path)


def test_the_sites_own_address_goes_in_front() -> None:
    """With or without a slash at its end; without one the path is as it was."""
    assert absolute("https://example.org/", "/map") == absolute("https://example.org", "/map")
    assert absolute("", "/map") == "/map"


def test_every_place_has_an_address_of_its_own_that_leads_back(places: PlaceAddresses) -> None:
    """Only an independent city's two GEOIDs, and a county that was merely renamed, share one."""
    owners: dict[str, list[str]] = {}
    for place in load_gazetteer().all_places():
        owners.setdefault(places.path(place), []).append(place.geoid)
    for path, geoids in owners.items():
        state, _, name = path.removeprefix("/place/us/").partition("/")
        found = places.find(state, name)
        assert (found.path, found.is_moved) == (path, False) and found.place.geoid in geoids
        assert segment(name or "x") == (name or "x")
        if len(geoids) > 1:
            kinds = {load_gazetteer().place(geoid).kind for geoid in geoids}
            assert "independent_city" in kinds or any(load_gazetteer().place(geoid).valid_until for geoid in geoids)


@pytest.mark.parametrize(
    ("geoid", "path"),
    [
        ("51", "/place/us/va"),
        ("51059", "/place/us/va/fairfax-county"),
        ("51600", "/place/us/va/fairfax-city"),
        ("5126496", "/place/us/va/fairfax-city"),
        ("32510", "/place/us/nv/carson-city"),
        ("11001", "/place/us/dc/district-of-columbia"),
        ("46113", "/place/us/sd/oglala-lakota-county"),
        ("09001", "/place/us/ct/fairfield-county"),
        ("99", ""),
        ("", ""),
    ],
)
def test_a_places_address(places: PlaceAddresses, geoid: str, path: str) -> None:
    """A county, a city that is one, a renamed county at its new name, one that was divided at its own."""
    assert places.path_of(geoid) == path


@pytest.mark.parametrize(
    ("state", "name", "path"),
    [
        ("va", "vienna", "/place/us/va/vienna-town"),
        ("va", "town-of-vienna", "/place/us/va/vienna-town"),
        ("va", "51059", "/place/us/va/fairfax-county"),
        ("VA", "fairfax-county", "/place/us/va/fairfax-county"),
        ("va", "Fairfax-County", "/place/us/va/fairfax-county"),
        ("virginia", "", "/place/us/va"),
        ("new-york", "kings-county", "/place/us/ny/kings-county"),
        ("51059", "", "/place/us/va/fairfax-county"),
        ("sd", "shannon-county", "/place/us/sd/oglala-lakota-county"),
        ("va", "5126496", "/place/us/va/fairfax-city"),
        ("46113", "", "/place/us/sd/oglala-lakota-county"),
    ],
)
def test_another_name_leads_to_the_place(places: PlaceAddresses, state: str, name: str, path: str) -> None:
    """Short and legal names, GEOIDs, capitals and names of before are moved for good."""
    found = places.find(state, name)
    assert (found.path, found.is_moved) == (path, True)


def test_a_name_that_may_mean_two_places_leads_to_neither(places: PlaceAddresses) -> None:
    """The error names both."""
    with pytest.raises(NotFoundError, match="several places") as told:
        places.find("va", "fairfax")
    assert "/place/us/va/fairfax-county" in told.value.cure and "/place/us/va/fairfax-city" in told.value.cure


@pytest.mark.parametrize(
    ("state", "name"), [("va", "nowhere"), ("zz", ""), ("va", ".."), ("va", ""[:0] + "\0"), ("5", "")]
)
def test_what_is_no_place_is_not_found(places: PlaceAddresses, state: str, name: str) -> None:
    """A wrong name, a wrong state, a path's own signs."""
    with pytest.raises(NotFoundError, match="no such"):
        places.find(state, name)
