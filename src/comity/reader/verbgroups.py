"""From a verb back to where its group begins: auxiliaries, negation, and the verbs and nouns that govern it."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.reader.parsing import BE, DO, HAVE, MODALS, NEGATIVES, Parse, Span

# How far back the verb may stand that governs an infinitive with its own subject: "urged the county board to end".
OBJECT_REACH = 13
_CONTROLLERS = frozenset(("forbid", "press", "mandate", "permit", "wish", "decide", "stop", "plan", "pledge"))
# How many words may part a modal from its verb, and what a day or a time opens with that stands between.
_ASIDE = 10
_WHEN = frozenset(
    ("on", "in", "by", "from", "next", "this", "one", "as", "after", "starting", "beginning", "at", "for")
)
_WHEN_REACH = 6
_ASKING = frozenset(("press", "mandate", "wish", "decide"))
# A rule that was passed "to" do something says what is done.
_PASSING = ("pass", "adopt", "enact", "approv")
_HABITS = frozenset(("practice", "policy", "business", "habit", "custom", "work"))
_KEEPING = (
    "keep",
    "kept",
    "bar",
    "prohibit",
    "prevent",
    "forbid",
    "forbad",
    "ban",
    "stop",
    "block",
    "restrict",
    "discourag",
)
_BEFORE_NOUNS = frozenset(
    (
        "the", "a", "an", "its", "their", "his", "her", "immediate", "early", "formal", "temporary", "permanent",
        "indefinite", "complete", "full", "partial", "one-year", "six-month", "four-month", "five-year",
        "ice", "federal",
    )
)  # fmt: skip
# Pronouns with a short auxiliary; "Alder's" is an owner.
_SHORT = (
    "we're",
    "they're",
    "you're",
    "we'll",
    "they'll",
    "he'll",
    "she'll",
    "i'll",
    "it'll",
    "we've",
    "they've",
    "i've",
    "i'm",
    "he's",
    "she's",
    "it's",
    "that's",
    "who's",
)
_WARNING = ("warn", "caution", "advis")
_TOLD = frozenset(("past", "part", "noun"))
# Participles that do not end in "-ed": "have won approval to take part" orders nobody.
_IRREGULAR = frozenset(
    (
        "won", "got", "gotten", "made", "given", "taken", "begun", "chosen", "found", "held", "kept", "left", "lost",
        "met", "paid", "sent", "set", "sought", "spent", "told", "written", "drawn", "said", "been",
        "had", "come", "become",
    )
)  # fmt: skip
_TALLY = 6  # words of a vote's count
_PREPOSITIONS = frozenset(("of", "on", "for", "from", "by", "about", "in", "to", "with", "against", "at", "toward"))


@dataclass(slots=True)
class VerbGroup:
    """What stands before a verb: where it begins, its tense and what governs it, the outermost last."""

    first: int
    form: str
    is_negative: bool = False
    is_passive: bool = False
    is_progressive: bool = False
    is_perfect: bool = False
    is_past: bool = False
    is_infinitive: bool = False
    is_planned: bool = False
    """Whether it is said to be about to happen: "is to stop"."""
    is_barred: bool = False
    """Whether a rule keeps somebody from it: "bars the sheriff from renewing"."""
    modals: list[str] = field(default_factory=list)
    effects: list[Span] = field(default_factory=list)
    target: tuple[int, int] | None = None
    """The words between an object-controlling verb and "to": who is asked or told to act."""

    def governed_by(self, *effects: str) -> bool:
        """Return whether something of these effects governs the verb."""
        # Asked some hundred times a page, mostly of a verb that nothing governs.
        return bool(self.effects) and any(span.pattern.effect in effects for span in self.effects)


def read_group(parse: Parse, verb: Span) -> VerbGroup:
    """Return the verb group that ends with a verb."""
    group = VerbGroup(verb.first, verb.form)
    _climb(parse, group, verb.first, verb.form)
    return group


def _climb(parse: Parse, group: VerbGroup, index: int, form: str) -> None:
    """Walk left over auxiliaries, adverbs, negation and governors, noting each."""
    at = _auxiliaries(parse, group, index, form)
    group.first = at
    if len(group.effects) > 4 or at <= 0:
        return
    if parse.text(at) == "to" and parse.text(at + 1) != "":
        _climb_infinitive(parse, group, at)
    elif form == "s" and group.governed_by("press"):
        refusal = _governor_ending(parse, at)  # "rejected demands to": a noun like the verb
        if refusal is not None and refusal.pattern.effect == "refuse":
            _take(parse, group, refusal)
    elif (form == "base" or parse.text(at) == "be") and not group.modals and not group.effects:
        _climb_causative(parse, group, at)
        _climb_subjunctive(parse, group, at)
    elif (form == "ing" and not group.is_progressive) or form in {"noun", "ing"}:
        _climb_gerund(parse, group, at)


def _auxiliaries(parse: Parse, group: VerbGroup, index: int, form: str) -> int:
    """Take in auxiliaries, modals, adverbs and negation left of a verb; return where the group begins then."""
    at = index
    is_outer = not group.effects
    while at > 0:
        word = parse.text(at - 1)
        if word in NEGATIVES and word not in {"no", "without"}:
            group.is_negative = not group.is_negative
        if word == '"' and parse.text(at - 2) in MODALS | NEGATIVES:
            at -= 1
            continue
        if word == "longer" and parse.text(at - 2) == "no":
            group.is_negative = True
            at -= 2
            continue
        if word == "to" and form in {"ing", "noun"} and not group.is_progressive:
            break
        if word == "to":
            group.is_infinitive = True
            return at - 1
        if word.endswith(_SHORT):
            _take_short(group, word, form, is_outer)
            return at - 1
        if not _take_auxiliary(group, word, form, is_outer) and word not in NEGATIVES and not parse.is_adverb(at - 1):
            break
        at -= 1
    if at == index and form == "base" and (before := _before_aside(parse, at)):
        group.modals.append("will" if parse.text(before) == "won't" else parse.text(before))
        group.is_negative ^= parse.text(before) == "won't" or parse.text(before + 1) == "not"
        return before
    return at


def _before_aside(parse: Parse, at: int) -> int:
    """Return where a verb's modal stands behind which something is put in: "will on July 1 end", "will, he said,"."""
    for index in range(at - 2, max(-1, at - _ASIDE), -1):
        if parse.text(index) in MODALS - {"may"}:  # "in May for ICE detainees"
            first, last = parse.text(index + 1), parse.text(at - 1)
            is_framed = first == "," and last == ","
            return index if is_framed or (first in _WHEN and last != "," and at - index <= _WHEN_REACH) else 0
        if parse.is_hard(index) or parse.text(index) in {"to", "and", "that", "which", "who", "but"}:
            return 0
    return 0


