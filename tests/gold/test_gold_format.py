"""The labelled data keep to their own conventions."""

import csv
import re
from pathlib import Path

import pytest

from comity.model.words import AgencyKind, Status, SupportModel

HERE = Path(__file__).parent
AGENCY_FILES = ("agencies_dev.csv", "agencies_heldout.csv")
AGENCY_COLUMNS = ["state", "agency", "type", "county", "kind", "county_geoids", "place_geoid", "body", "note"]
CASE_SIDES = ("before", "after")
CASE_FIELDS = ("agency", "model", "signed", "county")
CASE_COLUMNS = [
    "case_id",
    "before_on",
    "after_on",
    "state",
    *(f"{side}_{field}" for side in CASE_SIDES for field in CASE_FIELDS),
    "label",
    "reason",
    "body",
    "split",
]
LABELS = {
    "same_renamed",
    "same_redated",
    "same_recorrected",
    "same_model_changed",
    "same_moved",
    "new_signing",
    "new",
    "unlisted",
    "relisted",
    "different_body",
    "glitch",
}
HISTORY_COLUMNS = ["agency_body", "model", "signed_on", "first_listed_on", "last_listed_on", "status", "note"]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNDECIDED = {"unresolved", ""}  # empty: the kind is not judged


def read(name: str) -> tuple[list[str], list[dict[str, str]]]:
    """Return a labelled file's columns and rows."""
    with (HERE / name).open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        rows = list(reader)
        return list(reader.fieldnames or []), rows


@pytest.mark.parametrize("name", AGENCY_FILES)
def test_agency_file_has_its_columns_and_no_printed_row_twice(name: str) -> None:
    """A labelled agency file has the agreed columns and each printed row once."""
    columns, rows = read(name)
    assert columns == AGENCY_COLUMNS
    printed = [(row["state"], row["agency"], row["type"], row["county"]) for row in rows]
    assert len(printed) > 500
    assert len(set(printed)) == len(printed)


@pytest.mark.parametrize("name", AGENCY_FILES)
def test_agency_labels_come_from_the_vocabulary(name: str) -> None:
    """Every kind is a word of the model, every county code has five digits, sorted and once."""
    for row in read(name)[1]:
        assert set(row["kind"].split("|")) <= {*AgencyKind, *UNDECIDED}, row
        counties = row["county_geoids"].split(";") if row["county_geoids"] else []
        assert counties == sorted(set(counties)), row
        assert all(re.fullmatch(r"\d{5}", county) for county in counties), row
        assert re.fullmatch(r"|\d{2}|\d{5}|\d{7}|\d{10}", row["place_geoid"]), row
        assert row["body"], row
        if row["kind"] == "unresolved":
            assert not counties and not row["place_geoid"], row


def test_no_body_stands_in_both_agency_files() -> None:
    """What tunes the matching never judges it."""
    dev, heldout = ({row["body"] for row in read(name)[1]} for name in AGENCY_FILES)
    assert dev and heldout
    assert not dev & heldout


def test_one_body_has_one_place() -> None:
    """Spellings of one body agree on its place and its counties wherever they can be decided."""
    seen: dict[str, tuple[str, str]] = {}
    for name in AGENCY_FILES:
        for row in read(name)[1]:
            if row["kind"] == "unresolved":
                continue
            label = (row["county_geoids"], row["place_geoid"])
            assert seen.setdefault(row["body"], label) == label, row


def test_identity_cases_keep_their_form() -> None:
    """Each case has the sides its label speaks of, true dates in order, and one split per body."""
    columns, rows = read("identity.csv")
    assert columns == CASE_COLUMNS
    assert len({row["case_id"] for row in rows}) == len(rows) > 300
    splits: dict[str, str] = {}
    for row in rows:
        assert row["label"] in LABELS, row
        assert row["split"] in {"dev", "heldout"}, row
        assert splits.setdefault(row["body"], row["split"]) == row["split"], row
        assert DAY.fullmatch(row["before_on"]) and DAY.fullmatch(row["after_on"]), row
        assert row["before_on"] <= row["after_on"], row
        assert bool(row["before_agency"]) or row["label"] in {"new", "relisted"}, row
        assert bool(row["after_agency"]) or row["label"] == "unlisted", row
        assert row["reason"], row


def test_checked_histories_keep_their_form() -> None:
    """A checked history has a model, dates in order and a status of the model."""
    columns, rows = read("agreements_checked.csv")
    assert columns == HISTORY_COLUMNS
    assert len({row["agency_body"] for row in rows}) >= 10
    for row in rows:
        assert row["model"] in set(SupportModel), row
        assert row["status"] in set(Status), row
        assert DAY.fullmatch(row["first_listed_on"]) and DAY.fullmatch(row["last_listed_on"]), row
        assert row["first_listed_on"] <= row["last_listed_on"], row


@pytest.mark.real
def test_labelled_codes_exist(shared_data: Path) -> None:
    """Every county and place code of the labels is in the census tables."""
    census = shared_data / "census"
    known = set()
    for table in ("counties.csv", "county_subdivisions.csv", "places.csv"):
        with (census / table).open(encoding="utf-8", newline="") as handle:
            known |= {row["GEOID"] for row in csv.DictReader(handle)}
    with (census / "states.csv").open(encoding="utf-8", newline="") as handle:
        known |= {row["FIPS"] for row in csv.DictReader(handle)}
    for name in AGENCY_FILES:
        for row in read(name)[1]:
            codes = {row["place_geoid"], *row["county_geoids"].split(";")} - {""}
            assert codes <= known, row
