"""`comity read`: every kind of file, the forms of output, review, and many files into a folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from bad_pages import GOOD, SPANISH, TEXT, archive, archived, line
from tests.cli.running import Comity, Said
from tests.reader.scoring import own_pages
from tests.text.text_html_pages import Article

FIELDS = ["id", "url", "title", "published", "events", "relations", "elections"]
EVENT_FIELDS = {
    "kind", "instrument", "action", "jurisdiction_name", "jurisdiction_type", "state", "fips5_or_null", "agency",
    "date", "date_text", "status", "actor", "pressed_by", "evidence", "attributed_to", "state_in_text",
}  # fmt: skip


@pytest.fixture
def comity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over an empty data folder."""
    return Comity(tmp_path / "home", monkeypatch, capsys)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Return one file of each kind, all with the same article."""
    made = {
        "page.txt": TEXT.encode(),
        "page.html": GOOD,
        "pages.jsonl": line(id="a", url="https://x.example/2019/02/25/a", title="T", published=None, text=TEXT)
        + line(id="b", text=SPANISH)
        + line(id="c", text="", title=None),
        "pages.warc": archive(archived(1, GOOD), archived(2, GOOD), packed=False),
        "pages.warc.gz": archive(archived(3, GOOD)),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return {name: tmp_path / name for name in made}


def pages(said: Said) -> list[dict[str, object]]:
    """Return the pages of JSON lines."""
    return [json.loads(one) for one in said.out.splitlines()]


def test_every_kind_of_file_gives_an_object_a_page(comity: Comity, files: dict[str, Path]) -> None:
    """All five kinds are read in order, each page once, with the fields that others rely on before all else."""
    said = comity("read", *files.values(), "--format", "jsonl")
    found = pages(said)
    assert [one["id"] for one in found] == ["page", "page", "a", "b", "c", "urn:uuid:1", "urn:uuid:2", "urn:uuid:3"]
    assert all(list(one)[:7] == FIELDS for one in found)
    assert [one["outcome"] for one in found] == ["read", "read", "read", "refused", "empty", "read", "read", "read"]
    assert "8 pages: 6 read, 1 empty, 1 refused, 0 failed." in said.err
    assert "pages.jsonl:2: refused: is in Spanish" in said.err
    assert said.code == 0


def test_what_is_known_of_a_page_stands_in_its_object(comity: Comity, files: dict[str, Path]) -> None:
    """Address, title and day come from the page, its archive or its line; what is not known is null."""
    text, html, given = pages(comity("read", *list(files.values())[:3], "--format", "jsonl"))[:3]
    assert (text["url"], text["title"], text["published"]) == (None, None, None)
    assert (html["title"], html["published"], html["published_rule"]) == (Article().title, "2019-02-25", "meta")
    assert (given["url"], given["title"]) == ("https://x.example/2019/02/25/a", "T")
    assert (given["published"], given["published_rule"]) == ("2019-02-25", "url")
    (archived_page,) = pages(comity("read", files["pages.warc.gz"], "--format", "jsonl"))
    assert archived_page["url"] == "https://granite.example/3"


def test_claims_have_the_guides_names_and_stand_in_the_text(comity: Comity, files: dict[str, Path]) -> None:
    """An event's fields are the annotation guide's, and its evidence stands in the page's text where it says."""
    (page,) = pages(comity("read", files["page.txt"], "--format", "jsonl"))
    events = page["events"]
    assert isinstance(events, list) and events
    for event in events:
        assert set(event) >= EVENT_FIELDS
        assert TEXT[event["start"] :].startswith(event["evidence"].split("[…]")[0])
    assert "detention_contract" in {event["instrument"] for event in events}


