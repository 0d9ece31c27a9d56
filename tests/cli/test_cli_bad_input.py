"""Bad files and bad questions end in one clear sentence and a documented exit code, and the record is unharmed."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from comity.release import build_lock
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from tests.cli.conftest import COUNTIES, Write
from tests.cli.running import Comity, Said
from tests.ice_287g.ice_287g_workbooks import (
    MODERN,
    book,
    fill,
    inline_rows,
    modern_row,
    packed,
    plain_parts,
    saved,
)

BAD = "participatingAgencies07302025am.xlsx"
SIGNED = datetime.fromisoformat("2025-07-01")
# As docs/errors.md documents them.
USAGE, MISSING, UNREADABLE, NOT_ITS_SOURCE, BUSY, STORAGE = 2, 3, 5, 6, 8, 9


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a good list, built once: each test works on a copy."""
    folder = tmp_path_factory.mktemp("made")
    path = folder / "participatingAgencies07012025am.xlsx"
    signed = datetime.fromisoformat("2025-02-26")
    path.write_bytes(
        book([modern_row(f"{c} County Sheriff's Office", county=f"{c} County", signed=signed) for c in COUNTIES])
    )
    settings = Settings(folder / "home")
    take_in(settings, "ice-287g", [path], added_at="2026-06-01T00:00:00Z")
    build(settings)
    return settings.home


@pytest.fixture
def good(comity: Comity, made: Path) -> Comity:
    """Return the command line over a good record."""
    shutil.copytree(made, comity.home, symlinks=True)
    return comity


@pytest.fixture
def fresh(comity: Comity, made: Path) -> Comity:
    """Return the command line over an empty record, what can be made again at any time already made."""
    shutil.copytree(made / "cache", comity.home / "cache")
    return comity


def sentence(said: Said) -> str:
    """Return the one sentence with which a command ended, once it is seen to be one that helps."""
    lines = [line for line in said.err.splitlines() if line.startswith("comity: ")]
    assert len(lines) == 1, said.err
    assert "Traceback" not in said.err and all(c.isprintable() for c in lines[0])
    place, problem = lines[0].removeprefix("comity: ").split(": ", 1)
    assert place and problem and "; " in problem, lines[0]
    return lines[0]


def agreements(comity: Comity) -> str:
    """Return what the record answers to the main question."""
    said = comity("agreements")
    assert said.code == 0
    return said.out


def sheet_parts() -> dict[str, str | bytes]:
    """Return the parts of a small good workbook."""
    row = ("FLORIDA", "Baker County Sheriff's Office", "County", "Baker County", "Task Force Model", "2025-02-26")
    return plain_parts(inline_rows([MODERN[:6], row]))


