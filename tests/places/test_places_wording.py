"""The words of agencies' names in one spelling, and what they say by themselves: kind, unit, number, place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.places import load_gazetteer
from comity.places import wording as wording_module
from comity.places.grammar import MOST_SHAPES, Grammar, Reading, take_unit
from comity.places.rulebook import load_rules
from comity.places.wording import ORDINALS, Word, Wording, read_number

RULES = load_rules(load_gazetteer().packed.rules)
WORDING = Wording(RULES)
GRAMMAR = Grammar(RULES)
NOWHERE: frozenset[str] = frozenset()


def canonical(text: str, places: frozenset[str] = NOWHERE) -> str:
    """Return a name's words in their one spelling."""
    return " ".join(word for word, _ in WORDING.read(text, places, {}))


def read(text: str, places: frozenset[str] = NOWHERE) -> Reading:
    """Return what a name says by its words."""
    return GRAMMAR.read(WORDING.read(text, places, {}))


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("Sherrif", "sheriff"),
        ("Sherriff", "sheriff"),
        ("Sheriif", "sheriff"),
        ("Sherif", "sheriff"),
        ("Shreiff", "sheriff"),
        ("Departmnet", "department"),
        ("Depratmnet", "department"),
        ("Polce", "police"),
        ("Ploice", "police"),
        ("Corections", "corrections"),
        ("Detenton", "detention"),
        ("Attonrey", "attorney"),
        ("Constbale", "constable"),
        ("Universtiy", "university"),
        ("Countys", "county"),
        ("Dpt", "department"),
        ("Ofc", "office"),
        ("Pct", "precinct"),
        ("Atty", "attorney"),
        ("Ctr", "center"),
        ("Twp", "township"),
    ],
)
def test_a_misprinted_word_is_read_as_the_word_it_is_near(printed: str, word: str) -> None:
    """One letter in a word of five, two in a long one, and the abbreviations that are listed."""
    assert canonical(printed) == word


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("Staples", "no word is a slip of `states`"),
        ("Capital", "Capital is a word of names, not a slip of capitol"),
        ("Marshal", "a word that is known stays"),
        ("Marshall", "a name of places, two of its letters a slip apart or not"),
        ("Pall", "a word of four letters turns into too many others"),
        ("Jai", "a word of three letters is not a jail"),
        ("Parker", "a park is a word of towns' names: nothing is a slip of it"),
        ("Parks", "nor is Parks"),
        ("Courts", "nor is a court"),
        ("Sixteenth", "an ordinal is a number and no slip"),
        ("Seventh", "an ordinal is a number and no slip"),
        ("1234567", "digits are no misprint"),
        ("Shelby", "two letters of six are a name, not a slip"),
        ("Palace", "two letters from police"),
        ("Slate", "no word is taken for a slip of so short a word as state"),
        ("Forge", "nor of force"),
        ("Polica", "as near to police as to policia"),
        ("Harbour", "a harbor is a word of towns' names: nothing is a slip of it"),
        ("Railwey", "nor of a railway"),
    ],
)
def test_a_word_that_only_resembles_another_stays_as_printed(printed: str, reason: str) -> None:
    """A name is not bent into a word of the trade."""
    assert canonical(printed) == printed.lower(), reason


def test_a_word_of_a_places_name_in_that_state_is_never_a_slip() -> None:
    """Where a town is called Polise, its police is not the police of Police."""
    assert canonical("Polise Police") == "police police"
    assert canonical("Polise Police", frozenset({"polise"})) == "polise police"


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Lake SO", "lake sheriff office"),
        ("Lake SCSO", "lake sheriff office"),
        ("Lake PD", "lake police department"),
        ("Lake DPS", "lake department public safety"),
        ("Lake DOC", "lake department corrections"),
        ("Gulf County BOCC", "gulf county board county commissioners"),
        ("Katy ISD", "katy independent school district"),
        ("Alvin CISD", "alvin consolidated independent school district"),
        ("So Middleton Twp", "south middleton township"),
        ("No Middleton Twp", "north middleton township"),
        ("So. Bend Police", "south bend police"),
        ("Constable So Middleton Twp", "constable south middleton township"),
        ("Constable Lake So", "constable lake sheriff office"),
        ("SO", "sheriff office"),
        ("The Office of the Sheriff of Lake", "office sheriff lake"),
    ],
)
def test_an_abbreviation_is_written_out_and_a_direction_before_a_town_is_one(printed: str, words: str) -> None:
    """SO is a sheriff's office behind a name and the south before one."""
    assert canonical(printed) == words


