"""With no other data every command answers from the starter record inside the package, offline."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from comity.cli.main import COMMANDS
from comity.ledger import Ledger
from comity.release.starter import pack_starter, read_starter, starter_bytes
from comity.settings import Settings
from tests.cli.conftest import Write
from tests.cli.running import Comity

LIMIT = 5_000_000


@pytest.fixture(scope="module")
def starter_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one data folder without data, so that the starter's release is compiled once for these tests."""
    return tmp_path_factory.mktemp("starter") / "home"


@pytest.fixture
def starter(starter_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over it, cut off from the network."""

    def refuse(*_: object) -> None:
        raise AssertionError("a command tried to reach the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return Comity(starter_home, monkeypatch, capsys)


@pytest.mark.parametrize(
    "asked",
    [
        ("agreements", "--state", "VA"),
        ("agreements", "--as-of", "2025-06-30"),
        ("changes", "--since", "2025-12-01"),
        ("publications",),
        ("issues",),
        ("claims", "--state", "CA"),
        ("show", "Fairfax County, VA"),
        ("show", "Virginia", "--as-of", "2025-06-30"),
        ("explain", "us-va-culpeper-county-sheriff.1"),
        ("doctor", "--today", "2026-01-20"),
    ],
)
def test_every_question_is_answered_from_the_package(starter: Comity, asked: tuple[str, ...]) -> None:
    """No data, no network, and still an answer."""
    said = starter(*asked)
    assert said.code == 0, said.err
    assert len(said.out.splitlines()) > 3


def test_the_package_carries_all_lists_in_little_space() -> None:
    """Gazetteer and starter record together stay within about five megabytes, and hold facts of every list."""
    package = Path(__file__).parents[2] / "src" / "comity"
    size = len(starter_bytes()) + (package / "places" / "data" / "gazetteer.bin").stat().st_size
    assert size <= LIMIT
    record = read_starter()
    assert len(record.lists) >= 350
    assert all(len(stored.publication_id) == 64 and stored.name for stored in record.lists)
    assert sum(len(stored.printed_row_ids) for stored in record.lists) > 125_000


def test_packing_is_the_same_for_the_same_lists(comity: Comity, weeks: list[Path]) -> None:
    """What was packed unpacks to the same lists, and the order of adding leaves no trace."""
    for path in reversed(weeks):
        comity("add", "ice-287g", path)
    with Ledger(Settings(comity.home).ledger, read_only=True) as ledger:
        lists, rows = ledger.lists(), ledger.printed_rows()
    packed = pack_starter(lists, rows)
    assert packed == pack_starter(list(reversed(lists)), rows)
    record = read_starter(packed)
    told = {stored.publication_id: [rows[number] for number in stored.printed_row_ids] for stored in lists}
    assert {
        stored.publication_id: [record.printed_rows[number] for number in stored.printed_row_ids]
        for stored in record.lists
    } == told


def test_own_lists_stand_alone_unless_the_starter_is_laid_under_them(comity: Comity, weeks: list[Path]) -> None:
    """A record of one's own begins with one's own lists; `starter load` lets them continue the package's."""
    comity("add", "ice-287g", weeks[0])
    comity("build")
    assert len(comity("publications", "--source", "ice-287g").rows) == 1
    loaded = comity("starter", "load").rows[0]
    assert int(loaded["lists"]) >= 350 and loaded["new"] == loaded["lists"]
    comity("build")
    assert len(comity("publications", "--source", "ice-287g").rows) > 350


def test_a_bad_starter_is_a_record_error() -> None:
    """Bytes that are no starter record end in one sentence with the cure."""
    from comity.errors import RecordError

    with pytest.raises(RecordError, match="starter record cannot be read") as caught:
        read_starter(b"nothing of the kind")
    assert caught.value.cure


def test_lists_without_a_build_say_what_to_do(comity: Comity, weeks: list[Path]) -> None:
    """A question before the first build names the command, and does not answer from other data."""
    comity("add", "ice-287g", weeks[0])
    said = comity("agreements")
    assert said.code == 3 and "comity build" in said.err


def test_building_nothing_says_what_to_add(comity: Comity) -> None:
    """A build without a ledger names the command that makes one."""
    said = comity("build")
    assert said.code == 3 and "comity add" in said.err


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("show", "Nowhere County, VA"), 3, "Nowhere County"),
        (("show", "Washington County"), 4, "name the state"),
        (("show", "Fairfax County, VA", "--as-of", "2025-13-01"), 2, "YYYY-MM-DD"),
        (("agreements", "--as-of", "yesterday"), 2, "YYYY-MM-DD"),
        (("agreements", "--state", "Atlantis"), 2, "postal code"),
        (("explain", "no-such-id"), 3, "comity agreements"),
        (("changes", "--format", "xml"), 2, "xml"),
    ],
)
def test_a_bad_question_ends_in_one_sentence(starter: Comity, asked: tuple[str, ...], code: int, words: str) -> None:
    """What is wrong and the cure, the documented exit code, and nothing on standard output."""
    said = starter(*asked)
    assert said.code == code and words in said.err and said.out == ""
    assert "Traceback" not in said.err


