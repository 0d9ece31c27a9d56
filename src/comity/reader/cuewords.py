"""The words that a pattern of elections asks for beside its phrase: in the sentence, behind the phrase, on the page."""

from __future__ import annotations

import re
from functools import lru_cache

from comity.reader.contests import ContestCue
from comity.reader.polling import IN_STATE

_SHARE = re.compile(r"\d{1,2}(?:\.\d+)?(?:\s?%|\spercent|[-–]\d|\sto\s\d)")
# What follows tells of another time than what is won.
_LATER = re.compile(r"\s(?:after|before|since)\s")


class CueWords:
    """Asks for them on one page."""

    def __init__(self, plain: str) -> None:
        """Take the page's plain text."""
        self.plain = plain
        self._said: dict[tuple[str, ...], bool] = {}

    def hold(self, said: str, cue: ContestCue) -> bool:
        """Return whether the words that a pattern asks for beside its phrase are there."""
        needs, objects = cue.pattern.needs, cue.pattern.objects
        if self.plain.startswith(("'t", "-"), cue.end):
            return False  # `won't seek a fifth term`, `his best-known rival`
        if needs and _any_of(tuple(needs)).search(said) is None:
            return False
        if cue.pattern.page and not self._stands_on_page(cue.pattern.page):
            return False
        behind = " ".join(IN_STATE.sub("", self.plain[cue.end : cue.end + 110]).split()[:11])
        behind = re.split(r"[;:]|[.,]\s", behind, maxsplit=1)[0]
        if cue.pattern.next and _first_word(behind) not in cue.pattern.next:
            return False
        if cue.pattern.form == "wins":
            behind = _LATER.split(behind, maxsplit=1)[0]  # `took the offer back after the vote`
        return not objects or _any_of(tuple(objects)).search(behind) is not None

    def _stands_on_page(self, words: tuple[str, ...]) -> bool:
        """Return whether one of some words stands anywhere on the page."""
        if words not in self._said:
            self._said[words] = self._stands(words)
        return self._said[words]

    def _stands(self, words: tuple[str, ...]) -> bool:
        return re.search(rf"\b(?:{'|'.join(map(re.escape, words))})\b", self.plain, re.IGNORECASE) is not None


def _first_word(said: str) -> str:
    """Return the first word of a text in small letters, "0" for a share of votes: `won 55-45`."""
    return "0" if _SHARE.match(said) else said.split(" ", 1)[0].rstrip(".,").lower()


@lru_cache(maxsize=1024)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of some words, or its plural."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})s?\b", re.IGNORECASE)
