"""How many agreements the lists show, by model, over time: a step line for each model."""

from __future__ import annotations

from collections.abc import Mapping

from comity.register.overview import Growth
from comity.web.plots import marks
from comity.web.plots.figure import Drawing, Figure
from comity.web.plots.scale import day_scale, rug, year_axis

_HEIGHT, _AXIS, _TOP = 240, 26, 16
# Room at the right for a line's name and its last number.
_LABEL = 78


def plot_growth(key: str, growth: Growth, words: Mapping[str, str]) -> Figure:
    """Return the growth of a state or the country by model; a step is a list, and between lists nothing is assumed."""
    days = growth.days
    models = sorted(growth.counts, key=lambda model: -growth.counts[model][-1])
    most = max((max(counts) for counts in growth.counts.values() if counts), default=0) or 1

    def paint(width: int) -> Drawing:
        right = width - _LABEL
        if not days:
            return Drawing("", 1)
        place = day_scale(days[0], days[-1], 30, right)
        foot = _HEIGHT + _TOP
        out = [year_axis(days[0], days[-1], place, foot, right, _TOP), _grid(most, right), rug(days, place, foot - 4)]
        out += [_line(days, growth.counts[model], model, place, most) for model in models]
        out += _labels([(model, growth.counts[model][-1]) for model in models], most, right)
        return Drawing("".join(out), foot + _AXIS)

    rows = tuple((day, model, growth.counts[model][at]) for at, day in enumerate(days) for model in sorted(models))
    return Figure(key, words["title"], words["desc"], words["source"], ("on", "model", "listed_count"), rows, paint)


def _y(count: float, most: int) -> float:
    return round(_TOP + _HEIGHT * (1 - count / most), 1)


def _grid(most: int, right: float) -> str:
    step = _round_step(most)
    out = []
    for count in range(step, most + 1, step):
        y = _y(count, most)
        out.append(marks.line(30, y, right, y, class_="plot-grid", stroke="#d8dade"))
        out.append(marks.text(f"{count:,}", 26, y + 4, class_="plot-faint", fill=marks.FAINT, text_anchor="end"))
    return "".join(out)


def _round_step(most: int) -> int:
    """Return a round number that goes into the most about four times."""
    raw = max(most / 4, 1)
    size = 10 ** (len(str(int(raw))) - 1)
    return int(next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw))


def _line(days: tuple[str, ...], counts: tuple[int, ...], model: str, place: object, most: int) -> str:
    assert callable(place)
    path = [f"M{place(days[0]):g} {_y(counts[0], most):g}"]
    before = counts[0]
    for day, count in zip(days[1:], counts[1:], strict=True):
        if count != before:
            path.append(f"H{place(day):g}V{_y(count, most):g}")
            before = count
    path.append(f"H{place(days[-1]):g}")
    return marks.element(
        "path",
        d="".join(path),
        fill="none",
        stroke=marks.model_colour(model),
        stroke_width=2.25,
        class_=f"plot-line {marks.model_class(model)}",
    )


def _labels(ends: list[tuple[str, int]], most: int, right: float) -> list[str]:
    """Return each line's name at its end, pushed apart where lines end close together."""
    out, below = [], 0.0
    for model, count in ends:
        y = max(_y(count, most) + 4, below)
        below = y + 15
        out.append(
            marks.text(
                f"{model} {count:,}",
                right + 6,
                y,
                class_=f"plot-name {marks.model_class(model)}",
                fill=marks.model_colour(model),
                font_weight="600",
            )
        )
    return out
