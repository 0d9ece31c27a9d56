"""One pass over a page's HTML: its visible characters with their places, and the tags that speak of the page itself.

Linear whatever the page holds: every expression below is possessive or looks at one tag, and what was not found once
(the end of a comment, of a script) is not looked for again.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

import msgspec

from comity.text.decoding import FEWEST_MOJIBAKE, MOJIBAKE, count_mojibake, unmangle
from comity.text.sourcemap import MappedText, SourceMap

# Marks in the visible text where a tag stood between two words. They are white space to every expression.
PARAGRAPH, LINE, CELL = "\x1e", "\x1d", "\x1c"

_CELLS = frozenset({"td", "th"})
_LINES = frozenset({"br", "li", "tr", "dt", "dd", "option", "figcaption", "caption", "legend", "label", "button"})
_PARAGRAPHS = (
    "address article aside blockquote body center details dialog div dl fieldset figure footer form frameset h1 h2 h3"
    " h4 h5 h6 head header hgroup hr html iframe main menu nav noscript ol optgroup p pre section select summary table"
    " tbody tfoot thead ul video audio"
)
_BREAKS = dict.fromkeys(_PARAGRAPHS.split(), PARAGRAPH) | dict.fromkeys(_LINES, LINE) | dict.fromkeys(_CELLS, CELL)
# Their content is never text of the article; `script` and `title` are kept aside.
_HIDDEN = frozenset({"script", "style", "svg", "math", "template", "textarea", "title", "xmp", "noembed", "object"})
# No end tag, or one that is often left out: they cannot tell how deep a page goes.
_UNCLOSED = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option thead tbody tfoot"
    " colgroup rp rt"
)
_VOID = frozenset(_UNCLOSED.split())

# A tag, or the beginning of a comment, of a declaration, or of a tag whose quotation never ends.
_TOKEN = re.compile(r"""<(?:(/?)([A-Za-z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>|(!--)|([!?])|/?[A-Za-z])""")
_LENIENT_TOKEN = re.compile(r"<(?:(/?)([A-Za-z][^\s/>]*+)([^>]*+)>|(!--)|([!?])|/?[A-Za-z])")
_ATTRIBUTE = re.compile(r"""([^\s=>"'/]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?")
_MADE = re.compile(f"{_REFERENCE.pattern}|{MOJIBAKE.pattern}")


class Tag(msgspec.Struct, frozen=True):
    """A tag that speaks of the page; `at` and `until` bound its content in the visible text (or `text` holds it)."""

    name: str
    attributes: dict[str, str]
    at: int
    until: int = -1
    text: str = ""


class Scan(msgspec.Struct, frozen=True):
    """A page's visible characters with their places, and the tags that speak of the page itself."""

    visible: str
    source_map: SourceMap
    links: tuple[tuple[int, int], ...]
    """Where each link's words stand in `visible`."""
    tags: tuple[Tag, ...]
    depth: int
    """The most elements open within one another."""
    tag_count: int
    mojibake_count: int


# Tags that are kept with their attributes, because they may say title, date, author or language.
_SPEAKING = frozenset({"meta", "link", "html", "time", "h1", "base"})
_SPEAKING_CLASSES = re.compile(r"byline|author|publish|posted|dateline|date|timestamp|paywall|regwall", re.I)


def scan(page: str) -> Scan:
    """Return the visible characters of a page's HTML and the tags that speak of it."""
    return _Scanner(page).run()


class _Scanner:
    """The state of one pass."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.out = MappedText()
        self.links: list[tuple[int, int]] = []
        self.tags: list[Tag] = []
        self.open_tags: dict[str, list[int]] = {}
        self.unclosed: set[str] = set()
        self.pending = ""
        self.pending_from = 0
        self.link_from = -1
        self.depth = self.deepest = self.tag_count = 0
        self.token = _TOKEN
        self.mojibake_count = count_mojibake(page)
        self.made = _MADE if self.mojibake_count >= FEWEST_MOJIBAKE else _REFERENCE

    def run(self) -> Scan:
        """Walk over the page once."""
        page, position = self.page, 0
        while found := self.token.search(page, position):
            start, end = found.span()
            if start > position:
                self._words(position, start)
            slash, name, attributes, comment, declaration = found.groups()
            if name is not None:
                self.tag_count += 1
                name = name.lower()
                position = self._close(name, start, end) if slash else self._open(name, attributes, start, end)
            elif comment or declaration:
                position = self._after("-->" if comment else ">", end)
            else:
                position = self._unclosed(start)
        self._words(position, len(page))
        self._end_link()
        text, source_map = self.out.finish()
        tags = [self._closed(tag, len(text)) for tag in self.tags]
        return Scan(text, source_map, tuple(self.links), tuple(tags), self.deepest, self.tag_count, self.mojibake_count)

    def _unclosed(self, start: int) -> int:
        """Take a tag whose quotation is never closed: so that it does not swallow the page, the next `>` ends it."""
        if self.token is _LENIENT_TOKEN:
            return len(self.page)
        self.token = _LENIENT_TOKEN
        return start

    @staticmethod
    def _closed(tag: Tag, end: int) -> Tag:
        return tag if tag.until >= 0 else msgspec.structs.replace(tag, until=min(end, tag.at + 300))

    def _words(self, start: int, end: int) -> None:
        """Take the characters between two tags, each reference as the character that it stands for."""
        if start >= end:
            return
        if self.pending:
            # The break maps to the markup that makes it; at the top of the page there is nothing to part.
            if self.out.length:
                self.out.add(self.pending, self.pending_from, start)
            self.pending = ""
        stretch = self.page[start:end]
        if "&" not in stretch and self.made is _REFERENCE:
            self.out.add(stretch, start, end)
            return
        done = 0
        for found in self.made.finditer(stretch):
            printed = _reference(found[0]) if found[0][0] == "&" else found[0]
            meant = html.unescape(printed) if found[0][0] == "&" else unmangle(printed)
            if meant != printed:
                self.out.add(stretch[done : found.start()], start + done, start + found.start())
                done = found.start() + len(printed)
                self.out.add(meant, start + found.start(), start + done)
        self.out.add(stretch[done:], start + done, end)

    def _after(self, ending: str, start: int) -> int:
        at = self.page.find(ending, start)
        return len(self.page) if at < 0 else at + len(ending)

    def _open(self, name: str, attributes: str, start: int, end: int) -> int:
        if name in _HIDDEN and not attributes.endswith("/"):
            return self._hidden(name, attributes, start, end)
        if name in _BREAKS:
            self._break(name, start)
        if name not in _VOID and not attributes.endswith("/"):
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        if name == "a":
            self._end_link()
            self.link_from = self.out.length
        elif name in _SPEAKING or (len(attributes) > 6 and _SPEAKING_CLASSES.search(attributes)):
            self._keep(name, attributes)
        return end

    def _keep(self, name: str, attributes: str) -> None:
        self.tags.append(Tag(name, parse_attributes(attributes), self.out.length))
        if name not in _VOID:
            self.open_tags.setdefault(name, []).append(len(self.tags) - 1)

    def _close(self, name: str, start: int, end: int) -> int:
        if name == "a":
            self._end_link()
        if name not in _VOID and self.depth:
            self.depth -= 1
        if numbers := self.open_tags.get(name):
            number = numbers.pop()
            self.tags[number] = msgspec.structs.replace(self.tags[number], until=self.out.length)
        if name in _BREAKS:
            self._break(name, start)
        return end

    def _end_link(self) -> None:
        if self.link_from >= 0 and self.out.length > self.link_from:
            self.links.append((self.link_from, self.out.length))
        self.link_from = -1

    def _hidden(self, name: str, attributes: str, start: int, end: int) -> int:
        """Skip an element whose content is no text; without an end it is a tag like others."""
        found = None if name in self.unclosed else re.compile(rf"</{name}\b", re.I).search(self.page, end)
        if found is None:
            self.unclosed.add(name)
            return end
        if name in ("script", "title"):
            content = self.page[end : found.start()]
            self.tags.append(Tag(name, parse_attributes(attributes), self.out.length, self.out.length, content))
        return self._after(">", found.end())

    def _break(self, name: str, start: int) -> None:
        mark = _BREAKS[name]
        if not self.pending:
            self.pending, self.pending_from = mark, start
        elif mark > self.pending:
            self.pending = mark


def _reference(printed: str) -> str:
    """Return the part of `&nbspword` that is a reference: some old ones need no semicolon."""
    if printed[1] == "#" or printed[1:] in html5:
        return printed
    shorter = (printed[:length] for length in range(len(printed) - 1, 2, -1))
    return next((name for name in shorter if name[1:] in html5), printed)


def parse_attributes(printed: str) -> dict[str, str]:
    """Return a tag's attributes by lower-case name, references resolved; the first of several wins."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(printed):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value).strip())
    return found
