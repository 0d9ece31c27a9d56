"""Words of one state matched to its rows, on a made-up state that holds every awkwardness of the real ones."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places_made import COUNTIES, TOWNS, gazetteer

from comity.places.evidence import LATEST
from comity.places.matching import Match, Matcher

HERE = gazetteer().in_state("ML")
MATCHER = Matcher(HERE, gazetteer().packed.kinds, partial(gazetteer().successors, on=LATEST))
NONE: frozenset[str] = frozenset()


def words(text: str) -> tuple[str, ...]:
    """Return a name's words as the grammar hands them on."""
    return tuple(text.lower().split())


def evidence(text: str) -> frozenset[str]:
    """Return GEOIDs of a printed county, by their last three digits."""
    return frozenset(f"96{code}" for code in text.split())


def geoid(match: Match) -> str:
    """Return the GEOID that was matched, or ""."""
    return HERE.geoids[match.row] if match.row >= 0 else ""


def candidates(match: Match) -> set[str]:
    """Return the GEOIDs that it might have been."""
    return {HERE.geoids[row] for row in match.candidates}


@pytest.mark.parametrize(
    ("text", "printed", "found", "how"),
    [
        ("lake county", "", "96001", "county-name"),
        ("lake", "", "96001", "county-name"),
        ("county lake", "", "96001", "county-name"),
        ("lake parish", "", "96001", "county-name"),
        ("metro lake county", "", "96001", "county-name"),
        ("unified lake county", "", "96001", "county-name"),
        ("quartz and ore county", "", "96017", "county-name"),
        ("charles city", "", "96015", "county-name"),
        ("charles city county", "", "96015", "county-name"),
        ("granite county", "", "96013", "county-name"),
        ("granite city", "", "96510", "county-name"),
        ("city granite", "", "96510", "county-name"),
        ("granite", "510", "96510", "county-name"),
        ("granite", "013", "96013", "county-name"),
        ("old quarry county", "", "96007", "county-name"),
        ("lake municipality", "", "96001", "county-name"),
        ("stonne county", "", "96005", "misprint"),
        ("marbel county", "", "96007", "misprint"),
        ("northumbre county", "", "96019", "misprint"),
        ("norhtumbre county", "", "96019", "misprint"),
        ("marblle county", "007", "96007", "misprint-by-county"),
        ("lne county", "003", "96003", "misprint-by-county"),
    ],
)
def test_a_countys_words_lead_to_it(text: str, printed: str, found: str, how: str) -> None:
    """By name, with or without its type, under the name it was renamed from, and by a slip."""
    match = MATCHER.county(words(text), evidence(printed))
    assert (geoid(match), match.how) == (found, how)


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("split county", "", "a county that was divided is none of its parts"),
        ("lke county", "", "a key of three letters turns into too many others"),
        ("lnke county", "", "a short key without a printed county is not repaired"),
        ("stonne county", "007", "a slip that the printed county contradicts is not taken"),
        ("lake city", "", "a city is no county, though a county bears the name without the word"),
        ("lake town", "", "nor is a town"),
        ("stonne city", "", "nor is a misprinted county sought for a city"),
        ("granitte city", "", "a misprinted city is not sought among counties"),
        ("wxyz county", "", "nothing is near"),
        ("county", "", "the word alone is no name"),
        ("norhtubmr county", "", "three slips are too many"),
    ],
)
def test_words_that_no_county_bears_match_none(text: str, printed: str, reason: str) -> None:
    """Nothing is guessed."""
    match = MATCHER.county(words(text), evidence(printed))
    assert (match.row, match.how, match.confidence) == (-1, "", 0.0), reason


def test_a_city_and_a_county_of_one_name_are_told_apart_by_the_columns_or_both_shown() -> None:
    """The column of the type decides, or the printed county; alone the name is undecided with both shown."""
    assert candidates(MATCHER.county(("granite",), NONE)) == {"96013", "96510"}
    assert geoid(MATCHER.county(("granite",), NONE, wants_city=True)) == "96510"
    assert geoid(MATCHER.county(("granite",), NONE, wants_city=False)) == "96013"
    assert candidates(MATCHER.county(("granite",), evidence("013 510"))) == {"96013", "96510"}
    assert geoid(MATCHER.county(("granite",), evidence("013 510"), wants_city=True)) == "96510"
    assert geoid(MATCHER.county(("lake",), NONE, wants_city=True)) == "96001", "only one bears the name"


