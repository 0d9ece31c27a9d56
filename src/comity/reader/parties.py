"""Who can stand at either end of a relation: named bodies and persons, the pronouns and short names that mean them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from comity.reader.mentions.organisations import Named, find_named
from comity.reader.mentions.posts import load_posts
from comity.reader.mentions.spans import Spans
from comity.reader.mentions.surface import named_text, plain_text
from comity.reader.records import Mentions, Page

Kind = Literal["body", "person"]

_ALIAS = re.compile(
    r"\s?\((?:the\s)?[\"']?(?P<short>[A-Z][A-Za-z-]{1,11})[\"']?\)|,\s(?:or\s)?(?P<named>[A-Z]{2,8})(?=,| for short)"
)
_PRONOUN = re.compile(
    r"(?<![\w'-])(?:(?P<person>[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)|(?P<body>[Ii]ts?|[Tt]heir|[Tt]hem))(?![\w'])"
)
_DEFINITE = re.compile(
    r"(?<![\w'-])[Tt]he\s(?:(?:same|super|political action|dark money|non-?profit|advocacy)\s)*"
    r"(?:PAC|super PAC|committee|group|foundation|organization|nonprofit|fund|institute|think tank|coalition)(?![\w-])"
)


_GOVERNMENT = re.compile(
    r"\b(?:County|Counties|Sheriff's|Police Department|City (?:of|Council|Commission)|State (?:Police|Department|of)|"
    r"Department of|U\.S\.|Congress|ICE|DHS|Court of|Senate|House|Administration|Board of|Legislature|Commission|"
    r"Supervisors)\b|\b(?:City|State|Court)$"
)
_ASSOCIATION = re.compile(
    r"Association|Foundation|Coalition|Union|Institute|Alliance|PAC|Conference|Federation|League|Project"
)
_COMMITTEE = re.compile(r"\b(?:PAC|PACs|Committee|Safety|Action|Fund|Majority|Victory|Votes?|Voters|Future)\b")
_CAMPAIGN = re.compile(
    r"\b(?:candidates?|challenger|election|primary|race for|running (?:for|against)|campaigns?|re-?elect)\b"
)


class Party(NamedTuple):
    """A body or a person at a span; `name` is the fullest name that the page gives."""

    start: int
    end: int
    name: str
    kind: Kind
    is_direct: bool = True
    """Whether it is named here, not by a pronoun or `the group`."""


class Parties:
    """The parties of one page, in order, and what its pronouns mean."""

    def __init__(self, page: Page, mentions: Mentions) -> None:
        """Take a page and what it mentions."""
        self.page, self.mentions = page, mentions
        self.plain = plain_text(page.text)
        self.named = named_text(self.plain)
        self._people = {person.start: person for person in mentions.people}

    @cached_property
    def direct(self) -> list[Party]:
        """Return the bodies and persons that are named, none inside another, by their fullest names."""
        found = [*self._persons(), *self._bodies()]
        found.sort(key=lambda party: (party.start, -party.end))
        out: list[Party] = []
        for party in found:
            if not out or party.start >= out[-1].end:
                out.append(party)
        return [party._replace(name=self.full_name(party.name)) for party in out]

    @cached_property
    def all(self) -> list[Party]:
        """Return the direct parties with the pronouns and definite words that mean one before them."""
        taken = [(party.start, party.end) for party in self.direct]
        starts = [start for start, _ in taken]
        found = list(self.direct)
        for match in [*_PRONOUN.finditer(self.plain), *_DEFINITE.finditer(self.plain)]:
            at = bisect_right(starts, match.start()) - 1
            if at >= 0 and match.start() < taken[at][1]:
                continue
            kind: Kind = "person" if match.re is _PRONOUN and match["person"] else "body"
            if meant := self._antecedent(match.start(), kind):
                found.append(Party(match.start(), match.end(), meant.name, kind, False))
        return sorted(found)

    def between(self, start: int, end: int) -> list[Party]:
        """Return the parties that stand inside a span, in order."""
        starts = self._starts
        return [party for party in self.all[bisect_left(starts, start) : bisect_left(starts, end)] if party.end <= end]

    @cached_property
    def _starts(self) -> list[int]:
        return [party.start for party in self.all]

    def _antecedent(self, position: int, kind: Kind) -> Party | None:
        """Return the last party of a kind named before a position, within the last few sentences."""
        for party in reversed([party for party in self.direct if party.end <= position]):
            if position - party.end > 600:
                return None
            if party.kind == kind:
                return party
        return None

    def is_government(self, party: Party) -> bool:
        """Return whether a party is a public body, whose acts are events and no relations."""
        if party.kind == "person":
            return False
        if _GOVERNMENT.search(party.name):
            return not _ASSOCIATION.search(party.name)
        return any(
            body.kind in {"federal", "agency"} and body.start <= party.start and party.end <= body.end
            for body in self.mentions.bodies
        )

    def is_public(self, person: Party) -> bool:
        """Return whether what the page gives makes a person's name public: a post, or money known to be given."""
        roles = {p.role for p in self.mentions.people if p.start == person.start or p.name == person.name}
        return bool(roles - {"private", "author"}) or self._is_known_giver(person)

    def _is_known_giver(self, person: Party) -> bool:
        """Return whether the title names a person, or a word such as `billionaire` stands near a mention in full."""
        if person.name.split()[-1] in self.page.title:
            return True
        words = load_posts().givers - {"donor", "heir", "investor"}
        said = [self.plain[max(0, p.start - 300) : p.end + 300] for p in self.direct if p.name == person.name]
        return " " in person.name and any(
            re.search(rf"\b{re.escape(word)}s?\b", near) for near in said for word in words
        )

    def may_pay(self, party: Party) -> bool:
        """Return whether a party may be named as paying: no public body, and no private person."""
        return not self.is_government(party) if party.kind == "body" else self.is_public(party)

    def may_receive(self, party: Party, payer: Party) -> bool:
        """Return whether a party may be named as receiving money: a body, or a candidate whom a committee backs."""
        if party.kind == "body":
            return not self.is_government(party)
        is_backed = _COMMITTEE.search(payer.name) is not None and _CAMPAIGN.search(self.plain) is not None
        has_campaign = re.match(r"'s?\s(?:\w+\s)?(?:campaign|bid|race)\b", self.plain[party.end : party.end + 30])
        return self.is_public(party) or is_backed or bool(has_campaign)

    def _persons(self) -> Iterator[Party]:
        for person in self.mentions.people:
            yield Party(person.start, person.end, _straight(person.name), "person")

    def _bodies(self) -> Iterator[Party]:
        """Yield the bodies named; a single word only where it is short for one that the page names in full."""
        for name in self._names:
            if not self._is_place(name.start, name.end) and (party := self._body(name)):
                yield party

    @cached_property
    def _names(self) -> list[Named]:
        closed = [(p.start, p.end) for p in self.mentions.people] + [(p.start, p.end) for p in self.mentions.dates]
        return list(find_named(self.named, closed))

    def _body(self, span: Named) -> Party | None:
        start, end = span.start, span.end
        name = _straight(self.page.text[start:end])
        if name.startswith("The ") and not self._keeps_article(name):
            start, name = start + 4, name[4:]
        if name in _NO_BODIES or (name.startswith("The ") and len(name) < 6):
            return None
        is_single = " " not in name
        is_known = span.is_sure or name in self.aliases or self._is_short(name) or _ACRONYM.fullmatch(name) is not None
        if is_single and (not is_known or name in _NO_ACRONYMS):
            return None
        return Party(start, end, name, "body")

    def _is_place(self, start: int, end: int) -> bool:
        return self._places.cover(start, end)

    @cached_property
    def _places(self) -> Spans:
        return Spans((place.start, place.end) for place in self.mentions.places)

    def _keeps_article(self, name: str) -> bool:
        """Return whether `The` belongs to a name: it stands with a capital inside a sentence, and never small."""
        rest = name[4:]
        if ": " in name:
            return True
        inside = re.search(rf"[a-z,] {re.escape(name)}", self.plain)
        small = re.search(rf"\bthe (?:[\w-]+ )?{re.escape(rest)}", self.plain)
        return bool(inside) and not small

    def _is_short(self, name: str) -> bool:
        """Return whether a word begins a longer body's name that the page gives: `Colcom` of `Colcom Foundation`."""
        return any(full.startswith(f"{name} ") for full in self._bodies_named)

    @cached_property
    def _bodies_named(self) -> list[str]:
        """Return the names of more than one word, the most frequent spelling of each first."""
        counted = Counter(_straight(self.page.text[n.start : n.end]).removeprefix("The ") for n in self._names)
        return [name for name, _ in counted.most_common() if " " in name or _CAMEL.search(name)]

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Return full names by the short ones that the page gives in brackets or by `X, or ABC,`, and by initials."""
        found: dict[str, str] = {}
        for span in self._names:
            full = _straight(self.page.text[span.start : span.end]).removeprefix("The ")
            if " " not in full:
                continue
            if match := _ALIAS.match(self.plain, span.end):
                found.setdefault(match["short"] or match["named"], full)
            initials = "".join(word[0] for word in re.findall(r"[A-Z][\w'-]*", full))
            if len(initials) > 2 and re.search(rf"(?<!\w){initials}(?!\w)", self.plain):
                found.setdefault(initials, full)
        return found

    def full_name(self, name: str) -> str:
        """Return the fullest name that the page gives to whom it calls so: `Soros` is George Soros."""
        if name in self.aliases:
            return self.aliases[name]
        if " " in name:
            joined = name.replace(" ", "")
            return next((one for one in self._bodies_named if one == joined), name)
        whole = [_straight(p.name) for p in self.mentions.people if p.name.endswith(f" {name}")]
        whole += [full for full in self._bodies_named if full.startswith(f"{name} ") and len(full.split()) < 4]
        return whole[0] if whole else name


_CAMEL = re.compile(r"[a-z][A-Z]")
_ACRONYM = re.compile(r"[A-Z]{3,8}(?:PAC)?")
# Initials that are no body's outside government, or no body's at all.
_NO_ACRONYMS = frozenset(
    (
        "ICE",
        "DHS",
        "FBI",
        "CBP",
        "ERO",
        "USA",
        "DACA",
        "DAPA",
        "DNA",
        "COVID",
        "GOP",
        "DUI",
        "MOA",
        "MOU",
        "IGSA",
        "DOJ",
    )
    + ("HSI", "CEO", "PAC", "MAGA", "TPS", "LGBTQ", "USC", "INA", "TFM", "WSO", "JEM", "THE", "AND", "FOR", "NOT")
)
_NO_BODIES = frozenset(
    ("I", "A", "The", "It", "He", "She", "They", "We", "You", "United States", "America", "U.S.", "US")
)


def _straight(name: str) -> str:
    """Return a name as the page spells it, with plain apostrophes and spaces."""
    return name.replace("’", "'").replace("\u00a0", " ")
