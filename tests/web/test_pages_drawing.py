"""What a picture's marks stand for: where a day, a number, an end and a name are drawn."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from comity.register.overview import Growth
from comity.web.plots import Figure, Span, Stage, plot_growth, plot_strip, plot_timeline
from comity.web.plots.figure import spread
from comity.web.plots.growth import _round_step
from comity.web.plots.marks import COLOURS, model_class, model_colour
from comity.web.plots.scale import day_scale, months, rug, year_axis

WORDS = {"title": "T", "desc": "D", "source": "S"}


def marks_of(figure: Figure, width: int = 700) -> etree._Element:
    """Return a picture's marks at a width."""
    return etree.fromstring(f"<svg>{figure.paint(width).body}</svg>")


def texts(root: etree._Element, class_: str) -> list[str]:
    """Return the words of a class, as they are drawn."""
    return [one.text for one in root.iter("text") if class_ in one.get("class").split()]


def test_days_stand_in_proportion() -> None:
    """The first at the left, the last at the right, the middle between, and what lies beyond at the ends."""
    place = day_scale("2025-01-01", "2025-01-11", 10, 110)
    days = ("2025-01-01", "2025-01-06", "2025-01-11", "2024-01-01", "2026-01-01")
    assert [place(day) for day in days] == [10, 60, 110, 10, 110]
    assert day_scale("2025-01-01", "2025-01-01", 10, 110)("2025-01-01") == 10


def test_a_year_is_named_where_it_begins() -> None:
    """Not the year in which the picture begins, whose beginning it does not show."""
    place = day_scale("2023-06-01", "2026-03-01", 0, 600)
    root = etree.fromstring(f"<svg>{year_axis('2023-06-01', '2026-03-01', place, 100, 600)}</svg>")
    named = [(one.text, float(one.get("x"))) for one in root.iter("text")]
    assert named == [(str(year), place(f"{year}-01-01")) for year in (2024, 2025, 2026)]


def test_names_never_touch_and_none_runs_over_the_edge() -> None:
    """The first stays; one that comes too close to the last that stayed, or too far, is left out."""
    labels = [(0.0, "a"), (39.9, "b"), (40.0, "c"), (79.0, "d"), (80.0, "e"), (120.0, "f"), (161.0, "g")]
    assert [label for _, label in spread(labels, 120, 40)] == ["a", "c", "e", "f"]
    assert spread([], 100, 40) == []


def test_every_month_begins_once() -> None:
    """Over the turn of a year, and in a picture of a single month."""
    found = list(months("2025-11-20", "2026-02-01"))
    assert found == ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]
    assert list(months("2025-11-20", "2025-11-21")) == ["2025-11-01"]
    assert list(months("2025-12-01", "2025-11-01")) == []


def test_each_list_held_has_one_tick() -> None:
    """Two on a day are one; a gap between lists stays empty."""
    place = day_scale("2025-01-01", "2025-01-11", 0, 100)
    path = rug(["2025-01-11", "2025-01-01", "2025-01-01", "2025-01-02"], place, 50)
    assert re.findall(r"M([\d.]+) 50v4", path) == ["0", "10", "100"]