def test_the_doctor_tells_an_old_record(starter: Comity) -> None:
    """Freshness is counted from the day given, and an old record comes with its cure."""
    fresh = {row["check"]: row for row in starter("doctor", "--today", "2026-01-20").rows}
    old = {row["check"]: row for row in starter("doctor", "--today", "2027-01-20").rows}
    assert fresh["freshness"]["state"] == "ok"
    assert old["freshness"]["state"] == "mind" and "comity add" in old["freshness"]["cure"]
    assert {row["state"] for row in old.values()} <= {"ok", "mind"}


def test_the_doctor_finds_a_damaged_release(comity: Comity, weeks: list[Path]) -> None:
    """A file that is not what the build wrote makes the state broken, with exit code 7."""
    comity("add", "ice-287g", *weeks)
    comity("build")
    victim = (comity.home / "releases" / "current").resolve() / "agreement.csv"
    victim.chmod(0o644)
    victim.write_text("tampered\n")
    said = comity("doctor")
    assert said.code == 7
    assert [row["check"] for row in said.rows if row["state"] == "broken"] == ["release"]


@pytest.mark.parametrize("verb", sorted(COMMANDS))
def test_every_command_helps_with_an_example(starter: Comity, verb: str) -> None:
    """`--help` says what the command does and shows it in use; the commands page names it."""
    said = starter(verb, "--help")
    assert said.code == 0 and "Example: " in said.out
    page = Path(__file__).parents[2] / "docs" / "commands.md"
    assert f"comity {verb}" in page.read_text()


def test_the_readme_shows_what_the_commands_print(starter: Comity) -> None:
    """The lines of the README's examples are lines of the real output."""
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    shown = starter("show", "Culpeper County, VA").out.splitlines()
    quoted = [
        line.strip() for line in readme.splitlines() if "us-va-culpeper-county-sheriff.1]" in line or "(51047," in line
    ]
    assert quoted and all(any(line == told.strip() for told in shown) for line in quoted)
    typed = "state,agency,type,county\nFL,Arcadia PD,Municipality,#N/A\n"
    for line in starter("resolve", typed=typed).out.splitlines():
        assert line in readme


def test_a_state_shows_all_its_bodies(starter: Comity, write_list: Write) -> None:
    """A state's own bodies stand beside those of its counties."""
    found = starter("show", "Virginia", "--format", "json").json
    kinds = {row["kind"] for row in found["in_force"]}
    assert {"sheriff", "state_police"} <= kinds
    county = starter("show", "51059", "--format", "json").json
    assert county["place"]["name"] == "Fairfax County, VA"
    assert {row["kind"] for row in county["statewide"]} >= {"state_police", "corrections"}
