"""The map of one day as a picture of its own: for readers without scripts, for print, and to take along.

Everything it needs is in it: no style sheet, no font, no script. Colours are those of the style sheet in the light.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from comity.web.atlas.geometry import Geometry
from comity.web.atlas.record import MapData
from comity.web.atlas.shown import Shown, fill_of, shown_on

# The fills' colours; `browser/src/map.css` has the same for the light page, and a test holds the two together.
COLOURS = {"tfm": "#6b4c9a", "wso": "#2f9c95", "jem": "#d8973c", "several": "#1f3a4d", "none": "#ebe8e1"}
INK, PAPER, LINE = "#20252b", "#ffffff", "#a39d90"
_MARKS = {"wso": "M-10,10L10,-10M0,40L40,0M30,50L50,30", "jem": "M0,10H40M0,30H40", "several": "M0,0L40,40M40,0L0,40"}
# Room for the title above the map, and for legend and source below.
_ABOVE, _BELOW, _MARGIN = 44, 78, 16


def draw_map(data: MapData, geometry: Geometry, day: str, words: Mapping[str, str]) -> str:
    """Return the SVG of a day; `words` are the title, the legend's lines by fill, and the source line."""
    width, height = geometry.width, geometry.height + _ABOVE + _BELOW
    shown = shown_on(data, day)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" '
        f'aria-label={quoteattr(words["title"])} font-family="system-ui, sans-serif" fill="{INK}">',
        f"<title>{escape(words['title'])}</title>",
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/>',
        f"<defs>{''.join(_patterns())}</defs>",
        f'<text x="16" y="30" font-size="19" font-weight="600">{escape(words["title"])}</text>',
        f'<g transform="translate(0 {_ABOVE}) scale({1 / geometry.scale:g})" stroke-linejoin="round">',
        *_counties(data, geometry, shown),
        f'<path d="{"".join(geometry.states.values())}" fill="none" stroke="{LINE}" stroke-width="6"/>',
        *_bodies(data, geometry, shown),
        *_boxes(data, geometry, shown),
        "</g>",
        *_legend(words, geometry.height + _ABOVE + 8, width),
        f'<text x="16" y="{height - 10}" font-size="11">{escape(words["source"])}</text>',
        "</svg>",
    ]
    return "\n".join(parts)


def _fill(name: str) -> str:
    return COLOURS[name or "none"] if name in ("", "tfm") else f"url(#{name})"


def _patterns() -> Iterator[str]:
    head = (
        '<pattern id="{}" width="40" height="40" patternUnits="userSpaceOnUse"><rect width="40" height="40" fill="{}"/>'
    )
    for name, marks in _MARKS.items():
        line = f'<path d="{marks}" fill="none" stroke="{PAPER}" stroke-opacity=".75" stroke-width="5"/>'
        yield head.format(name, COLOURS[name]) + line + "</pattern>"
    for name in ("tfm", *_MARKS):
        dots = "".join(f'<circle cx="{at}" cy="{at}" r="8" fill="{COLOURS[name]}"/>' for at in (10, 30))
        yield head.format(f"{name}-part", COLOURS["none"]) + dots + "</pattern>"


def _counties(data: MapData, geometry: Geometry, shown: Shown) -> Iterator[str]:
    numbers: dict[str, tuple[int, ...]] = {}
    for number, county in enumerate(data.counties):
        for shape in geometry.shapes_of(county.geoid):
            numbers[shape] = (*numbers.get(shape, ()), number)
    by_fill: dict[str, list[str]] = {}
    for shape, path in geometry.counties.items():
        by_fill.setdefault(shown.fill(numbers.get(shape, ())), []).append(path)
    for name, paths in sorted(by_fill.items()):
        yield f'<path d="{"".join(paths)}" fill="{_fill(name)}" stroke="{PAPER}" stroke-width="3"/>'


def _bodies(data: MapData, geometry: Geometry, shown: Shown) -> Iterator[str]:
    for state in data.states:
        count = shown.states.get(state.code, 0)
        if not count or state.fips not in geometry.states:
            continue
        x, y = geometry.centres[state.fips]
        yield (
            f'<path d="{geometry.states[state.fips]}" fill="none" stroke="{INK}" stroke-width="14"/>'
            f'<rect x="{x - 70}" y="{y - 70}" width="140" height="140" rx="30" fill="{PAPER}" stroke="{INK}" '
            f'stroke-width="12"/><text x="{x}" y="{y + 34}" font-size="100" text-anchor="middle">{count}</text>'
        )


def _boxes(data: MapData, geometry: Geometry, shown: Shown) -> Iterator[str]:
    for state in data.states:
        if state.fips not in geometry.boxes:
            continue
        x, y, width, height = geometry.boxes[state.fips]
        name = _box_fill(shown, state.code)
        yield (
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{_fill(name)}" stroke="{INK}" '
            f'stroke-width="5"/><text x="{x + width // 2}" y="{y - 40}" font-size="110" '
            f'text-anchor="middle">{escape(state.code)}</text>'
        )


def _box_fill(shown: Shown, code: str) -> str:
    """Return the fill of a territory's box: anything that stands there."""
    return fill_of(shown.anywhere.get(code, set()), set())


def _legend(words: Mapping[str, str], top: int, width: int) -> Iterator[str]:
    """Yield the legend's entries, in as many lines as they need."""
    x = _MARGIN
    for name in ("tfm", "wso", "jem", "several", "part", "state"):
        text = words[name]
        room = 40 + round(len(text) * 6.3)
        if x + room > width:
            x, top = _MARGIN, top + 20
        label = f'<text x="20" y="11" font-size="12">{escape(text)}</text>'
        yield f'<g transform="translate({x} {top})">{_swatch(name)}{label}</g>'
        x += room


def _swatch(name: str) -> str:
    if name == "state":
        return f'<rect width="13" height="13" rx="3" fill="{PAPER}" stroke="{INK}" stroke-width="1.5"/>'
    fill = _fill("tfm-part" if name == "part" else name)
    return (
        f'<g transform="scale(.1)"><rect width="130" height="130" fill="{fill}" stroke="{INK}" stroke-width="5"/></g>'
    )
