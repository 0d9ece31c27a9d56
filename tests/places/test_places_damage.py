"""Damaged files and tables that do not hold: one sentence that names the file, the column and the cure."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from places_made import gazetteer, resolver
from test_places_build import COUNTIES, FBI, LINKS, OCD, PLACES, STATES, SUBDIVISIONS

from comity.errors import ComityError, RecordError, SourceError
from comity.places import Gazetteer, Resolver, build_gazetteer, load_gazetteer, rulefiles
from comity.places.agencies import link_row, printed_agency, printed_county
from comity.places.bodies import body_key, jail_key
from comity.places.build import _member
from comity.places.census import read_census, read_table
from comity.places.packing import CURE, FILE_NAME, MAGIC, MANIFEST_NAME, Packed, read_packed, write_packed
from comity.places.rulefiles import compile_rules, read_rules

TABLES = {
    "census/states.csv": STATES,
    "census/counties.csv": COUNTIES,
    "census/county_subdivisions.csv": SUBDIVISIONS,
    "census/places.csv": PLACES,
    "census/place_counties.csv": LINKS,
    "fbi.csv": FBI,
    "ocd.csv": OCD,
}
# Columns without which a build must stop, by table.
NEEDED = {
    "census/states.csv": ["Name", "Code", "FIPS", "Type", "Population"],
    "census/counties.csv": [
        "GEOID",
        "Name",
        "Short Name",
        "State",
        "FIPS Class",
        "Population",
        "Latitude",
        "Longitude",
    ],
    "census/county_subdivisions.csv": [
        "GEOID",
        "Name",
        "County GEOID",
        "FIPS Class",
        "Population",
        "Latitude",
        "Longitude",
    ],
    "census/places.csv": ["GEOID", "Name", "Short Name", "County GEOID", "FIPS Class", "Population", "Latitude"],
    "census/place_counties.csv": ["Place GEOID", "County GEOID"],
    "fbi.csv": ["ori", "pub_agency_name", "state_abbr", "county_name", "agency_type_name", "total_pe_ct"],
    "ocd.csv": ["id", "census_geoid"],
}
WHOLE = MAGIC + msgspec.msgpack.encode(gazetteer().packed.stored())


def write_tables(folder: Path, **changed: str) -> Path:
    """Write the small tables, some of them changed, and return their folder."""
    (folder / "census").mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(changed.get(Path(name).stem, text), encoding="utf-8")
    return folder


def build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Gazetteer:
    """Build from a folder of small tables, members of jails left as names."""
    monkeypatch.setattr("comity.places.build._member", lambda gazetteer, state, name: name)
    build_gazetteer(folder / "census", folder / "fbi.csv", folder / "ocd.csv", folder / "out")
    return Gazetteer(read_packed(folder / "out"))


def without(text: str, column: str) -> str:
    """Return a table without a column."""
    rows = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.DictWriter(out, [name for name in rows[0] if name != column], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_that_is_missing_is_named_with_the_cure(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of the seven tables is needed, and its absence ends the build in one sentence."""
    write_tables(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(SourceError) as caught:
        build(tmp_path, monkeypatch)
    assert caught.value.where == str(tmp_path / name)
    assert (caught.value.problem, caught.value.cure) == ("the table is missing", "name the folder that holds it")
    assert not (tmp_path / "out" / FILE_NAME).exists(), "nothing is written by a build that failed"


@pytest.mark.parametrize(("name", "column"), [(name, column) for name in NEEDED for column in NEEDED[name]])
def test_a_column_that_is_missing_is_named_with_its_table(
    name: str, column: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No column that the build reads may be absent without its being said which, and where."""
    write_tables(tmp_path)
    (tmp_path / name).write_text(without(TABLES[name], column), encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        build(tmp_path, monkeypatch)
    assert caught.value.where == str(tmp_path / name)
    assert caught.value.problem == f"the table lacks {column}"


def test_all_missing_columns_are_named_in_one_order_and_a_byte_order_mark_hides_none(tmp_path: Path) -> None:
    """A spreadsheet's mark before the first column is no part of its name."""
    table = tmp_path / "t.csv"
    table.write_text("\ufeffa,b\n1,2\n", encoding="utf-8")
    assert read_table(table, {"a", "b"}) == [{"a": "1", "b": "2"}]
    with pytest.raises(SourceError, match="the table lacks c, d, e"):
        read_table(table, {"e", "d", "c", "a"})
    table.write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="the table lacks a"):
        read_table(table, {"a"})


@pytest.mark.parametrize(
    ("state", "name", "geoid"),
    [
        ("ML", "Lake", "96001"),
        ("ML", "Granite", "96013"),
        ("ML", "Granite city", "96510"),
        ("ML", "Marble County", "96007"),
    ],
)
def test_a_member_is_one_county_by_name(state: str, name: str, geoid: str) -> None:
    """A bare name is the county's; an independent city says that it is one."""
    assert _member(gazetteer(), state, name) == geoid


@pytest.mark.parametrize(("state", "name"), [("ML", "Nowhere"), ("ML", ""), ("ML", "Far"), ("ML", "Lake City")])
def test_a_member_that_is_no_county_is_named_with_the_cure(state: str, name: str) -> None:
    """The error repeats the name, says where it stands and what to do."""
    with pytest.raises(SourceError) as caught:
        _member(gazetteer(), state, name)
    assert str(caught.value) == f"comity/places/rules: {name!r} is not one county of {state}; correct the name"


def test_the_whole_file_is_read_back(tmp_path: Path) -> None:
    """What was written is what is read, a part at a time, and written anew it is the same bytes."""
    size = write_packed(gazetteer().packed, tmp_path / "deep" / "er")
    path = tmp_path / "deep" / "er" / FILE_NAME
    assert path.read_bytes() == WHOLE
    assert size == len(WHOLE) + (tmp_path / "deep" / "er" / MANIFEST_NAME).stat().st_size
    again = read_packed(tmp_path / "deep" / "er")
    assert list(again.columns) == ["ML", "OL"]
    assert "ML" in again.columns
    assert "ZZ" not in again.columns
    assert dict.__len__(again.columns) == 0, "no state is unpacked before it is asked for"
    assert Gazetteer(again).place("9610001") == gazetteer().place("9610001")
    assert dict.__len__(again.columns) == 1
    write_packed(again, tmp_path / "two")
    assert (tmp_path / "two" / FILE_NAME).read_bytes() == WHOLE


def test_the_packages_file_written_anew_is_the_same_file(tmp_path: Path) -> None:
    """Unpacking and packing the package's own gazetteer changes no byte, and its manifest is plain JSON."""
    write_packed(read_packed(), tmp_path)
    from importlib.resources import files

    own = files("comity.places") / "data"
    assert (tmp_path / FILE_NAME).read_bytes() == (own / FILE_NAME).read_bytes()
    assert json.loads((tmp_path / MANIFEST_NAME).read_text(encoding="utf-8")) == load_gazetteer().manifest


def test_a_file_that_is_missing_or_of_another_version_says_what_to_run(tmp_path: Path) -> None:
    """The path and the command that cures it stand in the sentence."""
    with pytest.raises(RecordError) as caught:
        read_packed(tmp_path)
    assert (caught.value.where, caught.value.cure) == (str(tmp_path / FILE_NAME), CURE)
    assert "comity gazetteer build" in CURE
    for head in (b"", b"comity-places-1\n", b"comity-places-3\n", b"PK\x03\x04", MAGIC[:-1]):
        (tmp_path / FILE_NAME).write_bytes(head + WHOLE[len(MAGIC) :])
        with pytest.raises(RecordError, match="not a gazetteer of this version") as caught:
            read_packed(tmp_path)
        assert (caught.value.where, caught.value.cure) == (str(tmp_path / FILE_NAME), CURE)


def use(folder: Path) -> None:
    """Read every part of a gazetteer's file."""
    book = Gazetteer(read_packed(folder))
    list(book.all_places())
    Resolver(book).resolve("ML", "Lake County Sheriff's Office")
    assert book.bodies() == []
    assert book.packed.oris == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(min_value=len(MAGIC), max_value=len(WHOLE) - 1))
