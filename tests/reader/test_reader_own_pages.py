"""Floors on the pages labelled here: one part open to whoever writes rules, two that nobody of them reads."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.reader.scoring import (
    KINDS,
    MADE_UP,
    RETOLD,
    SAME,
    TWICE,
    has_fallen,
    own_pages,
    paired,
    place,
    plain,
    read_claims,
    score,
)

from comity.places import load_gazetteer

FLOORS = tomllib.loads((Path(__file__).parent / "own_floors.toml").read_text(encoding="utf-8"))
# A quotation is a fragment: what is longer is somebody's text.
LONGEST_QUOTATION = 20


@pytest.mark.parametrize("part", RETOLD + MADE_UP + TWICE)
def test_reading_does_not_fall_below_its_floor(part: str) -> None:
    """Precision, recall and what agrees hold, each kind of claim and each part by itself."""
    pages, labels = own_pages(part)
    got = score([read_claims(page, looks_twice=part in TWICE) for page in pages], labels)
    for kind in KINDS:
        floors = FLOORS[part].get(kind, {})
        assert {name: got[kind][name] for name in floors if has_fallen(part, name, got[kind], floors)} == {}, kind


@pytest.mark.parametrize("part", RETOLD)
def test_every_label_quotes_its_page(part: str) -> None:
    """Labels are checked like claims: exact words, a county that is in the gazetteer, one label a page."""
    pages, labels = own_pages(part)
    assert [page["id"] for page in pages] == [label["id"] for label in labels]
    assert len({page["id"] for page in pages}) == len(pages)
    book = load_gazetteer()
    for page, label in zip(pages, labels, strict=True):
        for claim in [claim for kind in KINDS for claim in label[kind]]:
            assert claim["evidence"] in page["text"], (page["id"], claim["evidence"])
            county = claim.get("fips5_or_null")
            assert county in (None, "11001") or book.get(county) is not None, (page["id"], county)


@pytest.mark.parametrize("part", RETOLD)
def test_the_pages_are_told_in_our_own_words(part: str) -> None:
    """Only short fragments are quoted, and each page says where its facts were read."""
    pages, _ = own_pages(part)
    for page in pages:
        quoted = re.findall(r"[“\"]([^”\"\n]+)[”\"]", page["text"])
        assert max((len(words.split()) for words in quoted), default=0) <= LONGEST_QUOTATION + 1, page["id"]
        assert page["url"].startswith("http") and page["text_kind"] == "paraphrase", page["id"]


@pytest.mark.parametrize("part", MADE_UP)
def test_what_is_made_up_says_so_and_quotes_its_page(part: str) -> None:
    """Nothing made up can be taken for a report: no address that exists, nobody's money; quotations stand there."""
    pages, labels = own_pages(part)
    assert [page["id"] for page in pages] == [label["id"] for label in labels]
    assert len({page["id"] for page in pages}) == len(pages)
    for page, label in zip(pages, labels, strict=True):
        assert page["text_kind"] == "made_up" and page["id"].startswith("made-"), page["id"]
        assert not page["url"] or page["url"].split("/")[2].endswith(".example"), page["url"]
        assert label["relations"] == [], page["id"]
        for event in label["events"]:
            assert (event["evidence"] or "") in page["text"], (page["id"], event["evidence"])
            assert event["evidence"] or part == "drill", page["id"]


def claim(**changes: Any) -> dict[str, Any]:
    """Return an event, with some of it changed."""
    event: dict[str, Any] = {
        "jurisdiction_name": "Alder County", "fips5_or_null": "12901", "state": "FL", "status": "happened",
        "instrument": "detention_contract", "action": "end", "date": "2019-02", "attributed_to": None,
    }  # fmt: skip
    return event | changes


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({"action": "suspend", "status": "proposed", "date": None}, True),
        ({"jurisdiction_name": "County of Alder", "fips5_or_null": None}, True),
        ({"action": "renew"}, False),
        ({"instrument": "detainer_policy"}, False),
        ({"fips5_or_null": "12903", "jurisdiction_name": "Birch County"}, False),
    ],
)
def test_two_events_are_one_by_place_family_and_side(changes: dict[str, Any], is_same: bool) -> None:
    """Status, date and speaker are scored among the pairs and do not part them."""
    assert bool(paired([claim()], [claim(**changes)], SAME["events"])) is is_same


def test_a_label_is_found_once() -> None:
    """Two claims of one labelled event are one hit and one false claim; a miss costs recall alone."""
    page = {"events": [claim(), claim()], "relations": [], "elections": []}
    label = {"events": [claim(status="announced"), claim(action="sue")], "relations": [], "elections": []}
    got = score([page], [label])["events"]
    assert (got["precision"], got["recall"], got["status"], got["date"]) == (0.5, 0.5, 0.0, 1.0)


def test_a_quiet_page_that_draws_an_event_is_noisy() -> None:
    """Pages without a labelled event are counted by themselves."""
    loud = {"events": [claim()], "relations": [], "elections": []}
    quiet: dict[str, list[Any]] = {"events": [], "relations": [], "elections": []}
    assert score([loud, quiet], [quiet, quiet])["events"]["noisy"] == 0.5


@pytest.mark.real
def test_the_scoring_is_that_of_the_shared_scorer(shared_data: Path) -> None:
    """The same pairs on the labelled pages, and the same plain forms and places."""
    spec = importlib.util.spec_from_file_location("score_reader", shared_data.parent / "tools" / "score_reader.py")
    assert spec is not None and spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    same = {"events": theirs.same_event, "relations": theirs.same_relation, "elections": theirs.same_election}
    folder = shared_data / "articles"
    rows = [json.loads(line) for line in (folder / "pages.jsonl").read_text().splitlines()][:40]
    labels = {label["id"]: label for label in map(json.loads, (folder / "gold.jsonl").read_text().splitlines())}
    for row in rows:
        found = read_claims(row)
        for kind in KINDS:
            wanted = labels[row["id"]][kind]
            assert paired(found[kind], wanted, SAME[kind]) == theirs.pair(found[kind], wanted, same[kind]), row["id"]
        for event in labels[row["id"]]["events"]:
            assert place(event) == theirs.place(event)
            assert plain(event["attributed_to"]) == theirs.norm(event["attributed_to"])
