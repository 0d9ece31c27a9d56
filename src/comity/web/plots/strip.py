"""A calendar strip: the coming election days of the offices that decide, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from comity.web.plots import marks
from comity.web.plots.figure import Drawing, Figure
from comity.web.plots.scale import day_scale, months

# Each stage has its own form, so that none is told by colour alone.
_FORMS = {"filing_deadline": "square", "primary": "circle", "primary_runoff": "circle", "general": "diamond",
          "general_runoff": "diamond"}  # fmt: skip
_ROW, _AXIS, _LABEL = 54, 24, 20


class Stage(msgspec.Struct, frozen=True):
    """One coming day: of which office, which stage, how firm, and the words for it."""

    office: str
    contest_id: str
    stage: str
    on: str
    standing: str
    label: str


def plot_strip(key: str, stages: Sequence[Stage], words: Mapping[str, str], *, first: str) -> Figure:
    """Return the coming days from a day on, a line for each office; a projected day is drawn hollow."""
    offices = {stage.office: [one for one in stages if one.office == stage.office] for stage in stages}
    last = max([stage.on for stage in stages] + [first])
    end = f"{int(last[:4]) + (last[5:7] == '12')}-{int(last[5:7]) % 12 + 1:02}-28"

    def paint(width: int) -> Drawing:
        place = day_scale(first, end, 8, width - 8.0)
        foot = len(offices) * _ROW + 6
        out = [_axis(first, end, place, foot, width)]
        for number, (office, some) in enumerate(offices.items()):
            out.append(_office(office, some, number * _ROW, place, width))
        return Drawing("".join(out), foot + _AXIS)

    columns = ("office", "contest_id", "stage", "on", "standing")
    rows = tuple((s.office, s.contest_id, s.stage, s.on, s.standing) for s in stages)
    return Figure(key, words["title"], words["desc"], words["source"], columns, rows, paint)


def _axis(first: str, end: str, place: object, foot: float, width: int) -> str:
    assert callable(place)
    out = [marks.line(8, foot, width - 8, foot)]
    for day in months(first, end):
        if day >= first:
            is_year = day[5:7] == "01"
            out.append(marks.line(place(day), foot, place(day), foot + (7 if is_year else 3)))
            if is_year:
                at = min(place(day), width - 24.0)
                out.append(
                    marks.text(day[:4], at, foot + 19, class_="plot-faint", fill=marks.FAINT, text_anchor="middle")
                )
    return "".join(out)


def _office(office: str, stages: Sequence[Stage], top: float, place: object, width: int) -> str:
    assert callable(place)
    limit = int(width / 7.2)
    out = [marks.text(office if len(office) <= limit else f"{office[: limit - 1]}…", 2, top + 14)]
    y = top + 27.0
    out.append(marks.line(8, y, width - 8, y, class_="plot-grid", stroke="#d8dade"))
    taken = -1000.0
    for stage in sorted(stages, key=lambda stage: stage.on):
        x = place(stage.on)
        out.append(_mark(_FORMS.get(stage.stage, "circle"), x, y, stage.standing == "projected"))
        # A label that would touch the one before is left to the table below; the mark stays.
        room = len(stage.label) * 3.3
        at = min(max(x, room), width - room)
        if at - room >= taken:
            out.append(
                marks.text(
                    stage.label, at, y + 20, class_="plot-small", fill=marks.INK, text_anchor="middle", font_size=11
                )
            )
            taken = at + room + 6
    return "".join(out)


def _mark(form: str, x: float, y: float, is_hollow: bool) -> str:
    class_ = "plot-mark is-hollow" if is_hollow else "plot-mark"
    fill = marks.PAPER if is_hollow else marks.INK
    if form == "square":
        return marks.element(
            "rect", x=x - 5, y=y - 5, width=10, height=10, class_=class_, fill=fill, stroke=marks.INK, stroke_width=1.75
        )
    if form == "diamond":
        path = f"M{x:g} {y - 7:g}l7 7l-7 7l-7 -7z"
        return marks.element("path", d=path, class_=class_, fill=fill, stroke=marks.INK, stroke_width=1.75)
    return marks.element("circle", cx=x, cy=y, r=5.5, class_=class_, fill=fill, stroke=marks.INK, stroke_width=1.75)
