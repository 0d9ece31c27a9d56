"""What is weighed: each sentence that speaks of the subject, with each place that it may be about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from comity.reader.context import Context
from comity.reader.jurisdictions import Jurisdiction, Named
from comity.reader.patterns import Cue
from comity.reader.records import Event, Sentence

# The instruments that are scored as one; the rules tell more of them apart (`acts.FAMILIES`).
FAMILY = {
    "287g_jail_model": "287g", "287g_warrant_service": "287g", "287g_task_force": "287g", "287g_unspecified": "287g",
    "detention_contract": "contract", "detainer_policy": "custody", "notification": "custody",
    "access_to_jail": "custody", "information_sharing": "sharing", "state_law": "law", "other": "other",
}  # fmt: skip
_FORMS = frozenset(("prose", "item"))
_ABOUT = 10  # sentences from one about immigration enforcement
_BACK = 3  # sentences back to instruments that a sentence may mean
_MOST = 4  # beyond which a count tells no more
_OPENING = 6  # sentences
_FIRST = 15  # characters
_WORD = re.compile(r"[a-z0-9$]+(?:'[a-z]+)?|[;:\"?!]")
_ENDINGS = ("ing", "ed", "es", "s")
_SHORTEST = 4  # letters of a word without its ending

Weights = Mapping[str, float]
FAINT = 0.4  # what counts beside a sentence's own words


class Features(NamedTuple):
    """Names of what a sentence has, each counted once; `faint` ones count less."""

    plain: Sequence[str]
    faint: Sequence[str] = ()


class Row(NamedTuple):
    """A sentence with a place that it may be about; what it is weighed by, in three parts.

    `words` are shared by the rows of a sentence, `bearing` is how the place stands in it; `around` is for the trees.
    """

    number: int
    start: int
    end: int
    place: Jurisdiction
    words: Features
    bearing: Features
    around: Weights


class _Candidate(NamedTuple):
    place: Jurisdiction
    flags: list[str]
    spans: list[tuple[int, int]]


def key_of(place: Jurisdiction) -> str:
    """Return what tells a place from others."""
    return place.fips or f"{place.name}|{place.state}"


def key_of_event(event: Event) -> str:
    """Return what tells an event's place from others."""
    return event.fips5_or_null or f"{event.jurisdiction_name}|{event.state or ''}"


def rows_of(context: Context) -> list[Row]:
    """Return the rows of a page, none where it is not about this country's local cooperation."""
    if not context.is_ours:
        return []
    names = _Names(context)
    return [row for number in range(len(context.sentences)) for row in _rows(context, names, number)]


def _rows(context: Context, names: _Names, number: int) -> Iterator[Row]:
    sentence = context.sentences[number]
    if sentence.form not in _FORMS or not context.is_about(number, _ABOUT):
        return
    cues = context.cues_in(sentence)
    candidates = names.candidates(number) if cues else []
    if not candidates:
        return
    here = [span for one in candidates for span in one.spans]
    words = _words(context, names, number, cues, here)
    around = _around(context, number, cues)
    roles = dict.fromkeys(f"here&role={cue.pattern.role}" for cue in cues)
    count = sum(bool(one.spans) for one in candidates)
    for one in candidates:
        bearing = _bearing(context, one, count, sentence.start, sentence.end)
        if one.spans:
            bearing += roles
        flags = {f"is={flag}": 1.0 for flag in one.flags} | {f"type={one.place.type}": 1.0}
        yield Row(number, sentence.start, sentence.end, one.place, words, Features(bearing), around | flags)


