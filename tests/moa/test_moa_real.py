"""The 22 real memoranda against labels that were read by eye."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from moa_samples import resolver

from comity.release.memoranda import read_document
from comity.sources.moa import Memorandum
from comity.text.ocr import find_tesseract

GOLD = Path(__file__).parents[1] / "gold" / "memoranda.csv"
# Without Tesseract: what the documents hold as text. Floors as scored on all 22; they are never lowered.
LEAST_AGENCIES, LEAST_DAYS = 17, 17
# One typed into a form's fields, one whose stamp is in small print under a bad recognition.
SCANS = (
    "FLORIDA--ArcadiaPDFL_TFM_MOA_030425.pdf",
    "ARKANSAS--287gJEM_BentonCoAR_06-30-2020.pdf",
)


def gold() -> list[dict[str, str]]:
    """Return the labels."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wrong(found: Memorandum, label: dict[str, str]) -> list[str]:
    """Return what is proposed and is not what stands there; what is left out is not wrong."""
    told = {
        "model": found.model.value,
        "agency_id": found.resolution.agency_id,
        "local_signed_on": found.local.signed_on.value,
        "federal_signed_on": found.federal.signed_on.value,
        "local_office": found.local.office.value,
        "federal_office": found.federal.office.value,
    }
    faults = [f"{key}: {value}, not {label[key]}" for key, value in told.items() if value and value != label[key]]
    signed = max(label["local_signed_on"], label["federal_signed_on"])
    return faults + [f"signed_on {found.signed_on.value}"] * (found.signed_on.value not in ("", signed))


@pytest.mark.real
def test_text_alone_proposes_nothing_wrong_of_the_real_memoranda(shared_data: Path) -> None:
    """No fault in 22 documents, and not less found than before."""
    agencies = days = 0
    for label in gold():
        path = shared_data / "moa" / label["file"]
        try:
            found = read_document(path.read_bytes(), path.name, resolver(), program="")
        except Exception as error:  # noqa: BLE001  a scan without text: told, and counted as not found
            assert "no text" in str(error) or "Tesseract" in str(error), error
            continue
        assert wrong(found, label) == [], label["file"]
        agencies += found.resolution.agency_id == label["agency_id"] and found.model.value == label["model"]
        days += bool(found.signed_on.value)
    assert agencies >= LEAST_AGENCIES and days >= LEAST_DAYS, (agencies, days)


@pytest.mark.real
@pytest.mark.skipif(not find_tesseract(), reason="Tesseract is not installed here")
@pytest.mark.parametrize("file", SCANS)
def test_with_pictures_the_hard_ones_are_read_whole(shared_data: Path, file: str) -> None:
    """Model, agency, the federal day and office: all there, all right."""
    label = next(one for one in gold() if one["file"] == file)
    path = shared_data / "moa" / file
    found = read_document(path.read_bytes(), path.name, resolver())
    assert wrong(found, label) == []
    assert found.model.value and found.resolution.agency_id and found.federal.office.value
    assert found.signed_on.value == max(label["local_signed_on"], label["federal_signed_on"])
