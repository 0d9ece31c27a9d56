"""The stage of an election that a page's news is of: its headline or its first lines name it with its day."""

from __future__ import annotations

import re

from comity.reader.contests import Stage, stage_in

_LEAD = 700  # characters
_DAY = r"(?:Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)"
_PARTY = r"(?:(?:republican|democratic|special|municipal|county|party|local|judicial|[A-Z]\w+)\s){0,3}"
_STAGE = rf"{_PARTY}(?P<stage>[Pp]rimary|[Pp]rimaries|[Rr]un-?off|[Gg]eneral [Ee]lection)"
_NEWS = (
    re.compile(rf"\b{_DAY}'s\s{_STAGE}"),
    re.compile(rf"\b{_STAGE}(?:\selections?)?(?:\sheld)?,?\s(?:on\s|this\s|last\s)?{_DAY}\b"),
    re.compile(rf"\bin\s(?:the\s|this week's\s|last week's\s|[A-Z]\w+'s\s){_STAGE}"),
)
# Another contest than the news: it is to come, or was before.
_OTHER = re.compile(
    r"\b(?:will|next|upcoming|faces?|advance[sd]?|until|ahead of|before|earlier|after winning)\s[^.]{0,40}$"
)


def stage_of_news(title: str, plain: str) -> Stage | None:
    """Return the stage that the headline and first lines of a page give a day of the week, if it is one alone."""
    lead = plain[:_LEAD]
    for words in _NEWS[:2]:
        named = {
            stage_in(match["stage"])
            for text in (title, lead)
            for match in words.finditer(text)
            if not _OTHER.search(text[max(0, match.start() - 60) : match.start()])
        }
        if len(named) == 1:
            return named.pop()
    named = {stage_in(match["stage"]) for match in _NEWS[2].finditer(title + "\n" + plain[: _LEAD // 2])}
    return named.pop() if len(named) == 1 else None
