"""Text: made comparable, and taken out of pages with an exact map back. May import `model`, `settings` and `errors`.

`name_key(text)` is the printed name without what printing changes: case, accents, quotes, dashes, spaces, invisible
marks and punctuation. `pages_of(path)` gives the pages of a file (text, HTML, JSONL, web archive), each with its
outcome; `clean_html` and `clean_text` do one page: `decoding` finds the characters, `scanning` the visible ones with
their places, `article` the article among them, `furniture` what stands around it, `metadata`, `jsonld` and `published`
what the page says of itself, `language` whether it is English. `SourceMap` leads from every character back to the page.
"""

from typing import TYPE_CHECKING

from comity.lazily import names_from
from comity.text.normalise import fold, name_key

if TYPE_CHECKING:
    from comity.text.cleaning import clean_html, clean_text
    from comity.text.pages import OUTCOMES, Outcome, SourcePage, pages_of
    from comity.text.records import CleanPage, EmptyPage, RefusedPage
    from comity.text.sourcemap import SourceMap

# Where each name lives; it is imported when first used, so that a command without pages starts fast.
_HOMES = {
    "OUTCOMES": "pages",
    "CleanPage": "records",
    "EmptyPage": "records",
    "Outcome": "pages",
    "RefusedPage": "records",
    "SourceMap": "sourcemap",
    "SourcePage": "pages",
    "clean_html": "cleaning",
    "clean_text": "cleaning",
    "pages_of": "pages",
}
__getattr__ = names_from(__name__, _HOMES)

__all__ = [
    "OUTCOMES",
    "CleanPage",
    "EmptyPage",
    "Outcome",
    "RefusedPage",
    "SourceMap",
    "SourcePage",
    "clean_html",
    "clean_text",
    "fold",
    "name_key",
    "pages_of",
]
