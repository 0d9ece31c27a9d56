"""Ballots and results that a page sets out: headings that name an office, and the rows of candidates below them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from comity.reader.contests import OFFICE, Stage, offices_in, stage_in
from comity.reader.records import Mentions

_LONGEST = 90
# What a heading may say beside an office and a place.
_BESIDE = re.compile(
    r"\b(?:district|precinct|seat|position|pos|place|ward|no|number|at-large|court|board|department|office|county|parish|city|"
    r"race|races|candidates?|for|of|the|and|in|vote|elect|one|two|republican|democratic|democrat|nonpartisan|partisan|gop|"
    r"primary|runoff|run-off|general|election|results?|term|year|years|unexpired|contested|uncontested|judicial|state|"
    r"january|march|may|june|august|november|chair|member|commission|council|st|nd|rd|th|i|ii|iii|iv|v)\b|[\d\W_]",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_NAME = r"(?P<name>[A-Z][\w.'-]+(?:\s(?:[\"“(][\w .]+[\"”)]\s)?[A-Z][\w.'-]+){1,3}?(?:,?\s(?:Jr|Sr)\.)?)"
_PARTY = (
    r"(?:,?\s\(?(?:R|D|I|L|NP|REP|DEM|Rep|Dem|Republican|Democrat|Democratic|Independent|"
    r"Libertarian)\.?\)?|\s\(i\)|,?\s\(?[Ii]ncumbent\)?)"
)
_SCORE = (
    r"(?:[\s:,–—|-]+(?P<votes>\d[\d,]*)(?:\svotes)?(?![\d.%]))?(?:[\s:,(–—|-]+(?P<share>\d{1,3}(?:\.\d+)?)\s?(?:%|percent)\)?)?"
    r"(?:[\s:,(–—|-]+(?P<behind>\d[\d,]*)(?:\svotes)?\)?)?"
)
_ROW = re.compile(
    rf"[\s•*√✓xX>-]*{_NAME}(?P<party>(?:{_PARTY})*){_SCORE}(?P<alone>[\s,:–—(-]+(?:unopposed|uncontested|winner)\)?)?\W*"
)
_REACH = 700
_STOP = re.compile(r"\.\s(?=[A-Z])")


class Heading(NamedTuple):
    """A line that names an office and nothing else but its place, its stage and the like."""

    start: int
    end: int
    office: str
    stage: Stage | None


class Row(NamedTuple):
    """A candidate in a list or table, and the share of the vote where it is given."""

    start: int
    end: int
    name: str
    share: float | None


class Ballots:
    """The headings of offices on one page, and what stands below them."""

    def __init__(self, plain: str, mentions: Mentions) -> None:
        """Take a page's plain text and what it mentions."""
        self.plain, self.mentions = plain, mentions

    @cached_property
    def headings(self) -> list[Heading]:
        """Return the headings, in order."""
        if "\n" not in self.plain:
            return []
        found = (self._heading(line) for line in _LINE.finditer(self.plain) if line.end() - line.start() <= _LONGEST)
        return [heading for heading in found if heading]

    @cached_property
    def _starts(self) -> list[int]:
        return [heading.start for heading in self.headings]

    def above(self, position: int) -> Heading | None:
        """Return the heading under which a position stands, if it is near."""
        at = bisect_right(self._starts, position) - 1
        heading = self.headings[at] if at >= 0 else None
        return heading if heading and position - heading.end <= _REACH else None

    def tables(self) -> Iterator[tuple[Heading, list[Row]]]:
        """Yield each heading that rows of candidates stand right below, with a party, a vote or `unopposed` in one."""
        for heading in self.headings:
            if rows := self._rows(heading.end):
                yield heading, rows

    def _heading(self, line: re.Match[str]) -> Heading | None:
        said = line.group().strip()
        offices = offices_in(said)
        if not offices or said[-1:] in ".,;!?" or not said[:1].isupper():
            return None
        rest = OFFICE.sub(" ", self._without_places(line))
        if _BESIDE.sub("", rest):
            return None
        return Heading(line.start(), line.end(), offices[0][1], stage_in(said))

    def _without_places(self, line: re.Match[str]) -> str:
        said = line.group()
        for place in self.mentions.places:
            if line.start() <= place.start and place.end <= line.end():
                said = said.replace(self.plain[place.start : place.end], " ")
        return re.sub(r"\b[A-Z][a-z]+(?=\sCounty\b)", " ", said)

    def _rows(self, position: int) -> list[Row]:
        rows: list[Row] = []
        is_marked = False
        for line in _LINE.finditer(self.plain, position):
            if not rows and ";" in line.group():
                return self._in_one_line(line)
            match = _ROW.fullmatch(line.group()) if line.end() - line.start() <= 120 else None
            if not match or OFFICE.search(line.group()):
                break
            is_marked |= any(match[part] for part in ("party", "votes", "share", "alone"))
            share = float(match["share"]) if match["share"] else None
            rows.append(Row(line.start(), line.end(), match["name"].rstrip(","), share))
        return rows if is_marked else []

    @staticmethod
    def _in_one_line(line: re.Match[str]) -> list[Row]:
        """Return the rows of a line that gives every candidate his votes: `Ana Birch 4,212; Carl Dee 2,944.`."""
        said = _STOP.split(line.group(), maxsplit=1)[0].rstrip(".")
        found = [_ROW.fullmatch(part) for part in said.split(";")]
        if not all(match and (match["votes"] or match["share"]) for match in found):
            return []
        rows = [(m["name"].rstrip(","), float(m["share"]) if m["share"] else None) for m in found if m]
        return [Row(line.start(), line.start() + len(said), name, share) for name, share in rows]
