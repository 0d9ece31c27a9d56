"""Printed names as words, keys and slugs: what is the same name, what is another, and which word says its type."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.places.naming import join_key, name_key, plain_key, slug, split_words, strip_types

APOSTROPHES = ["'", "’", "‘", "`", "´", "ʻ", "ʼ", "′", "＇"]
INVISIBLE = [
    "\u061c",
    "\u2060",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202b",
    "\u202c",
    "\u202d",
    "\u202e",
    "\ufeff",
    "\u00ad",
]
PLAIN = st.text(alphabet=string.ascii_letters + " ", min_size=1, max_size=30)


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_an_apostrophe_of_any_shape_joins_its_word(mark: str) -> None:
    """`O'Brien` is one word however the apostrophe is set, and Hawaii's okina is one of them."""
    assert split_words(f"O{mark}Brien County Sheriff{mark}s Office") == ["obrien", "county", "sheriffs", "office"]


@pytest.mark.parametrize("mark", INVISIBLE)
def test_an_invisible_mark_never_parts_a_word(mark: str) -> None:
    """Zero-width spaces, soft hyphens, byte-order and direction marks are copied from web pages and mean nothing."""
    assert split_words(f"Fair{mark}fax Cou{mark}nty") == ["fairfax", "county"]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\t", "\n", "\u2003", "\u202f", " - ", "-", "–", "/", "_", ","])
def test_spaces_dashes_and_slashes_part_words(space: str) -> None:
    """Whatever stands between two words parts them, a no-break space as well."""
    assert split_words(f"Miami{space}Dade") == ["miami", "dade"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Parks & Wildlife", ["parks", "and", "wildlife"]),
        ("Parks&Wildlife", ["parks", "and", "wildlife"]),
        ("Parks + Wildlife", ["parks", "and", "wildlife"]),
        ("Doña Ana", ["dona", "ana"]),
        ("Mayagüez", ["mayaguez"]),
        ("Cañon City", ["canon", "city"]),
        ("ﬁeld", ["field"]),
        ("Lake S.O.", ["lake", "so"]),
        ("Lake S. O.", ["lake", "so"]),
        ("Lake P.D.", ["lake", "pd"]),
        ("U.S. Virgin Islands", ["us", "virgin", "islands"]),
        ("Robert E. Lee County", ["robert", "e", "lee", "county"]),
        ("E. Baton Rouge", ["e", "baton", "rouge"]),
        ("St. Johns", ["st", "johns"]),
        ("Pct.1", ["pct", "1"]),
        ("16th Judicial", ["16th", "judicial"]),
        ("", []),
        ("…—¿?", []),
        ("=1+1", ["1", "and", "1"]),
    ],
)
def test_words_are_what_a_reader_reads(text: str, words: list[str]) -> None:
    """Accents fall away, signs for `and` are words, initials with points are one word and a lone initial is its own."""
    assert split_words(text) == words


@given(PLAIN)
def test_case_and_decomposed_accents_never_change_a_key(text: str) -> None:
    """A name in capitals, in small letters or with its accents as marks of their own has one key."""
    accented = text.replace("e", "é").replace("n", "ñ")
    assert name_key(text.upper()) == name_key(text.lower()) == name_key(text)
    assert name_key(unicodedata.normalize("NFD", accented)) == name_key(unicodedata.normalize("NFC", accented))
    assert name_key(accented) == name_key(text)


@given(st.text(max_size=60))
def test_any_text_becomes_plain_words_and_stays_so(text: str) -> None:
    """Words hold ASCII letters and digits alone, and reading them again changes nothing."""
    words = split_words(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert split_words(" ".join(words)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint Louis", "St. Louis"),
        ("Sainte Genevieve", "Ste. Genevieve"),
        ("Mount Vernon", "Mt. Vernon"),
        ("Fort Worth", "Ft Worth"),
        ("Cherry Hill Twp", "Cherry Hill Township"),
        ("Cherry Hill Twsp.", "Cherry Hill Township"),
        ("Indiana Boro", "Indiana Borough"),
        ("Kent Co", "Kent County"),
        ("Kent Cnty", "Kent County"),
        ("Shaker Hts", "Shaker Heights"),
        ("Coral Spgs", "Coral Springs"),
        ("Elk Grove Vlg", "Elk Grove Village"),
        ("Metropolitan Nashville", "Metro Nashville"),
        ("Isle of Wight", "Isle Wight"),
        ("The Dalles", "Dalles"),
        ("De Soto", "DeSoto"),
        ("La Salle", "LaSalle"),
        ("Miami-Dade", "Miami Dade"),
        ("Prince George's", "Prince Georges"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    """What publishers shorten at will is one name."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint Louis", "Sainte Louis"),
        ("Fort Myers", "Fort Meyers"),
        ("Prince George", "Prince Georges"),
        ("Lee", "Leon"),
        ("Fairfax County", "Fairfax City"),
        ("North Augusta", "Augusta"),
        ("Stafford", "Saintafford"),
    ],
)
def test_two_names_keep_two_keys(one: str, other: str) -> None:
    """A key rewrites whole words, never a part of one, and drops no word that tells places apart."""
    assert name_key(one) != name_key(other)


def test_a_plain_key_rewrites_nothing() -> None:
    """A state's code CO is no county, so codes are looked up by a key that leaves every word as it is."""
    assert (plain_key("CO"), name_key("CO")) == ("co", "county")
    assert plain_key("State of Ohio") == "stateofohio"
    assert plain_key("N. C.") == "nc"


def test_a_slug_is_readable_and_keeps_every_word() -> None:
    """An id shows the name in full: words in small letters, joined by hyphens."""
    assert slug("Saint John's") == "saint-johns"
    assert slug("Lake of the Woods") == "lake-of-the-woods"
    assert slug("Doña Ana") == "dona-ana"


@given(st.lists(st.text(alphabet=string.ascii_lowercase, min_size=1, max_size=8), max_size=6))
def test_a_key_does_not_depend_on_how_the_words_are_held(words: list[str]) -> None:
    """A list and a tuple of the same words have one key."""
    assert join_key(words) == join_key(tuple(words))


@pytest.mark.parametrize(
    ("name", "bare", "kind"),
    [
        ("fairfax county", "fairfax", "county"),
        ("county of fairfax", "of fairfax", "county"),
        ("orleans parish", "orleans", "county"),
        ("city fairfax", "fairfax", "city"),
        ("herndon town", "herndon", "town"),
        ("village babylon", "babylon", "village"),
        ("indiana borough", "indiana", "borough"),
        ("lakewood township", "lakewood", "township"),
        ("anchorage municipality", "anchorage", "municipality"),
        ("charter township canton", "canton", "township"),
        ("canton charter township", "canton", "township"),
        ("metro city nashville", "nashville", "city"),
        ("charter oak city", "charter oak", "city"),
        ("charter township", "charter", "township"),
        ("fairfax", "fairfax", ""),
        ("city", "city", ""),
        ("county", "county", ""),
        ("", "", ""),
        ("city park", "park", "city"),
        ("county line town", "line town", "county"),
        ("new city heights", "new city heights", ""),
    ],
)
def test_a_type_is_the_word_at_either_end_and_a_lone_word_is_a_name(name: str, bare: str, kind: str) -> None:
    """The first or last word may say the type; a parish counts as a county; one word alone is never a type."""
    assert strip_types(tuple(name.split())) == (tuple(bare.split()), kind)
