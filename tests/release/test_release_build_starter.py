"""The starter record: packed without loss, refused when foreign, and used only where there is no other data."""

from __future__ import annotations

import lzma
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.register.making import Shown, record, sheriff, sighting

from comity.elections import load_law
from comity.errors import NotFoundError, RecordError, StorageError
from comity.ledger import Ledger, StoredList
from comity.ledger.records import compress_locators
from comity.model import PrintedRow, Refusal, RowIssue
from comity.register.inputs import Record
from comity.release import build as build_module
from comity.release import opening
from comity.release import starter as starter_module
from comity.release.opening import answering_settings, is_starter, open_law, starter_settings
from comity.release.pointer import DATABASE, POINTER, is_release_id, open_current, read_pointer
from comity.release.starter import FORMAT, Starter, pack_starter, read_starter, starter_entries
from comity.settings import Settings

# The real preset takes a tenth of a second to set up its tables; what it does is not tested here.
COMPRESS = lzma.compress
ROWS = [sheriff(f"C{number}") for number in range(12)]


@st.composite
def records(draw: st.DrawFn) -> tuple[list[StoredList], dict[int, PrintedRow]]:
    """Return some lists whose rows repeat, move, come twice and go, numbered as some ledger might."""
    numbers = draw(st.permutations(range(40)))[: len(ROWS)]
    printed = dict(zip(numbers, ROWS, strict=True))
    lists = []
    for day in range(1, draw(st.integers(1, 6)) + 1):
        shown = Shown(f"2025-07-{day:02}", [], modified_at=draw(st.sampled_from(["", f"2025-07-{day:02}T08:00:00Z"])))
        ids = tuple(draw(st.lists(st.sampled_from(numbers), max_size=14)))
        refused = tuple(draw(st.lists(st.builds(Refusal, st.just("S!1"), st.text(max_size=3)), max_size=2)))
        locators = draw(st.lists(st.sampled_from(["S!1", "S!2", "T!07", "x"]), min_size=len(ids), max_size=len(ids)))
        lists.append(
            StoredList(
                publication_id=shown.sha256,
                source="ice-287g",
                added_at="2026-01-01",
                size_bytes=day,
                sightings=tuple(sighting(name, shown, added_at="2026-01-01", url="u") for name in ("a", "b")),
                read_by="me",
                row_count=len(ids) + len(refused),
                printed_row_ids=ids,
                locator_runs=tuple(compress_locators(locators)),
                refused=refused,
                issues=(RowIssue("S!1", "type_unknown", "m"),) * draw(st.integers(0, 2)),
                error=draw(st.sampled_from(["", "it is a web page"])),
            )
        )
    return lists, printed


def facts_of(lists: list[StoredList], printed: dict[int, PrintedRow]) -> dict[str, tuple[object, ...]]:
    """Return everything that a list holds but for when somebody added it, and by which numbers."""
    return {
        one.publication_id: (
            [printed[number] for number in one.printed_row_ids],
            one.locators,
            replace(one, added_at="", read_by="", printed_row_ids=(), locator_runs=(), sightings=()),
            tuple(replace(seen, added_at="") for seen in one.sightings),
        )
        for one in lists
    }


@settings(max_examples=60, deadline=None)
@patch.object(starter_module.lzma, "compress", lambda data, **_: COMPRESS(data, preset=0))
@given(records(), st.randoms(use_true_random=False))
def test_what_is_packed_comes_out_whole(made: tuple[list[StoredList], dict[int, PrintedRow]], chance: object) -> None:
    """Rows in their order, locators, refusals, issues, errors and every name; the bytes do not tell who packed them."""
    lists, printed = made
    packed = pack_starter(lists, printed)
    back = read_starter(packed)
    assert facts_of(list(back.lists), dict(back.printed_rows)) == facts_of(lists, printed)
    assert all(one.added_at == "" and seen.added_at == "" for one in back.lists for seen in one.sightings)
    shuffled = list(lists)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    numbers = list(printed)
    chance.shuffle(numbers)  # type: ignore[attr-defined]
    other = dict(zip(printed, numbers, strict=True))
    moved = [replace(one, printed_row_ids=tuple(other[n] for n in one.printed_row_ids)) for one in shuffled]
    assert pack_starter(moved, {other[number]: row for number, row in printed.items()}) == packed


