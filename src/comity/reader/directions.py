"""Which way a rule on local cooperation points: what it demands or forbids, of help or of limits on help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse, Span
from comity.reader.patterns import fold

# A word that turns what follows: forbidding, ending, punishing, a "no … may".
# One that turns what follows, and alone may only say what somebody does of himself: "sheriffs who do not help".
# A word that demands or lets what follows be done.
# Help that a local body gives.
# What a limit on help is called, or letting somebody go.
_CHAIN = Expression("direction-chain")
# "sanctuary cities to be banned", "participation would be compulsory": what is said of it stands behind.
_SAID_OF = Expression("direction-behind")
_MADE_TO_PAY = Expression("made-to-pay")
_ONLY_SOME = Expression("only-some")
_LET_ONLY = Expression("let-only")
_LETS_LEAVE = Expression("lets-leave")
_NOTHING = Expression("of-nothing")
_BANNED = Expression("sanctuary-ban")
_SANCTUARY = Expression("sanctuary-made")
_REPEAL = Expression("law-repealed")
_CONDITION = Expression("direction-condition")
_LIMITING = ("refus", "limit", "restrict", "block", "interfer", "declin", "adopting", "ignor", "prevent")
_NEXT_CLAUSE = Expression("next-clause")
_LAW_NAMED = Expression("law-named")
_BACK = 5  # sentences
_OF_LAW = Expression("of-law")
# How many sentences that point one way must stand against one that points the other.
_CLEARLY = 3
# How many characters may part a word that demands or forbids from what it is said of.
_REACH = 110


def votes(said: str) -> int:
    """Return how often folded words demand help, less how often they limit or forbid it."""
    total, sign, at, is_sure = sum(_behind(found) for found in _SAID_OF.finditer(said)), 0, 0, False
    for found in _CHAIN.finditer(said):
        kind = found.lastgroup
        if kind in {"stop", "aside"} or found.start() - at > _REACH:
            sign, is_sure = 0, False
        if kind in {"turn", "weak"}:
            sign, is_sure = -(sign or 1), is_sure or kind == "turn"
        elif kind == "demand":
            is_past = not is_sure and "," in said[at : found.start()]  # "on which it has not acted, would have them …"
            sign, is_sure = (sign if sign and not is_past else 1), True
        elif sign and kind not in {"stop", "aside"}:
            sign = -sign if sign > 0 and _NOTHING.match(said, found.end()) else sign
            total += (sign if kind == "help" else -sign) if is_sure else 0
            sign, is_sure = 0, False
        at = found.end()
    return total


def _behind(found: re.Match[str]) -> int:
    """Return 1 where help is demanded or limits forbidden by a word behind them, -1 the other way."""
    return 1 if (found["help"] is None) == (found["banned"] is not None) else -1


def points(said: str) -> str:
    """Return "expand" where words demand help, "restrict" where they limit it, "" where they tell neither or both."""
    if _MADE_TO_PAY.search(said):
        return "expand"
    count = votes(said)
    if count >= 0 and (_ONLY_SOME.search(said) or _LET_ONLY.search(said) or (not count and _LETS_LEAVE.search(said))):
        return "restrict"
    if not count and _BANNED.search(said):
        return "expand"
    if not count and _SANCTUARY.search(said):
        return "restrict"
    if count > 0 and (on := _CONDITION.search(said)):
        return "expand" if on.group().startswith(("without", "absent")) else ""
    return "expand" if count > 0 else "restrict" if count < 0 else ""


def direction_told(context: Context, parse: Parse, directions: list[Span]) -> tuple[str, bool]:
    """Return which way a sentence says that a law points, and whether by what it plainly demands or forbids."""
    said = context.folded[parse.start : parse.end]
    if _REPEAL.search(said):
        return "end", True
    plain = points(said) or _of_clause(said)
    if plain:
        return plain, True
    every = list(parse.of("direction"))
    directions, every = ([d for d in some if not _is_idle(parse, d)] for some in (directions, every))
    own = forbids_limits(parse, every) or _ending(parse, every) or _direction(directions) or _direction(every)
    return direction_of_page(context) or own, False


def _of_clause(said: str) -> str:
    """Return which way the one clause of a sentence points that names a law: "A left in 2020, and a bill to …"."""
    if not _LAW_NAMED.search(said):
        return ""
    ends = [0, *(found.end() for found in _NEXT_CLAUSE.finditer(said)), len(said)]
    named = [said[a:b] for a, b in pairwise(ends) if _LAW_NAMED.search(said, a, b)]
    return points(named[0]) if len(named) == 1 and len(ends) > 2 else ""


def direction_of_page(context: Context) -> str:
    """Return which way the laws of a page point by what its sentences on them and its title plainly say."""
    on_laws = (s for s in context.sentences if any(cue.pattern.role == "law" for cue in context.cues_in(s)))
    found = [points(fold(context.page.title)), *(points(context.folded[s.start : s.end]) for s in on_laws)]
    more, less = found.count("expand"), found.count("restrict")
    if max(more, less) < _CLEARLY * min(more, less) or more == less:
        return ""
    return "expand" if more > less else "restrict"


def direction_beside(context: Context, number: int) -> str:
    """Return which way the next sentence points, or those just before, else the whole page."""
    near = [n for n in (number + 1, number - 1, number - 2) if 0 <= n < len(context.sentences)]
    for n in [*near, *_goes_on(context, number)]:
        sentence = context.sentences[n]
        if _OF_LAW.search(context.folded, sentence.start, sentence.end):
            told = points(context.folded[sentence.start : sentence.end])
            if told:
                return told
    for n in near:
        found = [c for c in context.cues_in(context.sentences[n]) if c.pattern.role == "direction"]
        if found:
            return max(found, key=lambda c: c.end - c.start).pattern.action
    return points(fold(context.page.title)) or context.law_direction


def _goes_on(context: Context, number: int) -> Iterator[int]:
    """Yield the second and the third sentence behind, as long as those between go on about the law."""
    for n in range(number + 2, min(number + 4, len(context.sentences))):
        between = context.sentences[n - 1]
        if not _OF_LAW.search(context.folded, between.start, between.end):
            return
        yield n


def direction_before(context: Context, number: int) -> str:
    """Return which way the nearest of the sentences before points that speaks of a law, "" where none does."""
    for n in range(number - 1, max(-1, number - 1 - _BACK), -1):
        sentence = context.sentences[n]
        said = context.folded[sentence.start : sentence.end]
        if _OF_LAW.search(said) and (told := points(said)):
            return told
    return ""


def forbids_limits(parse: Parse, directions: list[Span]) -> str:
    """Return "expand" where a law forbids limits on cooperation: it "bars counties from refusing"."""
    for span in (d for d in directions if d.pattern.action == "restrict"):
        near = [parse.text(i) for i in range(span.after, span.after + 8)]
        if any(word.startswith("sanctuary") for word in near[:4]):
            return "expand"
        if any(a in {"from", "that", "which", "to"} and b.startswith(_LIMITING) for a, b in pairwise(near)):
            return "expand"
    return ""


def _is_idle(parse: Parse, span: Span) -> bool:
    """Return whether a verb says nothing of direction: a bill "made law", somebody who "keeps" what he has."""
    if parse.text(span.first) in {"keep", "keeps", "kept", "keeping"}:
        return not {"from", "out"} & {parse.text(i) for i in range(span.after, span.after + 12)}
    if parse.text(span.first) == "close" and parse.text(span.after) == "to":
        return True  # "close to agreement"
    near = {parse.text(i) for i in range(span.after, span.after + 6)}
    return parse.text(span.first) in {"made", "makes", "make", "making"} and bool(near & {"law", "laws"})


def _ending(parse: Parse, directions: list[Span]) -> str:
    """Return "restrict" where a law obliges somebody to end something: "would force the county to end"."""
    ends = [s for s in parse.of("change", "governor") if s.pattern.id in {"end", "stopped"} and s.form == "base"]
    forced = [d for d in directions if d.pattern.action == "expand"]
    return "restrict" if any(0 < e.first - d.first < 12 for e in ends for d in forced) else ""


def _direction(spans: list[Span]) -> str:
    """Return which way the words point, the longer ones before the shorter."""
    return max(spans, key=lambda s: (s.after - s.first, -s.first)).pattern.action if spans else ""
