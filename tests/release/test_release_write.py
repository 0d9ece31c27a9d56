"""A release is whole, described, the same for the same tables, and put in place in one step."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from release_samples import PLACES, agreements, hashes, release, static

from comity.errors import CheckError, NotFoundError, RecordError, StorageError
from comity.release import (
    Column,
    StaticTables,
    Table,
    check_release,
    current_release,
    open_current,
    write_release,
)
from comity.settings import Settings


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """Return settings over a fresh folder."""
    return Settings(tmp_path / "home")


def test_every_table_stands_in_every_form(home: Settings) -> None:
    """SQLite, CSV and Parquet hold the same rows in the same order under the same names."""
    release(home.releases, "Fairfax Police", "Fairfax Sheriff")
    folder = home.releases / "current"
    with closing(open_current(home)) as connection:
        in_sql = connection.execute("SELECT * FROM agreement").fetchall()
    in_parquet = [tuple(row.values()) for row in pq.read_table(folder / "agreement.parquet").to_pylist()]
    with (folder / "agreement.csv").open(newline="") as file:
        header, *in_csv = csv.reader(file)
    assert (
        in_sql == in_parquet == [("a-0", "Fairfax Police", "51059", True), ("a-1", "Fairfax Sheriff", "51059", False)]
    )
    assert in_csv == [["a-0", "Fairfax Police", "51059", "true"], ["a-1", "Fairfax Sheriff", "51059", "false"]]
    assert header == ["agreement_id", "agency", "place_geoid", "is_listed"]


def test_the_database_has_keys_indexes_and_no_journal(home: Settings) -> None:
    """Datasette finds the links between tables; nothing has to be written to read it."""
    release(home.releases, "Fairfax Police")
    with closing(open_current(home)) as connection:
        links = connection.execute("PRAGMA foreign_key_list(agreement)").fetchall()
        assert [(link[2], link[3], link[4]) for link in links] == [("place", "place_geoid", "geoid")]
        keys = [row[1] for row in connection.execute("PRAGMA table_info(agreement)") if row[5]]
        assert keys == ["agreement_id"]
        plan = connection.execute("EXPLAIN QUERY PLAN SELECT * FROM place WHERE name = 'x'").fetchone()[3]
        assert "place_by_name" in plan
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM place")


def test_the_descriptions_tell_every_table_column_hash_and_input(home: Settings) -> None:
    """`datapackage.json`, `metadata.json` and `manifest.json` agree with the files beside them."""
    release_id = release(home.releases, "=HYPERLINK(1)")
    folder = home.releases / release_id
    package = json.loads((folder / "datapackage.json").read_text())
    named = {resource["path"]: resource for resource in package["resources"]}
    assert set(named) == {f"{table}.{kind}" for table in ("place", "agreement") for kind in ("csv", "parquet")} | {
        "register.sqlite"
    }
    found = hashes(folder)
    for path, resource in named.items():
        assert resource["hash"] == f"sha256:{found[path]}"
        assert resource["bytes"] == (folder / path).stat().st_size
    assert package["id"] == release_id
    schema = named["agreement.csv"]["schema"]
    assert [field["type"] for field in schema["fields"]] == ["string", "string", "string", "boolean"]
    assert schema["primaryKey"] == ["agreement_id"]
    assert schema["foreignKeys"][0]["reference"] == {"resource": "place", "fields": ["geoid"]}
    assert "apostrophe" in named["agreement.csv"]["description"]
    metadata = json.loads((folder / "metadata.json").read_text())["databases"]["register"]["tables"]
    assert metadata["agreement"]["columns"]["agency"] == "as printed"
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["inputs"], manifest["facts"]) == ({"ledger": "abc"}, {"rules": "r1"})
    assert manifest["row_counts"] == {"agreement": 1, "place": 2}
    assert {name: facts["sha256"] for name, facts in manifest["files"].items()} == {
        name: sha256 for name, sha256 in found.items() if name != "manifest.json"
    }


def test_a_formula_stays_text_in_csv_and_as_printed_elsewhere(home: Settings) -> None:
    """The guard is the CSV's alone."""
    release(home.releases, '=HYPERLINK("http://x","y")')
    assert '"\'=HYPERLINK(""http://x"",""y"")"' in (home.releases / "current" / "agreement.csv").read_text()
    with closing(open_current(home)) as connection:
        assert connection.execute("SELECT agency FROM agreement").fetchone() == ('=HYPERLINK("http://x","y")',)


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    """Every file, in another folder, in another order of earlier builds."""
    release(tmp_path / "1", "One", "Two")
    release(tmp_path / "2", "Other")
    release(tmp_path / "2", "One", "Two")
    assert hashes(tmp_path / "1" / "current") == hashes(tmp_path / "2" / "current")


