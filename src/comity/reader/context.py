"""One page as the rules of events see it: folded, split, its cues, its places, its speakers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from comity.places import Gazetteer
from comity.reader.attribution import Voices
from comity.reader.expressions import Expression
from comity.reader.frames import frame_tree
from comity.reader.jurisdictions import Ground, Jurisdiction
from comity.reader.mentions.governors import governed_states
from comity.reader.mentions.spans import Spans
from comity.reader.parsing import Parse
from comity.reader.patterns import HEADS, Cue, Patterns, fold, numbered_laws
from comity.reader.records import BodyMention, DateMention, Mentions, OfficialMention, Page, Sentence
from comity.reader.references import References
from comity.reader.topics import Topics

# A page with as many cues of another country, of fiction or of an advertisement is none of ours.
_FOREIGN_AT_LEAST = 2
_AD_AT_LEAST = 2


_STATE_MAKERS = Expression("of-statehouse")


# A page that opens with an agenda is one; "on the agenda" and "the consent agenda" only speak of it.
_AGENDA = re.compile(r"(?<!the )(?<!an )(?<!its )(?<!his )(?<!her )(?<!their )(?<!consent )(?<!'s )\bagenda\b")
_ITEM = re.compile(
    r"(?:agenda )?item \d|"
    r"\d{1,3}\.(?:[a-z]\b)? ?(?:[\w-]+ ){0,3}(?:resolution|ordinance|agreement|motion|contract|petition)\b"
)
_TOP = 400  # characters


def _without_first_names(cues: list[Cue], mentions: Mentions) -> list[Cue]:
    """Return the cues without the laws that are only somebody's first name: "Sheriff Bill Doe"."""
    spans = Spans((person.start, person.end) for person in mentions.people)
    return [cue for cue in cues if cue.pattern.role != "law" or not spans.cover(cue.start, cue.end)]


