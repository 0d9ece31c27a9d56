"""The gazetteer's file is built from tables: deterministically, with what was left out counted."""

from pathlib import Path

import pytest

from comity.errors import SourceError
from comity.places import Gazetteer, GazetteerReport, Resolver, build_gazetteer
from comity.places.census import place_kind, read_table
from comity.places.packing import FILE_NAME, MANIFEST_NAME, read_packed

STATES = """Name,Code,Type,FIPS,Region ID,Region,Division ID,Division,Population,Housing Units,Land Area,Water Area
Virginia,VA,state,51,3,South,5,South Atlantic,8657499,1,1,1
Connecticut,CT,state,09,1,Northeast,1,New England,3598348,1,1,1
U.S. Virgin Islands,VI,territory,74,,,,,106405,1,1,1
"""
COUNTIES = """GEOID,GNIS ID,Name,Short Name,State,FIPS Class,Population,Latitude,Longitude
51059,1,Fairfax County,Fairfax,VA,H1,1145354,38.83,-77.28
51600,2,City of Fairfax,Fairfax (city),VA,C7,24835,38.85,-77.3
51109,2,Louisa County,Louisa,VA,H1,40000,38,-78
09190,3,Western Connecticut Planning Region,Western Connecticut,CT,H5,620000,41.2,-73.4
78010,4,Saint Croix Island,Saint Croix,VI,H4,41004,17.7,-64.7
"""
SUBDIVISIONS = """GEOID,GNIS ID,Name,County GEOID,FIPS Class,Population,Latitude,Longitude
0919033620,1,Town of Greenwich,09190,T1,63000,41.03,-73.62
0919073070,1,Town of Stamford,09190,T5,136000,41.05,-73.54
5105990000,1,Dranesville District,51059,Z1,100,38.9,-77.3
"""
PLACES = """GEOID,GNIS ID,Name,Short Name,State,County GEOID,Urban Area GEOID,FIPS Class,Population,Latitude,Longitude
5136648,1,Town of Herndon,Herndon,VA,51059,,C1,24000,38.97,-77.39
5126496,1,City of Fairfax,Fairfax,VA,51600,,C7,24835,38.85,-77.3
5103368,1,Annandale Census Designated Place,Annandale,VA,51059,,U1,43000,38.83,-77.2
0973000,1,City of Stamford,Stamford,ZZ,09001,,C5,136000,41.05,-73.54
"""
LINKS = """Place GEOID,County GEOID
5136648,51059
5136648,51109
5126496,51600
5103368,51059
0973000,09001
"""
FBI = """ori,data_year,pub_agency_name,state_abbr,county_name,agency_type_name,population,officer_ct,total_pe_ct
VA0290000,2025,Fairfax,VA,FAIRFAX,County,1,1,2
VA0290100,2025,Fairfax County Police Department,VA,FAIRFAX,County,1,1,2
VA0290200,2025,Herndon,VA,FAIRFAX,City,1,1,2
VA0291000,2025,George Mason University,VA,FAIRFAX,University or College,0,1,2
VA0299900,2025,Tri-Town Regional,VA,"FAIRFAX, LOUISA",City,1,1,2
"""
OCD = """id,name,census_geoid
ocd-division/country:us/state:va/county:fairfax,Fairfax County,place-51059
ocd-division/country:us/state:ct/place:greenwich,Greenwich town,place-0900133620
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a folder of small tables in the layouts of the real ones."""
    census = tmp_path / "census"
    census.mkdir()
    for name, text in (
        ("states", STATES),
        ("counties", COUNTIES),
        ("county_subdivisions", SUBDIVISIONS),
        ("places", PLACES),
        ("place_counties", LINKS),
    ):
        (census / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "fbi.csv").write_text(FBI, encoding="utf-8")
    (tmp_path / "ocd.csv").write_text(OCD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def built(tables: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[GazetteerReport, Gazetteer, Path]:
    """Build from the small tables, with the members of jails and circuits left unresolved to GEOIDs."""
    monkeypatch.setattr("comity.places.build._member", lambda gazetteer, state, name: name)
    report = build_gazetteer(tables / "census", tables / "fbi.csv", tables / "ocd.csv", tables / "out")
    return report, Gazetteer(read_packed(tables / "out")), tables / "out"


def test_the_report_counts_rows_inputs_and_what_was_left_out(built: tuple[GazetteerReport, Gazetteer, Path]) -> None:
    """Rows by kind, the SHA-256 of every input, and each class of subdivision that is no government."""
    report, _, out = built
    assert report.counts == {"states": 3, "counties": 5, "places": 4, "towns": 1}
    assert set(report.inputs) >= {"states.csv", "places.csv", "fbi.csv", "ocd.csv"}
    assert all(len(digest) == 64 for digest in report.inputs.values())
    assert report.left_out["county subdivisions of class Z1"] == 1
    assert report.left_out["towns that are one with a city of their name"] == 1
    assert report.size_bytes == sum((out / name).stat().st_size for name in (FILE_NAME, MANIFEST_NAME))


def test_two_builds_of_the_same_tables_are_the_same_bytes(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but the inputs decides the bytes."""
    monkeypatch.setattr("comity.places.build._member", lambda gazetteer, state, name: name)
    made = []
    for name in ("one", "two"):
        build_gazetteer(tables / "census", tables / "fbi.csv", tables / "ocd.csv", tables / name)
        made.append((tables / name / FILE_NAME).read_bytes())
    assert made[0] == made[1]


def test_a_place_in_two_counties_keeps_both_the_main_one_first(built: tuple[GazetteerReport, Gazetteer, Path]) -> None:
    """The main county leads, the others follow."""
    assert built[1].place("5136648").county_geoids == ("51059", "51109")


def test_a_place_of_connecticut_moves_to_its_towns_planning_region(
    built: tuple[GazetteerReport, Gazetteer, Path],
) -> None:
    """The place table's old county gives way to the town's region, and the state is what the GEOID says."""
    stamford = built[1].place("0973000")
    assert (stamford.county_geoids, stamford.state) == (("09190",), "CT")
    greenwich = built[1].place("0919033620")
    assert greenwich.ocd_id == "ocd-division/country:us/state:ct/place:greenwich"


def test_a_states_code_is_what_its_counties_begin_with(built: tuple[GazetteerReport, Gazetteer, Path]) -> None:
    """The state table's wrong FIPS code of a territory is put right."""
    assert built[1].state("VI").geoid == "78"
    assert built[1].county("78010").state == "VI"


def test_oris_and_bodies_are_linked(built: tuple[GazetteerReport, Gazetteer, Path]) -> None:
    """Sheriff, county police, town police, campus and a regional police each have their own ORI."""
    resolver = Resolver(built[1])
    for agency, ori in (
        ("Fairfax County Sheriff's Office", "VA0290000"),
        ("Fairfax County Police Department", "VA0290100"),
        ("Herndon PD", "VA0290200"),
        ("George Mason University Police", "VA0291000"),
        ("Tri-Town Regional Police Department", "VA0299900"),
        ("Fairfax County Jail", ""),
    ):
        assert resolver.resolve("VA", agency).ori == ori, agency
    assert resolver.resolve("VA", "Tri-Town Regional Police").county_geoids == ("51059", "51109")


def test_a_member_that_is_no_county_stops_the_build(tables: Path) -> None:
    """A jail's member that the tables do not have is named, not skipped."""
    with pytest.raises(SourceError, match="is not one county of VA"):
        build_gazetteer(tables / "census", tables / "fbi.csv", tables / "ocd.csv", tables / "out")


def test_a_missing_table_or_column_is_named(tables: Path) -> None:
    """A folder without a table, and a table without a column, end in one sentence with the file's name."""
    with pytest.raises(SourceError, match=r"states\.csv"):
        build_gazetteer(tables, tables / "fbi.csv", tables / "ocd.csv", tables / "out")
    broken = tables / "broken.csv"
    broken.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="lacks c, d"):
        read_table(broken, {"a", "c", "d"})


@pytest.mark.parametrize(
    ("name", "fips_class", "kind"),
    [
        ("City of Fairfax", "C7", "city"),
        ("Town of Herndon", "C1", "town"),
        ("Village of Amityville", "C5", "village"),
        ("Borough of Indiana", "C5", "borough"),
        ("Annandale Census Designated Place", "U1", "cdp"),
        ("Unified Government of Webster County", "C1", "consolidated"),
        ("Princeton", "C5", "city"),
    ],
)
def test_a_places_kind_is_read_from_its_name_and_class(name: str, fips_class: str, kind: str) -> None:
    """Legal names tell the kind; statistical classes are designated places."""
    assert place_kind(name, fips_class) == kind
