"""PDFs into words with places: text, scans, turned pages; what is no such document ends in one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from moa_samples import assemble, first_page, pdf, resolver, scan, scanned, signature_page

from comity.errors import UnreadableError
from comity.release import memoranda
from comity.release.memoranda import read_document
from comity.text import ocr
from comity.text.ocr import find_tesseract, read_picture, read_table
from comity.text.pdf import MOST_PAGES, MOST_PIXELS, PdfPage, open_pdf
from comity.text.sheets import Word, make_sheet

needs_tesseract = pytest.mark.skipif(not find_tesseract(), reason="Tesseract is not installed here")
PAGES = (first_page(), signature_page())


def pages(data: bytes) -> list[PdfPage]:
    """Return the pages of a document."""
    with open_pdf(data, "memo.pdf") as document:
        return list(document.pages())


def test_text_comes_with_its_places() -> None:
    """Line by line across the page, columns beside each other; boxes are shares of the page."""
    first, second = pages(pdf(*PAGES))
    (sheet,) = second.sheets
    assert (sheet.page, sheet.how, first.is_scan) == (2, "text", False)
    assert "Date: 3/18/2025 Date: March 26, 2025" in sheet.text.splitlines()
    word = next(word for word in sheet.words if word.text == "3/18/2025")
    assert 0.16 < word.x0 < 0.18 and 0.19 < word.y0 < 0.21 and word.x1 < 0.26
    placed = next(one for one in sheet.placed if one.word is word)
    assert sheet.text[placed.start : placed.end] == "3/18/2025"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(turn: int) -> None:
    """Scanners lay the paper sideways and mark the page: the places are those that an eye sees."""
    (turned,), (upright,) = (pages(pdf(signature_page(), turn=how))[0].sheets for how in (turn, 0))
    assert turned.text == upright.text
    for word, expected in zip(turned.words, upright.words, strict=True):
        assert (word.x0, word.y0, word.x1, word.y1) == pytest.approx(
            (expected.x0, expected.y0, expected.x1, expected.y1), abs=0.003
        )


def test_invisible_text_is_somebody_elses_recognition() -> None:
    """It is kept apart from what is drawn."""
    (page,) = pages(pdf(first_page(), hidden=True))
    assert [sheet.how for sheet in page.sheets] == ["layer"]


def test_ruled_lines_are_no_words() -> None:
    """What is typed onto a line to be filled in is a word of its own."""
    words = [Word("Date:____3/18/25__", 0.0, 0.0, 0.9, 0.1), Word("______", 0.0, 0.2, 0.9, 0.3)]
    sheet = make_sheet(1, "text", words)
    assert [word.text for word in sheet.words] == ["Date:", "3/18/25"] and sheet.text == "Date: 3/18/25"
    assert sheet.words[1].x0 == pytest.approx(0.45)


def test_a_picture_of_a_page_is_a_scan_without_words() -> None:
    """Until it is read from the picture."""
    (page,) = pages(scan((20, 20, bytes(400))))
    assert page.is_scan and page.sheets == ()


@needs_tesseract
def test_a_scan_is_read_from_its_picture() -> None:
    """Model, agency, days and offices of a scanned document, with the reading named in each passage."""
    found = read_document(scanned(*PAGES), "memo.pdf", resolver())
    assert (found.model.value, found.resolution.agency_id) == ("TFM", "us-fl-baker-county-sheriff")
    assert (found.local.signed_on.value, found.federal.signed_on.value) == ("2025-03-18", "2025-03-26")
    assert (found.local.office.value, found.federal.office.value) == ("Sheriff", "Acting Director")
    passage = found.signed_on.passage
    assert passage and found.sheets[passage.sheet].label == "page 2 (OCR)" and found.unread_pages == ()


def test_without_tesseract_a_scan_is_told_as_unread() -> None:
    """With the cure; a document of which some pages have text is read as far as that goes."""
    with pytest.raises(UnreadableError, match="Tesseract"):
        read_document(scanned(first_page()), "memo.pdf", resolver(), program="")
    found = read_document(pdf(*PAGES, []), "memo.pdf", resolver(), program="")
    assert found.unread_pages == (3,) and found.signed_on.value == "2025-03-26"


@needs_tesseract
def test_no_page_is_drawn_larger_than_the_bound() -> None:
    """A page of a kilometre is drawn as small as any other."""
    with open_pdf(pdf(first_page(), box=(14_400, 14_400)), "memo.pdf") as document:
        drawn = document.draw(1, 600)
    assert drawn is not None
    head = drawn.split(b"\n", 1)[0]
    assert max(map(int, head.split()[1:3])) <= MOST_PIXELS


def test_a_picture_larger_than_any_scanners_is_not_drawn() -> None:
    """It would take all memory: the page is told as unread."""
    with open_pdf(scan((40_000, 40_000, b"\x00")), "memo.pdf") as document:
        assert document.draw(1) is None
    with pytest.raises(UnreadableError, match="no text"):
        read_document(scan((40_000, 40_000, b"\x00")), "memo.pdf", resolver())


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is empty"),
    "spaces": (b" \n\n ", "is empty"),
    "a web page": (b"<!DOCTYPE html><html><body>Not found</body></html>", "web page"),
    "a web page behind a comment": (b"\xef\xbb\xbf \n<html>", "web page"),
    "a text": (b"MEMORANDUM OF AGREEMENT", "is not a PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "is not a PDF"),
    "a beginning": (pdf(*PAGES)[:300], "cut short or damaged"),
    "a head alone": (b"%PDF-1.7\n", "cut short or damaged"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"%%EOF", "is damaged"),
    "no pages": (assemble([], (612, 792), {}, 0), "is damaged"),
    "too many pages": (pdf(*([[]] * (MOST_PAGES + 1))), f"has {MOST_PAGES + 1} pages"),
    "a lock": (
        assemble([b""], (612, 792), {}, 0, b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 "
                 b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>"), "password"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_ends_in_one_clear_sentence(data: bytes, words: str) -> None:
    """With the file, what is wrong, and the cure."""
    with pytest.raises(UnreadableError) as raised:
        read_document(data, "memo.pdf", resolver(), program="")
    assert words in raised.value.problem and raised.value.where == "memo.pdf" and raised.value.cure


def test_damage_anywhere_never_ends_in_anything_but_an_answer_or_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes cut or overwritten at many places: each is read as far as it goes, or refused."""
    monkeypatch.setattr(memoranda, "open_apart", open_pdf)  # without a process for each, of which there are a hundred
    whole = pdf(*PAGES)
    for at in range(20, len(whole), 97):
        for damaged in (whole[:at], whole[:at] + b"\x00\xff" * 8 + whole[at + 16 :]):
            try:
                read_document(damaged, "memo.pdf", resolver(), program="")
            except UnreadableError as error:
                assert error.cure