@pytest.mark.parametrize(
    ("most", "step"), [(1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (100, 50), (400, 100), (1214, 500)]
)
def test_the_grid_has_round_numbers_and_few_lines(most: int, step: int) -> None:
    """At most four lines, each a one, a two or a five with noughts."""
    assert _round_step(most) == step
    assert 1 <= most // step <= 4


GROWTH = Growth(("2025-01-01", "2025-02-01", "2025-03-01"), {"WSO": (1, 2, 2), "TFM": (0, 0, 10), "JEM": (4, 4, 4)})


def test_the_most_stands_highest_and_nothing_at_the_foot() -> None:
    """A line steps on the day of the list and stands still between."""
    root = marks_of(plot_growth("k", GROWTH, WORDS))
    lines = {one.get("class").split()[-1]: one.get("d") for one in root.iter("path") if "plot-line" in one.get("class")}
    place = day_scale("2025-01-01", "2025-03-01", 30, 622)
    foot, top = "256", "16"
    assert lines["model-tfm"] == f"M30 {foot}H{place('2025-03-01'):g}V{top}H622"
    assert lines["model-jem"] == "M30 160H622"
    assert lines["model-wso"] == f"M30 232H{place('2025-02-01'):g}V208H622"


def test_lines_are_named_with_their_last_number_the_largest_first_and_apart() -> None:
    """Where lines end close together their names are pushed apart."""
    close = Growth(("2025-01-01", "2025-02-01"), {"JEM": (0, 100), "WSO": (0, 1000), "TFM": (0, 99)})
    root = marks_of(plot_growth("k", close, WORDS))
    assert texts(root, "plot-name") == ["WSO 1,000", "JEM 100", "TFM 99"]
    heights = [float(one.get("y")) for one in root.iter("text") if "plot-name" in one.get("class")]
    assert all(low - high >= 15 for high, low in pairwise(heights))


def test_the_rows_of_growth_are_a_row_for_each_day_and_model() -> None:
    """In the order of the days, then of the models' names."""
    figure = plot_growth("k", GROWTH, WORDS)
    assert figure.columns == ("on", "model", "listed_count")
    assert figure.rows[:4] == (
        ("2025-01-01", "JEM", 4), ("2025-01-01", "TFM", 0), ("2025-01-01", "WSO", 1), ("2025-02-01", "JEM", 4),
    )  # fmt: skip


def test_growth_of_nothing_draws_nothing() -> None:
    """A state without a list has an empty picture, and no error."""
    figure = plot_growth("k", Growth((), {}), WORDS)
    assert figure.paint(700).body == "" and figure.rows == ()


def span(agreement_id: str, from_on: str, until_on: str, last_on: str, model: str = "JEM") -> Span:
    """Return a span of Baker County's sheriff."""
    return Span(agreement_id, "Baker", model, from_on, until_on, last_on)


DAYS = ("2025-01-05", "2025-02-01", "2025-03-01", "2025-06-01")


def test_a_bar_ends_at_the_last_list_that_shows_it() -> None:
    """Between that list and the next nothing is known; what is listed still runs to the edge."""
    spans = [span("a", "2025-02-01", "2025-06-01", "2025-03-01"), span("b", "2025-02-01", "", "2025-06-01")]
    root = marks_of(plot_timeline("k", spans, DAYS, WORDS, newest_on="2025-06-01"), 506)
    place = day_scale("2025-01-01", "2025-06-01", 2, 500)
    bars = [(float(one.get("x")), float(one.get("width"))) for one in root.iter("rect")]
    start, last = place("2025-02-01"), place("2025-03-01")
    assert bars == [(start, pytest.approx(last - start)), (start, pytest.approx(500 - start))]


def test_an_agreement_that_came_back_has_two_bars_in_one_row() -> None:
    """Rows are agreements, in the order of the spans."""
    spans = [
        span("a", "2025-01-05", "2025-03-01", "2025-02-01"),
        span("b", "2025-02-01", "", "2025-06-01"),
        span("a", "2025-06-01", "", "2025-06-01"),
    ]
    root = marks_of(plot_timeline("k", spans, DAYS, WORDS, newest_on="2025-06-01"))
    heights = [float(one.get("y")) for one in root.iter("rect")]
    assert heights[0] == heights[1] < heights[2]
    assert texts(root, "plot-text") == ["Baker · JEM", "Baker · JEM"]


def test_the_shortest_bar_can_be_seen() -> None:
    """One list alone is a day of no length, and is drawn all the same."""
    root = marks_of(plot_timeline("k", [span("a", "2025-02-01", "2025-03-01", "2025-02-01")], DAYS, WORDS,
                                  newest_on="2025-06-01"))  # fmt: skip
    assert [float(one.get("width")) for one in root.iter("rect")] == [3.0]


@pytest.mark.parametrize(("first", "start"), [("2025-01-05", "2024-01-01"), ("2025-02-01", "2025-01-01")])
def test_a_timeline_begins_with_a_year_before_its_first_list(first: str, start: str) -> None:
    """So that no bar begins at the very edge."""
    root = marks_of(plot_timeline("k", [span("a", first, "", "2025-06-01")], DAYS, WORDS, newest_on="2025-06-01"), 506)
    assert [float(one.get("x")) for one in root.iter("rect")] == [day_scale(start, "2025-06-01", 2, 500)(first)]


def test_a_long_name_is_cut_and_its_model_is_not() -> None:
    """The words fit the width in which they stand."""
    long = Span("a", "The Sheriff of a County with a Name without End", "TFM", "2025-02-01", "", "2025-06-01")
    (label,) = texts(marks_of(plot_timeline("k", [long], DAYS, WORDS, newest_on="2025-06-01"), 200), "plot-text")
    assert label.startswith("The Sheriff") and label.endswith("… · TFM") and len(label) <= 200 / 7.2


def stage(on: str, name: str = "general", standing: str = "projected", label: str = "Vote") -> Stage:
    """Return a coming day of one sheriff."""
    return Stage("Sheriff of Baker", "c", name, on, standing, label)


@pytest.mark.parametrize(
    ("name", "tag"),
    [("filing_deadline", "rect"), ("primary", "circle"), ("primary_runoff", "circle"), ("general", "path"),
     ("general_runoff", "path"), ("something_new", "circle")],
)  # fmt: skip
def test_each_stage_has_its_form(name: str, tag: str) -> None:
    """So that none is told by colour alone."""
    root = marks_of(plot_strip("k", [stage("2026-11-03", name)], WORDS, first="2026-01-01"))
    (mark,) = [one for one in root.iter() if "plot-mark" in (one.get("class") or "").split()]
    assert mark.tag == tag


@pytest.mark.parametrize(("standing", "is_hollow"), [("projected", True), ("scheduled", False), ("claimed", False)])
def test_a_projected_day_is_hollow(standing: str, is_hollow: bool) -> None:
    """And a day that an official notice prints is full."""
    root = marks_of(plot_strip("k", [stage("2026-11-03", standing=standing)], WORDS, first="2026-01-01"))
    (mark,) = [one for one in root.iter() if "plot-mark" in (one.get("class") or "").split()]
    assert ("is-hollow" in mark.get("class")) is is_hollow and (mark.get("fill") == "#ffffff") is is_hollow


def test_a_label_that_would_touch_another_is_left_out_and_its_mark_stays() -> None:
    """Days close together keep their marks; the table below has the words."""
    stages = [stage("2026-11-05", label="Second day"), stage("2026-11-03", label="First day"), stage("2026-03-03")]
    root = marks_of(plot_strip("k", stages, WORDS, first="2026-01-01"))
    assert texts(root, "plot-small") == ["Vote", "First day"]
    assert sum("plot-mark" in (one.get("class") or "") for one in root.iter()) == 3


def test_each_office_has_its_line_and_december_runs_into_the_next_year() -> None:
    """The strip ends with the month after the last day."""
    other = Stage("Prosecutor of Baker", "d", "general", "2026-12-15", "projected", "Vote")
    root = marks_of(plot_strip("k", [stage("2026-11-03"), other], WORDS, first="2026-06-15"))
    assert texts(root, "plot-text") == ["Sheriff of Baker", "Prosecutor of Baker"]
    assert texts(root, "plot-faint") == ["2027"]


def test_models_keep_their_colours() -> None:
    """A picture that was downloaded last year is read as one of today."""
    assert COLOURS == {"JEM": "#a05f08", "WSO": "#1b7f79", "TFM": "#6b4c9a", "JEM+TFM": "#5c5c5c"}
    assert len(set(COLOURS.values())) == 4
    assert [model_class(one) for one in ("TFM", "JEM+TFM", "?")] == ["model-tfm", "model-jem-tfm", "model-other"]
    assert model_colour("?") not in COLOURS.values()