def test_a_printed_county_that_contradicts_lowers_the_confidence_and_is_a_conflict() -> None:
    """The name still decides."""
    alone, agreeing = MATCHER.county(("lake",), NONE), MATCHER.county(("lake",), evidence("001"))
    against = MATCHER.county(("lake",), evidence("003"))
    assert (alone.confidence, alone.conflict) == (agreeing.confidence, agreeing.conflict) == (0.99, False)
    assert (geoid(against), against.confidence, against.conflict) == ("96001", 0.9, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lake lane", ["96001", "96003"]),
        ("lake and lane", ["96001", "96003"]),
        ("lake county and lane county", ["96001", "96003"]),
        ("lake lane stone counties", ["96001", "96003", "96005"]),
        ("quartz and ore lake", ["96017", "96001"]),
        ("charles city lane", ["96015", "96003"]),
        ("lake", ["96001"]),
        ("lake nowhere", []),
        ("lake split", []),
        ("split lake", []),
        ("nowhere lake", []),
        ("", []),
        ("and", []),
    ],
)
def test_counties_named_one_after_another_are_all_or_none(text: str, found: list[str]) -> None:
    """A list in which one word is no county is no list; a name of several words is one county."""
    assert MATCHER.county_list(text.split()) == found


def test_an_exact_county_needs_the_whole_name_and_one_bearer() -> None:
    """No type, no slip, and not one of two."""
    assert geoid(MATCHER.exact_county(("lake",))) == "96001"
    assert geoid(MATCHER.exact_county(("lake", "county"))) == ""
    assert geoid(MATCHER.exact_county(("granite",))) == ""
    assert MATCHER.exact_county(("lake",)).confidence == 0.8


@pytest.mark.parametrize(
    ("text", "printed", "found", "how"),
    [
        ("arden", "", "9610001", "place-name"),
        ("city arden", "", "9610001", "place-name"),
        ("town arden", "", "9610001", "place-name"),
        ("arden city", "", "9610001", "place-name"),
        ("arden", "001", "9610001", "place-name"),
        ("lake city", "", "9610002", "place-name"),
        ("lake city lane county", "", "9610002", "place-name"),
        ("brookdale", "", "9610004", "city-before-village"),
        ("brookdale village", "", "9610003", "place-name"),
        ("village brookdale", "", "9610003", "place-name"),
        ("milton", "001", "9610005", "place-by-county"),
        ("milton", "005", "9610006", "place-by-county"),
        ("milton township", "", "9600120001", "place-name"),
        ("township milton", "", "9600120001", "place-name"),
        ("westhaven", "", "9610008", "place-name"),
        ("westfield", "", "9610007", "designated-place"),
        ("boise", "", "9610013", "place-name"),
        ("lake", "", "9610002", "place-name"),
        ("city boise", "", "9610013", "place-name"),
        ("franklin", "", "9610014", "place-name"),
        ("elm", "", "9610017", "city-before-township"),
        ("elm borough", "", "9610017", "place-name"),
        ("elm township", "", "9600720004", "place-name"),
        ("birch", "", "9600720005", "place-name"),
        ("cedar", "", "9600720006", "place-name"),
        ("union", "003", "9600320002", "place-by-county"),
        ("union township lane county", "", "9600320002", "place-by-county"),
        ("union township stone", "", "9600520003", "place-by-county"),
        ("union township stone city", "", "9600520003", "place-by-county"),
        ("milton stone county", "", "9610006", "place-by-county"),
    ],
)
def test_a_towns_words_lead_to_it(text: str, printed: str, found: str, how: str) -> None:
    """By name, with its type before or behind, by a county printed beside or named at the end."""
    match = MATCHER.town(words(text), evidence(printed))
    assert (geoid(match), match.how) == (found, how)


@pytest.mark.parametrize(
    ("text", "printed", "shown"),
    [
        ("milton", "", {"9610005", "9610006"}),
        ("milton", "007", {"9610005", "9610006"}),
        ("union", "", {"9600320002", "9600520003", "9601320008"}),
        ("union township", "007", {"9600320002", "9600520003", "9601320008"}),
        ("union", "003 005", {"9600320002", "9600520003"}),
    ],
)
def test_towns_of_one_name_that_nothing_tells_apart_are_all_shown(text: str, printed: str, shown: set[str]) -> None:
    """A city and a village of different counties, or two townships: none is chosen."""
    match = MATCHER.town(words(text), evidence(printed))
    assert (geoid(match), candidates(match)) == ("", shown)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("arden township", "a township is not the city of its name"),
        ("boise township", "nor the city whose name adds City"),
        ("boise county", "nor is a county"),
        ("birch city", "a city is not the township of its name"),
        ("lane", "a county is no town"),
        ("sunny isles", "a name cut short is looked for later"),
        ("carveer", "so is a slip"),
        ("xyz", "nothing bears it"),
    ],
)
def test_words_that_no_town_bears_exactly_match_none(text: str, reason: str) -> None:
    """The exact reading leaves what is doubtful to the later ones."""
    assert geoid(MATCHER.town(words(text), NONE)) == "", reason


def test_a_designated_place_gives_way_to_a_government_and_is_never_certain() -> None:
    """Even in the county of the designated place the government of that name is meant, and the conflict is said."""
    assert MATCHER.town(("westfield",), NONE).confidence == 0.85
    match = MATCHER.town(("westhaven",), evidence("007"))
    assert (geoid(match), match.conflict) == ("9610008", True)


def test_a_city_before_a_township_is_less_certain_than_a_city_alone() -> None:
    """The borough of Elm stands before the township of Elm in the same county, at a price."""
    assert MATCHER.town(("elm",), NONE).confidence == 0.92
    assert MATCHER.town(("arden",), NONE).confidence == 0.99