def test_a_failed_page_makes_the_exit_code_and_nothing_else(
    comity: Comity, files: dict[str, Path], tmp_path: Path
) -> None:
    """A damaged file gets its line and exit code 5; the files around it are read."""
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"{\n")
    strange = [bad, tmp_path / "absent.html", tmp_path / "report.docx", tmp_path]
    said = comity("read", files["page.txt"], *strange, files["page.html"], "--format", "jsonl")
    assert said.code == 5
    assert [one["outcome"] for one in pages(said)] == ["read", *["failed"] * 4, "read"]
    assert "6 pages: 2 read, 0 empty, 0 refused, 4 failed." in said.err
    assert "report.docx: failed: is none of .txt" in said.err


def test_tables_and_csv_have_a_row_for_each_claim(comity: Comity, files: dict[str, Path]) -> None:
    """CSV names every field of a claim; the table shows what, where, status, day and whose word."""
    said = comity("read", files["page.html"], "--format", "csv")
    assert said.rows and said.rows[0]["page"] == "page" and said.rows[0]["claim"] == "event"
    assert said.rows[0]["evidence"] and said.rows[0]["pattern"]
    table = comity("read", files["page.html"], "--format", "table").out
    assert table.split()[:4] == ["page", "claim", "what", "where"]


def test_an_explained_page_shows_its_text_with_the_words_marked(comity: Comity, files: dict[str, Path]) -> None:
    """Each claim's words stand between marks with its number, and below it its pattern and its fields."""
    said = comity("read", "--explain", files["page.html"])
    assert "published 2019-02-25 (meta)" in said.out and "utf-8 (utf8_bytes)" in said.out
    assert "⟦1" in said.out and "⟧" in said.out
    assert "1 · event · pattern" in said.out and "  action: end" in said.out
    refused = comity("read", "--explain", files["pages.jsonl"]).out
    assert "refused: is in Spanish" in refused


def test_explaining_lets_no_page_steer_the_terminal(comity: Comity, tmp_path: Path) -> None:
    """A page's control characters are not printed."""
    page = tmp_path / "page.txt"
    page.write_text(f"{TEXT}\n\nThe sheriff\x1b[2J said no to ICE.\x07")
    assert not set(comity("read", "--explain", page).out) & {"\x1b", "\x07"}


def test_proposals_go_to_review_once(comity: Comity, files: dict[str, Path]) -> None:
    """What is proposed waits for review with its exact words; the same page again proposes nothing new."""
    said = comity("read", "--propose", files["page.html"], "--format", "jsonl")
    count = len(pages(said)[0]["events"])  # type: ignore[arg-type]
    assert f"Proposed: {count} new, 0 known, 0 reopened, 0 outdated." in said.err
    waiting = comity("review", "--list", "--format", "csv").rows
    assert len(waiting) == count
    assert all(row["quotation"].split("[…]")[0] in TEXT for row in waiting)
    assert f"Proposed: 0 new, {count} known" in comity("read", "--propose", files["page.html"], "--format", "jsonl").err


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("page.txt", "--engine", "dask"), "--out"),
        (("page.txt", "--workers", "2"), "--out"),
        (("page.txt", "--format", "parquet"), "--out"),
        (("page.txt", "--out", "o", "--explain"), "JSON lines or Parquet"),
        (("page.txt", "--out", "o", "--format", "csv"), "JSON lines or Parquet"),
        (("page.txt", "--out", "o", "--engine", "dask"), "needs a scheduler"),
    ],
)  # fmt: skip
def test_options_that_do_not_fit_are_said(comity: Comity, arguments: tuple[str, ...], problem: str) -> None:
    """Options that exclude each other end with exit code 2 and a cure."""
    said = comity("read", *arguments)
    assert said.code == 2 and problem in said.err


