"""Rows as a table, as CSV and as JSON: nothing cut that is needed, nothing that acts, nothing that moves the cursor."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.cli import output
from comity.cli.output import NARROWEST_CELL, WIDEST_CELL, csv_cell, plain, print_rows
from comity.release.cells import unguard_text

Caught = pytest.CaptureFixture[str]


def table(
    caught: Caught,
    monkeypatch: pytest.MonkeyPatch,
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
    width: int = 80,
    **more: Any,
) -> list[str]:
    """Return the lines of a table on a terminal of so many columns."""
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: os.terminal_size((width, 40)))
    print_rows(columns, rows, "table", **more)
    return caught.readouterr().out.splitlines()


@pytest.mark.parametrize("width", [20, 60, 110, 400])
def test_an_id_is_never_cut(capsys: Caught, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Whoever reads an id wants to give it to another command; texts beside it give way."""
    long = "us-tx-unresolved-" + "the-department-of-a-very-long-name-" * 3 + "x.1"
    rows = [{"agreement_id": long, "agency": "A" * 90, "state": "TX"}]
    lines = table(capsys, monkeypatch, ("agreement_id", "agency", "state"), rows, width)
    assert len(long) > WIDEST_CELL
    assert lines[1].split("  ")[0] == long


def test_a_table_fits_the_terminal_as_far_as_its_narrowest_columns_allow(
    capsys: Caught, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The widest columns give way first, none below the narrowest, and what is cut ends in an ellipsis."""
    rows = [{"name": "n" * 50, "reason": "r" * 50, "list": "pending"}]
    lines = table(capsys, monkeypatch, ("name", "reason", "list"), rows, 60)
    assert [len(line) for line in lines[1:]] == [60]
    name, reason, which = lines[1].split("  ")
    assert which == "pending" and name[-1] == reason[-1] == "…" and abs(len(name) - len(reason)) <= 1
    narrow = table(capsys, monkeypatch, ("name", "reason", "list"), rows, 5)
    assert [len(cell) for cell in narrow[1].split("  ")] == [NARROWEST_CELL, NARROWEST_CELL, len("pending")]
    wide = table(capsys, monkeypatch, ("name", "reason", "list"), rows, 300)
    assert wide[1].split() == ["n" * 50, "r" * 50, "pending"]


def test_no_cell_is_wider_than_the_widest(capsys: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal of any width a long text does not push the others out of sight."""
    (_, line) = table(capsys, monkeypatch, ("reason", "list"), [{"reason": "r" * 99, "list": "x"}], 500)
    assert line == "r" * (WIDEST_CELL - 1) + "…  x"


def test_columns_stand_under_their_names(capsys: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cell begins where its column's name begins; no line ends in spaces."""
    rows = [{"state": "FL", "count": 3, "list": None}, {"state": "Puerto Rico", "count": 12, "list": "x"}]
    lines = table(capsys, monkeypatch, ("state", "count", "list"), rows)
    at = [lines[0].index(name) for name in ("state", "count", "list")]
    assert [lines[2][start:].split("  ")[0].strip() for start in at] == ["Puerto Rico", "12", "x"]
    assert all(line == line.rstrip() for line in lines)


def test_people_may_be_shown_other_columns_than_programs(capsys: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    """`people` names those of the table; CSV and JSON keep all, in their order, and nothing else."""
    rows = [{"a": 1, "b": 2, "secret": 3}]
    assert table(capsys, monkeypatch, ("a", "b"), rows, people=("b",)) == ["b", "2"]
    print_rows(("a", "b"), rows, "csv", people=("b",))
    assert capsys.readouterr().out == "a,b\n1,2\n"
    print_rows(("a", "b", "c"), rows, "json", people=("b",))
    assert json.loads(capsys.readouterr().out) == [{"a": 1, "b": 2, "c": None}]


def test_no_rows_are_said_in_words_and_counted_beside(capsys: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table says that there is nothing; CSV keeps its header and JSON is an empty array; the count is no output."""
    assert table(capsys, monkeypatch, ("a",), [], empty="No issue.") == ["No issue."]
    print_rows(("a", "b"), [], "csv")
    assert capsys.readouterr().out == "a,b\n"
    print_rows(("a", "b"), [], "json")
    assert json.loads(capsys.readouterr().out) == []
    for rows, said in (([{"a": 1}], "(1 row)\n"), ([{"a": 1}, {"a": 2}], "(2 rows)\n")):
        print_rows(("a",), rows, "table")
        caught = capsys.readouterr()
        assert caught.err == said and said not in caught.out


def test_the_form_is_a_table_on_a_terminal_and_csv_in_a_pipe(capsys: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless one is asked for."""
    print_rows(("a",), [{"a": "x,y"}], None)
    assert capsys.readouterr().out == 'a\n"x,y"\n'
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_rows(("a",), [{"a": "x,y"}], None)
    assert capsys.readouterr().out == "a\nx,y\n"


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_a_table_holds_no_character_that_acts(texts: list[str]) -> None:
    """Whatever a cell holds, its line holds printable characters only and is one line."""
    stream, kept = io.StringIO(), sys.stdout
    sys.stdout = stream
    try:
        output.print_table(["a", "b"], [{"a": text, "b": "end"} for text in texts], "")
    finally:
        sys.stdout = kept
    lines = stream.getvalue().removesuffix("\n").split("\n")
    assert len(lines) == len(texts) + 1
    assert all(line.isprintable() and line.endswith("end") for line in lines[1:])


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_csv_is_read_back_as_it_was_and_no_cell_is_a_formula(texts: list[str]) -> None:
    """Line ends, quotes and commas come back; a text that a spreadsheet would run is guarded, reversibly."""
    stream, kept = io.StringIO(newline=""), sys.stdout
    sys.stdout = stream
    try:
        output.print_csv(["a", "b"], [{"a": text, "b": 1} for text in texts])
    finally:
        sys.stdout = kept
    header, *rows = csv.reader(io.StringIO(stream.getvalue(), newline=""))
    assert header == ["a", "b"] and [unguard_text(row[0]) for row in rows] == texts
    assert not any(row[0][:1] and row[0][0] in "=+-@\t\r\n＝＋－＠" for row in rows)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-3, "-3"),
        (0.5, "0.5"),
        (["a", None, 2, True], "a;;2;true"),
        (("a",), "a"),
        ([], ""),
        ("-3", "'-3"),
        ("=1+1", "'=1+1"),
        ("'=1", "''=1"),
        ("plain", "plain"),
    ],
)
def test_a_value_as_a_csv_cell(value: Any, text: str) -> None:
    """Nothing for none, small words for truth, semicolons between several; numbers are not guarded, texts are."""
    assert csv_cell(value) == text
    assert isinstance(value, str) or plain(value) == text


def test_json_keeps_characters_and_numbers_as_they_are(capsys: Caught) -> None:
    """No escapes for letters, no guards, no texts for numbers."""
    print_rows(("a", "b"), [{"a": "=é\u202e", "b": 1.5}], "json")
    out = capsys.readouterr().out
    assert "=é" in out and json.loads(out) == [{"a": "=é\u202e", "b": 1.5}]
