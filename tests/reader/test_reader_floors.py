"""Floors on the labelled pages: reading must not get worse, on pages looked at and on pages held out alike."""

import hashlib
import importlib.util
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from msgspec.structs import asdict
from tests.reader.raise_floors import PARTS, part_of
from tests.reader.scoring import has_fallen

from comity.reader.page import read_page
from comity.reader.records import Page, Reading
from comity.reader.shard import default_reader

pytestmark = pytest.mark.real

_FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
_SEEDS = ("seed-000", "seed-003")


@pytest.fixture(scope="module")
def pages(shared_data: Path) -> dict[str, Page]:
    """Return the labelled pages by id."""
    rows = [json.loads(line) for line in (shared_data / "articles" / "pages.jsonl").read_text().splitlines()]
    return {r["id"]: Page(r["id"], r["text"], r["url"], r["title"] or "", r["published"] or "") for r in rows}


@pytest.fixture(scope="module")
def labels(shared_data: Path) -> dict[str, Any]:
    """Return the labels by page id."""
    return {r["id"]: r for r in map(json.loads, (shared_data / "articles" / "gold.jsonl").read_text().splitlines())}


@pytest.fixture(scope="module")
def ruled(pages: dict[str, Page]) -> dict[str, Reading]:
    """Return every labelled page read by rules alone."""
    read = default_reader(looks_twice=False)
    return {page_id: read(page) for page_id, page in pages.items()}


@pytest.fixture(scope="module")
def looked(pages: dict[str, Page]) -> dict[str, Reading]:
    """Return every labelled page read as `comity read` reads it."""
    read = default_reader()
    return {page_id: read(page) for page_id, page in pages.items()}


@pytest.fixture
def readings(part: str, ruled: dict[str, Reading], looked: dict[str, Reading]) -> dict[str, Reading]:
    """Return the readings that a part is of."""
    return looked if part.endswith("_twice") else ruled


@pytest.fixture(scope="module")
def scorer(shared_data: Path) -> ModuleType:
    """Return the scorer that stands beside the labels."""
    spec = importlib.util.spec_from_file_location("score_reader", shared_data.parent / "tools" / "score_reader.py")
    if spec is None or spec.loader is None or not Path(str(spec.origin)).is_file():
        pytest.skip("the scorer is not beside the labels")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def events_of(reading: Reading) -> list[dict[str, Any]]:
    """Return a reading's events as the labels write them."""
    return [{name: getattr(event, name) for name in event.__struct_fields__} for event in reading.events]


def paired(
    part: str, labels: dict[str, Any], readings: dict[str, Reading], scorer: ModuleType
) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]], list[tuple[dict[str, Any], dict[str, Any]]]]]:
    """Yield found events, labelled events and their pairs, page by page of one part."""
    for page_id, label in labels.items():
        if part_of(page_id) == part.removesuffix("_twice"):
            found = events_of(readings[page_id])
            yield found, label["events"], scorer.pair(found, label["events"], scorer.same_event)


def test_the_labels_are_those_of_the_floors(shared_data: Path) -> None:
    """Floors hold for one corpus: another digest asks for floors of its own."""
    digest = hashlib.sha256()
    for name in ("pages.jsonl", "gold.jsonl"):
        digest.update((shared_data / "articles" / name).read_bytes())
    assert digest.hexdigest() == _FLOORS["corpus_sha256"]


@pytest.mark.parametrize("part", PARTS)
def test_events_do_not_fall_below_their_floor(part: str, labels, readings, scorer) -> None:  # type: ignore[no-untyped-def]
    """Precision, recall and the agreement of status, date and attribution hold, each part by itself."""
    found = labelled = hit = status = date = speaker = 0
    for mine, theirs, pairs in paired(part, labels, readings, scorer):
        found, labelled, hit = found + len(mine), labelled + len(theirs), hit + len(pairs)
        status += sum(a["status"] == b["status"] for a, b in pairs)
        date += sum((a["date"] or None) == (b["date"] or None) for a, b in pairs)
        speaker += sum(scorer.norm(a["attributed_to"]) == scorer.norm(b["attributed_to"]) for a, b in pairs)
    got = {
        "precision": hit / found, "recall": hit / labelled, "status": status / hit, "date": date / hit,
        "attribution": speaker / hit,
    }  # fmt: skip
    floor = _FLOORS[part]["events"]
    assert {name: value for name, value in got.items() if has_fallen(part, name, got, floor)} == {}


