"""Who says so: the speaker of a clause, the source of a sentence and of the list that hangs on it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from comity.reader.expressions import Expression
from comity.reader.mentions.lexicon import load_words
from comity.reader.parsing import Parse, Span
from comity.reader.quotations import Quotations
from comity.reader.records import Mentions, OfficialMention, Sentence
from comity.reader.sayings import is_saying

# A sentence that begins so hangs on the one before it: its source is that one's.
_HANGING = Expression("list-goes-on")
# Speakers without a name that are printed as they stand.
_UNNAMED = Expression("unnamed-source")
_LOCAL_POST = Expression("local-post")
_HIS_OWN = Expression("own-spokesman")
# A name in capitals after "according to" that no list knows.
_CAPITALS = re.compile(
    r"\s+(?:the\s+|a\s+)?(?:(?:blog|newspaper|website|news\s+site|weekly|daily|magazine|station|group|nonprofit)\s+)?"
    r"((?:[A-Z][\w&.'’-]*)(?:\s+(?:of|for|and|the|on|in|&)?\s*[A-Z][\w&.'’-]*){0,6})"
)
_CAPITAL_RUN = re.compile(r"[A-Z][\w&.'’-]*(?:\s+(?:(?:of|for|and|on|the|in|&)\s+){0,2}[A-Z][\w&.'’-]*){0,7}")
# "U.S. Immigration and Customs Enforcement (ICE)": the name is what stands before.
_ABBREVIATED = re.compile(r"\s+\([A-Z][\w.&-]{1,9}\)$")
_ORGANISATION = Expression("organisation-word")
_PRONOUN = Expression("speaker-pronoun")
_ASIDE = 10  # words
# What outlets do, and words of names that are a local body's own.
_REPORTS = Expression("reports-verb")
_LOCAL_WORDS = Expression("local-body-word")
_POST_AHEAD = Expression("post-ahead")
_SHORT_OUTLET = re.compile(r"[Tt]he ([A-Z][a-z]+)")
_MEANT_REACH = 400  # characters
_TOLD_TO = Expression("told-to")
_TOLD_OFFICES = Expression("told-offices")
_WHILE = Expression("beside-clause")
_SHORT = {"AP": "Associated Press"}
_OFFICE = Expression("speaker-office")
_THE_AGENCY = Expression("agency-meant")
_OUTLET_TAIL = Expression("outlet-tail")
_REPORT = Expression("report-meant")
_SOURCE_MEANT = Expression("source-meant")


class Speaker(NamedTuple):
    """Who says a clause: the name to print, and whether he speaks of his own body."""

    name: str
    is_local: bool
    is_announcing: bool
    is_denying: bool = False
    is_office: bool = False
    """Whether it is an agency that speaks of itself: "the office says"."""
    is_source: bool = False
    """Whether the words are a report's or another's account of it, not the speaker's own demand."""


# Who answers goes on in the next sentence, where that is about his own people.
_ANSWERING = Expression("answering")
_HIS_PEOPLE = Expression("his-people")


