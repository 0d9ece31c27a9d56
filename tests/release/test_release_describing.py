"""What describes a release: its name is the hash of all that it holds, and its files are read as they are described."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from msgspec.structs import replace

from comity.release import Column, Table
from comity.release.describe import (
    FORMAT,
    FileFacts,
    datapackage,
    datasette_metadata,
    file_facts,
    json_bytes,
    manifest,
    release_id_of,
    table_facts,
)

TABLE = Table("agency", "Bodies.", (Column("agency_id", "text", "Its id."), Column("count", "integer", "How many.")),
              (("b", 1), ("a", 2)), ("agency_id",))  # fmt: skip
FILES = {name: file_facts(name.encode()) for name in ("agency.csv", "agency.parquet", "register.sqlite")}
INPUTS, FACTS = {"lists": "abc", "rules": "def"}, {"as_of": "2025-07-01", "lists": 3}


def test_a_file_is_told_by_its_size_and_hash() -> None:
    """Of its bytes; the hash is SHA-256's (FIPS 180-4 gives that of `abc`)."""
    assert file_facts(b"abc") == FileFacts(3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")


def test_descriptions_are_the_same_bytes_whatever_the_order() -> None:
    """Sorted keys, two spaces, a line end."""
    assert json_bytes({"b": [1, "ü"], "a": {}}) == json_bytes({"a": {}, "b": [1, "ü"]})
    assert (
        json_bytes({"b": 1, "a": {"d": 1, "c": 2}}).decode()
        == '{\n  "a": {\n    "c": 2,\n    "d": 1\n  },\n  "b": 1\n}\n'
    )


def test_a_release_has_one_name() -> None:
    """Sixteen hexadecimal digits, whatever the order in which its parts are told."""
    name = release_id_of(INPUTS, FACTS, FILES)
    assert len(name) == 16 and int(name, 16) >= 0
    assert release_id_of(dict(reversed(INPUTS.items())), FACTS, dict(reversed(FILES.items()))) == name


@pytest.mark.parametrize(
    ("inputs", "facts", "files"),
    [
        ({**INPUTS, "lists": "abd"}, FACTS, FILES),
        ({"lists": "abc"}, FACTS, FILES),
        (INPUTS, {**FACTS, "as_of": "2025-07-02"}, FILES),
        (INPUTS, FACTS, {**FILES, "agency.csv": file_facts(b"another")}),
        (INPUTS, FACTS, {**FILES, "agency.csv": replace(FILES["agency.csv"], bytes=1)}),
        (INPUTS, FACTS, {name: FILES[name] for name in list(FILES)[1:]}),
    ],
)
def test_another_part_gives_another_name(
    inputs: dict[str, str], facts: dict[str, Any], files: dict[str, FileFacts]
) -> None:
    """So that two releases of one name hold the same."""
    assert release_id_of(inputs, facts, files) != release_id_of(INPUTS, FACTS, FILES)


def test_the_manifest_holds_what_the_name_is_made_of() -> None:
    """And how many rows each table has."""
    told = json.loads(manifest("f" * 16, INPUTS, FACTS, [table_facts(TABLE)], FILES))
    assert (told["release_id"], told["format"], told["row_counts"]) == ("f" * 16, FORMAT, {"agency": 2})
    assert (told["inputs"], told["facts"]) == (INPUTS, FACTS)
    assert told["files"]["agency.csv"] == {"bytes": 10, "sha256": FILES["agency.csv"].sha256}


def package() -> dict[str, Any]:
    """Return the described package."""
    found: dict[str, Any] = json.loads(datapackage("f" * 16, [table_facts(TABLE)], FILES))
    return found


def test_every_file_is_described_with_its_size_and_hash() -> None:
    """As the Data Package standard writes them."""
    found = {one["path"]: one for one in package()["resources"]}
    assert set(found) == set(FILES)
    for path, facts in FILES.items():
        assert (found[path]["bytes"], found[path]["hash"]) == (facts.bytes, f"sha256:{facts.sha256}")
    names = [one["name"] for one in package()["resources"]]
    assert len(set(names)) == len(names) and package()["id"] == "f" * 16


def test_a_table_reads_back_by_its_described_dialect() -> None:
    """Quotation marks, commas and line ends in cells and all."""
    (described,) = [one for one in package()["resources"] if one["path"] == "agency.csv"]
    dialect = described["dialect"]
    cells = [["a", 'b "c", d'], ["e\nf", ""]]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(cells)
    found = csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=dialect["delimiter"],
                       quotechar=dialect["quoteChar"], doublequote=dialect["doubleQuote"])  # fmt: skip
    assert list(found) == cells and dialect["lineTerminator"] == "\n" and described["encoding"] == "utf-8"


def test_the_guard_against_formulas_is_told_where_it_stands() -> None:
    """In the description of every CSV file, and of no other."""
    told = {one["path"]: "apostrophe" in one.get("description", "") for one in package()["resources"]}
    assert told == {"agency.csv": True, "agency.parquet": False, "register.sqlite": False}


def test_every_column_is_described_for_who_browses_the_database() -> None:
    """Under the name under which the database is opened."""
    told = json.loads(datasette_metadata([table_facts(TABLE)]))
    table = told["databases"]["register"]["tables"]["agency"]
    assert table == {"description": "Bodies.", "columns": {"agency_id": "Its id.", "count": "How many."}}