@pytest.mark.parametrize("kind", ["relations", "elections"])
@pytest.mark.parametrize("part", PARTS)
def test_ties_and_elections_do_not_fall_below_their_floor(part, kind, labels, readings, scorer) -> None:  # type: ignore[no-untyped-def]
    """Precision and recall of each hold, by the scorer that stands beside the labels."""
    same = {"relations": scorer.same_relation, "elections": scorer.same_election}[kind]
    found = labelled = hit = 0
    for page_id, label in labels.items():
        if part_of(page_id) == part.removesuffix("_twice"):
            mine = [asdict(claim) for claim in getattr(readings[page_id], kind)]
            found, labelled = found + len(mine), labelled + len(label[kind])
            hit += len(scorer.pair(mine, label[kind], same))
    floors = _FLOORS[part][kind]
    assert hit / found >= floors["precision"] and hit / labelled >= floors["recall"]


def test_a_share_may_fall_only_where_no_fewer_agree() -> None:
    """One more event found without its day is no loss; a day that was told and is told no longer is one."""
    floor = {"precision": 0.5, "recall": 0.25, "date": 0.8, "noisy": 0.1}
    assert not has_fallen("held_out", "date", {"recall": 0.3, "date": 0.7}, floor)
    assert has_fallen("looked_at", "date", {"recall": 0.3, "date": 0.7}, floor)
    assert has_fallen("held_out", "date", {"recall": 0.25, "date": 0.75}, floor)
    assert has_fallen("held_out", "precision", {"recall": 0.9, "precision": 0.4}, floor)
    assert has_fallen("held_out", "noisy", {"noisy": 0.2}, floor) and not has_fallen(
        "held", "noisy", {"noisy": 0.1}, floor
    )


@pytest.mark.parametrize("part", PARTS)
def test_no_family_falls_below_its_floor(part: str, labels, readings, scorer) -> None:  # type: ignore[no-untyped-def]
    """Of each instrument's family as many events are found, and as few are false, as the floor says."""
    hits: dict[str, int] = {}
    false: dict[str, int] = {}
    for mine, _, pairs in paired(part, labels, readings, scorer):
        for event, _ in pairs:
            hits[scorer.FAMILY[event["instrument"]]] = hits.get(scorer.FAMILY[event["instrument"]], 0) + 1
        matched = {id(event) for event, _ in pairs}
        for event in mine:
            if id(event) not in matched:
                false[scorer.FAMILY[event["instrument"]]] = false.get(scorer.FAMILY[event["instrument"]], 0) + 1
    for family, floor in _FLOORS["families"][part].items():
        assert hits.get(family, 0) >= floor["found"], f"{family}: {hits.get(family, 0)} found"
        assert false.get(family, 0) <= floor["false"], f"{family}: {false.get(family, 0)} false"


@pytest.mark.parametrize("part", PARTS)
def test_quiet_pages_stay_quiet(part: str, labels, readings) -> None:  # type: ignore[no-untyped-def]
    """No more than the floor's share of pages without an event draws one."""
    quiet = [i for i, label in labels.items() if part_of(i) == part.removesuffix("_twice") and not label["events"]]
    noisy = [i for i in quiet if readings[i].events]
    assert len(noisy) / len(quiet) <= _FLOORS[part]["events"]["noisy"]


@pytest.mark.parametrize("part", ["looked_at", "looked_at_twice"])
@pytest.mark.parametrize("page_id", _SEEDS)
def test_the_seed_articles_are_read_whole(page_id: str, labels, readings, scorer) -> None:  # type: ignore[no-untyped-def]
    """Both articles that came with the project give every labelled event and no other."""
    found = events_of(readings[page_id])
    pairs = scorer.pair(found, labels[page_id]["events"], scorer.same_event)
    assert len(pairs) == len(found) == len(labels[page_id]["events"])
    assert all(a["status"] == b["status"] for a, b in pairs)
    assert all(scorer.norm(a["attributed_to"]) == scorer.norm(b["attributed_to"]) for a, b in pairs)


def test_the_plain_path_reads_every_page_alike(pages, ruled) -> None:  # type: ignore[no-untyped-def]
    """On whole labelled pages the prefilter leaves nothing out."""
    for page_id, page in pages.items():
        assert read_page(page, is_plain=True).events == ruled[page_id].events, page_id


def test_evidence_is_in_the_page_but_for_what_is_left_out(pages, ruled, looked) -> None:  # type: ignore[no-untyped-def]
    """Every event quotes its page exactly, but for the names of private persons."""
    for page_id, reading in [*ruled.items(), *looked.items()]:
        for event in reading.events:
            assert all(piece in pages[page_id].text for piece in event.evidence.split("[…]")), event.evidence
