"""A sentence as words with the cues that begin at each, cut into clauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from comity.reader.frames import HARD, Node, compose
from comity.reader.frames import Span as Span
from comity.reader.patterns import Cue

_TOKEN = re.compile(r"\d+ ?\([a-z]\)|\w+(?:['.&-]\w+)*|[^\w\s]")

NEGATIVES = frozenset(
    (
        "not",
        "never",
        "no",
        "nor",
        "neither",
        "without",
        "cannot",
        "can't",
        "won't",
        "don't",
        "doesn't",
        "didn't",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "hasn't",
        "haven't",
        "hadn't",
        "wouldn't",
        "couldn't",
        "shouldn't",
    )
)
MODALS = frozenset(("will", "would", "could", "can", "may", "might", "should", "must", "shall", "won't", "wouldn't"))
MODALS_ALL = MODALS | {"couldn't", "can't", "cannot", "shouldn't", "'ll", "'d", "to"}
BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't", "am"))
HAVE = frozenset(("has", "have", "had", "having", "hasn't", "haven't", "hadn't"))
DO = frozenset(("do", "does", "did", "don't", "doesn't", "didn't"))
# No literal has more words; how far back a cue may begin that covers another.
LONGEST_CUE = 12
# A clause is not followed further than this many words to either side.
LONGEST_CLAUSE = 60
# A word that begins a clause of its own.
_LINKS = frozenset(
    (
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "because",
        "after",
        "before",
        "when",
        "while",
        "although",
        "though",
        "if",
        "where",
        "whether",
        "unless",
        "so",
        "but",
        "since",
        "until",
        "as",
        "once",
        "whereas",
        "why",
        "how",
        "than",
    )
)
_COMPARED = frozenset(("well", "many", "much", "few", "little"))
_ADVERBS = frozenset(
    (
        "also",
        "now",
        "then",
        "soon",
        "already",
        "still",
        "just",
        "ever",
        "first",
        "once",
        "again",
        "longer",
        "only",
        "yet",
        "later",
        "thus",
        "therefore",
        "instead",
        "too",
        "both",
        "either",
        "all",
        "even",
        "always",
        "sometimes",
        "usually",
        "often",
        "back",
        "ahead",
    )
)

DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "this", "that", "these", "those", "our", "my"))


_new = tuple.__new__


class Word(NamedTuple):
    """A word or a mark of a sentence, in lower case, with its place in the page's text."""

    start: int
    end: int
    text: str


class _Texts(dict[int, str]):
    """The words of a sentence by number, "" for a number that is none."""

    def __missing__(self, index: int) -> str:
        return ""


