"""The stage of an election that a page's news is of: its headline or its first lines name it with its day."""

from __future__ import annotations

from comity.reader.contests import Stage, stage_in
from comity.reader.expressions import Expression

_LEAD = 700  # characters
_NEWS = (Expression("stage-of-day"), Expression("stage-on-day"), Expression("stage-in"))
# Another contest than the news: it is to come, or was before.
_OTHER = Expression("other-stage")


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
