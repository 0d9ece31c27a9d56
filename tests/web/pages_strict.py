"""What is wrong with a page's HTML, strictly: nesting, ids, headings, tables, and what the policy bars."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What may stand in a paragraph: a block in it would end it, and the page would not be what was meant.
PHRASING = {
    "a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "em", "i", "img", "input", "label",
    "output", "q", "s", "select", "option", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "var", "wbr",
    "rect", "path", "circle", "line", "g", "text", "title", "desc",
}  # fmt: skip
SVG_EMPTY = {"rect", "path", "circle", "line"}


class StrictParser(HTMLParser):
    """Reads a page and gathers what is wrong with it, its text, its links and its headings."""

    def __init__(self) -> None:
        """Start with nothing open."""
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.links: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.texts: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.turning: list[str] = []
        self.tables: list[dict[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check an element against its attributes and what it stands in."""
        given = {name: value or "" for name, value in attrs}
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        self._check_policy(tag, given)
        self._check_names(tag, given)
        inside = [name for name, _ in self.open]
        if "p" in inside and tag not in PHRASING:
            self.faults.append(f"<{tag}> in a paragraph")
        if tag == "a" and "a" in inside:
            self.faults.append("a link in a link")
        if tag == "table":
            self.tables.append({"caption": "aria-label" in given or self._is_named(), "scope": True})
        if tag == "caption":
            self.tables[-1]["caption"] = True
        if tag == "th" and "scope" not in given:
            self.tables[-1]["scope"] = False
        if tag not in VOID:
            self.open.append((tag, given))

    def _is_named(self) -> bool:
        return any(given.get("role") == "region" and "aria-label" in given for _, given in self.open)

    def _check_policy(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.faults.append(f"<{tag}> brings its own style or script")
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.faults.append("a script in the page")
        for name in ("href", "src", "action", "cite"):
            if name in given:
                self._check_address(tag, given[name])

    def _check_address(self, tag: str, address: str) -> None:
        if urlsplit(address).scheme not in ("", "http", "https"):
            self.faults.append(f"<{tag}> leads to {address[:40]}")
        if tag == "a":
            self.links.append(address)

    def _check_names(self, tag: str, given: dict[str, str]) -> None:
        if "id" in given:
            self.ids.append(given["id"])
        self.references += given.get("aria-labelledby", "").split() + given.get("aria-describedby", "").split()
        if tag == "label" and "for" in given:
            self.references.append(given["for"])
        if tag == "img" and "alt" not in given:
            self.faults.append("a picture without words")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that ends itself: only those of SVG may."""
        if tag not in SVG_EMPTY | VOID:
            self.faults.append(f"<{tag}/> ends itself")
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'}")
            return
        name, _ = self.open.pop()
        if name == "table" and not all(self.tables[-1].values()):
            self.faults.append(f"a table lacks {[key for key, is_there in self.tables[-1].items() if not is_there]}")

    def handle_data(self, data: str) -> None:
        """Keep a text with the language that it stands in."""
        inside = [name for name, _ in self.open]
        if "script" in inside:
            self.scripts.append(data)
            return
        tongue = next((given["lang"] for _, given in reversed(self.open) if "lang" in given), "")
        if data.strip():
            self.texts.append((tongue, " ".join(data.split())))
        if re.search("[\u202a-\u202e\u2066-\u2069]", data) and not {"bdi", "text", "title", "desc"} & set(inside):
            self.turning.append(data)
        for number, (level, words) in enumerate(self.headings):
            if number == len(self.headings) - 1 and f"h{level}" in inside:
                self.headings[number] = (level, words + data)

    def finish(self) -> list[str]:
        """Return what is wrong with the whole page."""
        found = list(self.faults)
        found += [f"<{name}> is never closed" for name, _ in self.open]
        found += [f"the id {one!r} stands twice" for one in {one for one in self.ids if self.ids.count(one) > 1}]
        found += [f"nothing has the id {one!r}" for one in self.references if one not in self.ids]
        found += [f"{words!r} turns what follows it" for words in self.turning]
        levels = [level for level, _ in self.headings]
        if levels.count(1) != 1 or (levels and levels[0] != 1):
            found.append(f"the headings begin with {levels[:3]}")
        found += [f"h{level} after h{before}" for before, level in pairwise(levels) if level > before + 1]
        found += ["an empty heading" for _, words in self.headings if not words.strip()]
        inner = [link[1:] for link in self.links if link.startswith("#")]
        found += [f"nothing has the id {one!r}" for one in inner if one not in self.ids]
        return found


def read_page(html: str) -> StrictParser:
    """Return a page as read."""
    parser = StrictParser()
    parser.feed(html)
    parser.close()
    return parser
