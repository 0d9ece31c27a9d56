"""A PDF is read in a process of its own: whatever that does, this program goes on and tells it in one sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from moa_samples import first_page, pdf, resolver, scan, signature_page

from comity.errors import UnreadableError
from comity.release.memoranda import read_document, read_documents
from comity.settings import Settings
from comity.text import pdfprocess
from comity.text.pdf import open_pdf
from comity.text.pdfprocess import open_apart

DATA = pdf(first_page(), signature_page())
LOAD = "import sys; sys.path[:0] = sys.argv[1:]; from comity.text import pdf, pdfprocess; "


def stand_in(monkeypatch: pytest.MonkeyPatch, code: str, seconds: float = 20.0) -> None:
    """Put a program in the place of the child that reads."""
    monkeypatch.setattr(pdfprocess, "CHILD", code)
    monkeypatch.setattr(pdfprocess, "TIME_LIMIT_SECONDS", seconds)


def while_reading(action: str) -> str:
    """Return a child that opens the document and then does something else than read its first page."""
    return f"{LOAD}pdf.Pdf.page = lambda *_: {action}; pdfprocess.serve()"


def test_what_is_read_apart_is_what_is_read_here() -> None:
    """Words, places, pictures and the count of pages, whether drawn as text or scanned."""
    for data in (DATA, scan((20, 20, bytes(400))), pdf(first_page(), turn=90)):
        with open_pdf(data, "memo.pdf") as here, open_apart(data, "memo.pdf") as apart:
            assert apart.page_count == here.page_count
            assert list(apart.pages()) == list(here.pages())
            assert apart.draw(1, 50) == here.draw(1, 50)


def test_a_picture_too_large_to_draw_is_none_apart_too() -> None:
    """The answer is not an error: the page is told as unread."""
    with open_apart(scan((40_000, 40_000, b"\x00")), "memo.pdf") as document:
        assert document.draw(1) is None


@pytest.mark.parametrize(
    ("code", "seconds", "problem"),
    [
        ("import time; time.sleep(60)", 0.3, "takes more than 0.3 seconds to read"),
        (while_reading("__import__('time').sleep(60)"), 1.5, "takes more than 1.5 seconds to read"),
        ("while True: pass", 0.3, "takes more than 0.3 seconds to read"),
        ("import os; os.abort()", 20.0, "ends the program that reads PDFs (SIGABRT)"),
        ("raise SystemExit(3)", 20.0, "ends the program that reads PDFs (code 3)"),
        (while_reading("__import__('os')._exit(4)"), 20.0, "ends the program that reads PDFs (code 4)"),
        ("import sys; sys.stdout.buffer.write(bytes(7) + b'\\x09half')", 20.0, "ends the program that reads PDFs"),
        (while_reading("bytearray(1 << 40)"), 20.0, "needs more than 2 GB of memory to read"),
    ],
)
def test_a_document_that_stops_its_reader_ends_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, code: str, seconds: float, problem: str
) -> None:
    """Hanging at once or at a page, spinning, dying, answering by half or taking all memory: file, problem and cure."""
    stand_in(monkeypatch, code, seconds)
    with pytest.raises(UnreadableError, match=re.escape(problem)) as raised:
        read_document(DATA, "memo.pdf", resolver(), program="")
    assert raised.value.where == "memo.pdf" and raised.value.cure.startswith("look at it in a viewer")


def test_the_time_is_that_of_the_whole_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that each stay within the limit do not together outlast it."""
    slow = "lambda self, number: (__import__('time').sleep(0.5), real(self, number))[1]"
    stand_in(monkeypatch, f"{LOAD}real = pdf.Pdf.page; pdf.Pdf.page = {slow}; pdfprocess.serve()", 1.2)
    read: list[int] = []
    with (
        pytest.raises(UnreadableError, match=r"more than 1\.2 seconds"),
        open_apart(pdf(*[first_page()] * 9), "memo.pdf") as document,
    ):
        read.extend(page.number for page in document.pages())
    assert 9 not in read


def test_the_other_documents_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One that ends its reader costs itself alone."""
    dies = (
        "real = pdfprocess.open_pdf; pdfprocess.open_pdf = lambda d, n: sys.exit(1) if b'hostile' in d else real(d, n)"
    )
    stand_in(monkeypatch, f"{LOAD}{dies}; pdfprocess.serve()")
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    paths[0].write_bytes(DATA + b"\n%hostile")
    paths[1].write_bytes(DATA)
    found = list(read_documents(Settings(tmp_path), paths, added_at="2025-07-01", propose=False, program=""))
    assert [(one.name, one.error is None) for one in found] == [("a.pdf", False), ("b.pdf", True)]


def test_a_child_without_its_parent_ends() -> None:
    """Its standard input closes, and it asks for nothing more."""
    command = [sys.executable, "-I", "-c", pdfprocess.CHILD, *filter(None, sys.path)]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=30, check=True)
    assert b"is empty" in ended.stdout and ended.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_child_is_bounded_before_it_sees_the_document() -> None:
    """In memory, in processor time should its parent die, and in what it leaves behind."""
    code = (
        f"{LOAD}pdfprocess._limit(); import resource as r; "
        "print([r.getrlimit(one)[1] for one in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)])"
    )
    command = [sys.executable, "-I", "-c", code, *filter(None, sys.path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert told == str([pdfprocess.MEMORY_LIMIT_BYTES, int(pdfprocess.TIME_LIMIT_SECONDS) + 1, 0])


def test_the_child_knows_nothing_of_this_users_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that takes over its reader finds no password there."""
    monkeypatch.setenv("A_SECRET", "x")
    stand_in(monkeypatch, "import os, sys; sys.exit(7 if 'A_SECRET' in os.environ else 8)")
    with pytest.raises(UnreadableError, match="code 8"):
        read_document(DATA, "memo.pdf", resolver(), program="")


def test_the_child_finds_the_package_where_this_process_did(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In the folder in which it was started too, which the path holds as an empty entry."""
    (tmp_path / "only_here.py").write_text("import sys\nsys.exit(9)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    stand_in(monkeypatch, "import sys; sys.path[:0] = sys.argv[1:]; import only_here")
    with pytest.raises(UnreadableError, match="code 9"):
        read_document(DATA, "memo.pdf", resolver(), program="")


def test_what_is_plainly_no_document_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web page in its place, as sites give them by the hundred, costs nothing."""
    stand_in(monkeypatch, "raise SystemExit(3)")
    with pytest.raises(UnreadableError, match="web page"):
        read_document(b"<html></html>", "memo.pdf", resolver(), program="")