def fake(folder: Path, script: str) -> str:
    """Return the path of a program that stands for Tesseract."""
    path = folder / "tesseract"
    path.write_text(f"#!{sys.executable}\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


HEAD = "level" + "\\tcolumn" * 11 + "\\n1\\t1" + "\\t0" * 6 + "\\t100\\t200\\t-1\\t"


def test_the_program_gets_the_picture_one_thread_and_a_bare_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No shell, nothing of this user's environment, and no file that could stay behind."""
    monkeypatch.setenv("A_SECRET", "x")
    script = (
        "import os, sys\nassert os.environ['OMP_THREAD_LIMIT'] == '1' and 'A_SECRET' not in os.environ\n"
        "assert sys.stdin.buffer.read() == b'P5 1 1 255\\n\\x00' and sys.argv[1:3] == ['stdin', 'stdout']\n"
        f"print('{HEAD}')\nprint('5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t30\\t40\\t91.5\\tSheriff')"
    )
    sheet = read_picture(fake(tmp_path, script), b"P5 1 1 255\n\x00", 3)
    assert sheet is not None and sheet.words == (Word("Sheriff", 0.1, 0.1, 0.4, 0.3, 91.5),)
    assert (sheet.page, sheet.how) == (3, "ocr")


@pytest.mark.parametrize("script", ["import sys; sys.exit(1)", "import time; time.sleep(60)"])
def test_a_program_that_fails_or_hangs_leaves_the_page_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """Within its time limit, and so does one that is not there."""
    monkeypatch.setattr(ocr, "TIME_LIMIT_SECONDS", 0.5)
    assert read_picture(fake(tmp_path, script), b"", 1) is None
    assert read_picture(str(tmp_path / "none"), b"", 1) is None


@pytest.mark.parametrize(
    "table", ["", "nonsense", HEAD.replace("\\t", "\t").replace("\\n", "\n") + "\n5\tx", "level\n1\t1\n5\t1\t2"]
)
def test_a_table_that_is_none_has_no_words(table: str) -> None:
    """Rows that are cut short are passed over."""
    assert read_table(table) == []


def test_nothing_of_this_starts_a_process_or_loads_a_library_at_import() -> None:
    """The command line starts fast, and a machine without pypdfium2's library can still list what it knows."""
    code = "import sys, comity.sources.moa, comity.text.pdf, comity.text.ocr; assert 'pypdfium2' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
