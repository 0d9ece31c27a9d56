"""The real lists, where they are present: read whole, both ways alike, and judged as a reader would."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from comity.model import ParsedList
from comity.sources.ice_287g import (
    Judgement,
    judge_lists,
    load_source,
    read_list,
    signed_on,
    summarise,
    support_models,
    workbook,
)
from comity.sources.ice_287g.cells import read_strings, read_strings_plainly
from comity.sources.ice_287g.container import read_parts
from comity.sources.ice_287g.workbook import read_workbook

pytestmark = pytest.mark.real
VERDICTS = Path(__file__).with_name("verdicts.toml")


def files(folder: Path) -> list[Path]:
    """Return every list in the folder of real files."""
    return sorted((folder / "ice-287g").rglob("*.xlsx")) + sorted((folder / "ice-287g").glob("*.csv"))


@cache
def parsed_lists(folder: Path) -> tuple[ParsedList, ...]:
    """Return every list, read once for all tests."""
    return tuple(read_list(path.read_bytes(), path.name) for path in files(folder))


@cache
def judgements(folder: Path) -> tuple[Judgement, ...]:
    """Return the judgements on every list."""
    ids: dict[object, int] = {}
    summaries = [summarise(one, lambda content: ids.setdefault(content, len(ids))) for one in parsed_lists(folder)]
    return tuple(judge_lists(summaries, load_source().expectations))


def corpus_digest(folder: Path) -> str:
    """Return the digest of the file names."""
    return hashlib.sha256("\n".join(path.name for path in files(folder)).encode()).hexdigest()


def test_every_row_is_read_or_refused_with_a_reason(shared_data: Path) -> None:
    """Of 130,299 rows four are refused, for want of a support type, and nothing else needs a person."""
    lists = parsed_lists(shared_data)
    assert sum(one.row_count for one in lists) == 130_299
    refused = [refusal.reason for one in lists for refusal in one.refused]
    assert refused == ["no support type is printed"] * 4
    assert [issue for one in lists for issue in one.issues] == []


def test_every_support_type_is_known_and_every_address_is_the_publishers(shared_data: Path) -> None:
    """No wrapping is left on any of 100,000 addresses."""
    rows = [row for one in parsed_lists(shared_data) for _, row in one.rows]
    assert {row.support_type for row in rows if support_models(row.support_type) is None} == set()
    hosts = {url.split("/")[2] for row in rows for url in (row.moa_url, row.addendum_url) if url}
    assert hosts == set(load_source().publisher.document_hosts) & hosts
    assert sum(bool(row.moa_url) for row in rows) > 95_000


def test_signing_dates_are_read_or_explained(shared_data: Path) -> None:
    """Every signing date of every participating list is settled but the three that are blank."""
    unsettled = []
    for one in parsed_lists(shared_data):
        if one.facts.header[-1:] and "SIGNED" in {name.strip() for name in one.facts.header}:
            on = max(one.facts.name_says_on, one.facts.modified_at[:10])
            unsettled += [s for _, row in one.rows if not (s := signed_on(row.signed, on)).on]
    assert {signed.problem for signed in unsettled} == {"no signing date is printed"}
    assert len(unsettled) == 3


def test_the_fast_way_and_the_plain_way_read_the_same(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The regular expressions and the XML parser agree on whole documents, a tenth of them here."""
    for path in files(shared_data)[:-2:10]:
        data = path.read_bytes()
        fast = read_workbook(data, path.name)
        with monkeypatch.context() as plainly:
            plainly.setattr(workbook, "read_columns", lambda xml, name: None)
            assert read_workbook(data, path.name) == fast
        strings = read_parts(data, path.name).get("xl/sharedstrings.xml", b"")
        if strings:
            assert read_strings(strings, path.name) == read_strings_plainly(strings, path.name)


def test_what_is_read_is_what_another_reader_reads(shared_data: Path) -> None:
    """State, agency, model and link agree with openpyxl's on lists of each layout."""
    chosen = files(shared_data)[:-2:45]
    for path in chosen:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        head = [str(cell.value or "").strip() for cell in sheet[1]]
        state, agency, support = (head.index(name) for name in load_source().header.required)
        for locator, row in read_list(path.read_bytes(), path.name).rows:
            cells = sheet[int(locator.rpartition("!")[2])]
            assert (row.state, row.agency) == (cells[state].value, cells[agency].value)
            assert row.support_type == cells[support].value
            link = cells[head.index("MOA")].hyperlink if "MOA" in head else None
            assert bool(row.moa_url) == bool(link or "://" in row.moa)


def test_the_labels_belong_to_these_files(shared_data: Path) -> None:
    """Labels of one corpus say nothing of another."""
    assert tomllib.loads(VERDICTS.read_text())["digest"] == corpus_digest(shared_data)


def test_every_list_is_judged_as_labelled(shared_data: Path) -> None:
    """The misdated and swapped lists are found from content, and every other list is good on its own day."""
    labels = {label["name"]: label for label in tomllib.loads(VERDICTS.read_text())["list"]}
    found = judgements(shared_data)
    assert labels.keys() <= {one.name for one in found}
    for one in found:
        label = labels.get(one.name, {})
        kind = "pending" if one.name.startswith("pending") else "participating"
        expected = (label.get("verdict", "good"), label.get("list", kind), label.get("published_on", one.printed_on))
        assert (one.verdict, one.list, one.published_on) == expected, one
        assert bool(one.reason) == (one.verdict != "good"), one


def test_any_cut_of_the_real_series_is_judged_without_false_alarm(shared_data: Path) -> None:
    """The lists up to a day, as they were known then, are judged as with all later ones, the labelled ones aside."""
    ids: dict[object, int] = {}
    summaries = [summarise(one, lambda content: ids.setdefault(content, len(ids))) for one in parsed_lists(shared_data)]
    labels = {label["name"] for label in tomllib.loads(VERDICTS.read_text())["list"]}
    plain = sorted((one for one in summaries if one.facts.name not in labels), key=lambda one: one.facts.name_says_on)
    doubted = []
    for count in range(1, len(plain), 12):
        found = judge_lists(plain[:count], load_source().expectations)
        doubted += [(one.name, one.reason) for one in found if one.verdict != "good"]
    assert doubted == []


@pytest.mark.parametrize("modified_at", ["", "2030-01-01T00:00:00Z"], ids=["absent", "saved anew"])
def test_the_judging_does_not_hang_on_the_savings(shared_data: Path, modified_at: str) -> None:
    """Without a last saving to go by, names, rows and signings still place every participating list."""
    ids: dict[object, int] = {}
    labels = {label["name"]: label for label in tomllib.loads(VERDICTS.read_text())["list"]}
    summaries = []
    for one in parsed_lists(shared_data):
        summary = summarise(one, lambda content: ids.setdefault(content, len(ids)))
        summaries.append(replace(summary, facts=replace(summary.facts, modified_at=modified_at)))
    for found in judge_lists(summaries, load_source().expectations):
        label = labels.get(found.name, {})
        if found.list == "participating":
            expected = (label.get("verdict", "good"), label.get("published_on", found.printed_on))
            assert (found.verdict, found.published_on) == expected, found