def _take_auxiliary(group: VerbGroup, word: str, form: str, is_outer: bool) -> bool:
    """Note a modal or a form of "be", "have" or "do" before a verb; return whether the word is one."""
    if word in {"no", "without"}:
        group.is_negative = True
    if word in {"did", "didn't"}:
        group.is_past = True
    if word in MODALS or word in {"can't", "cannot", "couldn't", "shouldn't"}:
        group.modals.append(word.removesuffix("n't") if word != "won't" else "will")
        return True
    if word in BE:
        group.is_passive |= is_outer and form in {"past", "part"}
        group.is_progressive |= form == "ing" or word == "being"
        group.is_past |= word in {"was", "were", "wasn't", "weren't"}
        return True
    group.is_perfect |= word in HAVE
    return word in HAVE or word in DO


def _take_short(group: VerbGroup, word: str, form: str, is_outer: bool) -> None:
    """Note an auxiliary that is written together with its pronoun: "we're", "they'll", "he's"."""
    if word.endswith("'ll"):
        group.modals.append("will")
    elif word.endswith("'ve"):
        group.is_perfect = True
    elif form == "ing":
        group.is_progressive = True
    elif form in {"past", "part"} and is_outer and not word.endswith("'d"):
        group.is_passive = word.endswith("'re")
        group.is_perfect = not group.is_passive