class Voices:
    """The speakers of a page, found sentence by sentence; made once per page."""

    def __init__(self, text: str, folded: str, mentions: Mentions) -> None:
        """Take the page's text, its folded form and its mentions."""
        self._text, self._folded = text, folded
        self._bodies = [
            b for b in mentions.bodies if b.kind in {"organisation", "outlet", "federal", "agency", "office"}
        ]
        self._names = {o.name for o in mentions.officials if " " in o.name}
        self._names |= {p.name for p in mentions.people if " " in p.name and p.role != "private"}
        self._people = mentions.people
        # A surname alone means whom the page names with it in full, wherever it is that he speaks.
        self._officials = [msgspec.structs.replace(o, name=self._full(o.name)) for o in mentions.officials]
        self._official_starts = [o.start for o in self._officials]
        self._body_starts = [b.start for b in self._bodies]
        self._source: tuple[int, str] = (-2, "")
        self._answer: tuple[int, str] = (-2, "")
        self._quotations = Quotations(text, folded)
        self._last_organisation = ""
        printed = re.search(r"^\W*sources?: ", folded, re.MULTILINE)
        self._printed_source = self._organisation_between(printed.end(), printed.end() + 160) if printed else ""

    def speaker(
        self, parse: Parse, number: int, sentences: Sequence[Sentence], head: Span, left: int
    ) -> Speaker | None:
        """Return who says the clause whose verb group begins at `left`, or None where the page itself says it."""
        found = self._speaker(parse, number, sentences, head, left)
        return found and found._replace(name=_ABBREVIATED.sub("", found.name))

    def _speaker(
        self, parse: Parse, number: int, sentences: Sequence[Sentence], head: Span, left: int
    ) -> Speaker | None:
        source = self._stated_source(parse)
        if source:
            source = source.rstrip(".")
            return Speaker(_SHORT.get(source, source), False, False, is_source=True)
        opening = self._folded[sentences[number].start : sentences[number].start + 24]
        if self._answer[0] == number - 1 and _HIS_PEOPLE.match(opening):
            return Speaker(self._answer[1], False, False)
        hanging = self._hanging(number, sentences)
        if hanging:
            return Speaker(hanging, False, False)
        for cue in parse.of("speech"):
            if cue.first == head.first or not is_saying(parse, cue, self._text, self._folded):
                continue
            found = self._before(parse, cue, left) or self._after(parse, cue, head)
            if found:
                return found
        if quoted := self._quoted(parse.words[head.first].start, sentences):
            return quoted
        is_listed = sentences[number].form == "item" and bool(self._printed_source)
        return Speaker(self._printed_source, False, False) if is_listed else None

    def _quoted(self, position: int, sentences: Sequence[Sentence]) -> Speaker | None:
        """Return who speaks the quotation in which a place stands, be it told in another sentence."""
        span = self._quotations.said_by(position, sentences)
        if span is None:
            return None
        words = self._folded[slice(*span)]
        name = self._name_between(*span, is_first=True) or self._organisation_between(*span)
        if not name and _PRONOUN.search(words):
            name = self._last_official(span[0])
        is_local = bool(_LOCAL_POST.search(words)) or self._is_surname(words) or bool(_PRONOUN.search(words))
        return Speaker(name, is_local and not _ORGANISATION.search(name), False) if name else None

    def of_list(self, number: int, told: str | None) -> str | None:
        """Return whose word a list is that hangs on a sentence before: that one's, or the page's printed source."""
        return told or (self._source[1] if 0 <= number - self._source[0] <= 3 else None) or self._printed_source or None

    def note(self, parse: Parse, number: int) -> None:
        """Remember a sentence's source, for the list that may hang on it, and the last organisation that spoke."""
        source = self._stated_source(parse)
        if source:
            self._source = (number, source)
        for cue in parse.of("speech"):
            if _ANSWERING.match(parse.text(cue.first)) and (said := self._subject_of(parse, cue)) and said.name:
                self._answer = (number, said.name)
            name = self._capitals_beside(parse, cue)
            if name:
                self._last_organisation = name
                self._source = self._source if source else (number, name)
        for body in self._bodies_between(parse.start, parse.end):
            if body[1] in {"organisation", "outlet"} and not _TOLD_TO.search(
                self._folded[max(0, body[2] - 16) : body[2]]
            ):
                self._last_organisation = body[0]

    def _capitals_beside(self, parse: Parse, cue: Span) -> str:
        """Return the name in capitals right before or after a verb of saying: "finds the ACLU of Wisconsin"."""
        after = _CAPITALS.match(self._text, parse.words[cue.after - 1].end, parse.end)
        if after and cue.form in {"s", "past"} and parse.text(cue.first - 1) in {",", '"'}:
            return self._organisation(after.start(1), after.end(1))
        before = [b for b in self._bodies if parse.start <= b.start and b.end <= parse.words[cue.first].start]
        close = [
            b
            for b in before
            if parse.words[cue.first].start - b.end < 3 and b.kind in {"organisation", "outlet", "federal"}
        ]
        if close and close[-1].kind == "federal" and _TOLD_OFFICES.match(self._folded, parse.words[cue.first].start):
            return ""  # its answer to those who asked is its act, not its account of theirs
        return close[-1].name if close else ""

    def _organisation(self, start: int, end: int) -> str:
        """Return a name in capitals, unless an official bears it."""
        is_official = any(o.start < end and start < o.end for o in self._officials)
        name = self._text[start:end].rstrip(".,")
        return "" if is_official or name.split()[0] in _POST_AHEAD.words else name

    def _hanging(self, number: int, sentences: Sequence[Sentence]) -> str:
        """Return the source of the sentence before, if this one carries its list on."""
        sentence = sentences[number]
        opening = self._folded[sentence.start : sentence.start + 60]
        is_next = 0 <= self._source[0] < number <= self._source[0] + 2
        return self._source[1] if is_next and _HANGING.match(opening) else ""

    def _stated_source(self, parse: Parse) -> str:
        """Return whom a sentence names as its source: "according to X"."""
        for cue in parse.of("source"):
            if parse.text(cue.first) == "citing" and any(s.first < cue.first for s in parse.of("speech")):
                continue  # "NPR reported, citing emails": it is NPR's word
            start = parse.words[cue.after - 1].end
            name = self._name_between(start, self._source_end(start, min(parse.end, start + 90)), is_first=True)
            capitals = _CAPITALS.match(self._text, start, parse.end)
            if capitals and (not name or capitals[1].removeprefix("The ").startswith(f"{name.removeprefix('The ')} ")):
                return capitals[1]  # "Texas Prison Bidness", of which a list knows the first words alone
            if not name and _SOURCE_MEANT.match(self._folded, start):
                name = self._organisation_meant(start)
            if name:
                return name
        return ""

    def _source_end(self, start: int, end: int) -> int:
        """Return where the name of a source ends: at a comma, past which only his own name tells who a post is."""
        comma = self._text.find(",", start, end)
        if comma < 0:
            return end
        is_named = any(o.start <= comma + 2 for o in self._officials_between(comma, end))
        return end if is_named else comma

    def _before(self, parse: Parse, cue: Span, left: int) -> Speaker | None:
        """Return the speaker of "X said that …" where the clause follows."""
        if not cue.after <= left or left - cue.after > 30:
            return None
        if any(parse.text(i) == ";" for i in range(cue.after, left)):
            return None
        return self._subject_of(parse, cue)

    def _after(self, parse: Parse, cue: Span, head: Span) -> Speaker | None:
        """Return the speaker of "…, X said" or "…, said X" where the clause comes first."""
        if cue.first <= head.first:
            return None
        comma = next((i for i in range(cue.first - 1, head.first, -1) if parse.text(i) in {",", '"'}), -1)
        if comma == cue.first - 1 and (named := self._before_aside(parse, cue, head, comma)) is not None:
            return named
        if (
            comma < 0
            or parse.text(comma + 1) == "and"
            or cue.first - comma > 12
            or any(parse.text(i) in _WHILE.words for i in range(comma + 1, cue.first))
        ):
            return None
        if comma == cue.first - 1:
            start = parse.words[cue.after - 1].end
            return self._speaker_between(parse, start, min(parse.end, start + 80), cue, is_first=True)
        return self._speaker_between(parse, parse.words[comma].end, parse.words[cue.first].start, cue)

    def _before_aside(self, parse: Parse, cue: Span, head: Span, comma: int) -> Speaker | None:
        """Return who is parted from the verb by an aside: ", the Herald, a partner of ours, reported"."""
        opening = next((i for i in range(comma - 1, head.first, -1) if parse.text(i) == ","), -1)
        if opening < 0 or comma - opening > _ASIDE or parse.text(opening + 1) not in {"a", "an", "the", "who", "which"}:
            return None
        first = next((i for i in range(opening - 1, head.first, -1) if parse.text(i) == ","), -1)
        if first < 0 or opening - first > _ASIDE:
            return None
        return self._speaker_between(parse, parse.words[first].end, parse.words[opening].start, cue)

    def _subject_of(self, parse: Parse, cue: Span) -> Speaker | None:
        first = cue.first
        while first > 0 and not parse.is_hard(first - 1) and cue.first - first < 24:
            if parse.text(first - 1) == "," and first < cue.first and parse.text(cue.first - 1) != ",":
                break
            first -= 1
        return self._speaker_between(parse, parse.words[first].start, parse.words[cue.first].start, cue)

    def _speaker_between(self, parse: Parse, start: int, end: int, cue: Span, is_first: bool = False) -> Speaker | None:
        words = self._folded[start:end]
        name = self._name_between(start, end, is_first)
        is_announcing = cue.pattern.effect == "announce"
        is_denying = cue.pattern.effect == "deny"
        if _HIS_OWN.search(words) and "ice" not in words.split():
            return Speaker("", True, is_announcing, is_denying)
        name = name or self._organisation_between(start, end) or self._reporting(start, end, parse.text(cue.first))
        if not name:
            if _REPORT.search(words) and not is_announcing and (meant := self._organisation_meant(start)):
                return Speaker(meant, False, is_announcing, is_denying)
            is_local = bool(_PRONOUN.search(words) or _LOCAL_POST.search(words))
            if federal := self._federal_agency_meant(words, parse.start, start):
                return Speaker(federal, False, is_announcing, is_denying)
            if _OFFICE.search(words):
                return Speaker("", True, is_announcing, is_denying, is_office=True)
            at = parse.words[cue.first].start
            name = self._last_official(at) if _PRONOUN.search(words) else self._only_official()
            return Speaker(name, is_local, is_announcing, is_denying) if is_local else None
        is_local = (bool(_LOCAL_POST.search(words)) or self._is_surname(words)) and not _ORGANISATION.search(name)
        return Speaker(name, is_local, is_announcing, is_denying)

    def _name_between(self, start: int, end: int, is_first: bool = False) -> str:
        """Return the official, organisation or outlet between two places, or words for a source without a name."""
        officials = [(o.start, o.name) for o in self._officials_between(start, end)]
        bodies = [(b[2], b[0]) for b in self._bodies_between(start, end)]
        if officials:
            return min(officials)[1] if is_first else max(officials)[1]
        if bodies:
            return min(bodies)[1] if is_first else max(bodies)[1]
        surname = self._by_surname(start, end)
        if surname:
            return surname
        unnamed = _UNNAMED.search(self._folded, start, end)
        return unnamed[1].removeprefix("the ").removeprefix("a ") if unnamed else ""

    def _full(self, name: str) -> str:
        """Return the name with which the page names an official in full, where a surname alone is given."""
        longer = {n for n in self._names if n.split()[-1] == name}
        return longer.pop() if " " not in name and len(longer) == 1 else name

    def _officials_between(self, start: int, end: int) -> list[OfficialMention]:
        low = bisect_left(self._official_starts, start)
        return [o for o in self._officials[low : low + 8] if o.end <= end]

    def _bodies_between(self, start: int, end: int) -> list[tuple[str, str, int]]:
        low = bisect_left(self._body_starts, start)
        return [
            (self._with_article(b.name.removeprefix("the "), b.kind, b.start), b.kind, b.start)
            for b in self._bodies[low : low + 12]
            if b.end <= end and (b.kind in {"organisation", "outlet", "federal"} or b.name[:1].isupper())
        ]

    def _organisation_meant(self, position: int) -> str:
        """Return the organisation or outlet named or heard last before a place, for "it" or "the report"."""
        named = bisect_left(self._body_starts, position)
        low = max(0, position - _MEANT_REACH)
        for body in reversed(self._bodies[max(0, named - 12) : named]):
            is_told = _TOLD_TO.search(self._folded[max(0, body.start - 16) : body.start]) is not None
            if body.start < low:
                break
            if body.kind in {"organisation", "outlet"} and not is_told:
                return self._with_article(body.name.removeprefix("the "), body.kind, body.start)
        return self._last_organisation or self._organisation_between(low, position)

    def _with_article(self, name: str, kind: str, start: int) -> str:
        """Return a newspaper's name with the article that it is printed with."""
        if kind == "outlet" and (tail := _OUTLET_TAIL.match(self._text, start + len(name))):
            name += tail[0]
        return f"The {name}" if kind == "outlet" and self._text[max(0, start - 4) : start] == "The " else name

    def _federal_agency_meant(self, words: str, start: int, end: int) -> str:
        """Return the federal agency that "the agency" means, where one is the last body named before."""
        if not _THE_AGENCY.fullmatch(words):
            return ""
        named = [b for b in self._bodies[: bisect_left(self._body_starts, end)] if b.start >= start - _MEANT_REACH]
        local = {"agency", "office"}
        led = [b for b in named if b.kind == "federal" or (b.kind in local and b.start >= start)]
        return led[-1].name.removeprefix("the ") if led and led[-1].kind == "federal" else ""

    def _organisation_between(self, start: int, end: int) -> str:
        """Return a name in capitals that is an organisation's by its words: "the Alder Sheriffs' Association"."""
        for found in _CAPITAL_RUN.finditer(self._text, start, end):
            if _ORGANISATION.search(found[0]):
                return found[0].rstrip(".,").removesuffix("'s").removesuffix("’s")
        return ""

    def _reporting(self, start: int, end: int, verb: str) -> str:
        """Return a name that no list knows and that reports something, as outlets do: "The Alder Optimist reported"."""
        if short := self._short_outlet(start, end):
            return short
        if verb not in _REPORTS.words:
            return ""
        for found in _CAPITAL_RUN.finditer(self._text, start, end):
            words = found[0].rstrip(".,").split()
            is_named = len(words) > 1 and not self._is_person(*found.span()) and not set(words) & _LOCAL_WORDS.words
            if is_named:
                return " ".join(words)
        return ""

    def _short_outlet(self, start: int, end: int) -> str:
        """Return the newspaper that its last word means: "the Globe" is the Boston Globe where the page names that."""
        found = _SHORT_OUTLET.fullmatch(self._text[start:end].strip(" ,"))
        if found is None or found[1] not in load_words().outlets:
            return ""
        longer = [b.name for b in self._bodies if b.kind == "outlet" and b.name.endswith(f" {found[1]}")]
        return longer[0] if longer else found[1]

    def _is_person(self, start: int, end: int) -> bool:
        """Return whether a run of capitals holds a person's name, or begins with what may be one."""
        return any(p.start < end and start < p.end for p in self._people)

    def _by_surname(self, start: int, end: int) -> str:
        """Return the full name of an official whose surname alone stands between two places."""
        words = set(re.findall(r"[A-Z][\w'’-]+", self._text[start:end]))
        for official in self._officials:
            if official.start < end and official.name.split()[-1] in words:
                return official.name
        return ""

    def _is_surname(self, words: str) -> bool:
        return any(o.name.split()[-1].lower() in words and _LOCAL_POST.search(o.post.lower()) for o in self._officials)

    def _only_official(self) -> str:
        """Return the one local official that the page names, "" where it names several."""
        names = {o.name for o in self._officials if _LOCAL_POST.search(o.post.lower())}
        return min(names) if len(names) == 1 else ""

    def _last_official(self, position: int) -> str:
        low = bisect_left(self._official_starts, position)
        return self._officials[low - 1].name if low else ""