def test_rows_that_no_list_shows_are_left_out() -> None:
    """A row of a reading that was replaced since is no fact of the lists."""
    made = record(Shown("2025-07-01", ROWS[:3]))
    with_more = {**made.printed_rows, 99: ROWS[5]}
    assert list(read_starter(pack_starter(made.lists, with_more)).printed_rows.values()) == sorted(ROWS[:3])


def compressed(value: object) -> bytes:
    """Return a value packed as the starter is."""
    return lzma.compress(msgspec.msgpack.encode(value))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "cannot be read"),
        (b"PK\x03\x04", "cannot be read"),
        (compressed({"format": 1}), "cannot be read"),
        (compressed([1, 2]), "cannot be read"),
        (lzma.compress(b"\xc1"), "cannot be read"),
        (pack_starter(record(Shown("2025-07-01", ROWS)).lists, record(Shown("2025-07-01", ROWS)).printed_rows)[:-9],
         "cannot be read"),
        (compressed(Starter(FORMAT + 1, (), ())), "another format"),
    ],
    ids=["nothing", "a zip", "half a record", "a list", "no MessagePack", "cut short", "a newer format"],
)  # fmt: skip
def test_foreign_bytes_are_refused_in_one_sentence(data: bytes, words: str) -> None:
    """Damaged, of another program or of a newer version: a RecordError with its cure, and nothing half read."""
    with pytest.raises(RecordError, match=words) as caught:
        read_starter(data)
    assert caught.value.cure


SHOWN = [
    Shown("2025-07-01", ROWS, more_names=("participatingAgencies07022025am.xlsx",)),
    Shown("2025-07-08", [], error="it is a web page"),
    Shown("2025-07-15", ROWS[2:], refused=[Refusal("Sheet1!30", "no agency")]),
]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Record:
    """Let the package carry a small record."""
    made = record(*SHOWN)
    fetched = replace(made.lists[0].sightings[0], url="https://example.org/l.xlsx", retrieved_at="2025-07-01T01:00:00Z")
    lists = [replace(made.lists[0], sightings=(fetched, *made.lists[0].sightings[1:])), *made.lists[1:]]
    data = pack_starter(lists, dict(made.printed_rows))
    monkeypatch.setattr(starter_module, "starter_bytes", lambda: data)
    return Record(lists, made.printed_rows)


def test_the_starter_laid_under_a_ledger_is_what_it_was(small: Record, tmp_path: Path) -> None:
    """Every list under every name, with address, error and refusals; laying it twice changes nothing."""
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        first = ledger.add_lists(starter_entries("2026-02-01"))
        again = ledger.add_lists(starter_entries("2026-02-02"))
        lists, printed = ledger.lists(), ledger.printed_rows()
    assert sum(one.is_new for one in first) == 3 and len(first) == 4
    assert not any(one.is_new or one.is_new_sighting or one.is_new_reading for one in again)
    assert facts_of(lists, printed) == facts_of(list(small.lists), dict(small.printed_rows))
    assert {one.read_by for one in lists} == {"starter"}


class Built:
    """Takes the place of a build: writes a pointer and counts."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.records: list[Record] = []

    def __call__(self, made: Record, releases: Path, cache: Path) -> None:
        """Make a release without tables."""
        self.records.append(made)
        folder = releases / "0123456789abcdef"
        folder.mkdir(parents=True)
        (releases / POINTER).write_text(f"{folder.name}\n")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch, small: Record, tmp_path: Path) -> Built:
    """Replace the build by a quick one, and the system's folder for temporary files by one of the test's."""
    fake = Built()
    monkeypatch.setattr(build_module, "build_record", fake)
    monkeypatch.setattr(opening.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    return fake


def pointed(home: Path) -> Settings:
    """Return settings with a release of one's own."""
    releases = Settings(home).releases
    releases.mkdir(parents=True)
    (releases / POINTER).write_text("fedcba9876543210\n")
    return Settings(home)


def test_own_data_answer_before_the_starter(built: Built, tmp_path: Path) -> None:
    """With a release it answers; with lists and no release the cure is named; with neither the starter answers."""
    own = pointed(tmp_path / "own")
    assert answering_settings(own) == own and not is_starter(own)
    unbuilt = Settings(tmp_path / "unbuilt")
    unbuilt.home.mkdir()
    unbuilt.ledger.touch()
    with pytest.raises(NotFoundError, match="no release was built") as caught:
        answering_settings(unbuilt)
    assert "comity build" in caught.value.cure and not is_starter(unbuilt)
    assert built.records == []
    nothing = Settings(tmp_path / "nothing")
    found = answering_settings(nothing)
    assert is_starter(nothing) and found.home.parent == nothing.cache
    assert len(built.records) == 1 and len(built.records[0].lists) == 3


