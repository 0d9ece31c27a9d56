"""A page's bytes → its article: decoded, boilerplate off, with title, outlet, byline and date, and the map back."""

from __future__ import annotations

import re

import msgspec

from comity.text.article import assemble, choose, locate
from comity.text.decoding import FEWEST_MOJIBAKE, MOJIBAKE, count_mojibake, decode, unmangle
from comity.text.furniture import check_wall
from comity.text.jsonld import read_facts
from comity.text.language import require_english
from comity.text.metadata import read_credits
from comity.text.published import find_published
from comity.text.records import CleanPage, EmptyPage, RefusedPage
from comity.text.scanning import Scan, scan
from comity.text.sourcemap import MappedText, SourceMap, identity_map
from comity.text.trimming import trim

# The largest pages of newspapers hold two or three million bytes, nearly all of it script; an article is a few thousand
# characters in a few thousand tags, the minutes of a long meeting sixty thousand. What is longer is read to here, and
# told. More tags than these, each with its line, take a hundred times as long as a usual page.
MOST_BYTES = 10_000_000
MOST_CHARACTERS = 400_000
MOST_READ = 60_000
MOST_TAGS = 20_000
# libxml2 gives up at 256 elements within one another and loses what is inside.
MOST_DEPTH = 250

_RETURNS = re.compile(r"\r\n?")
_CURE = "give the article's own page or its text"


def clean_html(data: bytes, url: str = "", *, charset: str = "", retrieved: str = "") -> CleanPage:
    """Return the article of a page's HTML; offsets of its map count characters of the decoded page.

    `charset` is what the HTTP answer said, `retrieved` the ISO day of the fetch: no page was published later. Raises
    RefusedPage, EmptyPage, or UnreadableError.
    """
    _check_size(data)
    decoded = decode(data, charset)
    if not decoded.text.strip():
        raise EmptyPage("is empty")
    scanned = scan(decoded.text)
    _check_shape(scanned)
    facts = read_facts(scanned)
    credits = read_credits(scanned, facts)
    lines = trim(locate(choose(_put_right(decoded.text, scanned)), scanned), scanned, credits)
    text, source_map = assemble(lines, scanned)
    notes = decoded.notes + check_wall(text, scanned.visible, is_free=facts.is_free) + _mojibake(scanned.mojibake_count)
    require_english(text)
    url = url or credits.url
    published, rule = find_published(scanned, facts, url, retrieved)
    page = CleanPage(
        text,
        source_map,
        title=credits.title,
        outlet=credits.outlet,
        byline=credits.byline,
        url=url,
        published=published,
        published_rule=rule,
        encoding=decoded.encoding,
        encoding_rule=decoded.rule,
        notes=notes,
    )
    return shortened(page)


def clean_text(data: bytes) -> CleanPage:
    """Return a plain text as an article: its characters as they are, but for the byte-order mark and `\\r`."""
    _check_size(data)
    decoded = decode(data)
    notes = decoded.notes + check_article(decoded.text)
    text, source_map = _plain_line_ends(decoded.text)
    page = CleanPage(text, source_map, encoding=decoded.encoding, encoding_rule=decoded.rule, notes=notes)
    return shortened(page)


def shortened(page: CleanPage) -> CleanPage:
    """Return a page that is read to the end, or its first part up to a line's end with a note that says so."""
    length = len(page.text)
    if length <= MOST_READ:
        return page
    end = page.text.rfind("\n", MOST_READ // 2, MOST_READ)
    out = MappedText()
    out.add_mapped(page.text, 0, end if end > 0 else MOST_READ, page.source_map)
    text, source_map = out.finish()
    notes = (*page.notes, f"only the first {len(text):,} of {length:,} characters were read")
    return msgspec.structs.replace(page, text=text, source_map=source_map, notes=notes)


def check_article(text: str) -> tuple[str, ...]:
    """Return notes on a text that is already extracted; raise EmptyPage or RefusedPage where it cannot be read."""
    if not text.strip():
        raise EmptyPage("is empty")
    if len(text) > MOST_CHARACTERS:
        raise RefusedPage(f"holds {len(text):,} characters, more than {MOST_CHARACTERS:,}", cure=_CURE)
    notes = check_wall(text, text, is_free=True)
    require_english(text)
    mangled = count_mojibake(text)
    told = (f"was decoded wrongly before it came here: {mangled:,} characters",) if mangled >= FEWEST_MOJIBAKE else ()
    return notes + told


def _check_size(data: bytes) -> None:
    if not data:
        raise EmptyPage("is empty")
    if len(data) > MOST_BYTES:
        raise RefusedPage(f"holds {len(data):,} bytes, more than {MOST_BYTES:,}", cure=_CURE)


def _check_shape(scanned: Scan) -> None:
    """Refuse what no article looks like, before anything slower than one pass sees it."""
    for count, most, what in (
        (scanned.depth, MOST_DEPTH, "elements within one another"),
        (scanned.tag_count, MOST_TAGS, "tags"),
        (len(scanned.visible), MOST_CHARACTERS, "characters of text"),
    ):
        if count > most:
            raise RefusedPage(f"holds {count:,} {what}, more than {most:,}", cure=_CURE)


def _put_right(page: str, scanned: Scan) -> str:
    """Return the page as the scan read it, where it was decoded wrongly."""
    is_wrong = scanned.mojibake_count >= FEWEST_MOJIBAKE
    return MOJIBAKE.sub(lambda found: unmangle(found[0]), page) if is_wrong else page


def _mojibake(count: int) -> tuple[str, ...]:
    told = f"was decoded wrongly before it was published: {count:,} characters put right"
    return (told,) if count >= FEWEST_MOJIBAKE else ()


def _plain_line_ends(text: str) -> tuple[str, SourceMap]:
    if "\r" not in text:
        return text, identity_map(len(text))
    original = identity_map(len(text))
    out, done = MappedText(), 0
    for found in _RETURNS.finditer(text):
        out.add_mapped(text, done, found.start(), original)
        out.add("\n", found.start(), found.end())
        done = found.end()
    out.add_mapped(text, done, len(text), original)
    return out.finish()
