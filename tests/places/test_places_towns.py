"""Towns' agencies and bodies of their own: police, marshals, constables, campuses, schools, ports, tribes, states."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places_made import resolver

from comity.places import Place, Resolver, load_gazetteer
from comity.places.answers import MOST_CANDIDATES

GAZETTEER = load_gazetteer()
RESOLVER = Resolver(GAZETTEER)


@pytest.mark.parametrize(
    ("state", "agency", "county", "agency_id", "kind"),
    [
        ("ME", "Monmouth Winthrop Police Department", "", "us-me-monmouth-winthrop-police", "municipal_police"),
        ("ME", "Monmouth and Winthrop Police", "", "us-me-monmouth-winthrop-police", "municipal_police"),
        ("ME", "Monmouth & Winthrop PD", "", "us-me-monmouth-winthrop-police", "municipal_police"),
        ("PR", "San Juan Municipal Police", "", "us-pr-san-juan-municipio-police", "municipal_police"),
        ("VA", "Alexandria Police", "", "us-va-alexandria-police", "municipal_police"),
        ("VA", "Fairfax County Police", "", "us-va-fairfax-county-police", "county_police"),
        ("MT", "Butte-Silver Bow Police", "", "us-mt-silver-bow-county-police", "county_police"),
        ("PA", "Nowhere Area Police Department", "Washington County", "us-pa-nowhere-area-police", "municipal_police"),
        ("PA", "Upper Darby", "", "us-pa-upper-darby-township-police", "municipal_police"),
        ("IL", "Village of Lake Bluff", "", "us-il-lake-bluff-police", "municipal_police"),
        ("IN", "Princes Lakes Town Marshal", "", "us-in-princes-lakes-marshal", "marshal"),
        ("LA", "Marshal Ward 2", "Allen Parish", "us-la-allen-parish-marshal-ward-2", "marshal"),
        ("TX", "Bexar County Fire Marshal", "", "us-tx-bexar-county-fire-marshal", "other"),
        ("FL", "Dania Beach Fire Marshal", "", "us-fl-dania-beach-fire-marshal", "other"),
        ("KY", "Constable", "Lee County", "us-ky-lee-county-constable", "constable"),
        ("MI", "Hillsdale Constable", "Hillsdale County", "us-mi-hillsdale-constable", "constable"),
        ("PA", "Hatfield County Constable", "", "us-pa-hatfield-constable", "constable"),
        ("PA", "Constable Robert Jones, Washington Township", "Franklin County",
         "us-pa-washington-township-franklin-county-constable", "constable"),
        ("FL", "Florida Atlantic Police Department", "Broward County",
         "us-fl-florida-atlantic-university-police", "campus_police"),
        ("OH", "Kent State Police Department", "", "us-oh-kent-state-university-police", "campus_police"),
        ("IN", "Indiana State University Police", "", "us-in-indiana-state-university-police", "campus_police"),
        ("TX", "Katy I.S.D.", "", "us-tx-katy-independent-school-district", "school_police"),
        ("FL", "Broward County School Board Police", "", "us-fl-broward-county-schools-police", "school_police"),
        ("CA", "Los Angeles Airport Police", "", "us-ca-los-angeles-airport", "port_police"),
        ("FL", "Port Everglades", "", "us-fl-port-everglades", "port_police"),
        ("TX", "Port of Houston Authority Police", "", "us-tx-port-of-houston-authority", "port_police"),
        ("FL", "Seminole Tribal Police Department", "Broward County", "us-fl-seminole-tribal", "tribal"),
        ("IL", "County of Cook", "", "us-il-cook-county-government", "other"),
        ("PA", "County of Franklin / Franklin County Jail", "", "us-pa-franklin-county-jail", "county_jail"),
        ("OK", "Oklahoma County Detention Center", "", "us-ok-oklahoma-county-jail", "county_jail"),
        ("OK", "Oklahoma Corrections Board", "", "us-ok-corrections-board", "corrections"),
        ("KS", "Kansas City Kansas Police", "", "us-ks-kansas-city-police", "municipal_police"),
        ("DE", "DE State Police", "", "us-de-state-police", "state_police"),
        ("FL", "State of Florida Department of Corrections", "", "us-fl-department-of-corrections", "corrections"),
        ("MA", "Department of Correction, Massachusetts", "", "us-ma-department-of-corrections", "corrections"),
        ("FL", "FHP / Florida Highway Patrol", "", "us-fl-highway-patrol", "state_police"),
        ("TX", "Texas Department of Public Safety (DPS)", "", "us-tx-department-of-public-safety", "state_police"),
        ("GA", "Georgia State Patrol Troop C", "", "us-ga-state-patrol", "state_police"),
        ("NE", "Nebraska Department of Made-Up Corrections", "",
         "us-ne-department-made-up-corrections", "corrections"),
        ("OH", "County Sheriff's Office, Lake", "", "us-oh-lake-county-sheriff", "sheriff"),
    ],
)  # fmt: skip
def test_a_body_is_read_as_what_its_words_say(state: str, agency: str, county: str, agency_id: str, kind: str) -> None:
    """Each way in which a name leads to a body, with its id and kind."""
    found = RESOLVER.resolve(state, agency, "", county)
    assert (found.agency_id, found.kind) == (agency_id, kind), found


@pytest.mark.parametrize(
    ("state", "agency", "county", "reason"),
    [
        ("ME", "Monmouth Bangor Police Department", "", "two towns of different counties are no joint police"),
        ("PA", "Nowhere Area Police Department", "", "nothing says where"),
        ("PA", "Nowhere Area Police Department", "Washingtn County", "a misprinted county is not enough alone"),
        ("PA", "Nowhere Police Department", "Washington County", "nothing says that it is a regional police"),
        ("PA", "Constable Smith, Somerset Township", "Lee County", "the township is not in the printed county"),
        ("TX", "Constable Precinct 2", "", "a precinct of nowhere"),
        ("TX", "Constable Precinct 2", "Harris County, Bexar County", "a precinct of two counties"),
        ("LA", "Ward 5 Marshal", "", "a ward of nowhere"),
        ("FL", "Board of Trustees", "", "a board of nothing"),
        ("OH", "Foo State Police", "", "another word before State names another body"),
        ("NE", "Nebraska Furniture", "", "a state's name does not make a state's body"),
        ("FL", "Lee County (FDLE)", "", "a county and initials are two bodies"),
        ("FL", "Utah County Police", "", "another state's county"),
        ("IL", "Lake Bluff Forest", "", "two words more than the name"),
        ("LA", "LA Police", "", "LA may be Los Angeles"),
    ],
)
def test_a_body_that_its_words_do_not_tell_stays_undecided(state: str, agency: str, county: str, reason: str) -> None:
    """Unresolved rows have no id, no counties, no ORI and no confidence, and keep their printed name."""
    found = RESOLVER.resolve(state, agency, "", county)
    assert (found.agency_id, found.county_geoids, found.ori, found.confidence) == ("", (), "", 0.0), (reason, found)
    assert (found.name, found.state) == (agency, state)


@pytest.mark.parametrize(
    ("agency", "county", "agency_id", "confidence"),
    [
        ("Arden Police", "", "us-ml-arden-police", 0.99),
        ("Arden Police", "Lake", "us-ml-arden-police", 0.99),
        ("Arden Police", "Stone", "us-ml-arden-police", 0.9),
        ("Milton Police", "Stone", "us-ml-milton-village-police", 0.97),
        ("Milton Police", "Lake", "us-ml-milton-city-police", 0.97),
        ("Milton Township Police", "", "us-ml-milton-township-police", 0.99),
        ("Union Township Police", "Stone", "us-ml-union-township-stone-county-police", 0.97),
        ("Elm Police", "", "us-ml-elm-police", 0.92),
        ("Westfield Police", "", "us-ml-westfield-police", 0.85),
        ("Westfield Police", "Stone", "", 0.0),
        ("Westhaven Police", "", "us-ml-westhaven-police", 0.99),
        ("Brookdale Police", "", "us-ml-brookdale-city-police", 0.88),
        ("Village of Brookdale Police", "", "us-ml-brookdale-village-police", 0.99),
        ("Sunny Isles Police", "", "us-ml-sunny-isles-beach-police", 0.85),
        ("Thunderbrid Police", "", "us-ml-thunderbird-police", 0.85),
        ("Carvr Police", "Lake", "us-ml-carver-police", 0.92),
        ("Cedar Police", "", "us-ml-cedar-police", 0.99),
        ("Lane Police", "", "us-ml-lane-county-police", 0.99),
        ("Stone Police", "Lake", "", 0.0),
        ("Stone County Police", "Lake", "us-ml-stone-county-police", 0.9),
        ("Granite Police", "", "us-ml-granite-police", 0.99),
        ("Granite County Police", "", "us-ml-granite-county-police", 0.99),
        ("Granite City Sheriff", "", "us-ml-granite-city-sheriff", 0.99),
        ("Old Quarry County Sheriff", "", "us-ml-marble-county-sheriff", 0.99),
        ("Split County Sheriff", "", "", 0.0),
        ("Midland State Police", "", "us-ml-state-police", 0.97),
        ("Midland Police", "", "us-ml-state-police", 0.97),
    ],
)
def test_the_way_a_name_was_found_sets_the_confidence(
    agency: str, county: str, agency_id: str, confidence: float
) -> None:
    """An exact name is surer than one chosen by the county, that surer than a slip; a conflict costs."""
    found = resolver().resolve("ML", agency, "", county)
    assert (found.agency_id, found.confidence) == (agency_id, confidence), found


def test_a_row_of_the_wrong_state_needs_name_and_county_together_in_one_other() -> None:
    """Far County is Oldland's alone; Lake County is in both and stays where it is printed."""
    moved = resolver().resolve("ML", "Far County Sheriff", "", "Far County")
    assert (moved.agency_id, moved.rule, moved.confidence) == ("us-ol-far-county-sheriff", "state-misprinted", 0.8)
    assert moved.conflict == "the list prints ML, which has no such county; Oldland has"
    assert resolver().resolve("OL", "Lake County Sheriff", "", "Lake County").county_geoids == ("97001",)
    assert resolver().resolve("ML", "Far County Sheriff").agency_id == ""
    assert resolver().resolve("ML", "Far County Sheriff", "", "Lake County").agency_id == ""
    assert resolver().resolve("ML", "Faar County Sheriff", "", "Far County").agency_id == "", "a slip is no witness"