def test_many_files_go_into_a_folder_and_are_not_read_twice(
    comity: Comity, files: dict[str, Path], tmp_path: Path
) -> None:
    """Each file has one file of results, the counts are those of a plain run, and a second run reads nothing."""
    out = tmp_path / "out"
    first = comity("read", *files.values(), "--out", out, "--workers", "2")
    assert "5 files: 5 read now, 0 were done, 0 failed." in first.err
    assert "8 pages: 6 read, 1 empty, 1 refused, 0 failed." in first.err
    plain = {one["source"]: one for one in pages(comity("read", *files.values(), "--format", "jsonl"))}
    found = [json.loads(one) for path in out.glob("*.jsonl") for one in path.read_text().splitlines()]
    assert len(found) == 8 and {one["source"]: one for one in found} == plain
    second = comity("read", *files.values(), "--out", out)
    assert "5 files: 0 read now, 5 were done, 0 failed." in second.err
    assert "8 pages: 6 read" in second.err


def test_the_second_look_is_taken_unless_it_is_refused(comity: Comity, tmp_path: Path) -> None:
    """Here and into a folder alike; results of one look are not taken for those of the other."""
    source, out = tmp_path / "pages.jsonl", tmp_path / "out"
    labelled, _ = own_pages("sibling")
    source.write_bytes(
        b"".join(line(**{name: one[name] for name in FIELDS[:4]}, text=one["text"]) for one in labelled[:40])
    )
    once = pages(comity("read", source, "--format", "jsonl", "--rules-alone"))
    twice = pages(comity("read", source, "--format", "jsonl"))
    patterns = [{event["pattern"] for page in some for event in page["events"]} for some in (once, twice)]
    assert once != twice and "learnt" in patterns[1] - patterns[0]
    assert [one | {"events": []} for one in once] == [one | {"events": []} for one in twice]
    for arguments, wanted in ((("--rules-alone",), once), ((), twice)):
        said = comity("read", source, "--out", out, "--workers", "1", *arguments)
        assert "1 files: 1 read now, 0 were done, 0 failed." in said.err
        (path,) = out.glob("*.jsonl")
        assert [json.loads(one) for one in path.read_text().splitlines()] == wanted


def test_parquet_holds_what_json_lines_hold(comity: Comity, files: dict[str, Path], tmp_path: Path) -> None:
    """The same pages in the other form, nested claims included, with the same columns for every file."""
    out = tmp_path / "out"
    comity("read", *files.values(), "--out", out, "--format", "parquet", "--workers", "1")
    tables = [pq.read_table(path) for path in sorted(out.glob("*.parquet"))]
    assert len({str(table.schema) for table in tables}) == 1
    rows = {row["source"]: row for table in tables for row in table.to_pylist()}
    for page in pages(comity("read", *files.values(), "--format", "jsonl")):
        row = rows[page["source"]]
        assert row.pop("model_proposals") is None
        assert row == page


def test_a_worker_that_is_killed_from_outside_costs_nothing(files: dict[str, Path], tmp_path: Path) -> None:
    """The command goes on when the system kills one of its processes, and every page has its one result."""
    for number in range(10, 22):
        (tmp_path / f"{number}.warc.gz").write_bytes(archive(*(archived(n, GOOD) for n in range(6))))
    out = tmp_path / "out"
    shards = sorted(str(path) for path in tmp_path.glob("[0-9][0-9].warc.gz"))
    command = [sys.executable, "-m", "comity", "read", *shards, "--out", str(out), "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not list(out.glob("*.jsonl")) and process.poll() is None:
            time.sleep(0.01)
        killed = [pid for pid in children(process.pid) if kill(pid)]
        _, err = process.communicate()
    assert killed
    assert process.returncode == 0, err
    assert "72 pages: 72 read" in err
    found = [json.loads(one)["source"] for path in out.glob("*.jsonl") for one in path.read_text().splitlines()]
    assert len(found) == len(set(found)) == 72


def children(parent: int) -> list[int]:
    """Return the processes that a process started and that run this command's work."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
            command = path.with_name("cmdline").read_text()
        except OSError:
            continue
        if int(fields[1]) == parent and "spawn_main" in command:
            found.append(int(path.parent.name))
    return found


def kill(pid: int) -> bool:
    """Kill a process; return whether it was there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True
