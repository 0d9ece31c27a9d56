"""`comity moa`: files in, facts with page and words out, claims to review, and from there into a release."""

from __future__ import annotations

from pathlib import Path

import pytest
from moa_samples import first_page, pdf, resolver, signature_page
from tests.cli.running import Comity

from comity.archive import Archive
from comity.ledger import Ledger
from comity.release.memoranda import read_document
from comity.settings import Settings
from comity.sources.moa.proposals import page_of, propose_claims


@pytest.fixture
def comity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over a data folder that does not exist yet."""
    return Comity(tmp_path / "home", monkeypatch, capsys)


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    """Return a memorandum's file."""
    path = tmp_path / "BakerCoSheriffsOfficeFL_TFM_MOA_03182025.pdf"
    path.write_bytes(pdf(first_page(), signature_page()))
    return path


def test_what_a_memorandum_says_is_printed_with_its_evidence(comity: Comity, memo: Path) -> None:
    """Nothing is stored without --propose."""
    (row,) = comity("moa", memo, "--no-ocr", "--format", "json").json
    assert row | {"evidence": [], "proposed": None} == {
        "name": memo.name, "document": "memorandum", "model": "TFM", "agency": "Baker County Sheriff's Office, Florida",
        "agency_id": "us-fl-baker-county-sheriff", "state": "FL", "county_geoids": ["12003"],
        "signed_on": "2025-03-26", "local_signed_on": "2025-03-18", "federal_signed_on": "2025-03-26",
        "local_office": "Sheriff", "federal_office": "Acting Director", "page_count": 2, "unread_pages": [],
        "evidence": [], "problems": [], "proposed": None,
    }  # fmt: skip
    assert "federal_signed_on: page 2 “March 26, 2025” (beside-label)" in row["evidence"]
    assert not comity.home.exists()


def test_claims_go_to_review_and_accepted_ones_into_the_release(comity: Comity, memo: Path) -> None:
    """The agreement as an act, each signature with office, day and words; the bytes are in the archive."""
    said = comity("moa", memo, "--no-ocr", "--propose")
    assert said.code == 0 and said.rows[0]["proposed"] == "3" and "comity review" in said.err
    listed = comity("review", "--list").rows
    assert [row["locator"].split(",")[0] for row in listed] == ["page 1", "page 2", "page 2"]
    assert [row["quotation"] for row in listed[1:]] == ["3/18/2025", "March 26, 2025"]
    assert comity("moa", memo, "--no-ocr", "--propose").rows[0]["proposed"] == "3"
    assert len(comity("review", "--list").rows) == 3
    accepted = [part for row in listed for part in ("--accept", row["proposal_id"])]
    assert comity("review", *accepted, "--by", "A. Reader").code == 0
    assert comity("build").code == 0
    claims = [row for row in comity("claims", "--state", "FL").rows if row["claim_id"].startswith("review-")]
    told = {row["statement"] for row in claims}
    both = "Baker County Sheriff's Office, Florida and ICE signed a 287(g) memorandum"
    assert told == {
        f"{both} of the task force model on 2025-03-26.",
        "Sheriff signed for Baker County Sheriff's Office, Florida on 2025-03-18.",
        "Acting Director signed for U.S. Immigration and Customs Enforcement on 2025-03-26.",
    }
    (act,) = [row["act_id"] for row in claims if row["act_id"]]
    assert act == "act-12003-287g_task_force-start-2025-03-26"
    assert {row["actor"] for row in claims} >= {"Pat Q. Example, Sheriff, Baker County Sheriff's Office, Florida"}
    with Ledger(Settings(comity.home).ledger, read_only=True) as ledger:
        sha256 = ledger.proposals()[0].page.publication_id
    assert Archive(Settings(comity.home).archive).get(sha256) == memo.read_bytes()
    assert comity("archive", "check").code == 0


def test_a_file_that_cannot_be_read_does_not_stop_the_others(comity: Comity, memo: Path, tmp_path: Path) -> None:
    """Each is told in a sentence; the exit code is that of the first."""
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"<html>moved</html>")
    said = comity("moa", bad, memo, "--no-ocr", "--propose")
    assert said.code == 5 and [row["name"] for row in said.rows] == [memo.name]
    assert "comity: bad.pdf: is not a PDF but a web page; download the document itself" in said.err
    assert comity("moa", tmp_path / "none.pdf").code == 2


def test_only_offices_and_their_holders_are_proposed() -> None:
    """Witnesses, contacts and lawyers of a memorandum stay out of every proposal, also out of the words around."""
    page = [*signature_page(), (72, 320, "Witness: Robin Private"), (72, 340, "Notary: Sam Bystander")]
    annex = [(72, 72, "APPENDIX A"), (72, 90, "For the LEA: Casey Contact, 555-123-4567")]
    found = read_document(pdf(first_page(), page, annex), "memo.pdf", resolver(), program="")
    told = repr(propose_claims(found, resolver().gazetteer)) + repr(page_of(found, "0" * 64))
    for name in ("Private", "Bystander", "Casey", "555-123"):
        assert name not in told
    assert "Pat Q. Example, Sheriff" in told


def test_a_document_without_model_or_agency_proposes_nothing() -> None:
    """It is told what could not be read; a person reads it."""
    found = read_document(pdf([(72, 72, "Some letter about an agreement")]), "letter.pdf", resolver(), program="")
    assert propose_claims(found, resolver().gazetteer) == [] and found.model.rule and found.agency.rule


def test_the_same_memorandum_with_a_day_put_right_reopens_what_was_accepted(comity: Comity, memo: Path) -> None:
    """A corrected copy under the same name is a changed page."""
    comity("moa", memo, "--no-ocr", "--propose")
    ids = [row["proposal_id"] for row in comity("review", "--list").rows]
    comity("review", *(part for one in ids for part in ("--accept", one)), "--by", "A. Reader")
    memo.write_bytes(pdf(first_page(), signature_page(federal="March 27, 2025")))
    comity("moa", memo, "--no-ocr", "--propose")
    assert {row["proposal_id"] for row in comity("review", "--list", "--status", "reopened").rows} == {ids[0], ids[2]}
    assert len(comity("review", "--list", "--status", "open").rows) == 2