def test_a_town_stands_before_the_designated_place_that_is_named_for_it() -> None:
    """Tonawanda Town is a designated place; the police of that name is the Town of Tonawanda's."""
    for agency in ("Tonawanda Town Police Department", "Town of Tonawanda Police"):
        assert RESOLVER.resolve("NY", agency).place_geoid == "3602975000"


def test_a_conflict_names_what_is_printed_and_every_county_of_the_body() -> None:
    """The sentence repeats the column with its spaces put right, and joins several counties with `and`."""
    found = RESOLVER.resolve("KY", "Three Forks Regional Jail", "", " Perry  County")
    counties = "Lee County and Owsley County and Wolfe County"
    assert found.conflict == f"the list prints Perry County, the gazetteer says {counties}"


def test_a_printed_county_that_is_one_of_several_is_no_conflict() -> None:
    """Kings County is one of New York City's five."""
    found = RESOLVER.resolve("NY", "New York City Police", "", "Kings County")
    assert (len(found.county_geoids), found.conflict) == (5, "")


def test_a_body_of_its_own_without_counties_is_not_placed_at_its_state() -> None:
    """A tribe and a campus that serve no known county stand nowhere; a state police stands at its state."""
    for state, agency, geoid in (
        ("OK", "Cherokee Nation Marshal Service", ""),
        ("FL", "University Police", ""),
        ("OH", "Ohio State Highway Patrol", "39"),
    ):
        found = RESOLVER.resolve(state, agency)
        assert (found.county_geoids, found.place_geoid) == ((), geoid)