def test_a_file_cut_short_anywhere_is_damaged(tmp_path: Path, length: int) -> None:
    """Wherever a copy broke off, the sentence says so and how to mend it."""
    (tmp_path / FILE_NAME).write_bytes(WHOLE[:length])
    with pytest.raises(RecordError) as caught:
        use(tmp_path)
    assert (caught.value.problem, caught.value.cure) == ("the gazetteer is damaged", CURE)
    assert caught.value.where.endswith(FILE_NAME)


@pytest.mark.parametrize("part", ["head", "columns", "bodies", "oris", "rules"])
@pytest.mark.parametrize("damage", [b"", b"no zlib", "other form"])
def test_each_part_that_is_damaged_is_found_when_it_is_read(part: str, damage: bytes | str, tmp_path: Path) -> None:
    """A part that does not unpack, or unpacks to something else, is the same one error."""
    import zlib

    stored = gazetteer().packed.stored()
    bad = zlib.compress(msgspec.msgpack.encode(12)) if isinstance(damage, str) else damage
    setattr(stored, part, {**stored.columns, "ML": bad} if part == "columns" else bad)
    (tmp_path / FILE_NAME).write_bytes(MAGIC + msgspec.msgpack.encode(stored))
    with pytest.raises(RecordError, match="the gazetteer is damaged") as caught:
        use(tmp_path)
    assert caught.value.cure == CURE


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(len(MAGIC), len(WHOLE) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_damage_or_is_harmless(tmp_path: Path, at: int, mask: int) -> None:
    """One wrong byte ends in the project's own error or in no error: never in a traceback of a library."""
    (tmp_path / FILE_NAME).write_bytes(WHOLE[:at] + bytes([WHOLE[at] ^ mask]) + WHOLE[at + 1 :])
    try:
        read_packed(tmp_path).stored()
    except ComityError as error:
        assert isinstance(error, RecordError)
        assert error.cure == CURE


def test_a_states_code_that_is_no_text_is_damage(tmp_path: Path) -> None:
    """A wrong byte in the one text that stands uncompressed is the same one error."""
    at = WHOLE.index(b"\xa2ML") + 1
    (tmp_path / FILE_NAME).write_bytes(WHOLE[:at] + b"\xcf" + WHOLE[at + 1 :])
    with pytest.raises(RecordError, match="the gazetteer is damaged") as caught:
        read_packed(tmp_path)
    assert caught.value.cure == CURE


def test_names_are_stored_once_and_come_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A short name that stands twice in the legal name is put back where it was; one that does not stands whole."""
    places = (
        PLACES
        + "5199991,1,City of Lake Lake,Lake,VA,51059,,C1,10,38,-77\n5199992,1,Nosuch,Other,VA,51059,,C1,,38,-77\n"
    )
    book = build(write_tables(tmp_path, places=places), monkeypatch)
    assert book.place("5199991").name == "City of Lake Lake"
    assert (book.place("5199992").name, book.place("5199992").short_name) == ("Nosuch", "Other")
    assert book.place("5199992").population is None
    assert book.place("5199991").population == 10


def test_what_the_tables_get_wrong_is_put_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Saint in full, cities without their mark, islands, the district, and points and populations that are blank."""
    states = (
        STATES
        + "District of Columbia,DC,district,11,3,South,5,x,689545,1,1,1\nMissouri,MO,state,29,,,,,6154913,1,1,1\n"
    )
    counties = COUNTIES + (
        "11001,1,District of Columbia,District of Columbia,DC,H6,689545,38.9,-77\n"
        "29510,1,City of St. Louis,St. Louis (city),MO,C7,301578,38.6,-90.2\n"
        "29186,1,Sainte Genevieve County,Ste. Genevieve,MO,H1,18479,37.9,-90.2\n"
        "29189,1,Saint Louis County,St. Louis,MO,H1,,,\n"
    )
    ocd = OCD + "ocd-division/country:us/state:mo/county:st_louis,x,place-29189\n"
    book = build(write_tables(tmp_path, states=states, counties=counties, ocd=ocd), monkeypatch)
    assert book.county("29510").short_name == "Saint Louis"
    assert book.county("29510").kind == "independent_city"
    assert book.county("29186").short_name == "Sainte Genevieve"
    assert book.county("51600").short_name == "Fairfax"
    assert book.county("78010").kind == "island"
    assert book.county("09190").kind == "planning_region"
    assert book.county("11001").ocd_id == "ocd-division/country:us/district:dc"
    assert book.county("29189").ocd_id == "ocd-division/country:us/state:mo/county:st_louis"
    blank = book.county("29189")
    assert (blank.latitude, blank.longitude, blank.population) == (None, None, None)


def test_a_town_that_is_one_with_its_city_is_left_out_only_where_the_city_stands(tmp_path: Path) -> None:
    """Stamford's town is its city; a town of that class without a city of its name is kept as what its name says."""
    folder = write_tables(
        tmp_path,
        county_subdivisions=SUBDIVISIONS
        + "0919099999,1,Town of Alone,09190,T5,5,41,-73\n0919099998,1,Bare,09190,T1,5,41,-73\n",
    )
    read = read_census(folder / "census", folder / "ocd.csv", {})
    towns = {row.short: row.kind for row in read.rows if len(row.geoid) == 10}
    assert towns == {"Greenwich": "town", "Alone": "town", "Bare": "town"}
    assert read.left_out["towns that are one with a city of their name"] == 1


def test_a_place_of_connecticut_in_a_town_of_another_name_takes_its_region(tmp_path: Path) -> None:
    """A borough stands in the town that the rules name; a designated place in the nearest; others keep their county."""
    folder = write_tables(
        tmp_path,
        counties=COUNTIES + "09110,1,Capitol Planning Region,Capitol,CT,H5,1,41.8,-72.7\n",
        county_subdivisions=SUBDIVISIONS + "0911037070,1,Town of Hartford,09110,T1,5,41.76,-72.67\n",
        places=PLACES
        + "0999901,1,Borough of Fen,Fen,CT,09001,,C1,5,41.03,-73.62\n"
        + "0999902,1,Near Census Designated Place,Near,CT,09001,,U1,5,41.75,-72.66\n",
    )
    read = read_census(folder / "census", folder / "ocd.csv", {"Fen": "Hartford"})
    counties = {row.geoid: row.county_geoids for row in read.rows}
    assert counties["0999901"] == ["09110"]
    assert counties["0999902"] == ["09110"]
    assert counties["0973000"] == ["09190"]
    assert counties["5136648"] == ["51059", "51109"]


FBI_HEAD = "ori,data_year,pub_agency_name,state_abbr,county_name,agency_type_name,population,officer_ct,total_pe_ct\n"


def fbi_row(name: str, kind: str, county: str = "FAIRFAX", state: str = "VA") -> dict[str, str]:
    """Return a row of the FBI's table."""
    return {"pub_agency_name": name, "agency_type_name": kind, "county_name": county, "state_abbr": state, "ori": "X"}


@pytest.mark.parametrize(
    ("name", "kind", "printed"),
    [
        ("Herndon", "City", "Herndon Police Department"),
        ("Fairfax", "County", "Fairfax County Sheriff's Office"),
        ("Fairfax County Police Department", "County", "Fairfax County Police Department"),
        ("Lake County Sheriff's Office", "County", "Lake County Sheriff's Office"),
        ("Sheriffs of Lake", "County", "Sheriffs of Lake"),
        ("State Police:", "State Police", ""),
        ("Herndon,", "City", ""),
        ("Alcoholic Beverage Control:", "Other State Agency", "Alcoholic Beverage Control:"),
        ("Port Authority", "Other", "Port Authority"),
        ("George Mason University", "University or College", ""),
        ("Pamunkey", "Tribal", ""),
        ("Anything", "Federal", ""),
    ],
)
def test_an_agency_of_the_fbis_table_is_written_as_a_list_would_print_it(name: str, kind: str, printed: str) -> None:
    """The table's short names become names that the resolver reads; what is cut short is left."""
    assert printed_agency(fbi_row(name, kind)) == printed


@pytest.mark.parametrize("county", ["NOT SPECIFIED", "UNMAPPED COUNTY", ""])
def test_a_county_that_the_fbi_does_not_say_is_blank(county: str) -> None:
    """Its words for nothing are no county's name."""
    assert printed_county(fbi_row("Herndon", "City", county)) == ""
    assert printed_county(fbi_row("Herndon", "City", "FAIRFAX")) == "FAIRFAX"


@pytest.mark.parametrize(
    ("name", "kind", "county", "agency"),
    [
        ("Arden", "City", "LAKE", "us-ml-arden-police"),
        ("Arden", "City", "STONE", ""),
        ("Milton", "City", "", ""),
        ("Lake", "County", "LAKE", "us-ml-lake-county-sheriff"),
        ("Lake", "County", "LANE", ""),
        ("Lake Airport Authority", "Other", "LAKE", ""),
        ("Nowhere", "City", "LAKE", ""),
    ],
)
def test_a_row_is_linked_only_where_nothing_contradicts(name: str, kind: str, county: str, agency: str) -> None:
    """An ORI goes to an agency whose name and county agree, and not to one found by its own name alone."""
    assert link_row(fbi_row(name, kind, county, "ML"), resolver()) == agency


def test_oris_go_to_one_row_to_headquarters_or_to_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows of one body have no ORI unless one is its headquarters; a post is never the whole."""
    rows = [
        "VA1,2025,Fairfax,VA,FAIRFAX,County,1,1,2",
        "VA2,2025,Herndon,VA,FAIRFAX,City,1,1,2",
        "VA3,2025,Town of Herndon,VA,FAIRFAX,City,1,1,2",
        "VA4,2025,State Police:,VA,FAIRFAX,State Police,0,1,2",
        "VA5,2025,Department of Corrections,VA,FAIRFAX,Other State Agency,0,1,2",
        "VA6,2025,Department of Corrections,VA,LOUISA,Other State Agency,0,1,2",
        "VA7,2025,Department of Motor Vehicles,VA,FAIRFAX,Other State Agency,0,1,2",
        "VA8,2025,Department of Motor Vehicles,VA,NOT SPECIFIED,Other State Agency,0,1,2",
        "VA9,2025,Louisa Airport,VA,LOUISA,Other,0,1,2",
        "VA10,2025,Louisa County Schools,VA,LOUISA,Other,0,1,",
        "VA11,2025,Louisa Railway,VA,LOUISA,Other,0,1,2",
        "VA12,2025,Louisa College,VA,LOUISA,Other,0,1,2",
        "VA13,2025,Louisa Nation:,VA,NOT SPECIFIED,Tribal,0,1,2",
        "VA14,2025,Unplaced,VA,NOT SPECIFIED,City,0,1,2",
        "VA15,2025,Joint Unplaced,VA,LOUISA,City,0,1,2",
        "ZZ1,2025,Elsewhere,ZZ,NOWHERE,City,0,1,2",
    ]
    book = build(write_tables(tmp_path, fbi=FBI_HEAD + "\n".join(rows) + "\n"), monkeypatch)
    oris = book.packed.oris
    assert oris["us-va-fairfax-county-sheriff"] == "VA1"
    assert oris["us-va-herndon-police"] == "VA2"
    assert "us-va-state-police" not in oris
    assert oris["us-va-department-of-corrections"] == "VA5", "most state agencies sit in Fairfax: the capital"
    assert oris["us-va-department-of-motor-vehicles"] == "VA8"
    kinds = {body.ori: body.kind for body in book.bodies()}
    assert kinds == {
        "VA9": "port_police",
        "VA10": "school_police",
        "VA11": "transit_police",
        "VA12": "campus_police",
        "VA13": "tribal",
        "VA15": "municipal_police",
    }
    bodies = {body.ori: body for body in book.bodies()}
    assert (bodies["VA13"].name, bodies["VA13"].county_geoids) == ("Louisa Nation", [])
    assert (bodies["VA10"].size, bodies["VA10"].slug) == (0, "louisa-county-schools-police")
    assert (bodies["VA9"].size, bodies["VA9"].slug, bodies["VA9"].county_geoids) == (2, "louisa-airport", ["51109"])
    assert bodies["VA15"].name == "Joint Unplaced Police Department"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("board of trustees of lake college", "lakecollege"),
        ("lake college police department", "lakecollege"),
        ("lake schools", "lakeschool"),
        ("lake school district", "lakeschool"),
        ("police department", "policedepartment"),
    ],
)
def test_a_bodys_key_leaves_out_what_every_body_is_called(name: str, key: str) -> None:
    """A board, a police and a campus of one university are one; a name of such words alone keeps them."""
    assert body_key(name.split()) == key


def test_a_jails_key_leaves_out_what_every_jail_is_called() -> None:
    """Regional, jail, authority and center are no part of a jail's own name."""
    assert jail_key(["new", "river", "valley", "regional", "jail", "authority"]) == "newrivervalley"
    assert jail_key(["prince", "william", "adult", "detention", "center"]) == "princewilliam"


def test_rules_that_do_not_have_their_form_stop_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind without its keys is refused with what is wrong, where, and what to do."""
    parse = rulefiles._parse
    broken = {"spellings": {}, "expansions": {}, "filler": {"beside": []}, "kind": [{"kind": "sheriff"}]}
    monkeypatch.setattr(rulefiles, "_parse", lambda name, text: broken if name == "words" else parse(name, text))
    with pytest.raises(SourceError) as caught:
        read_rules()
    assert (caught.value.where, caught.value.cure) == ("comity/places/rules", "correct the rule file")
    assert "required field" in caught.value.problem


def test_former_counties_and_consolidated_cities_are_rows_of_their_kind() -> None:
    """A county that ended keeps its short name and kind; a consolidated city has its county and population."""
    rules = read_rules()
    former = {row.geoid: (row.short, row.kind) for row in rules.former_places}
    assert former["09001"] == ("Fairfield", "county")
    assert former["02261"] == ("Valdez-Cordova", "census_area")
    assert former["51515"] == ("Bedford", "independent_city")
    made = {row.geoid: row for row in rules.consolidated}
    assert (made["1836003"].kind, made["4752006"].kind) == ("city", "consolidated")
    assert (made["1836003"].county_geoids, made["1836003"].population) == (["18097"], 887_642)
    assert made["1836003"].ocd_id == "ocd-division/country:us/state:in/place:indianapolis"
    assert "2148000" in rules.replaced


def test_compiled_rules_hold_geoids_in_order_and_no_examples() -> None:
    """Members become sorted GEOIDs, and what only tests read is left out of the package's file."""
    rules = read_rules()
    plain = compile_rules(rules, lambda state, name: f"{state}-{name}")
    for name in ("jails", "circuits"):
        entries = plain[name]
        assert isinstance(entries, list)
        for entry in entries:
            assert entry["members"] == sorted(entry["members"])
            assert all(member.startswith(f"{entry['state']}-") for member in entry["members"])
    for name in ("kinds", "generic", "bodies", "aliases"):
        entries = plain[name]
        assert isinstance(entries, list)
        assert not {"examples", "counter"} & {key for entry in entries for key in entry}
    assert len(rules.rules.kinds[0].examples) > 0, "compiling leaves the rules themselves as they were"


def test_a_consolidated_city_takes_its_countys_point_and_replaces_what_it_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Louisville's old row gives way to the new, at Jefferson County's point; a row that is there is not doubled."""
    states = STATES + "Kentucky,KY,state,21,,,,,4505836,1,1,1\nIndiana,IN,state,18,,,,,6785528,1,1,1\n"
    counties = COUNTIES + (
        "21111,1,Jefferson County,Jefferson,KY,H1,782969,38.18,-85.65\n"
        "18097,1,Marion County,Marion,IN,H1,977203,39.78,-86.13\n"
    )
    places = PLACES + (
        "2148000,1,City of Louisville,Louisville,KY,21111,,C1,5,38,-85\n"
        "1836003,1,City of Indianapolis,Indianapolis,IN,18097,,C1,7,39,-86\n"
    )
    book = build(write_tables(tmp_path, states=states, counties=counties, places=places), monkeypatch)
    louisville = book.place("2148006")
    assert (louisville.latitude, louisville.longitude) == (38.18, -85.65)
    assert book.get("2148000") is None
    assert book.place("1836003").population == 7, "the table's own row stands"
    assert book.get("1303440") is None, "a consolidated city whose county is not in the tables is left out"
    assert book.manifest["rules_sha256"] == read_rules().fingerprint
    assert Packed.of(book.packed.stored()).manifest == book.manifest