def test_the_order_in_which_strings_are_hashed_does_not_show(tmp_path: Path) -> None:
    """Two processes with different seeds write the same bytes."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path; from release_samples import *; "
        "release(Path(sys.argv[1]), 'One', 'Two', static=static(Path(sys.argv[1]) / 'cache'))"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", script, str(tmp_path / seed), str(Path(__file__).parent)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert hashes(tmp_path / "1" / "current") == hashes(tmp_path / "2" / "current")


def test_any_change_of_content_inputs_or_facts_is_another_release(home: Settings) -> None:
    """The id stands for all that the release holds."""
    tables = [PLACES, agreements("One")]
    variants = [
        write_release(home.releases, tables, inputs={"ledger": "1"}, facts={}),
        write_release(home.releases, tables, inputs={"ledger": "2"}, facts={}),
        write_release(home.releases, tables, inputs={"ledger": "1"}, facts={"as_of": "2025-01-01"}),
        write_release(home.releases, [PLACES, agreements("Two")], inputs={"ledger": "1"}, facts={}),
        write_release(home.releases, [PLACES], inputs={"ledger": "1"}, facts={}),
    ]
    assert len({made.release_id for made in variants}) == len(variants)


def test_the_last_three_releases_are_kept_and_no_debris(home: Settings) -> None:
    """Older ones go, made-again ones count as new, and the current one always stays."""
    made = [release(home.releases, name) for name in ("One", "Two", "Three")]
    release(home.releases, "One")
    made.append(release(home.releases, "Four"))
    assert sorted(path.name for path in home.releases.iterdir()) == sorted([made[0], made[2], made[3], "current"])
    found = current_release(home)
    assert found is not None
    assert found.release_id == made[3]
    assert check_release(found.folder) == []


def test_debris_of_killed_builds_is_swept_by_the_next(home: Settings) -> None:
    """Half a build from an earlier day does not stay."""
    debris = home.releases / ".building-old"
    debris.mkdir(parents=True)
    (debris / "register.sqlite").write_bytes(b"half")
    (home.releases / f".current-{os.getpid()}").symlink_to("0123456789abcdef")
    (home.releases / ".current-1").write_text("0123")
    release_id = release(home.releases, "One")
    assert sorted(path.name for path in home.releases.iterdir()) == sorted([release_id, "current"])


def test_a_damaged_release_is_found_and_made_again(home: Settings) -> None:
    """`check_release` names the file; building the same once more puts it right."""
    release_id = release(home.releases, "One")
    path = home.releases / release_id / "agreement.csv"
    path.chmod(0o644)
    path.write_text("agency\nsomeone else\n")
    [fault] = check_release(home.releases / release_id)
    assert str(path) in fault
    assert "comity build" in fault
    assert release(home.releases, "One") == release_id
    assert check_release(home.releases / release_id) == []
    (home.releases / release_id / "place.parquet").unlink()
    assert "cannot be read" in check_release(home.releases / release_id)[0]
    assert release(home.releases, "One") == release_id
    assert check_release(home.releases / release_id) == []


def test_files_of_a_release_cannot_be_changed_by_accident(home: Settings) -> None:
    """Immutable is also said to the file system."""
    release(home.releases, "One")
    modes = {path.stat().st_mode & 0o777 for path in (home.releases / "current").iterdir()}
    assert modes == {0o444}


def test_before_the_first_build_there_is_no_release(home: Settings) -> None:
    """The cure is the command that makes one."""
    assert current_release(home) is None
    with pytest.raises(NotFoundError, match="comity build"):
        open_current(home)


def test_where_links_do_not_work_a_small_file_points_at_the_release(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading follows either, and the next build may replace one by the other."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    linked = release(home.releases, "One")
    monkeypatch.setattr(Path, "symlink_to", refuse)
    filed = release(home.releases, "Two")
    assert (home.releases / "current").read_text() == f"{filed}\n"
    for expected in (filed, linked):
        found = current_release(home)
        assert found is not None
        assert found.release_id == expected
        open_current(home).close()
        monkeypatch.undo()
        release(home.releases, "One")


@pytest.mark.parametrize("damage", ["../../etc", "not a release", ""])
def test_a_pointer_that_names_no_release_is_damage(home: Settings, damage: str) -> None:
    """A pointer never leads out of the folder."""
    home.releases.mkdir(parents=True)
    (home.releases / "current").write_text(damage)
    with pytest.raises(RecordError, match="comity build"):
        open_current(home)
    release(home.releases, "One")
    assert current_release(home) is not None


def test_a_pointer_at_a_release_that_is_gone_is_damage(home: Settings) -> None:
    """Both ways of reading say so with the cure."""
    home.releases.mkdir(parents=True)
    (home.releases / "current").symlink_to("0123456789abcdef")
    for reading in (open_current, current_release):
        with pytest.raises(RecordError, match="comity build"):
            reading(home)


def test_a_pointer_that_was_copied_as_a_folder_is_to_be_moved_away(home: Settings) -> None:
    """A copy that followed links holds a release where its name should stand: reading and building say what to do."""
    shutil.copytree(home.releases / release(home.releases, "One"), home.releases / "copy")
    (home.releases / "current").unlink()
    (home.releases / "copy").rename(home.releases / "current")
    with pytest.raises(RecordError, match="comity build"):
        open_current(home)
    with pytest.raises(StorageError, match=r"a folder stands where a file is needed.*move it away") as told:
        release(home.releases, "Two")
    assert str(home.releases / "current") in str(told.value)
    (home.releases / "current").rename(home.home / "away")
    release(home.releases, "Two")
    assert current_release(home) is not None


def test_a_reader_keeps_what_it_opened(home: Settings) -> None:
    """Builds and pruning do not change a release under a reader's hands."""
    release(home.releases, "One")
    with closing(open_current(home)) as connection:
        for name in ("Two", "Three", "Four", "Five"):
            release(home.releases, name)
        assert connection.execute("SELECT agency FROM agreement").fetchall() == [("One",)]


