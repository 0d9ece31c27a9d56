"""Names of private persons never leave the reader: no field bears one, and evidence has `[…]` in its place.

Public are: officials and candidates by the post that the page gives, judges, authors and outlets, who leads a named
body, and those whom a claim names as candidates or as giving money. Everybody else is private, and so is every run of
capitals that may be a person's name and that nothing tells to be a place, a body, a law or a programme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from comity.reader.mentions import Lexicon, find_mentions, load_lexicon
from comity.reader.mentions.surface import plain_text
from comity.reader.records import Election, Event, Mentions, Page, PersonMention, Reading, Relation

ELISION = "[…]"


def keep_private(reading: Reading, page: Page, mentions: Mentions, lexicon: Lexicon | None = None) -> Reading:
    """Return the reading without the names of private persons.

    A field that holds one becomes None where the record allows it, a relation whose party is one is dropped, and the
    evidence is elided; `start` still says where the evidence begins in the page.
    """
    curtain = Curtain(page, mentions, reading, lexicon)
    return msgspec.structs.replace(
        reading,
        title=curtain.elide(page.title, curtain.in_title),
        events=tuple(curtain.event(event) for event in reading.events),
        relations=tuple(kept for one in reading.relations if (kept := curtain.relation(one))),
        elections=tuple(curtain.election(one) for one in reading.elections),
    )


class Curtain:
    """What of one page must stay inside: the spans of private names, and the names themselves."""

    def __init__(self, page: Page, mentions: Mentions, reading: Reading, lexicon: Lexicon | None = None) -> None:
        """Take a page, what it mentions and what is claimed: those whom claims make public are let through."""
        self.page, self.mentions = page, mentions
        self.lexicon = lexicon or load_lexicon()
        self.public = _public_names(mentions, reading)
        self.spans = [(p.start, p.end) for p in mentions.people if self._is_private(p)]

    def _is_private(self, person: PersonMention) -> bool:
        return person.role == "private" and _plain(person.name) not in self._endings

    @cached_property
    def _endings(self) -> frozenset[str]:
        """Return the public names and their last words: `Gascon` of `George Gascon`."""
        words = [_plain(name).split(" ") for name in self.public]
        return frozenset(" ".join(one[at:]) for one in words for at in range(len(one)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the private names, in full and by each of their words that nobody public bears, the longest first."""
        whole = {self.page.text[start:end] for start, end in self.spans}
        shared = {word for name in self.public for word in _words(name)}
        parts = {word for name in whole for word in _words(name) if word not in shared and len(word) > 2}
        return tuple(sorted(whole | parts, key=lambda name: (-len(name), name)))

    @cached_property
    def in_title(self) -> list[tuple[int, int]]:
        """Return the spans of private names in the page's title."""
        if not self.page.title:
            return []
        people = find_mentions(Page(self.page.id, self.page.title, self.page.url), (), self.lexicon).people
        spans = [(p.start, p.end) for p in people if self._is_private(p)]
        return spans + _spans_of(self.page.title, self._full_names)

    @cached_property
    def _full_names(self) -> tuple[str, ...]:
        return tuple(name for name in self.names if " " in name)

    def evidence(self, start: int, evidence: str) -> str:
        """Return evidence that starts at a place of the page's text, with every private name elided."""
        end = start + len(evidence)
        if self.page.text[start:end] != evidence:
            return self.elide(evidence, _spans_of(evidence, self.names))
        near = [(left, right) for left, right in self.spans if left < end and start < right]
        inside = [(max(left, start) - start, min(right, end) - start) for left, right in near]
        return self.elide(evidence, inside)

    def elide(self, text: str, spans: Iterable[tuple[int, int]]) -> str:
        """Return a text with spans elided; those that touch are elided once."""
        out: list[str] = []
        position = 0
        for start, end in _joined(spans):
            out += [text[position:start], ELISION]
            position = end
        return "".join([*out, text[position:]])

    def field(self, value: str | None) -> str | None:
        """Return a field's text, or None where it holds a private name."""
        return None if value and _spans_of(value, self.names) else value

    def event(self, event: Event) -> Event:
        """Return an event with nobody private in it."""
        return msgspec.structs.replace(
            event,
            evidence=self.evidence(event.start, event.evidence),
            agency=self.field(event.agency),
            actor=self.field(event.actor),
            attributed_to=self.field(event.attributed_to),
            pressed_by=self.field(event.pressed_by),
            date_text=self.field(event.date_text),
        )

    def relation(self, relation: Relation) -> Relation | None:
        """Return a relation with nobody private in it, or None where a party is private."""
        if self.field(relation.subject) is None or self.field(relation.object) is None:
            return None
        return msgspec.structs.replace(
            relation,
            evidence=self.evidence(relation.start, relation.evidence),
            attributed_to=self.field(relation.attributed_to),
        )

    def election(self, election: Election) -> Election:
        """Return an election with nobody private in it; its candidates are public."""
        return msgspec.structs.replace(
            election,
            evidence=self.evidence(election.start, election.evidence),
            attributed_to=self.field(election.attributed_to),
        )


def _public_names(mentions: Mentions, reading: Reading) -> frozenset[str]:
    """Return the names that are public: by a post, and those whom a claim names as candidates or as giving money."""
    names = {person.name for person in mentions.people if person.role != "private"}
    for election in reading.elections:
        names.update(election.candidates)
    people = {person.name for person in mentions.people}
    parties = {party for relation in reading.relations for party in (relation.subject, relation.object)}
    parties |= {party.removesuffix(" May") for party in parties}  # a surname that was taken for a month
    return frozenset(names | (parties & people))


def _plain(name: str) -> str:
    return plain_text(name).replace("\u00a0", " ")


def _words(name: str) -> list[str]:
    """Return the words of a name, those joined by a hyphen also by themselves."""
    words = re.findall(r"[^\W\d_][\w'’-]+", name)
    return [
        part for word in words for part in ([word, *word.split("-")] if "-" in word else [word]) if part[:1].isupper()
    ]


def _spans_of(text: str, names: Sequence[str]) -> list[tuple[int, int]]:
    """Return where any of the names stands in a text, on word boundaries."""
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
                found.append((start, end))
            start = text.find(name, end)
    return found


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap or touch as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