class Parse:
    """The words of one sentence and its cues, longest first at each word."""

    def __init__(self, folded: str, start: int, end: int, cues: Sequence[Cue], frames: Node | None = None) -> None:
        """Take a folded page, a sentence's bounds in it, the cues inside, and the frames to put together of them."""
        self.start, self.end = start, end
        # Named tuples made as plain ones are, which takes half the time: there are a thousand words on a page.
        self.words = [_new(Word, (*m.span(), m[0])) for m in _TOKEN.finditer(folded, start, end)]
        starts = [word.start for word in self.words]
        self.spans = self._apart(
            [
                _new(Span, (bisect_right(starts, c.start) - 1, bisect_right(starts, c.end - 1), c.pattern, c.form))
                for c in cues
            ]
        )
        self._texts = [word.text for word in self.words]
        self._size = len(self._texts)
        # Asked ten thousand times for a page: a look into a dictionary costs half of what a function of ours would.
        self.text: Callable[[int], str] = _Texts(enumerate(self._texts)).__getitem__
        """Return a word in lower case by its number, "" outside the sentence."""
        self.spans += compose(self._texts, self.spans, frames)
        self._by_first: dict[int, list[Span]] = {}
        for span in self.spans:
            self._by_first.setdefault(span.first, []).append(span)
        self._by_role: dict[str, list[Span]] = {}
        for span in self.spans:
            self._by_role.setdefault(span.pattern.role, []).append(span)
        self._by_after: dict[int, list[Span]] = {}
        for span in self.spans:
            self._by_after.setdefault(span.after, []).append(span)
        self._of: dict[tuple[str, ...], list[Span]] = {}
        self._starts = starts
        self._all = frozenset(self._texts)
        self._hard = {index for index, text in enumerate(self._texts) if text in HARD}
        self.known: dict[str, bool] = {}
        """What was found out once about the sentence, by name."""
        self.subject_starts: dict[int, int] = {}
        """Where the subject of the verb at a word begins, as found out once."""

    def _apart(self, spans: list[Span]) -> list[Span]:
        """Return cues without those that mean nothing of their own within the words of others."""
        roles = {span.pattern.role for span in spans}
        if "federal" in roles:
            spans = [span for span in spans if not self._is_countys(span)]
        if "body" not in roles:
            return spans
        named = [s for s in spans if s.pattern.role == "federal" or s.pattern.id == "information-sharing"]
        if named:
            spans = [
                span
                for span in spans
                if span.pattern.role != "body"
                or not any(f.first <= span.first and span.after <= f.after for f in named)
            ]
        bodies = [s for s in spans if s.pattern.role == "body" and s.after - s.first > 1]
        if "court" not in roles or not bodies:
            return spans
        return [  # a fiscal court, a police jury: a county's board and no court
            span
            for span in spans
            if span.pattern.role != "court" or not any(b.first < span.first and span.after == b.after for b in bodies)
        ]

    def _is_countys(self, span: Span) -> bool:
        """Return whether a federal name is only that of a county: "Washington County"."""
        return (
            span.pattern.role == "federal"
            and self.words[span.after : span.after + 1] != []
            and (self.words[span.after].text in {"county", "county's", "parish"})
        )

    def names_any(self, words: frozenset[str]) -> bool:
        """Return whether one of some words stands in the sentence."""
        return not self._all.isdisjoint(words)

    def at(self, first: int, *roles: str) -> list[Span]:
        """Return the cues of the roles that begin at a word, longest last."""
        found = self._by_first.get(first)  # at most words none begins
        return [span for span in found if span.pattern.role in roles] if found else []

    def ending_at(self, after: int, *roles: str) -> list[Span]:
        """Return the cues of the roles that end just before a word, longest first."""
        found = self._by_after.get(after)
        return [span for span in found if span.pattern.role in roles] if found else []

    def of(self, *roles: str) -> list[Span]:
        """Return the cues of the roles in order, none that lies inside a longer one of the same roles."""
        known = self._of.get(roles)
        if known is None:
            # Of most roles that are asked for a sentence has none.
            is_none = self._by_role.keys().isdisjoint(roles)
            found = [] if is_none else [span for span in self.spans if span.pattern.role in roles]
            known = found if len(found) < 2 else [span for span in found if not self._is_inside(span, found)]
            self._of[roles] = known
        return known

    def each(self, role: str) -> list[Span]:
        """Return the cues of a role in order, those too that lie inside a longer one."""
        return self._by_role.get(role, [])

    def _is_inside(self, span: Span, among: Sequence[Span]) -> bool:
        """Return whether a longer cue among those of the same roles covers a cue."""
        first, after = span.first, span.after
        for other in among:
            is_longer = other.first <= first and other.after >= after and other[:2] != (first, after)
            if is_longer and not other.pattern.frames and (other.first == first or self.text(other.first) not in BE):
                return True
        return False

    def has(self, role: str, first: int = 0, after: int = 10_000) -> bool:
        """Return whether a cue of a role lies between two words."""
        if first <= 0 and after >= len(self.words):
            return role in self._by_role
        within = range(max(0, first), min(after, len(self.words)))
        return any(s.pattern.role == role and s.after <= after for i in within for s in self._by_first.get(i, ()))

    def index_at(self, position: int) -> int:
        """Return the word that holds or follows a position of the text."""
        return max(0, bisect_right(self._starts, position) - 1)

    def clause(self, index: int) -> tuple[int, int]:
        """Return the first word and the word after the last of the clause that holds a word."""
        first, highest = index, min(self._size, index + LONGEST_CLAUSE)
        at = bisect_right(self._openings, index)
        if index > 0:
            lowest = max(0, index - LONGEST_CLAUSE)
            first = max(lowest, self._openings[at - 1]) if at else lowest
        after = min(highest, self._openings[at]) if at < len(self._openings) else highest
        return first, max(index + 1, after)

    @cached_property
    def _openings(self) -> list[int]:
        """Return the words that begin a clause, in order: linking words, and what follows a hard mark."""
        links = {index for index, text in enumerate(self._texts) if text in _LINKS}
        return sorted(links.union(index + 1 for index in self._hard))

    @cached_property
    def _subordinate(self) -> frozenset[int]:
        return frozenset(
            index for index, text in enumerate(self._texts) if text in _LINKS and self._subordinates(index)
        )

    def is_hard(self, index: int) -> bool:
        """Return whether a mark parts what stands on its two sides for good."""
        return index in self._hard

    def is_link(self, index: int) -> bool:
        """Return whether a word begins a subordinate clause: not the "as" of "as well" or "as many as"."""
        return index in self._subordinate

    def _subordinates(self, index: int) -> bool:
        if self._texts[index] != "as":
            return True
        return self.text(index + 1) not in _COMPARED | {"of"} and self.text(index - 1) not in _COMPARED

    def is_passive(self, span: Span) -> bool:
        """Return whether a form of "be" stands close before a verb: "was thrown out"."""
        return any(self.text(i) in BE for i in range(max(0, span.first - 3), span.first))

    def is_adverb(self, index: int) -> bool:
        """Return whether a word may stand inside a verb group without changing it."""
        text = self.text(index)
        return text in _ADVERBS or (len(text) > 4 and text.endswith("ly") and text not in {"family", "july", "apply"})
