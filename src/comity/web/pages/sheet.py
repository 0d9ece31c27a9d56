"""The style sheet under an address that tells its content, so that it may be kept for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from comity.web.addresses import STYLE

# In this order: what a page is made of, its parts, its pictures, then other media.
_SHEETS = ("colours.css", "page.css", "parts.css", "plots.css", "media.css")


@cache
def style_sheet() -> bytes:
    """Return the whole style sheet, read once."""
    folder = resources.files("comity.web").joinpath("style")
    return b"".join(folder.joinpath(name).read_bytes() for name in _SHEETS)


@cache
def style_name() -> str:
    """Return the sheet's file name: `comity-1a2b3c4d5e.css`."""
    return f"comity-{hashlib.sha256(style_sheet()).hexdigest()[:10]}.css"


def style_path() -> str:
    """Return the sheet's address."""
    return f"{STYLE}{style_name()}"
