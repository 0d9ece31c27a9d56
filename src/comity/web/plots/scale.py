"""Days to places along an axis, and the marks under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from comity.web.plots import marks
from comity.web.plots.figure import spread

Place = Callable[[str], float]
# Least room between the labels of years, so that they never touch.
_YEAR_ROOM = 40


def day_scale(first: str, last: str, left: float, right: float) -> Place:
    """Return where a day stands between two; days beyond them stand at the ends."""
    start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    span = max(end - start, 1)

    def place(day: str) -> float:
        at = (date.fromisoformat(day).toordinal() - start) / span
        return round(left + min(max(at, 0.0), 1.0) * (right - left), 1)

    return place


def year_axis(first: str, last: str, place: Place, y: float, right: float, top: float = 0) -> str:
    """Return the years along the foot of a picture, with a thin rule where each begins."""
    years = [(place(f"{year}-01-01"), str(year)) for year in range(int(first[:4]) + 1, int(last[:4]) + 1)]
    out = [marks.line(place(first), y, right, y)]
    for at, label in spread(years, right - 14, _YEAR_ROOM):
        out.append(marks.line(at, top, at, y + 4, class_="plot-grid", stroke="#d8dade"))
        out.append(marks.text(label, at, y + 18, class_="plot-faint", fill=marks.FAINT, text_anchor="middle"))
    return "".join(out)


def rug(days: Sequence[str], place: Place, y: float) -> str:
    """Return a short tick for each day: the lists that are held, so that a gap between lists is seen as one."""
    at = sorted({place(day) for day in days})
    path = "".join(f"M{x:g} {y:g}v4" for x in at)
    return marks.element("path", d=path, class_="plot-rule", stroke=marks.FAINT, stroke_width=0.75, fill="none")


def months(first: str, last: str) -> Iterator[str]:
    """Yield the first day of each month from that of `first` to that of `last`."""
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04}-{month:02}" <= last[:7]:
        yield f"{year:04}-{month:02}-01"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
