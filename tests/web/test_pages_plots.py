"""Pictures: well-formed, named, true to their rows, and within their frame."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from comity.register.overview import Growth, growth
from comity.web.plots import Figure, Span, Stage, draw, plot_growth, plot_strip, plot_timeline
from comity.web.plots.scale import day_scale, months

WORDS = {"title": "A <title>", "desc": "A & desc", "source": "Source"}
DAYS = st.dates(date(2005, 1, 1), date(2035, 12, 31)).map(date.isoformat)
NAMES = st.text(max_size=80)


def drawn(figure: Figure) -> list[etree._Element]:
    """Return a picture in each of its forms, parsed strictly."""
    texts = [draw(figure, "wide"), draw(figure, "narrow")]
    # In a page the namespace is HTML's business.
    return [etree.fromstring(text) for text in texts] + [etree.fromstring(figure.file().encode())]


def assert_named(root: etree._Element) -> None:
    """Assert that a picture has a title and a description by which it is called."""
    names = root.get("aria-labelledby").split()
    ids = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    assert root.get("role") == "img" and [ids[name] for name in names] == ["A <title>", "A & desc"]


def assert_inside(root: etree._Element) -> None:
    """Assert that every bar, mark and word stands within the frame."""
    _, _, width, height = map(float, root.get("viewBox").split())
    for one in root.iter():
        for name, limit in (("x", width), ("y", height), ("x2", width), ("cy", height)):
            if one.get(name) is not None:
                assert -1 <= float(one.get(name)) <= limit + 1, etree.tostring(one)


MODELS = st.sampled_from(["JEM", "WSO", "TFM", "JEM+TFM", "?"])
spans = st.lists(st.tuples(NAMES, MODELS, DAYS, DAYS, st.booleans()), min_size=1, max_size=8)


@settings(deadline=None)
@given(spans, st.lists(DAYS, min_size=1, max_size=20))
def test_timelines_are_whole(rows: list[tuple[str, str, str, str, bool]], days: list[str]) -> None:
    """Whatever the names and days: a named picture, its bars inside the frame, a row of CSV for each span."""
    made = [
        Span(f"a.{number}", name, model, min(one, other), max(one, other) if is_over else "", max(one, other))
        for number, (name, model, one, other, is_over) in enumerate(rows)
    ]
    newest = max([*days, *(span.last_on for span in made)])
    figure = plot_timeline("timeline", made, sorted(days), WORDS, newest_on=newest)
    for root in drawn(figure):
        assert_named(root)
        assert_inside(root)
        bars = [one for one in root.iter() if "plot-bar" in (one.get("class") or "")]
        assert len(bars) == len(made) and all(float(bar.get("width")) >= 3 for bar in bars)
    assert len(list(csv.reader(io.StringIO(figure.csv())))) == len(made) + 1


stages = st.tuples(NAMES, st.sampled_from(["filing_deadline", "primary", "general"]), DAYS)


@settings(deadline=None)
@given(st.lists(stages, min_size=1, max_size=9))
def test_strips_are_whole(rows: list[tuple[str, str, str]]) -> None:
    """Whatever the offices and days: a named picture with a mark for each stage, projected ones hollow."""
    made = [
        Stage(name, "c", stage, on, "projected" if number % 2 else "held", f"{stage} {on}")
        for number, (name, stage, on) in enumerate(rows)
    ]
    first = min(stage.on for stage in made)
    for root in drawn(plot_strip("calendar", made, WORDS, first=first)):
        assert_named(root)
        assert_inside(root)
        found = [one.get("class") for one in root.iter() if "plot-mark" in (one.get("class") or "")]
        assert len(found) == len(made)
        assert sum("is-hollow" in one for one in found) == sum(stage.standing == "projected" for stage in made)


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=30, unique=True), st.data())
def test_growth_is_whole(days: list[str], data: st.DataObject) -> None:
    """Whatever the counts: a line for each model that ends with its number, inside the frame."""
    counts = {
        model: tuple(data.draw(st.lists(st.integers(0, 5000), min_size=len(days), max_size=len(days))))
        for model in ("JEM", "TFM")
    }
    figure = plot_growth("growth", Growth(tuple(sorted(days)), counts), WORDS)
    for root in drawn(figure):
        assert_named(root)
        texts = "".join(root.itertext())
        for model, some in counts.items():
            assert f"{model} {some[-1]:,}" in texts
    assert len(figure.rows) == 2 * len(days)


def test_a_picture_reads_in_the_dark_and_in_print() -> None:
    """What a page shows is coloured by classes that the style sheet sets; a file has its own ground and colours."""
    figure = plot_timeline("t", [Span("a.1", "A", "JEM", "2020-01-01", "", "2021-01-01")], ["2020-01-01"], WORDS,
                           newest_on="2021-01-01")  # fmt: skip
    for one in etree.fromstring(draw(figure, "wide")).iter():
        if one.get("fill") not in (None, "none") or one.get("stroke"):
            assert one.get("class"), etree.tostring(one)
    assert re.search(r'<rect x="0" y="0" width="720"[^>]* fill="#ffffff"', figure.file())
    assert "style=" not in figure.file() and "<style" not in figure.file()


def test_rows_are_safe_in_a_spreadsheet() -> None:
    """A name that a spreadsheet would take for a formula is not one in the CSV."""
    figure = plot_timeline("t", [Span("a.1", "=cmd()", "JEM", "2020-01-01", "", "2021-01-01")], [], WORDS,
                           newest_on="2021-01-01")  # fmt: skip
    assert ",'=cmd()," in figure.csv()


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_days_stand_between_the_ends(one: str, other: str, day: str) -> None:
    """A scale keeps the order of days and never leaves its ends."""
    first, last = min(one, other), max(one, other)
    place = day_scale(first, last, 10, 300)
    assert 10 <= place(day) <= 300
    assert place(first) == 10
    assert (place(day) <= place(last)) or last <= day


@settings(deadline=None)
@given(DAYS, st.integers(0, 800))
def test_months_follow_each_other(first: str, days: int) -> None:
    """Every month of a span begins once, in order."""
    last = (date.fromisoformat(first) + timedelta(days=days)).isoformat()
    found = list(months(first, last))
    assert found == sorted(set(found)) and found[0][:7] == first[:7] and found[-1][:7] == last[:7]


@pytest.fixture
def connection() -> sqlite3.Connection:
    """Return the tables that growth reads, empty."""
    made = sqlite3.connect(":memory:")
    made.executescript(
        "CREATE TABLE agreement (agreement_id, model, state);"
        "CREATE TABLE in_force (agreement_id, from_on, until_on);"
        "CREATE TABLE publication (list, verdict, published_on);"
    )
    return made


def test_growth_counts_what_each_list_shows(connection: sqlite3.Connection) -> None:
    """On each list's day, those begun and not over; a day on which one ends no longer counts it."""
    days = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01"]
    connection.executemany("INSERT INTO publication VALUES ('participating', 'good', ?)", [(day,) for day in days])
    connection.execute("INSERT INTO publication VALUES ('participating', 'suspect', '2025-03-15')")
    connection.execute("INSERT INTO publication VALUES ('pending', 'good', '2025-03-16')")
    rows = [("a", "JEM", "VA", days[0], None), ("b", "JEM", "TX", days[1], days[3]), ("c", "TFM", "VA", days[2], None)]
    for one, model, state, from_on, until_on in rows:
        connection.execute("INSERT INTO agreement VALUES (?, ?, ?)", (one, model, state))
        connection.execute("INSERT INTO in_force VALUES (?, ?, ?)", (one, from_on, until_on))
    assert growth(connection) == Growth(tuple(days), {"JEM": (1, 2, 2, 1), "TFM": (0, 0, 1, 1)})
    assert growth(connection, state="VA").counts == {"JEM": (1, 1, 1, 1), "TFM": (0, 0, 1, 1)}
    assert growth(connection, state="AK").counts == {}
