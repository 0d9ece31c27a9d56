"""SVG elements as text: every attribute and every word is escaped, and nothing else is written."""

from __future__ import annotations

import re
from functools import cache
from html import escape as escape_markup

# What a model is drawn in where no style sheet speaks; the sheet has the same under the classes' names.
COLOURS = {"JEM": "#a05f08", "WSO": "#1b7f79", "TFM": "#6b4c9a", "JEM+TFM": "#5c5c5c"}
INK, FAINT, PAPER = "#1f2328", "#5f6670", "#ffffff"
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"

# What XML cannot hold at all (https://www.w3.org/TR/xml/#charsets): one such sign would spoil the whole picture.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(words: str) -> str:
    """Return words as they stand in XML; a sign that XML cannot hold becomes the sign for that."""
    return words if words.isalnum() else escape_markup(_NOT_XML.sub("\ufffd", words))


def element(tag: str, body: str = "", /, **attributes: object) -> str:
    """Return an element; `_` in a name is written `-`, and a trailing one is dropped (`class_`)."""
    written = "".join([f' {_written(name)}="{_value(value)}"' for name, value in attributes.items()])
    return f"<{tag}{written}>{body}</{tag}>" if body else f"<{tag}{written}/>"


@cache
def _written(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    """Return an attribute's value; a number, as most are, needs no escaping."""
    return escape(value) if isinstance(value, str) else _number(value)


def text(words: str, x: float, y: float, *, class_: str = "plot-text", fill: str = INK, **more: object) -> str:
    """Return words at a point; they keep their own direction, whatever stands beside them."""
    # Isolation keeps a right-to-left mark in a name from turning the words around it.
    attributes: dict[str, object] = {"x": x, "y": y, "class_": class_, "fill": fill, "unicode_bidi": "isolate"}
    return element("text", escape(words) or " ", **(attributes | more))


def line(x1: float, y1: float, x2: float, y2: float, *, class_: str = "plot-rule", stroke: str = FAINT) -> str:
    """Return a thin line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_, stroke=stroke, stroke_width=0.75)


def model_class(model: str) -> str:
    """Return the class of a model: `model-jem`, `model-jem-tfm`; of an unknown one `model-other`."""
    return f"model-{model.lower().replace('+', '-')}" if model in COLOURS else "model-other"


def model_colour(model: str) -> str:
    """Return the colour in which a model is drawn where no style sheet speaks."""
    return COLOURS.get(model, FAINT)


def document(body: str, width: float, height: float, *, title: str, desc: str, key: str, is_file: bool) -> str:
    """Return a whole picture: part of a page, or a file with a ground of its own."""
    ground = element("rect", x=0, y=0, width=width, height=height, fill=PAPER) if is_file else ""
    names = element("title", escape(title) or " ", id=f"{key}-title") + element(
        "desc", escape(desc) or " ", id=f"{key}-desc"
    )
    attributes: dict[str, object] = {
        "viewBox": f"0 0 {_number(width)} {_number(height)}",
        "role": "img",
        "aria_labelledby": f"{key}-title {key}-desc",
        "font_family": _FONT,
        "font_size": 13,
        "class_": "plot",
    }
    if is_file:
        attributes = {"xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height} | attributes
    return element("svg", names + ground + body, **attributes)


def _number(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
