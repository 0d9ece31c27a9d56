"""The API's reference page is what the command writes, and its examples what is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.cli.api import written_page
from comity.release.opening import starter_settings
from comity.settings import Settings
from comity.web.api.reference import MASK, SHOWN, shown_json

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the page over the starter record."""
    return written_page(starter_settings(Settings(tmp_path_factory.mktemp("starter"))))


def test_the_page_is_current(written: str) -> None:
    """Every route and parameter of the document, and every example, as they are now."""
    assert PAGE.read_text(encoding="utf-8") == written, "run: comity api --out docs/api.md"


def test_the_examples_show_answers_and_errors(written: str) -> None:
    """Each kind once at least."""
    assert all(f"→ {status}" in written for status in (200, 400, 404)) and "```csv" in written
    assert MASK in written and "did you mean state?" in written


def test_long_lists_are_cut_and_the_release_masked() -> None:
    """So that a page stays readable, and does not change where only the release's id does."""
    body = b'{"release_id": "x", "items": [1, 2, 3], "few": [1], "deep": [{"items": [4, 5]}]}'
    shown = shown_json(body)
    assert MASK in shown and '"x"' not in shown and shown.count("…") == 2 and SHOWN == 1