def truncated() -> bytes:
    """Return a download that stopped half-way."""
    data = book([modern_row()])
    return data[: len(data) // 2]


def locked() -> bytes:
    """Return a zip whose parts ask for a password."""
    data = bytearray(packed(sheet_parts()))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            flags = struct.unpack_from("<H", data, place + at)[0]
            struct.pack_into("<H", data, place + at, flags | 1)
            place = data.find(mark, place + 4)
    return bytes(data)


def bomb() -> bytes:
    """Return a workbook whose second sheet unpacks to a thousand times its size."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in sheet_parts().items():
            archive.writestr(path, content)
        with archive.open("xl/worksheets/sheet2.xml", "w") as part:
            for _ in range(300):
                part.write(bytes(1024 * 1024))
    return stream.getvalue()


def entity() -> bytes:
    """Return a workbook that would read a file of this machine."""
    parts = sheet_parts()
    sheet = str(parts["xl/worksheets/sheet1.xml"])
    head, rest = sheet.split("\n", 1)
    return packed(
        {**parts, "xl/worksheets/sheet1.xml": f'{head}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{rest}'}
    )


UNREADABLE_FILES: dict[str, tuple[Callable[[], bytes], int]] = {
    "truncated": (truncated, UNREADABLE),
    "encrypted by Excel": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), UNREADABLE),
    "encrypted by zip": (locked, UNREADABLE),
    "a bomb": (bomb, UNREADABLE),
    "an external entity": (entity, UNREADABLE),
    "a web page": (lambda: b"<!doctype html><title>Access denied</title>", UNREADABLE),
    "empty": (lambda: b"", UNREADABLE),
    "an empty sheet": (lambda: saved(openpyxl.Workbook()), NOT_ITS_SOURCE),
    "no agencies' column": (lambda: book([["FLORIDA", "County"]], header=("STATE", "TYPE")), NOT_ITS_SOURCE),
    "no support types": (lambda: book([modern_row()[:4]], header=MODERN[:4]), NOT_ITS_SOURCE),
}


@pytest.mark.parametrize("what", UNREADABLE_FILES)
def test_a_file_that_cannot_be_used_is_named_and_harms_nothing(good: Comity, tmp_path: Path, what: str) -> None:
    """One sentence and the documented exit code; what is answered stays as it was."""
    make, code = UNREADABLE_FILES[what]
    before = agreements(good)
    (tmp_path / BAD).write_bytes(make())
    said = good("add", "ice-287g", tmp_path / BAD)
    assert said.code == code
    assert BAD in sentence(said)
    assert agreements(good) == before
    assert good("archive", "check").code == 0


def with_formula() -> bytes:
    """Return a workbook with formulas in its cells."""
    return book([modern_row(), modern_row("=1+1"), modern_row('=HYPERLINK("https://example.org","Bay")')])


def with_pivot_first() -> bytes:
    """Return a workbook whose first sheet is a pivot table of the second."""
    made = openpyxl.Workbook()
    pivot = made.active
    assert isinstance(pivot, Worksheet)
    fill(pivot, [["Row Labels", "Count of LAW ENFORCEMENT AGENCY"], ["FLORIDA", 1], ["Grand Total", 1]], {})
    fill(made.create_sheet("287(g) Agreements"), [MODERN, modern_row()], {})
    return saved(made)


def with_blank_rows() -> bytes:
    """Return a workbook that says it has a million rows."""
    rows = "".join(f'<row r="{number}"/>' for number in range(3, 1_000_003))
    parts = sheet_parts()
    sheet = str(parts["xl/worksheets/sheet1.xml"]).replace("</sheetData>", f"{rows}</sheetData>")
    return packed({**parts, "xl/worksheets/sheet1.xml": sheet})


ODD_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a new column": (lambda: book([[*modern_row(), "x"]], header=(*MODERN, "REGION")), "unknown_column"),
    "a formula": (with_formula, "formula"),
    "a pivot first": (with_pivot_first, "other_sheet"),
    "a million blank rows": (with_blank_rows, ""),
    "a long name": (lambda: book([modern_row(), modern_row("A" * 10_000)]), ""),
    "control characters": (lambda: book([modern_row(), modern_row("Ba_x0007_y\tCounty\nSheriff")]), ""),
    "right-to-left marks": (lambda: book([modern_row(), modern_row("Bay \u202eCounty\u200f Sheriff's Office")]), ""),
    "half a character": (lambda: book([modern_row(), modern_row("Bay _xD800_ County")]), ""),
}


def test_odd_files_are_read_as_far_as_they_go(fresh: Comity, tmp_path: Path) -> None:
    """Their rows are all accounted for, what is odd is an issue, and nothing dangerous is printed."""
    paths = []
    for number, (make, _) in enumerate(ODD_FILES.values(), 1):
        paths.append(tmp_path / f"participatingAgencies08{number:02}2025am.xlsx")
        paths[-1].write_bytes(make())
    said = fresh("add", "ice-287g", *paths)
    assert said.code == 0
    assert all(int(row["rows"]) == int(row["accepted"]) + int(row["refused"]) > 0 for row in said.rows)
    assert fresh("build").code == 0
    codes = {row["code"] for row in fresh("issues").rows}
    assert {code for _, code in ODD_FILES.values()} - {""} <= codes
    assert any(row["agency"].startswith("Baker") for row in fresh("agreements").rows)
    for form in ("table", "csv"):
        out = fresh("agreements", "--format", form).out
        assert all(c.isprintable() or c == "\n" for c in out)
        assert not any(cell.startswith(("=", "+", "@")) for cell in out.replace("\n", ",").split(","))


@pytest.mark.parametrize("name", ["cut\nshort.xlsx", "cut\u202eshort.xlsx", os.fsdecode(b"cut\xffshort.xlsx")])
def test_a_files_name_cannot_break_the_sentence(good: Comity, tmp_path: Path, name: str) -> None:
    """A line end, a mark that turns the text and bytes that are no text stand in the name of a file."""
    (tmp_path / name).write_bytes(truncated())
    said = good("add", "ice-287g", tmp_path / name)
    assert said.code == UNREADABLE
    assert "\N{REPLACEMENT CHARACTER}" in sentence(said)


def test_good_files_go_in_beside_bad_ones(fresh: Comity, weeks: list[Path], tmp_path: Path) -> None:
    """Every bad file has its sentence; the good ones are all there."""
    comity, paths = fresh, list[Path]()
    for number, (make, _) in enumerate(UNREADABLE_FILES.values(), 1):
        paths.append(tmp_path / f"pendingAgencies08{number:02}2025.xlsx")
        paths[-1].write_bytes(make())
    said = comity("add", "ice-287g", *paths, *weeks)
    assert said.code == UNREADABLE
    assert sum(row["outcome"] in {"new", "shown_again"} for row in said.rows) == len(weeks)
    lines = [line for line in said.err.splitlines() if line.startswith("comity: ")]
    assert len(lines) == len(paths) and all(path.name in line for path, line in zip(paths, lines, strict=True))
    assert comity("build").code == 0
    assert len(comity("agreements").rows) == 41
    bad = comity("publications", "--verdict", "unreadable").rows
    assert len(bad) == len(paths) and all(row["reason"] for row in bad)


def test_a_second_build_is_told_to_wait(good: Comity) -> None:
    """Another process builds: the sentence names it, nothing changes, and afterwards the build goes through."""
    before = agreements(good)
    with build_lock(good.home):
        said = good("build")
        assert said.code == BUSY
        assert str(os.getpid()) in sentence(said)
        assert agreements(good) == before
    assert good("build").code == 0


FILLING = """
import resource, sys
from comity.cli.main import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
main()
"""


def on_a_full_disk(comity: Comity, limit: int, *arguments: str | Path) -> Said:
    """Run a command in a process whose files cannot grow beyond a limit."""
    command = [sys.executable, "-c", FILLING, str(limit), *map(str, arguments)]
    environment = {**os.environ, "COMITY_HOME": str(comity.home)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("limit", [1_000, 150_000])
def test_a_disk_that_fills_leaves_the_last_answer_standing(good: Comity, write_list: Write, limit: int) -> None:
    """Adding or building stops with one sentence; with room again, both go through."""
    before = agreements(good)
    police = modern_row("Lake City PD", type="Municipality", county="Columbia County", signed=SIGNED)
    more = write_list("2025-08-05", ("Bay",), (police,))
    added = on_a_full_disk(good, limit, "add", "ice-287g", more)
    built = on_a_full_disk(good, limit, "build")
    assert added.code in {0, STORAGE} and built.code in {0, STORAGE}
    assert STORAGE in {added.code, built.code}
    for said in (added, built):
        if said.code:
            assert str(good.home) in sentence(said)
    assert agreements(good) == before
    assert good("add", "ice-287g", more).code == 0
    assert good("build").code == 0
    assert any(row["agency_id"] == "us-fl-lake-city-police" for row in good("agreements").rows)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [("agreements",), ("show", "Florida"), ("agreements", "--format", "json")])
def test_an_output_that_cannot_be_written_is_said_so(good: Comity, arguments: tuple[str, ...]) -> None:
    """The disk behind a redirection is full: a sentence and the exit code of the disk, no traceback."""
    command = [sys.executable, "-m", "comity", *arguments]
    environment = {**os.environ, "COMITY_HOME": str(good.home)}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    assert done.returncode == STORAGE
    assert "standard output: the disk is full" in sentence(Said(done.returncode, "", done.stderr))


@pytest.mark.parametrize("command", [("add", "ice-287g", "LIST"), ("build",), ("starter", "load")])
def test_a_data_folder_that_is_a_file_is_said_so(
    comity: Comity, weeks: list[Path], tmp_path: Path, command: tuple[str, ...]
) -> None:
    """COMITY_HOME names a file: each command ends in a sentence that names it."""
    wrong = Comity(tmp_path / "file", comity._monkeypatch, comity._capsys)
    wrong.home.write_text("a letter")
    said = wrong(*(weeks[0] if word == "LIST" else word for word in command))
    assert said.code not in {0, 1}
    assert str(wrong.home) in sentence(said)
    assert wrong.home.read_text() == "a letter"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (("agreements", "--as-of", "2025-13-01"), USAGE),
        (("agreements", "--state", "Atlantis"), USAGE),
        (("changes", "--since", "yesterday"), USAGE),
        (("show", "Nowhere County, FL"), MISSING),
        (("explain", "'; drop table agreement; --"), MISSING),
        (("decide", "same", "a.1", "b.1", "--reason", "x", "--by", "y"), MISSING),
        (("decide", "same", "a.1", "a.1", "--reason", "x", "--by", "y"), USAGE),
        (("decide", "withdraw", "decision-9", "--reason", "x", "--by", "y"), MISSING),
    ],
)
def test_a_bad_question_has_its_sentence(good: Comity, question: tuple[str, ...], code: int) -> None:
    """What cannot be understood, and what is not there, each with its exit code; the record stays as it is."""
    before = agreements(good)
    said = good(*question)
    assert said.code == code and said.out == ""
    assert [line for line in said.err.splitlines() if line.startswith("comity: ")]
    assert agreements(good) == before


@pytest.mark.parametrize("arguments", [("changes", "--event", "vanished"), ("publications", "--verdict", "nice")])
def test_a_word_outside_the_vocabulary_is_refused_with_the_words(good: Comity, arguments: tuple[str, ...]) -> None:
    """A misspelt filter does not look like an empty answer."""
    said = good(*arguments)
    assert said.code == USAGE and "is not one of" in said.err


RESOLVED = "us-fl-arcadia-police"


@pytest.mark.parametrize(
    "typed",
    [
        "state,agency\nFL,Arcadia PD\n",
        "\ufeffstate,agency,type,county\nFL,Arcadia PD,,\n",
        "State, Agency ,TYPE,County\nFL,Arcadia PD,,\n",
        "agency,state\nArcadia PD,FL\n",
        "state,agency,type,county\nFL,Arcadia PD\n\n",
        "state,agency,type,county\nFL,Arcadia PD,,,more,still more\n",
        'state,agency\n"FL","Arcadia\u200f PD"\n',
    ],
)
def test_resolve_reads_csv_as_people_make_it(comity: Comity, typed: str) -> None:
    """Marks before the header, other cases, other orders, short and long rows."""
    said = comity("resolve", typed=typed)
    assert said.code == 0
    assert [row["agency_id"] for row in said.rows] == [RESOLVED]


@pytest.mark.parametrize("typed", ["", "name,place\nArcadia PD,FL\n", "state;agency\nFL;Arcadia PD\n", "\x00\x01"])
def test_resolve_says_what_it_needs(comity: Comity, typed: str) -> None:
    """Input without the columns is refused with the header to give."""
    said = comity("resolve", typed=typed)
    assert said.code == USAGE and said.out == ""
    assert "state,agency,type,county" in sentence(said)


def test_resolve_takes_a_name_of_any_length(comity: Comity) -> None:
    """A cell longer than the CSV reader's own limit is a name like another: unresolved."""
    said = comity("resolve", typed=f"state,agency\nFL,{'A' * 200_000}\nFL,Arcadia PD\n")
    assert said.code == 0
    assert [line.rsplit(",", 7)[1] for line in said.out.splitlines()[1:]] == ["", RESOLVED]
