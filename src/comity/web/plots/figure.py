"""What every picture is: its title, its words for those who do not see it, its source, its rows, and its two forms."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from comity.release.cells import guard_text
from comity.web.plots import marks

Size = Literal["wide", "narrow"]
WIDTHS: dict[Size, int] = {"wide": 720, "narrow": 340}
# Room at the head and foot of a file, where the page would have its caption.
_HEAD, _FOOT = 34, 26
_MARGIN = 8


class Drawing(msgspec.Struct, frozen=True):
    """Marks and how high they stand."""

    body: str
    height: float


class Figure(msgspec.Struct, frozen=True):
    """A picture that can be drawn in each size; `rows` under `columns` are what it shows."""

    key: str
    title: str
    desc: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    paint: Callable[[int], Drawing]

    def csv(self) -> str:
        """Return what the picture shows as CSV, safe to open in a spreadsheet."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([_cell(value) for value in row] for row in self.rows)
        return out.getvalue()

    def file(self) -> str:
        """Return the picture as a file of its own: with its title above and its source below."""
        width = WIDTHS["wide"]
        drawing = self.paint(width - 2 * _MARGIN)
        height = drawing.height + _HEAD + _FOOT
        head = marks.text(self.title, _MARGIN, 22, font_weight="600", font_size=15)
        foot = marks.text(self.source, _MARGIN, height - 10, fill=marks.FAINT, font_size=11)
        body = marks.element("g", drawing.body or " ", transform=f"translate({_MARGIN},{_HEAD})")
        return marks.document(
            head + body + foot, width, height, title=self.title, desc=self.desc, key=self.key, is_file=True
        )


def draw(figure: Figure, size: Size) -> str:
    """Return a picture as part of a page."""
    width = WIDTHS[size]
    drawing = figure.paint(width)
    key = f"{figure.key}-{size}"
    return marks.document(
        drawing.body, width, drawing.height, title=figure.title, desc=figure.desc, key=key, is_file=False
    )


def _cell(value: object) -> object:
    return guard_text(value) if isinstance(value, str) else value


def spread(labels: Sequence[tuple[float, str]], width: float, least: float) -> list[tuple[float, str]]:
    """Return the labels that fit beside each other, from the left; the first always stays."""
    kept: list[tuple[float, str]] = []
    for at, label in labels:
        if at <= width and (not kept or at - kept[-1][0] >= least):
            kept.append((at, label))
    return kept
