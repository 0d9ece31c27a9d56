"""A made-up state with every awkwardness of the real ones, packed as a build packs it."""

from collections import Counter
from functools import cache

from comity.places import Gazetteer, Resolver, load_gazetteer
from comity.places.build import _pack
from comity.places.census import Census, Row

STATES = [["ML", "Midland", "96", "state", "900000"], ["OL", "Oldland", "97", "state", "1000"]]
# GEOID, short name, name with its type, kind, population; a county stands in itself.
COUNTIES = [
    ("96001", "Lake", "Lake County", "county", 90_000),
    ("96003", "Lane", "Lane County", "county", 40_000),
    ("96005", "Stone", "Stone County", "county", 30_000),
    ("96007", "Marble", "Marble County", "county", 20_000),
    ("96013", "Granite", "Granite County", "county", 10_000),
    ("96015", "Charles City", "Charles City County", "county", 7_000),
    ("96017", "Quartz and Ore", "Quartz and Ore County", "county", 5_000),
    ("96019", "Northumber", "Northumber County", "county", 4_000),
    ("96510", "Granite", "City of Granite", "independent_city", 50_000),
    ("97001", "Lake", "Lake County", "county", 500),
    ("97003", "Far", "Far County", "county", 400),
]
ENDED = [
    ("96009", "Old Quarry", "Old Quarry County", "county"),
    ("96011", "Split", "Split County", "county"),
]
# GEOID, short name, name, kind, counties (the main one first), population.
TOWNS = [
    ("9610001", "Arden", "City of Arden", "city", ["96003", "96001"], 9_000),
    ("9610002", "Lake City", "City of Lake City", "city", ["96003"], 8_000),
    ("9610003", "Brookdale", "Village of Brookdale", "village", ["96001"], 700),
    ("9610004", "Brookdale", "City of Brookdale", "city", ["96001"], 7_000),
    ("9610005", "Milton", "City of Milton", "city", ["96001"], 6_000),
    ("9610006", "Milton", "Village of Milton", "village", ["96005"], 600),
    ("9610007", "Westfield", "Westfield Census Designated Place", "cdp", ["96001"], 5_000),
    ("9610008", "Westhaven", "City of Westhaven", "city", ["96005"], 4_000),
    ("9610009", "Westhaven", "Westhaven Census Designated Place", "cdp", ["96007"], 400),
    ("9610010", "Sunny Isles Beach", "City of Sunny Isles Beach", "city", ["96001"], 3_000),
    ("9610011", "Carver", "City of Carver", "city", ["96001"], 2_000),
    ("9610012", "Carter", "City of Carter", "city", ["96003"], 1_900),
    ("9610013", "Boise City", "City of Boise City", "city", ["96007"], 9_500),
    ("9610014", "Franklin Town", "Town of Franklin Town", "town", ["96007"], 950),
    ("9610015", "Thunderbird", "City of Thunderbird", "city", ["96005"], 1_200),
    ("9610016", "Granite", "City of Granite", "city", ["96510"], 50_000),
    ("9610017", "Elm", "Borough of Elm", "borough", ["96007"], 800),
    ("9610018", "Red Rock Hill", "City of Red Rock Hill", "city", ["96001"], 800),
    ("9610020", "Green Acre Estates", "Green Acre Estates Census Designated Place", "cdp", ["96001"], 90),
    ("9610019", "Red Rock Vale", "City of Red Rock Vale", "city", ["96003"], 850),
]
SUBDIVISIONS = [
    ("9600120001", "Milton", "Township of Milton", "township", ["96001"], 300),
    ("9600320002", "Union", "Township of Union", "township", ["96003"], 200),
    ("9600520003", "Union", "Township of Union", "township", ["96005"], 100),
    ("9601320008", "Union", "Township of Union", "township", ["96013"], 50),
    ("9600720004", "Elm", "Township of Elm", "township", ["96007"], 90),
    ("9600720005", "Birch", "Township of Birch", "township", ["96007"], 80),
    ("9600720006", "Cedar", "Town of Cedar", "town", ["96007"], 70),
    ("9600120007", "Union Grove", "Township of Union Grove", "township", ["96001"], 60),
]
CHANGES: list[dict[str, object]] = [
    {
        "on": "2010-01-01",
        "before": ["96009"],
        "after": ["96007"],
        "what": "Old Quarry County was renamed Marble County",
        "source": "made up",
        "checked": "read",
    },
    {
        "on": "2012-07-01",
        "before": ["96011"],
        "after": ["96001", "96003"],
        "what": "Split County was divided",
        "source": "made up",
        "checked": "read",
    },
]


def row(geoid: str, short: str, name: str, kind: str, counties: list[str], population: int = -1) -> Row:
    """Return a row of the made-up state, or of its neighbour."""
    return Row(geoid, short, name, kind, "ML" if geoid.startswith("96") else "OL", counties, population)


@cache
def gazetteer() -> Gazetteer:
    """Return Midland and its neighbour, with the package's rules but none of its jails, circuits and aliases."""
    rows = [row(geoid, short, name, kind, [geoid], size) for geoid, short, name, kind, size in COUNTIES]
    rows += [row(*town) for town in (*TOWNS, *SUBDIVISIONS)]
    former = [row(geoid, short, name, kind, [geoid]) for geoid, short, name, kind in ENDED]
    packed = _pack(Census(STATES, rows, Counter()), CHANGES, former)
    packed.rules = {**load_gazetteer().packed.rules, "jails": [], "circuits": [], "aliases": []}
    return Gazetteer(packed)


@cache
def resolver() -> Resolver:
    """Return a resolver of Midland."""
    return Resolver(gazetteer())
