"""The stage of an election that a page is about, begins with, or named in the paragraph before."""

from __future__ import annotations

import re
from functools import cached_property

from comity.reader.contests import Stage, stage_in
from comity.reader.newsstage import stage_of_news
from comity.reader.polling import STAGES_NAMED, TOLD
from comity.reader.records import Page, Sentence
from comity.reader.schedule import Schedule


class PageStages:
    """Tells them of one page."""

    def __init__(self, of: Page, plain: str) -> None:
        """Take a page and its plain text."""
        self.of, self.plain = of, plain

    @cached_property
    def page(self) -> Stage | None:
        """Return the stage that a page speaks of, where it names no other one."""
        is_autumn = self.of.published[5:7] in {"10", "11", "12"}
        for text in (self.of.title, self.plain):
            found = list(STAGES_NAMED.finditer(text))
            named = {stage_in(match.group()) for match in found}
            is_past = all(TOLD.search(text[max(0, m.start() - 90) : m.end() + 40]) for m in found)
            if len(named) == 1 and not (text is self.plain and (is_past or is_autumn) and "primary" in named):
                return named.pop()
        return None

    @cached_property
    def news(self) -> Stage | None:
        """Return the stage whose outcome or day is what a page begins with: `Tuesday's primary`."""
        return stage_of_news(self.of.title, self.plain)

    def above(self, sentence: Sentence, said: str, schedule: Schedule) -> Stage | None:
        """Return the stage that the paragraph named before a sentence without a day of its own, if it is one."""
        begin = max(self.plain.rfind("\n", 0, sentence.start), sentence.start - 400, 0)
        named = {stage_in(match.group()) for match in STAGES_NAMED.finditer(self.plain, begin, sentence.start)}
        is_one = len(named) == 1 and "general" not in named and not schedule.is_old(begin, sentence.start)
        return named.pop() if is_one and not re.search(r"\b(?:19|20)\d\d\b|\bthen\b|\blater\b", said) else None
