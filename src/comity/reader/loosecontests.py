"""Contests told in words that no pattern knows: an office, its contest, and who is named for it in one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from comity.reader.contests import NATIONAL_CANDIDATES, offices_in
from comity.reader.expressions import Expression
from comity.reader.parties import Party
from comity.reader.polling import CLAUSE, NATIONAL
from comity.reader.records import Sentence
from comity.reader.seats import Seats, is_sought_in

_CONTEST = Expression("contest-spoken-of")
# Alone in a contest, by words that say nothing else.
_ALONE = Expression("stands-alone")
_SAYS = Expression("says-before")
_SAID = Expression("said-behind")
# Who runs the election, or speaks of it, does not stand in it.
_ASIDE = Expression("official-aside")
_NOT_NOW = Expression("no-contest")
_FORUM = Expression("candidates-forum")
_FEW = 6


class Told(NamedTuple):
    """Who is named for a contest, and the span of the words."""

    candidates: list[Party]
    winner: Party | None
    start: int
    end: int


class Loose:
    """Reads the contests of one page that its sentences tell in other words."""

    def __init__(self, plain: str, seats: Seats, is_elsewhere: Callable[[Party], bool]) -> None:
        """Take a page's plain text, its offices, and what says that a person's post is another's."""
        self.plain, self.seats, self._is_elsewhere = plain, seats, is_elsewhere

    def read(self, sentence: Sentence, said: str, people: list[Party]) -> Told | None:
        """Return the candidates of a sentence that names an office and its contest, or None."""
        contest = _CONTEST.search(said)
        if not contest or NATIONAL.search(said) or CLAUSE.search(said) or _NOT_NOW.search(said):
            return None
        sought = is_sought_in(said)
        named = [p for p in people if self._stands(p, sentence)]
        if not named or len({p.name for p in named}) > _FEW or any(self._is_elsewhere(p) for p in named):
            return None
        is_two = len({p.name for p in named}) > 1
        if (sought and (is_two or _ALONE.search(said))) or (is_two and self._holds(named, said)):
            start = sentence.start + contest.start()
            return Told(named, None, start, sentence.start + contest.end())
        return None

    def _stands(self, party: Party, sentence: Sentence) -> bool:
        """Return whether a person may be a candidate: named in full, and no speaker or official of the vote."""
        if not party.is_direct or party.name in NATIONAL_CANDIDATES or " " not in party.name:
            return False
        before = self.plain[max(sentence.start, party.start - 16) : party.start]
        behind = self.plain[party.end : party.end + 80]
        posts = [one for one in self.seats.people_like(party) if one.start == party.start]
        is_other = any(one.role in {"leader", "author"} for one in posts)
        is_forum = _FORUM.search(self.plain, sentence.start, sentence.end)  # candidates speak there
        speaks = not is_forum and (_SAYS.search(before) or _SAID.match(behind))
        return not (speaks or _ASIDE.match(behind) or is_other)

    def _holds(self, named: list[Party], said: str) -> bool:
        """Return whether one of two candidates holds an office, and the words are of their votes."""
        held = any(offices_in(one.post) for p in named for one in self.seats.people_like(p) if one.name == p.name)
        return (
            held
            and re.search(r"\b(?:percent|votes|points|ballot|primary|run-?off|re-?election|race)\b|%", said) is not None
        )