def test_the_starters_release_is_made_once(built: Built, tmp_path: Path) -> None:
    """The second question takes what the first one made."""
    nothing = Settings(tmp_path / "nothing")
    assert answering_settings(nothing) == answering_settings(nothing)
    assert len(built.records) == 1


def test_a_cache_that_cannot_be_written_gives_way_to_the_temporary_folder(built: Built, tmp_path: Path) -> None:
    """A file where the data folder should be: the answer is compiled elsewhere, and found there again."""
    blocked = Settings(tmp_path / "file" / "home")
    (tmp_path / "file").write_text("no folder")
    found = starter_settings(blocked)
    assert found.home.parent == tmp_path / "temporary" / "comity-cache"
    assert starter_settings(blocked) == found and len(built.records) == 1


def test_where_no_folder_can_be_written_the_disk_is_blamed(built: Built, tmp_path: Path) -> None:
    """Neither place takes it: a StorageError, not an answer from nothing."""
    (tmp_path / "temporary").write_text("no folder either")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError):
        starter_settings(Settings(tmp_path / "file" / "home"))


@pytest.mark.parametrize(("name", "moves"), [("rules.toml", True), ("a.py", True), ("b.json", True), ("readme", False)])
def test_another_state_of_the_package_is_compiled_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, moves: bool
) -> None:
    """The key follows code, rules and data of the package, and nothing that lies beside them."""
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "opening.py").write_text("")
    monkeypatch.setattr(opening, "__file__", str(tmp_path / "release" / "opening.py"))
    before = opening.package_key()
    (tmp_path / name).write_text("x")
    assert (opening.package_key() != before) == moves


def test_the_law_is_read_where_the_cache_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that refuses costs time and not the answer."""
    monkeypatch.setattr(load_law, "__kwdefaults__", {"compiled_law": None})
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert open_law(tmp_path / "cache").fingerprint == load_law().fingerprint


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "name a release"), ("0123456789abcdef0\n", "name a release"), ("../../etc\n", "name a release"),
     ("0123456789ABCDEF", "name a release"), ("é" * 16, "cannot be read")],
)  # fmt: skip
def test_a_pointer_that_names_no_release_is_damage(tmp_path: Path, content: str, words: str) -> None:
    """Never another folder than a release's, and one sentence with the cure."""
    (tmp_path / POINTER).write_bytes(content.encode("utf-8"))
    with pytest.raises(RecordError, match=words) as caught:
        read_pointer(tmp_path)
    assert "comity build" in caught.value.cure


def test_a_release_without_its_database_is_damage(tmp_path: Path) -> None:
    """A pointer to an empty folder, or to none, ends in a sentence; no empty database is made there."""
    own = pointed(tmp_path / "own")
    with pytest.raises(RecordError, match="has no database"):
        open_current(own)
    folder = own.releases / "fedcba9876543210"
    folder.mkdir()
    with pytest.raises(RecordError, match="has no database"):
        open_current(own)
    assert not (folder / DATABASE).exists()
    with pytest.raises(NotFoundError, match="no release has been built"):
        open_current(Settings(tmp_path / "nothing"))


def test_a_release_is_opened_to_read_and_not_to_write(tmp_path: Path) -> None:
    """Nobody who asks can change the answer."""
    import sqlite3

    own = pointed(tmp_path / "own")
    folder = own.releases / "fedcba9876543210"
    folder.mkdir()
    made = sqlite3.connect(folder / DATABASE)
    made.execute("CREATE TABLE t (x)")
    made.close()
    connection = open_current(own)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("INSERT INTO t VALUES (1)")
    connection.close()
    assert sorted(path.name for path in folder.iterdir()) == [DATABASE]


@given(st.text("0123456789abcdefg-", max_size=20))
def test_a_release_id_is_sixteen_hexadecimal_digits(name: str) -> None:
    """No more, no less, nothing else."""
    assert is_release_id(name) == (len(name) == 16 and set(name) <= set("0123456789abcdef"))
