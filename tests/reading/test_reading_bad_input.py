"""Whatever a file holds, each page gets its line and the run goes on."""

import multiprocessing
import re
import sys
from pathlib import Path

import pytest
from bad_pages import CASES, GOOD, TRAPS, Case, archive, archived

from comity.reader.records import Page, Reading
from comity.reader.shard import PageResult, read_shard
from comity.text import OUTCOMES, pages_of


def nothing(page: Page) -> Reading:
    """Propose nothing: what is tested here comes before the reader."""
    return Reading(page.id, page.url, page.title, page.published)


def told(result: PageResult) -> str:
    """Return what a person is told of a page."""
    return " ".join([result.reason or "", *result.notes])


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_a_bad_file_comes_out_page_by_page(case: Case, tmp_path: Path) -> None:
    """Each page has exactly one result, of the outcome it must have, with a reason where it was not read."""
    path = tmp_path / case.name
    path.write_bytes(case.make())
    found = list(read_shard(str(path), nothing))
    assert [one.outcome for one in found] == [outcome for outcome, _ in case.pages], [told(one) for one in found]
    for one, (outcome, words) in zip(found, case.pages, strict=True):
        assert re.search(words, told(one))
        assert bool(one.reason) == (outcome != "read")
        assert one.id and one.source.startswith(str(path))


def test_text_survives_its_encoding(tmp_path: Path) -> None:
    """The words are the same whatever the bytes: quotes and dashes come out as the publisher meant them."""
    wanted = "“We have heard from people on both sides for two years,” Brandt said"
    for case in CASES[:6]:
        path = tmp_path / case.name
        path.write_bytes(case.make())
        (page,) = pages_of(path)
        assert page.clean is not None
        assert wanted in page.clean.text, case.name


def test_a_file_that_is_not_there_is_a_failed_page(tmp_path: Path) -> None:
    """A missing file, a folder and a file of another kind are each one failed page with its reason."""
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "x.docx").touch()
    for name, words in (("missing.html", "No such file"), ("folder.html", "directory"), ("x.docx", "is none of")):
        (found,) = read_shard(str(tmp_path / name), nothing)
        assert found.outcome == "failed" and words in (found.reason or "")


def test_a_mistake_of_the_reader_costs_one_page(tmp_path: Path) -> None:
    """A page on which the reader stumbles is failed, and the next one is read."""

    def stumble(page: Page) -> Reading:
        if page.url.endswith("/2"):
            raise RecursionError
        return nothing(page)

    path = tmp_path / "x.warc.gz"
    path.write_bytes(archive(*(archived(number, GOOD) for number in (1, 2, 3))))
    found = list(read_shard(str(path), stumble))
    assert [one.outcome for one in found] == ["read", "failed", "read"]
    assert found[1].reason == "RecursionError while it was read"


def read_traps(folder: str, names: list[str]) -> None:
    """Read traps to their end; every result is one of the outcomes."""
    for name in names:
        for kind in ("html", "txt"):
            (found,) = read_shard(str(Path(folder) / f"{name}.{kind}"))
            if found.outcome not in OUTCOMES or found.outcome == "failed":
                sys.exit(f"{name}.{kind}: {found.outcome}: {found.reason}")


def test_no_trap_holds_the_reader(tmp_path: Path) -> None:
    """Pages made to catch careless expressions are all read or refused, by the whole reader, in one short run.

    In a process of its own: an expression that is caught cannot be stopped otherwise. One that takes the square of the
    page's length would need hours for these, so the bound on the wait says nothing of speed.
    """
    for name, words in TRAPS.items():
        (tmp_path / f"{name}.html").write_text(f"<html><body>{words}</body></html>")
        (tmp_path / f"{name}.txt").write_text(words[:300_000])
    process = multiprocessing.get_context("spawn").Process(target=read_traps, args=(str(tmp_path), list(TRAPS)))
    process.start()
    process.join(180)
    is_caught = process.is_alive()
    process.kill()
    process.join()
    assert not is_caught
    assert process.exitcode == 0