class _Names:
    """Where a page names places, in order, to be asked sentence by sentence."""

    def __init__(self, context: Context) -> None:
        self._named = sorted([*context.ground.named, *context.ground.states], key=lambda one: one.start)
        self._starts = [one.start for one in self._named]
        self._context, self._sentences = context, context.sentences
        self._instruments: dict[int, dict[str, None]] = {}
        self._sentence_starts = [sentence.start for sentence in context.sentences]
        self._most = context.ground.most_named()
        self._headed = context.ground.headed
        # By name the last local one up to it.
        self._locals: list[Named | None] = []
        local: Named | None = None
        for one in self._named:
            local = one if one.jurisdiction.type != "state" else local
            self._locals.append(local)

    def instruments_of(self, sentence: Sentence) -> dict[str, None]:
        """Return the names of the instruments of a sentence, for those behind it."""
        found = self._instruments.get(sentence.start)
        if found is None:
            told = [cue.pattern.instrument for cue in self._context.cues_in(sentence)]
            found = dict.fromkeys(f"pins={instrument}" for instrument in told if instrument)
            self._instruments[sentence.start] = found
        return found

    def candidates(self, number: int) -> list[_Candidate]:
        """Return the places a sentence names, those named before, and those of the page, its title and dateline."""
        sentence = self._sentences[number]
        found: dict[str, _Candidate] = {}

        def add(place: Jurisdiction, flag: str, *span: tuple[int, int]) -> None:
            one = found.setdefault(place.geoid, _Candidate(place, [], []))
            if flag not in one.flags:
                one.flags.append(flag)
            one.spans.extend(span)

        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        for one in self._named[low:high]:
            add(one.jurisdiction, "here", (one.start, min(one.end, sentence.end)))
        if low:
            before = self._named[low - 1]
            back = number + 1 - bisect_right(self._sentence_starts, before.start)
            add(before.jurisdiction, "last")
            add(before.jurisdiction, f"last{min(back, _MOST)}")
        if low and (local := self._locals[low - 1]) is not None:
            add(local.jurisdiction, "lastlocal")
        if self._most is not None:
            add(self._most, "main")
        for headed in self._headed:
            add(headed, "headed")
        return list(found.values())


def _words(context: Context, names: _Names, number: int, cues: list[Cue], here: list[tuple[int, int]]) -> Features:
    """Return a sentence's words, places hidden, with its cues; faintly the words and instruments before it."""
    sentence = context.sentences[number]
    found = _named("w=", _hidden(context.folded, sentence.start, sentence.end, here))
    for cue in cues:
        told = cue.pattern
        found |= _named_cue(told.id, told.role, told.instrument, told.action)
    found |= {f"pos={min(number, _OPENING)}": None, f"form={sentence.form}": None}
    if context.is_about(number, 1):
        found["about"] = None
    before = context.sentences[max(0, number - _BACK) : number]
    faint = _named("p=", context.folded[before[-1].start : before[-1].end]) if before else {}
    for one in before:
        faint |= names.instruments_of(one)
    return Features([*found], [*faint])


@lru_cache(maxsize=5_000)
def _named_cue(name: str, role: str, instrument: str, action: str) -> dict[str, None]:
    """Return the names of what a cue is."""
    said = {"role": role, "pid": name, "ins": instrument, "act": action}
    return {f"{kind}={what}": None for kind, what in said.items() if what}


def _hidden(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """Return a part of a text with every place's name replaced by one word."""
    parts = []
    for first, last in sorted(set(spans)):
        if first >= start:
            parts += [text[start:first], " xplace "]
            start = last
    return "".join((*parts, text[start:end]))


def _bearing(context: Context, one: _Candidate, count: int, start: int, end: int) -> list[str]:
    """Return how a place stands in a sentence in which so many are named."""
    found = [f"fl={flag}" for flag in one.flags]
    found += [
        f"nhere={min(count, 3)}",
        f"type={one.place.type}",
        f"cnt={min(context.ground.count_of(one.place), _MOST)}",
    ]
    if not one.spans:
        return [*found, f"nohere_nh={min(count, 2)}"]
    first, last = one.spans[0]
    beside = dict.fromkeys(f"l={word}" for word in _stems(context.folded[max(start, first - 40) : first])[-2:])
    beside |= dict.fromkeys(f"r={word}" for word in _stems(context.folded[last : min(end, last + 60)])[:3])
    return [*found, *beside, "first"] if first - start < _FIRST else [*found, *beside]


def _around(context: Context, number: int, cues: list[Cue]) -> dict[str, float]:
    """Return what the trees ask of a sentence itself."""
    sentence = context.sentences[number]
    found = {f"role={cue.pattern.role}": 1.0 for cue in cues}
    found |= {f"ins={FAMILY[cue.pattern.instrument]}": 1.0 for cue in cues if cue.pattern.instrument in FAMILY}
    found |= {"cues": min(len(cues), 8.0), "about": float(context.is_about(number, 1)), "number": min(number, 12.0)}
    found |= {"long": float(sentence.end - sentence.start), "sentences": min(len(context.sentences), 30.0)}
    found[f"form={sentence.form}"] = 1.0
    return found


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text)]


def _named(kind: str, text: str) -> dict[str, None]:
    """Return a text's words, each once, in their order: sums are then the same in every process."""
    return dict.fromkeys([_name(kind, word) for word in _WORD.findall(text)])


@lru_cache(maxsize=40_000)
def _name(kind: str, word: str) -> str:
    return kind + _stem(word)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """Return a word without its ending: enough to count forms of one verb together."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
