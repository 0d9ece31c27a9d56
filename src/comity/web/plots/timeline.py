"""A bar for each span in which the lists show an agreement: a place's or an agency's history at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from comity.web.plots import marks
from comity.web.plots.figure import Drawing, Figure
from comity.web.plots.scale import day_scale, rug, year_axis

# More rows than this are no picture any more; the caption says how many are left out.
MOST = 24
_ROW, _BAR, _AXIS = 36, 11, 26


class Span(msgspec.Struct, frozen=True):
    """One span of one agreement; `until_on` is the first list without it, or "" while it is listed.

    `last_on` is the last list that shows it, or "" where that is the newest list.
    """

    agreement_id: str
    agency: str
    model: str
    from_on: str
    until_on: str
    last_on: str


def plot_timeline(
    key: str, spans: Sequence[Span], days: Sequence[str], words: Mapping[str, str], *, newest_on: str
) -> Figure:
    """Return the timeline of some agreements; `days` are those of the lists held, `words` its title, desc and source.

    A bar ends at the last list that shows the agreement: what came between it and the next list is not known.
    """
    shown = list(dict.fromkeys(span.agreement_id for span in spans))[:MOST]
    by_id = {one: [span for span in spans if span.agreement_id == one] for one in shown}
    first = min([span.from_on for span in spans] + [newest_on])
    # A little room before the first list, so that a bar never begins at the very edge.
    start = f"{int(first[:4]) - (first[5:7] == '01')}-01-01"

    def paint(width: int) -> Drawing:
        right = width - 6.0
        place = day_scale(start, newest_on, 2, right)
        foot = len(by_id) * _ROW + 8
        out = [year_axis(start, newest_on, place, foot, right)]
        for number, rows in enumerate(by_id.values()):
            out.append(_row(rows, number * _ROW, place, right, width))
        out.append(rug([day for day in days if day >= start], place, foot - 4))
        return Drawing("".join(out), foot + _AXIS)

    columns = ("agreement_id", "agency", "model", "from_on", "last_on", "until_on")
    rows = tuple((s.agreement_id, s.agency, s.model, s.from_on, s.last_on, s.until_on) for s in spans)
    return Figure(key, words["title"], words["desc"], words["source"], columns, rows, paint)


def _row(spans: Sequence[Span], top: float, place: object, right: float, width: int) -> str:
    assert callable(place)
    first = spans[0]
    limit = int(width / 7.2)
    name = f"{first.agency} · {first.model}"
    label = name if len(name) <= limit else f"{first.agency[: limit - len(first.model) - 5]}… · {first.model}"
    out = [marks.text(label, 2, top + 14)]
    for span in spans:
        x1 = place(span.from_on)
        x2 = right if not span.until_on else place(span.last_on)
        out.append(
            marks.element(
                "rect",
                x=x1,
                y=top + 20,
                width=max(x2 - x1, 3.0),
                height=_BAR,
                rx=2,
                class_=f"plot-bar {marks.model_class(span.model)}",
                fill=marks.model_colour(span.model),
            )
        )
    return "".join(out)