TEXT = Column("a")
FAULTS = {
    "two rows with one key": [Table("t", "", (TEXT,), [("x",), ("x",)], ("a",))],
    "no key": [Table("t", "", (TEXT,), [(None,)], ("a",))],
    "a reference to nothing": [PLACES, Table("t", "", (Column("a", references="place.geoid"),), [("99999",)])],
    "a reference to no table": [Table("t", "", (Column("a", references="nowhere.geoid"),), [("99999",)])],
    "a short row": [Table("t", "", (TEXT, Column("b")), [("x",)])],
    "a wrong type": [Table("t", "", (TEXT,), [(1,)])],
    "half a character": [Table("t", "", (TEXT,), [("\ud800",)])],
    "a bad table name": [Table('t"; DROP', "", (TEXT,), [])],
    "a bad column name": [Table("t", "", (Column("A b"),), [])],
    "two tables of one name": [PLACES, PLACES],
    "two columns of one name": [Table("t", "", (TEXT, TEXT), [])],
    "an index on no column": [Table("t", "", (TEXT,), [], (), (("b",),))],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_tables_that_do_not_fit_are_not_published(home: Settings, fault: str) -> None:
    """The last good release stays, nothing is left behind, and the sentence names the table."""
    good = release(home.releases, "One")
    with pytest.raises(CheckError, match=r"table|release"):
        write_release(home.releases, FAULTS[fault], inputs={}, facts={})
    assert sorted(path.name for path in home.releases.iterdir()) == sorted([good, "current"])
    assert check_release(home.releases / "current") == []


def test_static_tables_are_the_same_with_a_cold_a_warm_and_no_cache_at_all(home: Settings, tmp_path: Path) -> None:
    """Where rows come from does not show in any byte."""
    cold = release(home.releases, "One", static=static(home.cache))
    cold_files = hashes(home.releases / cold)
    release(home.releases, "Two", static=static(home.cache))
    assert release(tmp_path / "warm", "One", static=static(home.cache)) == cold
    assert hashes(tmp_path / "warm" / cold) == cold_files
    assert release(tmp_path / "plain", "One") == cold
    assert hashes(tmp_path / "plain" / cold) == cold_files


def test_static_tables_are_loaded_once(home: Settings) -> None:
    """A warm cache needs no gazetteer; another fingerprint does, and the old one goes."""
    loads: list[str] = []

    def tables_of(fingerprint: str) -> StaticTables:
        return StaticTables(fingerprint, lambda: loads.append(fingerprint) or [PLACES], home.cache)

    for fingerprint in ("1", "1", "2", "2"):
        release(home.releases, "One", static=tables_of(fingerprint))
    assert loads == ["1", "2"]
    assert len(list(home.cache.iterdir())) == 1


@pytest.mark.parametrize(
    "name",
    ["database/template.sqlite", "database/facts.json", "files/place.csv", "files/place.parquet", "files/facts.json"],
)
@pytest.mark.parametrize("damage", [b"", b"damaged", None])
def test_a_damaged_cache_is_made_again(home: Settings, name: str, damage: bytes | None) -> None:
    """Whatever happened to a cached file, the release is the right one."""
    good = release(home.releases, "One", static=static(home.cache))
    [folder] = home.cache.iterdir()
    (folder / name).unlink()
    if damage is not None:
        (folder / name).write_bytes(damage)
    assert release(home.releases, "One", static=static(home.cache)) == good
    assert check_release(home.releases / good) == []
    [folder] = home.cache.iterdir()
    assert sorted(str(path.relative_to(folder)) for path in folder.glob("*/*")) == [
        "database/facts.json",
        "database/template.sqlite",
        "files/facts.json",
        "files/place.csv",
        "files/place.parquet",
    ]


def test_where_hard_links_do_not_work_the_files_are_copied(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache on another disk serves as well."""

    def refuse(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(os, "link", refuse)
    release_id = release(home.releases, "One", static=static(home.cache))
    assert check_release(home.releases / release_id) == []


def test_reading_a_release_imports_no_writer() -> None:
    """A command that only asks starts without pyarrow."""
    script = "import sys, comity.release; sys.exit('pyarrow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