def _climb_infinitive(parse: Parse, group: VerbGroup, to_at: int) -> None:
    """Take the governor of an infinitive: the word before "to", or a verb before its object."""
    if parse.text(to_at - 1) in {"not", "never"}:
        group.is_negative = not group.is_negative
        to_at -= 1
    if parse.text(to_at - 1) == "whether":
        to_at -= 1
    governor = _governor_ending(parse, to_at, "carry")
    governor = governor or next((s for s in parse.ending_at(to_at + 1, "governor") if s.first < to_at), None)
    if governor is None and (before := _before_time(parse, to_at)) < to_at:
        governor = _governor_ending(parse, before, "carry")
    if governor is not None and parse.text(governor.first) in {"tell", "told", "tells", "telling"}:
        governor = None
    if governor is None and _is_be(parse, to_at - 1):
        group.is_infinitive = group.is_planned = True
        _climb(parse, group, to_at, "be")
        return
    if governor is None:
        governor = _controller(parse, to_at)
        if governor is None:
            return
        group.target = (governor.after, to_at)
    _take(parse, group, governor)


def _climb_causative(parse: Parse, group: VerbGroup, at: int) -> None:
    """Take the verb that makes somebody do, without "to": "the order made the state police enter agreements".

    Only of a state's bodies: a state that "made all sheriffs sign" tells that they signed.
    """
    for index in range(at - 1, max(-1, at - 14), -1):
        if parse.is_hard(index) or parse.is_link(index):
            return
        if parse.text(index) in {"made", "makes"}:
            made = next((s for s in parse.at(index, "governor") if s.pattern.effect == "mandate"), None)
            if made is not None and parse.has("state_body", index + 1, at):
                group.target = (index + 1, at)
                _take(parse, group, made)
            return


def _climb_subjunctive(parse: Parse, group: VerbGroup, at: int) -> None:
    """Take what asks "that" somebody do: "moved that the county end it", "a demand that it be ended"."""
    if group.effects:
        return
    for index in range(at - 1, max(-1, at - OBJECT_REACH), -1):
        if parse.is_hard(index):
            return
        if parse.text(index) != "that":
            continue
        asking = [s for s in parse.ending_at(index, "governor") if s.pattern.effect in _ASKING]
        asking += [s for s in parse.ending_at(index + 1, "governor") if s.first < index]
        if asking:
            group.is_infinitive = True
            group.target = (index + 1, at)
            _take(parse, group, asking[0])
        return


def _climb_gerund(parse: Parse, group: VerbGroup, at: int) -> None:
    """Take the governor of an -ing form or of a noun: "stopped honoring", "ran on ending", "approved the renewal"."""
    while at > 0 and (parse.text(at - 1) in _BEFORE_NOUNS or parse.text(at - 1).endswith("'s")):
        at -= 1
    if parse.text(at - 1) == "of" and parse.text(at - 2) in _HABITS and _governor_ending(parse, at) is None:
        at -= 2
        while at > 0 and parse.text(at - 1) in {"the", "a", "its", "their", "his", "her", "long-standing", "old"}:
            at -= 1
    if parse.text(at - 1) == "from" and _is_kept_from(parse, at - 1):
        group.is_negative = group.is_barred = True
        group.modals += ["may", "would"] if _would_keep_from(parse, at - 1) else ["may"]
    governor = _governor_ending(parse, at)
    if governor is None and parse.text(at - 1) in _PREPOSITIONS:
        governor = _governor_ending(parse, at - 1) or _vote_against(parse, at - 1)
        if governor is not None and parse.text(governor.first).startswith(_WARNING):
            group.is_negative, group.target = True, (governor.after, at - 1)
    if parse.text(at - 1) == "without":
        group.is_negative = True
    if governor is not None:
        _take(parse, group, governor)


def _vote_against(parse: Parse, at: int) -> Span | None:
    """Return the vote or the warning before "against": "voted 4-3 against ending", "cautioned the board against"."""
    if parse.text(at) != "against":
        return None
    near = [s for i in range(at - 1, max(-1, at - OBJECT_REACH), -1) for s in parse.at(i, "governor")]
    voted = (s for s in near if at - s.after < _TALLY and s.pattern.effect == "decide" and s.form in _TOLD)
    return next(voted, None) or next((s for s in near if parse.text(s.first).startswith(_WARNING)), None)