@pytest.mark.parametrize(
    ("text", "printed", "found"),
    [
        ("sunny isles", "", "9610010"),
        ("sunny isles", "001", "9610010"),
        ("sunny isles", "003", ""),
        ("sunny", "", ""),
        ("sunny isle", "", ""),
        ("red rock", "", ""),
        ("red rock", "003", ""),
        ("red rock h", "", ""),
        ("union gro", "", ""),
        ("green acre", "", ""),
    ],
)
def test_a_name_cut_short_after_whole_words_is_the_one_that_begins_with_them(
    text: str, printed: str, found: str
) -> None:
    """Two whole words at least, one bearer, and no contradiction by the printed county."""
    match = MATCHER.cut_short(words(text), evidence(printed))
    assert geoid(match) == found
    assert match.confidence == (0.85 if found else 0.0)


def test_a_name_cut_short_that_two_begin_with_shows_both() -> None:
    """Red Rock may be Red Rock Hill or Red Rock Vale."""
    assert candidates(MATCHER.cut_short(("red", "rock"), NONE)) == {"9610018", "9610019"}


@pytest.mark.parametrize(
    ("text", "printed", "found", "how"),
    [
        ("thunderbrid", "", "9610015", "misprint"),
        ("thundrebrid", "", "9610015", "misprint"),
        ("thunderbird city", "", "9610015", "misprint"),
        ("thundrbird city", "", "9610015", "misprint"),
        ("sunny iles beach", "", "9610010", "misprint"),
        ("carvr", "001", "9610011", "misprint-by-county"),
        ("carber", "003", "9610012", "misprint-by-county"),
        ("birhc township", "", "9600720005", "misprint"),
        ("unon township lane county", "", "9600320002", "misprint-by-county"),
        ("carver", "", "9610011", "misprint"),
    ],
)
def test_a_misprinted_town_is_repaired_where_one_is_nearest(text: str, printed: str, found: str, how: str) -> None:
    """One letter, two in a long name, and the printed county where two are as near."""
    match = MATCHER.near_town(words(text), evidence(printed))
    assert (geoid(match), match.how) == (found, how)
    assert match.confidence < 0.95


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        ("carxer", "", "Carver and Carter are as near"),
        ("elk", "", "a short name is not repaired"),
        ("thunderbrid", "001", "the printed county contradicts"),
        ("thudnrebrdi", "", "three slips are too many"),
        ("birhc borough", "", "the township is no borough"),
        ("xqz", "001", "nothing is near, printed county or not"),
    ],
)
def test_a_slip_that_is_not_clear_is_not_repaired(text: str, printed: str, reason: str) -> None:
    """A repair needs one nearest name and no contradiction."""
    assert geoid(MATCHER.near_town(words(text), evidence(printed))) == "", reason


def test_what_a_doubtful_slip_may_have_been_is_shown() -> None:
    """The names that are as near, or the one that the printed county contradicts, are candidates."""
    assert candidates(MATCHER.near_town(("carxer",), NONE)) == {"9610011", "9610012"}
    assert candidates(MATCHER.near_town(("thunderbrid",), evidence("001"))) == {"9610015"}
    assert candidates(MATCHER.near_town(("thudnrebrdi",), NONE)) == {"9610015"}
    assert candidates(MATCHER.near_town(("zzzzzzzzzz",), NONE)) == set()


NAMES = [short.lower() for _, short, *_ in (*COUNTIES, *TOWNS)]


@given(
    st.sampled_from(NAMES), st.integers(0, 20), st.sampled_from("abcxyz"), st.sampled_from(["", "001", "003", "007"])
)
def test_no_match_is_also_among_its_candidates_and_confidence_is_a_share(
    name: str, at: int, letter: str, printed: str
) -> None:
    """A match has a row and no candidates, or candidates and no row; its confidence lies between none and all."""
    slipped = words(name[:at] + letter + name[at + 1 :])
    if not slipped:
        return
    for match in (
        MATCHER.county(slipped, evidence(printed)),
        MATCHER.town(slipped, evidence(printed)),
        MATCHER.cut_short(slipped, evidence(printed)),
        MATCHER.near_town(slipped, evidence(printed)),
    ):
        assert not (match.row >= 0 and match.candidates)
        assert (match.row >= 0) == (0 < match.confidence <= 1) == bool(match.how)
        assert len(set(match.candidates)) == len(match.candidates)


@given(st.sampled_from([town for town in TOWNS if town[3] != "cdp"]))
def test_a_town_of_its_own_name_is_found_with_its_county_and_never_by_a_slip(
    town: tuple[str, str, str, str, list[str], int],
) -> None:
    """Its name with its type and its county leads to each government itself."""
    own, short, _, kind, counties, _ = town
    match = MATCHER.town(words(f"{kind} {short}"), frozenset(counties))
    assert geoid(match) == own
    assert not match.how.startswith("misprint")
    assert not match.conflict