class Context:
    """A page with everything that the rules ask of it; `is_plain` looks at every sentence, one literal at a time."""

    def __init__(
        self, page: Page, sentences: Sequence[Sentence], mentions: Mentions, titled: Mentions, patterns: Patterns,
        book: Gazetteer, is_plain: bool = False,
    ) -> None:  # fmt: skip
        """Take a page with its sentences and mentions, the mentions of its title, the patterns and the gazetteer."""
        self.page, self.sentences, self.mentions, self.titled = page, sentences, mentions, titled
        self.folded = fold(page.text)
        self.cues = patterns.find_plainly(self.folded) if is_plain else patterns.find(self.folded)
        self.cues += numbered_laws(self.folded, patterns)
        self.cues = _without_first_names(self.cues, mentions)
        self.cues.sort(key=lambda cue: (cue.start, cue.end))
        self._cue_starts = [cue.start for cue in self.cues]
        self._topic_starts = [cue.start for cue in self.cues if cue.pattern.role == "topic"]
        self._is_plain = is_plain
        self._frames = frame_tree(patterns)
        self._book = book
        self.topics = Topics(self.cues, self.folded)
        self._official_starts = [official.start for official in mentions.officials]
        self._body_starts = [body.start for body in mentions.bodies]
        self._date_starts = [date.start for date in mentions.dates]

    # Made when first asked for: on a page that only tells of an election nothing asks.
    @cached_property
    def ground(self) -> Ground:
        """Return the places that the page names, and whose they are."""
        around = [(s.start, s.end) for s in self.sentences if s.form == "boilerplate"]
        return Ground(self.page.text, self.mentions, self.titled, self._book, around)

    @cached_property
    def references(self) -> References:
        """Return what the page's pronouns and definite words mean."""
        others = [o.name for many in (self.mentions.people, self.mentions.bodies) for o in many]
        known = {word.removesuffix("'s") for name in others for word in name.split()}
        return References(self.ground, self.sentences, self.page.text, known)

    @cached_property
    def voices(self) -> Voices:
        """Return who speaks on the page."""
        return Voices(self.page.text, self.folded, self.mentions)

    @cached_property
    def is_ours(self) -> bool:
        """Return whether the page speaks of immigration enforcement in this country, and sells or tells no story."""
        roles = [cue.pattern.role for cue in self.cues]
        if not roles.count("topic"):
            return False
        return (
            roles.count("foreign") < _FOREIGN_AT_LEAST
            and roles.count("fiction") < _AD_AT_LEAST
            and roles.count("advertisement") < _AD_AT_LEAST
        )

    @cached_property
    def is_of_state(self) -> bool:
        """Return whether the page speaks of a state's lawmaking at all: a governor, a legislature, a state's law."""
        return _STATE_MAKERS.search(self.folded) is not None

    @cached_property
    def home_state(self) -> Jurisdiction | None:
        """Return the state that a page is of: the one it names most, else its governor's or its address's."""
        code = self.ground.main_state()
        if not code:
            ranked = governed_states(self.page.text, self.page.published).most_common(2)
            is_clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
            code = ranked[0][0] if is_clear else ""
        return self.ground.state(code) or self.ground.state_of_address(self.page)

    @cached_property
    def is_agenda(self) -> bool:
        """Return whether the page is the agenda of a meeting: what stands there is to be decided."""
        title = self.page.title.lower()
        is_item = _ITEM.match(title) is not None
        return is_item or "agenda" in title or _AGENDA.search(self.folded, 0, _TOP) is not None

    @cached_property
    def law_direction(self) -> str:
        """Return which way the page's laws point by most of their words, "" where it says nothing."""
        found = [cue.pattern.action for cue in self.cues if cue.pattern.role == "direction"]
        more, less = found.count("expand"), found.count("restrict")
        return "" if more == less else "expand" if more > less else "restrict"

    def is_about(self, number: int, reach: int) -> bool:
        """Return whether a sentence, or one within reach of it, speaks of immigration enforcement."""
        low, high = max(0, number - reach), min(len(self.sentences), number + reach + 1)
        first = bisect_left(self._topic_starts, self.sentences[low].start)
        return first < len(self._topic_starts) and self._topic_starts[first] < self.sentences[high - 1].end

    def cues_in(self, sentence: Sentence) -> list[Cue]:
        """Return the cues that lie in a sentence."""
        low = bisect_left(self._cue_starts, sentence.start)
        high = bisect_left(self._cue_starts, sentence.end)
        return [cue for cue in self.cues[low:high] if cue.end <= sentence.end]

    def parse(self, number: int) -> Parse | None:
        """Return a sentence parsed, or None where the literals show that it can hold no act."""
        sentence = self.sentences[number]
        cues = self.cues_in(sentence)
        if not self._is_plain and not any(cue.pattern.role in HEADS or cue.pattern.role == "source" for cue in cues):
            return None
        return self.parsed(number)

    def parsed(self, number: int) -> Parse:
        """Return a sentence parsed, whatever its literals."""
        sentence = self.sentences[number]
        return Parse(self.folded, sentence.start, sentence.end, self.cues_in(sentence), self._frames)

    def officials_in(self, start: int, end: int) -> list[OfficialMention]:
        """Return the officials named between two places of the text."""
        low, high = bisect_left(self._official_starts, start), bisect_left(self._official_starts, end)
        return [o for o in self.mentions.officials[low:high] if o.end <= end]

    def bodies_in(self, start: int, end: int) -> list[BodyMention]:
        """Return the bodies named between two places of the text."""
        low, high = bisect_left(self._body_starts, start), bisect_left(self._body_starts, end)
        return [b for b in self.mentions.bodies[low:high] if b.end <= end]

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """Return the dates between two places of the text."""
        low = bisect_left(self._date_starts, start)
        high = bisect_left(self._date_starts, end)
        return list(self.mentions.dates[low:high])