def test_the_printed_word_is_kept_beside_the_canonical_one() -> None:
    """A place's name is read from the word as printed; the second word of an abbreviation was never printed."""
    assert WORDING.read("Staes PD", frozenset({"staes"}), {}) == [
        ("staes", "staes"),
        ("police", "pd"),
        ("department", ""),
    ]
    assert WORDING.read("Sherrif", NOWHERE, {}) == [("sheriff", "sherrif")]


def test_what_was_learnt_is_used_again_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word is read once for a state; a stream of made-up words empties the memory and changes no answer."""
    learnt: dict[str, tuple[Word, ...]] = {}
    assert WORDING.read("Sherrif Sherrif", NOWHERE, learnt) == [("sheriff", "sherrif")] * 2
    assert learnt == {"sherrif": (("sheriff", "sherrif"),)}
    monkeypatch.setattr(wording_module, "MOST_LEARNT", 3)
    learnt = {f"w{i}": ((f"w{i}", f"w{i}"),) for i in range(4)}
    assert WORDING.read("Sherrif", NOWHERE, learnt) == [("sheriff", "sherrif")]
    assert set(learnt) == {"sherrif"}


def test_what_was_learnt_before_is_believed() -> None:
    """The memory is read, not only written."""
    assert WORDING.read("Zzyzx", NOWHERE, {"zzyzx": (("police", "zzyzx"),)}) == [("police", "zzyzx")]


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("4", 4),
        ("004", 4),
        ("999", 999),
        ("1000", None),
        ("4th", 4),
        ("1st", 1),
        ("22nd", 22),
        ("3rd", 3),
        ("th", None),
        ("xth", None),
        ("4x", None),
        ("first", 1),
        ("twelfth", 12),
        ("twentieth", 20),
        ("two", 2),
        ("ten", 10),
        ("iv", 4),
        ("viii", 8),
        ("ix", None),
        ("", None),
        ("lake", None),
    ],
)
def test_a_number_is_read_in_figures_words_and_roman(word: str, number: int | None) -> None:
    """A precinct's number of three figures at most, as figure, ordinal, word or Roman numeral."""
    assert read_number(word) == number


def test_all_ordinals_are_in_order() -> None:
    """The words first to twentieth are one to twenty."""
    assert list(ORDINALS.values()) == list(range(1, 21))
    assert [read_number(w) for w in ("ninth", "nineteenth")] == [9, 19]


@pytest.mark.parametrize(
    ("printed", "unit", "number", "left"),
    [
        ("Harris Constable Precinct 4", "precinct", 4, "harris constable"),
        ("Harris Constable Precinct No. 4", "precinct", 4, "harris constable"),
        ("Harris Constable Precinct Number 4", "precinct", 4, "harris constable"),
        ("Harris Constable 4th Precinct", "precinct", 4, "harris constable"),
        ("Harris Precinct Four Constable", "precinct", 4, "harris constable"),
        ("Marshal Ward III", "ward", 3, "marshal"),
        ("Attorney 6th Judicial Circuit", "circuit", 6, "attorney"),
        ("Attorney Sixth Judicial Circuit", "circuit", 6, "attorney"),
        ("Attorney Judicial Circuit 6", "circuit", 6, "attorney judicial"),
        ("Attorney District 21", "district", 21, "attorney"),
        ("Hot Springs Park District", "", 0, "hot springs park district"),
        ("Constable Precinct", "", 0, "constable precinct"),
        ("Precinct", "", 0, "precinct"),
    ],
)
def test_a_units_number_stands_before_or_behind_its_word(printed: str, unit: str, number: int, left: str) -> None:
    """The unit and its number are taken out, with the words between them; without a number there is no unit."""
    words, found, value = take_unit(WORDING.read(printed, NOWHERE, {}))
    assert (" ".join(word for word, _ in words), found, value) == (left, unit, number)