def test_a_precincts_answer_is_not_given_to_the_next_precinct() -> None:
    """What is kept of a county's constable is kept by precinct."""
    ids = [RESOLVER.resolve("TX", f"Harris County Constable Precinct {n}").agency_id for n in ("1", "2", "8")]
    ids.append(RESOLVER.resolve("TX", "Harris County Constable").agency_id)
    assert len(set(ids)) == 4


def test_a_nameless_answer_keeps_the_printed_name_without_its_spaces() -> None:
    """The name of what stays unresolved is what was printed, trimmed."""
    assert RESOLVER.resolve("TX", "  Nobody's Office  ").name == "Nobody's Office"


def test_a_joint_police_serves_the_counties_of_both_its_towns() -> None:
    """Arden lies in two counties, Carver in one of them: the police of both serves the two."""
    found = resolver().resolve("ML", "Arden Carver Police Department")
    assert (found.agency_id, found.county_geoids) == ("us-ml-arden-carver-police", ("96001", "96003"))
    assert found.rule == "joint-police"


def test_a_long_list_of_candidates_is_cut_and_holds_each_once() -> None:
    """Ohio has many Washington Townships: as many are shown as help, each once, and none is answered."""
    found = RESOLVER.resolve("OH", "Washington Township Police Department")
    assert found.agency_id == ""
    assert len(found.candidates) == len(set(found.candidates)) == MOST_CANDIDATES


@pytest.mark.parametrize(("length", "is_too_long"), [(300, False), (301, True), (5_000, True)])
def test_a_name_longer_than_any_bodys_is_refused_and_cut(length: int, is_too_long: bool) -> None:
    """Three hundred letters are read, one more is not, and the whole is not kept."""
    found = RESOLVER.resolve("TX", "x" * length)
    assert (found.rule == "name-too-long") == is_too_long
    assert len(found.name) == min(length, 300)


