"""The style sheet and the icon, under addresses that tell their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

import msgspec

from comity.web.addresses import STYLE

# In this order: what a page is made of, its parts, its pictures, then other media.
_SHEETS = ("colours.css", "page.css", "parts.css", "plots.css", "media.css")


class StyleFile(msgspec.Struct, frozen=True):
    """A file that pages load: its name with its content's hash, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes

    @property
    def path(self) -> str:
        """Return the file's address."""
        return f"{STYLE}{self.name}"


@cache
def style_sheet() -> StyleFile:
    """Return the whole style sheet, read once."""
    folder = resources.files("comity.web").joinpath("style")
    content = b"".join(folder.joinpath(name).read_bytes() for name in _SHEETS)
    return _named("comity", "css", "text/css", content)


@cache
def icon() -> StyleFile:
    """Return the site's icon."""
    content = resources.files("comity.web").joinpath("style", "icon.svg").read_bytes()
    return _named("icon", "svg", "image/svg+xml", content)


def style_files() -> dict[str, StyleFile]:
    """Return the files by name."""
    return {file.name: file for file in (style_sheet(), icon())}


def _named(stem: str, ending: str, media_type: str, content: bytes) -> StyleFile:
    return StyleFile(f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}", media_type, content)