@given(st.integers(min_value=1, max_value=99), st.sampled_from(["precinct", "district", "ward", "circuit"]))
def test_every_number_is_read_on_both_sides_of_its_unit(number: int, unit: str) -> None:
    """`Precinct 12` and `12th Precinct` are one unit, whatever the number."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    for printed in (f"Lake Constable {unit} {number}", f"Lake Constable {number}{ending} {unit}"):
        found = read(printed)
        assert (found.unit, found.number, found.segments) == (unit, number, (("lake",),))


@pytest.mark.parametrize(
    ("printed", "kind", "segments"),
    [
        ("Lake County Sheriff's Office", "sheriff", ["lake county"]),
        ("Office of the Sheriff, Lake County", "sheriff", ["lake county"]),
        ("Lake Co. Sheriff", "sheriff", ["lake county"]),
        ("Lake County Sheriff's Office Detention Center", "sheriff", ["lake county"]),
        ("Lake County Detention Center", "county_jail", ["lake county"]),
        ("Lake County Board of County Commissioners", "county_jail", ["lake county"]),
        ("Lake Police Department", "municipal_police", ["lake"]),
        ("Lake Municipal Police", "municipal_police", ["lake"]),
        ("Lake Department of Public Safety", "municipal_police", ["lake"]),
        ("Lake Police Department Addendum", "municipal_police", ["lake"]),
        ("Lake County District Attorney General", "prosecutor", ["lake county"]),
        ("Lake County Fire Marshal", "other", ["lake county"]),
        ("Lake Marshal", "marshal", ["lake"]),
        ("Lake Airport Authority Police", "port_police", ["lake"]),
        ("Lake County Drug Task Force", "other", ["lake county drug"]),
        ("State Attorney", "prosecutor", []),
        ("Lake", None, ["lake"]),
        ("", None, []),
    ],
)
def test_a_reading_tells_the_kind_and_leaves_the_places_words(
    printed: str, kind: str | None, segments: list[str]
) -> None:
    """The words of the kind, and those that belong to them, are cut out; what is left is the place's."""
    found = read(printed)
    assert (found.kind.kind if found.kind else None) == kind
    assert [" ".join(words) for words in found.segments] == segments


def test_the_longer_key_of_a_kind_wins_over_its_beginning() -> None:
    """`District Attorney General` is one key, so that General is no part of a place."""
    found = read("Lake District Attorney General")
    assert (found.segments, found.kinds) == ((("lake",),), ("prosecutor",))
    assert read("Lake County and District Attorney").kind is not None


def test_the_kind_that_stands_first_in_the_rules_wins_and_all_are_told() -> None:
    """A sheriff's jail is the sheriff's, and the jail in its name is known as well."""
    found = read("Lake County Sheriff Jail Police")
    assert found.kind is not None
    assert found.kind.kind == "sheriff"
    assert set(found.kinds) == {"sheriff", "county_jail", "municipal_police"}


def test_a_places_words_stay_as_printed_but_its_type_is_canonical() -> None:
    """`Twp` is the township; a misprint in a name is left for the gazetteer to repair."""
    assert read("Lakee Twp. Police").segments == (("lakee", "township"),)
    assert read("Correctoinville Police", frozenset({"correctoinville"})).segments == (("correctoinville",),)
    # A word read as one of the trade is given back as printed where it stands in the place's name.
    assert read("Town of Statee Police").segments[0][0] == "town"


def test_only_police_words_are_taken_where_a_town_is_sought_behind_them() -> None:
    """`University Park Police` may be a town: the words of police and marshal are cut, those of a campus are not."""
    for printed, left in (
        ("University Park Police Department", ("university", "park")),
        ("College Station Public Safety", ("college", "station")),
        ("Port Arthur Marshal", ("port", "arthur")),
        ("Airport Heights Police", ("airport", "heights")),
    ):
        assert GRAMMAR.without_police(WORDING.read(printed, frozenset(left), {})) == (left,)


def test_names_of_one_shape_are_cut_alike_and_the_shapes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two names that differ in their places alone are one shape; too many shapes empty the memory."""
    grammar = Grammar(RULES)
    for place in ("Lake", "Polk", "Dade"):
        grammar.read(WORDING.read(f"{place} Police Department", NOWHERE, {}))
    assert len(grammar._shapes) == 1
    monkeypatch.setattr("comity.places.grammar.MOST_SHAPES", 2)
    for count in range(1, 6):
        found = grammar.read(WORDING.read("Lake " * count + "Police", NOWHERE, {}))
        assert found.segments == (("lake",) * count,)
    assert len(grammar._shapes) <= 3 < MOST_SHAPES


@given(
    st.lists(st.sampled_from(["lake", "county", "police", "sheriff", "office", "of", "state", "4", "jail"]), max_size=7)
)
def test_no_printed_word_is_in_two_segments_or_made_up(words: list[str]) -> None:
    """Segments hold words of the name in their order, each once."""
    found = read(" ".join(words))
    kept = [word for segment in found.segments for word in segment]
    rest = iter(words)
    assert all(word in rest for word in kept)