def _is_kept_from(parse: Parse, at: int) -> bool:
    """Return whether somebody is kept from doing: "bars the jail from holding people"."""
    return any(parse.text(i).startswith(_KEEPING) for i in range(max(0, at - 9), at))


def _would_keep_from(parse: Parse, at: int) -> bool:
    """Return whether it is only said that something would keep somebody from doing."""
    return any(parse.text(i).startswith(_KEEPING) and parse.text(i - 1) == "would" for i in range(max(0, at - 9), at))


def _take(parse: Parse, group: VerbGroup, governor: Span) -> None:
    group.effects.append(governor)
    if governor.pattern.effect == "refuse":
        group.is_negative = not group.is_negative
    if governor.pattern.effect == "forbid":
        group.is_negative = group.is_barred = True
        group.modals.append("may")
    group.first = governor.first
    _climb(parse, group, governor.first, governor.form)


def _is_be(parse: Parse, index: int) -> bool:
    return parse.text(index) in BE


def _governor_ending(parse: Parse, after: int, least: str = "plan") -> Span | None:
    """Return the longest governor that ends just before a word, over an adverb or a day of the week.

    Of two readings the one of the effect `least` gives way: "means to end it" plans what "means an end" only carries.
    """
    for step in (0, 1, 2):
        if step and not (parse.is_adverb(after - step) or parse.text(after - step) in _DAYS):
            return None
        found = [s for s in parse.ending_at(after - step, "governor") if not _is_of_time(parse, s)]
        if found:
            return min(found, key=lambda span: (span.first, span.pattern.effect == least, span.form != "past"))
    return None


def _is_of_time(parse: Parse, span: Span) -> bool:
    """Return whether a word that could govern is part of a time: "agreed in March to", "next Wednesday to"."""
    if parse.text(span.first) == "march":
        return parse.text(span.first - 1) in _WHEN | _BEFORE_MONTHS
    return span.pattern.effect == "rank" and parse.text(span.after) in _WEEKDAYS


def _before_time(parse: Parse, at: int) -> int:
    """Return where a short time that stands before a word begins, else the word itself: "has refused since 2018 to"."""
    for index in range(at - 1, max(-1, at - _TIME_SIZE), -1):
        if parse.text(index) in {"since", "in", "on"}:
            return index
        if not (parse.text(index).isdigit() or parse.text(index) in _MONTHS | _WEEKDAYS):
            return at
    return at


_WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_DAYS = _WEEKDAYS | {"today", "on", "officials"}
_MONTHS = frozenset(
    (
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "aug", "sept", "oct", "nov", "dec", ".",
    )
)  # fmt: skip
# What stands before the month of March, and how many words a time has at most.
_BEFORE_MONTHS = frozenset(("last", "since", "until", "early", "late", "of", "and", "through"))
_TIME_SIZE = 5


def _is_noun_or_auxiliary(parse: Parse, index: int) -> bool:
    """Return whether a governor's word is a noun or an auxiliary here: "at the end", "has contracted … to house"."""
    after = parse.text(index + 1)
    is_past = after.endswith("ed") or after in _IRREGULAR
    is_auxiliary = parse.text(index) in HAVE and is_past and not after.startswith(_PASSING)
    is_auxiliary = is_auxiliary or (parse.text(index) in HAVE and after == "with")  # "the contract he has with ICE"
    return is_auxiliary or (parse.text(index) == "end" and parse.text(index - 1) == "the")


def _controller(parse: Parse, to_at: int) -> Span | None:
    """Return the verb that governs an infinitive over its object, the nearest one to the left in the clause."""
    for index in range(to_at - 1, max(-1, to_at - 1 - OBJECT_REACH), -1):
        if parse.is_hard(index):
            return None
        if _is_noun_or_auxiliary(parse, index):
            continue
        near = (s for s in parse.at(index, "governor") if s.after < to_at and not _is_of_time(parse, s))
        fitting = [s for s in near if s.pattern.effect in _CONTROLLERS]
        if fitting:
            return max(fitting, key=lambda span: (span.after, span.pattern.effect == "press"))
    return None
