"""What text is made of: a page as it came, the page as cleaned, and why a page was not read."""

from __future__ import annotations

import msgspec

from comity.errors import UnreadableError
from comity.text.sourcemap import SourceMap


class RefusedPage(UnreadableError):
    """The page is whole and is declined: too large, another language, a wall, another kind of file."""


class EmptyPage(UnreadableError):
    """The page holds no article."""


class CleanPage(msgspec.Struct, frozen=True):
    """An article's text and what the page says of its publication; "" where it says nothing.

    `published` is an ISO day and `published_rule` how it was found; `source_map` leads from every character of `text`
    to the characters of the decoded page; `notes` are what a person should know.
    """

    text: str
    source_map: SourceMap
    title: str = ""
    outlet: str = ""
    byline: str = ""
    url: str = ""
    published: str = ""
    published_rule: str = ""
    encoding: str = ""
    encoding_rule: str = ""
    notes: tuple[str, ...] = ()
