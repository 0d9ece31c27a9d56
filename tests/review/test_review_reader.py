"""From the reader to review: the words in their paragraph, no private person's name, the same page once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import Comity

from comity.ledger import Ledger
from comity.settings import Settings

BEFORE = "The board met for three hours."
ENDED = "On January 22, 2018, Fairfax County, Virginia, ended its detention contract with ICE."
AFTER = "Officials said the notice takes effect in May."
CRIED = "Rosalinda Quispe, a neighbor, cried and hugged Tomasz Wielgorski outside."
TITLE = "Fairfax County ends its contract with ICE"
TEXT = f"{TITLE}\n\n{BEFORE} {ENDED} {AFTER} {CRIED}\n\nThe sheriff declined to comment.\n"


@pytest.fixture
def comity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over a fresh data folder."""
    return Comity(tmp_path / "home", monkeypatch, capsys)


def pages(tmp_path: Path, text: str = TEXT) -> Path:
    """Return a file with one page."""
    page = {
        "id": "p-1", "url": "https://paper.example/fairfax", "title": TITLE,
        "published": "2018-01-23", "text": text,
    }  # fmt: skip
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps(page) + "\n", "utf-8")
    return path


def test_a_reviewer_sees_the_sentence_in_its_paragraph(comity: Comity, tmp_path: Path) -> None:
    """What stands before and after it, to the paragraph's end or to a private person's name."""
    assert comity("read", pages(tmp_path), "--propose").code == 0
    with Ledger(Settings(comity.home).ledger) as ledger:
        found = ledger.proposals()
    ended = next(one for one in found if one.fields.get("action") == "end" and ENDED in one.quotation.exact + ".")
    around = ended.quotation.prefix + ended.quotation.exact + ended.quotation.suffix
    assert BEFORE in around and AFTER in around and "contract with ICE\n" not in around


def test_no_private_name_enters_the_ledger(comity: Comity, tmp_path: Path) -> None:
    """Not in fields, words, nor around the words; looked for in the file's bytes."""
    assert comity("read", pages(tmp_path), "--propose").code == 0
    with Ledger(Settings(comity.home).ledger) as ledger:
        assert ledger.proposals()
    stored = b"".join(path.read_bytes() for path in comity.home.glob("ledger.sqlite*"))
    for name in (b"Rosalinda", b"Quispe", b"Tomasz", b"Wielgorski"):
        assert name not in stored
    exported = tmp_path / "review.jsonl"
    comity("review", "--export", exported)
    assert "Quispe" not in exported.read_text("utf-8")


def test_the_same_page_again_adds_nothing_and_a_changed_one_reopens(comity: Comity, tmp_path: Path) -> None:
    """Proposed, accepted, read again; then the paper takes its word back."""
    comity("read", pages(tmp_path), "--propose")
    ids = [row["proposal_id"] for row in comity("review", "--list").rows]
    comity("review", *(part for one in ids for part in ("--accept", one)), "--by", "A. Reader")
    comity("read", pages(tmp_path), "--propose")
    assert comity("review", "--list").rows == []
    comity(
        "read", pages(tmp_path, TEXT.replace(ENDED, "Fairfax County kept it.").replace("ends its", "on")), "--propose"
    )
    assert comity("review", "--list", "--status", "reopened").rows