def test_a_state_without_places_is_no_state() -> None:
    """The Minor Outlying Islands and the like are known to the gazetteer only where it has rows for them."""
    for code in GAZETTEER.state_codes:
        found = RESOLVER.resolve(code, "Nobody's Police Department")
        assert (found.rule == "unknown-state") == (code not in GAZETTEER.packed.columns), code


def test_each_column_is_a_part_of_the_question() -> None:
    """An answer kept for one row is not given to a row that differs in its type or county alone."""
    asked = [
        ("VA", "Richmond Sheriff", kind, county)
        for kind in ("County", "Municipality")
        for county in ("", "Richmond City")
    ]
    together = Resolver(GAZETTEER)
    assert [together.resolve(*row) for row in asked] == [Resolver(GAZETTEER).resolve(*row) for row in asked]
    assert len({together.resolve(*row) for row in asked}) > 1


def test_the_memory_of_answers_is_bounded_and_changes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is full it is emptied."""
    monkeypatch.setattr("comity.places.resolver.CACHE_SIZE", 3)
    small = Resolver(GAZETTEER)
    names = [f"{name} County Sheriff" for name in ("Bexar", "Harris", "Travis", "Dallas", "Collin")]
    first = [small.resolve("TX", name) for name in names]
    assert len(small._seen) <= 3
    assert [small.resolve("TX", name) for name in names] == first


PLACES = [p for p in GAZETTEER.all_places() if len(p.geoid) > 2 and not p.valid_until]
KINDS = [
    "Police Department",
    "Sheriff's Office",
    "Jail",
    "Constable Precinct 2",
    "Marshal",
    "ISD",
    "Airport",
    "",
    "Court",
]
COUNTY_NAMES = sorted({p.name for p in PLACES if len(p.geoid) == 5})


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(PLACES),
    st.sampled_from(KINDS),
    st.sampled_from(["", "County", "Municipality", "State", "#N/A"]),
    st.one_of(st.just(""), st.sampled_from(COUNTY_NAMES), st.text(max_size=12)),
    st.integers(-1, 25),
)
def test_every_answer_is_whole_or_none(place: Place, kind: str, type: str, county: str, drop: int) -> None:
    """What is resolved has an id and counties of its state and no candidates; the rest has candidates only."""
    name = place.name if drop < 0 else place.name[:drop] + place.name[drop + 1 :]
    found = RESOLVER.resolve(place.state, f"{name} {kind}", type, county)
    assert 0 <= found.confidence <= 1
    assert found.rule
    if not found.agency_id:
        assert (found.county_geoids, found.ori, found.place_geoid, found.confidence) == ((), "", "", 0)
        assert len(set(found.candidates)) == len(found.candidates) <= MOST_CANDIDATES
        assert all(candidate.startswith("us-") for candidate in found.candidates)
        return
    assert found.candidates == ()
    assert found.agency_id.startswith(f"us-{found.state.lower()}-")
    assert found.agency_id == found.agency_id.lower().strip("-")
    assert found.state == place.state or found.rule == "state-misprinted"
    for geoid in found.county_geoids:
        assert GAZETTEER.county(geoid).state == found.state
        assert not GAZETTEER.county(geoid).valid_until, "an agency serves counties that stand today"
    if found.place_geoid:
        assert GAZETTEER.place(found.place_geoid).state == found.state
    assert not found.ori or found.ori == GAZETTEER.packed.oris.get(found.agency_id) or found.kind != "sheriff"


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(PLACES),
    st.sampled_from(["Sheriff's Office", "Police Department", "Jail"]),
    st.sampled_from([str.upper, str.lower, "  {} ".format, lambda text: text.replace("'", "’").replace(" ", "\u00a0")]),
)
def test_case_spaces_and_quotes_never_change_an_answer(place: Place, kind: str, form) -> None:  # type: ignore[no-untyped-def]
    """The same row in capitals, between spaces or with curly quotes has the same answer but for its printed name."""
    name = f"{place.short_name} {kind}"
    county = GAZETTEER.county(place.county_geoids[0]).name
    plain, other = (RESOLVER.resolve(place.state, text, "", county) for text in (name, form(name)))
    assert (plain.agency_id, plain.county_geoids, plain.rule, plain.confidence, plain.candidates) == (
        other.agency_id,
        other.county_geoids,
        other.rule,
        other.confidence,
        other.candidates,
    )
    folded = RESOLVER.resolve(GAZETTEER.state_name(place.state).upper(), name, "", f" {county.upper()} ")
    assert (folded.agency_id, folded.rule) == (plain.agency_id, plain.rule)
