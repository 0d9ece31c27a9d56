"""Whether a cue heads an act: used as a verb, with its tail, and with or without a word for what it is said of."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from comity.reader.bareverbs import BARE, holds_object, is_bare, is_clause_end
from comity.reader.idle import MONTHS
from comity.reader.objects import is_subject_voice
from comity.reader.parsing import BE, DETERMINERS, Parse, Span
from comity.reader.verbgroups import VerbGroup, read_group

# How many words an object may be long that stands between a verb and its tail.
TAIL_REACH = 14
# Within how many words behind a verb a remark between commas may end before its tail.
_ASIDE_REACH = 18
# What may be said of several: "they are honored", "all of them were cancelled".
_OF_SEVERAL = frozenset(("honor-detainers", "answer-detainers", "end", "renew", "suspend"))
# What is passed or adopted is a rule: its words tell the act.
_RULES = frozenset(
    (
        "ordinance", "resolution", "law", "bill", "legislation", "rule", "measure", "motion", "rules", "statute",
        "policy",
        "policies", "limits", "restrictions", "guidelines", "ban", "directive", "proclamation", "order", "ordinances",
    )
)  # fmt: skip
# Rules whose name says what they do.
_NAMED_RULES = frozenset(("sanctuary", "welcoming", "trust", "ice-free", "sanctuary-city"))
# Nouns that "limited" only describes.
_LIMITED = frozenset(
    (
        "powers", "authority", "duties", "functions", "role", "basis",
        "circumstances", "fashion", "immigration", "number", "federal",
    )
)  # fmt: skip
_TALLY = re.compile(r"\d{1,2}-\d{1,2}")
_BEFORE_TIMES = frozenset(("in", "on", "with", "from", "at"))
# "From left" tells who is in a picture; "gets involved" tells of nothing that is got.
_SIDES = frozenset(("from", "at", "on", "the", "far", "second", "top", "bottom", "front", "back", "to"))
_GETTING = frozenset(("involved", "ready", "help", "tough", "to", "around", "on", "away", "underway", "under"))
# Nouns that are verbs only before an object: "deputies jail people".
_ALSO_NOUNS = frozenset(("jail", "jails", "board", "boards"))
_COUNTED = frozenset(("one", "two", "three", "four", "five", "six", "those", "ones", "another"))
_THEM = frozenset(("it", "them", "one", "these", "those", "either"))
# Verbs whose pronoun object is nearly always a person or a thing of no interest here.
_NO_PRONOUN = frozenset(
    (
        "release-despite", "share-information", "notify-agency", "let-agents-in", "cooperate", "house-detainees",
        "since-then", "hold-for-agency", "take-part", "get", "announce", "bring-to", "restrict", "consider",
        "apply", "detainees-leave", "detainees-arrive", "hand-over", "flag", "answer-detainers", "expand",
    )
)  # fmt: skip
_SOFTENING = frozenset(("please", "just", "now", "simply", "immediately", "so", "then", "and"))
_GOING_ON = frozenset(("on", "ahead", "forward", "through", "into", "to", "live", "unchallenged"))
_UNTRUE = frozenset(("it", "that", "having", "this", "claims", "allegations", "reports", "rumors", "wrongdoing"))
_STRUCK = frozenset(("hunger", "labor", "work", "air", "drone", "general", "on"))
_PLURALS = frozenset(
    ("they", "we", "i", "you", "who", "which", "and", "or", "people", "police", "now", "also", "still", "then")
)
# What stands before a noun or its adjective: "other limited duties", "all such stops".
_BEFORE_NOUNS = frozenset(("other", "such", "certain", "various", "so-called", "these", "those", "any", "no", "many"))


def joins_others(parse: Parse, span: Span) -> bool:
    """Return whether a body joins other bodies, not a programme: "joined several sheriffs in announcing"."""
    if parse.text(span.after) in {"them", "him", "her", "us", "me"}:
        return True
    near = takewhile(lambda word: word != ",", (parse.text(i) for i in range(span.after, span.after + 5)))
    return any(word in {"sheriffs", "counties", "others", "agencies", "officials", "cities", "forces"} for word in near)


def with_tail(parse: Parse, span: Span) -> Span | None:
    """Return a verb with the words that must follow it over an object, or None; "began to" is no start."""
    if (
        span.pattern.role == "change"
        and span.form != "noun"
        and parse.text(span.after) == "to"
        and span.after == span.first + 1
    ):
        word = parse.text(span.first)
        if word.startswith(("beg", "start", "contin", "ceas", "agree")):
            return None
    if span.pattern.id in {"end", "detainees-leave"} and leaves_alone(parse, span):
        return None
    return _tailed(parse, span) if span.pattern.tail else span


def _tailed(parse: Parse, span: Span) -> Span | None:
    """Return a verb with its tail, None where none follows."""
    aside = _aside(parse, span.after)
    for index in range(span.after, min(len(parse.words), span.after + TAIL_REACH + len(aside))):
        if index in aside:
            continue
        if index > span.after + 1 and parse.text(span.first) in BE:
            return None  # "was for it", not "was his word for it"
        if parse.is_hard(index) or (parse.is_link(index) and index > span.after + 1):
            return None
        for words in _by_first_word(span.pattern.tail).get(parse.text(index), ()):
            size = words.count(" ") + 1
            if words == "against" and any(s.form == "ing" for s in parse.at(index + 1, "change", "conduct")):
                return None  # "voted against ending it": what is voted on is the verb behind
            if words == "go" and parse.text(index + 1) in _GOING_ON:
                return None  # "let the program go on"
            if words == " ".join(parse.text(i) for i in range(index, index + size)):
                return span._replace(after=index + size)
    return None


@cache
def _by_first_word(tails: tuple[str, ...]) -> dict[str, list[str]]:
    """Return tails by their first word: they are looked for at every word behind a verb."""
    found: dict[str, list[str]] = {}
    for words in tails:
        found.setdefault(words.partition(" ")[0], []).append(words)
    return found


def _aside(parse: Parse, first: int) -> range:
    """Return the words of a remark between commas behind a verb: "let the agreement, in force since 2009, lapse"."""
    commas = [i for i in range(first, min(len(parse.words), first + _ASIDE_REACH)) if parse.text(i) == ","]
    return range(commas[0], commas[1] + 1) if len(commas) == 2 else range(0)


def leaves_alone(parse: Parse, span: Span) -> bool:
    """Return whether "leave" says that something stays as it is: "leaves the agreement in place"."""
    near = [parse.text(i) for i in range(span.after, span.after + 8)]
    is_behind = parse.text(span.after) in {"a", "an"} and not any(
        s.pattern.id != "generic-policy" for i in range(span.after, span.after + 5) for s in parse.at(i, "instrument")
    )  # "leaves a patchwork of practice"
    is_stays = (
        is_behind or bool({"intact", "untouched", "alone", "unchanged"} & {*near}) or "in place" in " ".join(near)
    )
    return is_stays and parse.text(span.first).startswith(("leav", "left"))


def is_decided(parse: Parse, group: VerbGroup) -> bool:
    """Return whether somebody decides on the verb: "voted to keep", "kept … on a 6-3 vote"."""
    is_said = bool({"will", "'ll"} & {*group.modals}) and not group.effects
    is_refused = group.is_negative and bool(group.modals)
    is_said = is_said or (group.is_progressive and not group.is_past and not group.is_perfect)
    return (
        is_refused
        or is_said
        or group.governed_by("decide", "plan")
        or (
            (group.form == "past" or group.is_progressive)
            and any(
                (word.text in {"vote", "voted", "votes"} and parse.text(i - 2) != "without")
                or _TALLY.fullmatch(word.text)
                for i, word in enumerate(parse.words)
                if not any(parse.is_link(j) for j in range(group.first, i))
            )
        )
    )


def is_verbal(parse: Parse, span: Span, group: VerbGroup) -> bool:
    """Return whether a cue is used as a verb (or as the noun it is listed as): not "the signed form", "jail beds"."""
    before = parse.text(span.first - 1)
    if span.form in {"noun", "word"}:
        return not _is_point_of_time(parse, span)
    if before in DETERMINERS and span.form != "ing" and not _is_demonstrative(parse, span):
        return False
    if _is_adjective(parse, span, before):
        return False
    if span.pattern.id in {"start", "join-agreement"} and _is_of_rule(parse, span):
        return False
    if span.first == 0 and span.form in {"past", "part"} and _has_no_agent(parse, span):
        return False
    if _is_nominal(parse, span):
        return False
    if span.form == "base" and (group.first < span.first or is_imperative(parse, span, group)):
        return True
    outermost = group.effects[-1].form if group.effects else span.form
    if outermost == "base" and _is_subjunctive(parse, group):
        return True
    if span.form != "base" or group.modals or group.effects or group.is_infinitive or before in {"to", "not", "let's"}:
        return True
    return before in _PLURALS or (before.endswith("s") and not before.endswith("'s") and len(before) > 3)


def is_imperative(parse: Parse, span: Span, group: VerbGroup) -> bool:
    """Return whether a verb opens a demand that somebody speaks: "End the contract now," they told the board."""
    if group.effects and span.form == "ing":
        span = group.effects[-1]  # "Stop working with the agency," they chanted
    elif group.effects:
        return False
    if span.form != "base" or group.modals or group.is_infinitive:
        return False
    index = span.first - 1
    while index >= 0 and parse.text(index) in _SOFTENING:
        index -= 1
    opening = parse.text(index) if index >= 0 else ""
    is_inside = opening == '"' and index > 0 and parse.text(index - 1) not in {",", ":", "said", "says", ".", "—"}
    is_first = opening in {"", '"', ":"} and not is_inside
    is_spoken = parse.text(0) == '"' or parse.has("speech") or parse.has("outsider") or _is_asked_behind(parse, span)
    return is_first and is_spoken


def _is_asked_behind(parse: Parse, span: Span) -> bool:
    """Return whether words of asking follow behind a comma: "…, they urged him"."""
    return any(
        s.pattern.effect in {"press", "wish"} and s.form in {"past", "s"} and parse.text(s.first - 2) == ","
        for s in parse.of("governor")
        if s.first > span.after
    )


def _is_nominal(parse: Parse, span: Span) -> bool:
    """Return whether a verb's form is a noun, an adjective or another verb here: "transfers of", "limited powers"."""
    word, before, after = parse.text(span.first), parse.text(span.first - 1), parse.text(span.after)
    if word == "wanted" and after in {"by", "on"}:
        return True  # "a man wanted by the agency"
    if (word == "left" and before in _SIDES) or (span.pattern.id == "get" and after in _GETTING):
        return True
    if (
        word in _ALSO_NOUNS
        and span.form in {"base", "s"}
        and after not in DETERMINERS
        and not parse.at(span.after, "class")
    ):
        return True
    if word in {"strike", "strikes"} and before in _STRUCK:
        return True
    if word == "clear" and before in {"made", "make", "makes", "making", "is", "was", "be", "became", "become", "not"}:
        return True
    if word in {"denies", "denied", "deny", "denying"} and after in _UNTRUE:
        return True  # "he denies it": what is said is untrue
    if (word == "bars" and before == "behind") or _is_idiom(span, word, after) or _is_lying_about(parse, span):
        return True
    if word.startswith("pass") and {"on", "along", "over"} & {
        parse.text(i) for i in range(span.after + 1, span.after + 4)
    }:
        return True  # "which pass fingerprints on": nothing is adopted
    if parse.text(span.first) == "limited" and parse.text(span.after) in _LIMITED:
        return True
    if span.form == "s" and parse.text(span.after) == "of" and span.after == span.first + 1:
        return True
    if parse.text(span.first) in {"starting", "beginning"} and parse.text(span.after) in _BEFORE_TIMES:
        return True
    return _is_point_of_time(parse, span) or _has_own_object(parse, span)


def _is_idiom(span: Span, word: str, after: str) -> bool:
    """Return whether verb and particle mean something else: "ended up with", "a wing let to …", "turned on money"."""
    if (word.startswith("end") and after == "up") or (word == "let" and after == "to"):
        return True
    return span.pattern.id == "hand-over" and word.startswith("turn") and after in {"on", "out", "around"}


def _is_lying_about(parse: Parse, span: Span) -> bool:
    """Return whether "left" only tells where something lies: "trash left in cells", not "the county left in 2015"."""
    if parse.text(span.first) != "left" or parse.text(span.after) not in {"in", "on", "behind", "unattended"}:
        return False
    before, after = parse.text(span.first - 1), parse.text(span.after + 1)
    is_told = before in _PLURALS | DETERMINERS or bool(parse.ending_at(span.first, "body")) or before in {"it", "has"}
    return span.pattern.id == "end" and not is_told and not after.isdigit() and after not in MONTHS


def _has_own_object(parse: Parse, span: Span) -> bool:
    """Return whether a verb that is said of its subject has an object: "the agreement concludes a lawsuit"."""
    is_plain = (
        span.pattern.id in {"lapse", "since"} and span.after == span.first + 1 and span.form in {"s", "past", "ing"}
    )
    return is_plain and parse.text(span.after) in {"a", "an", "the", "its", "their", "his", "her"}


def _is_point_of_time(parse: Parse, span: Span) -> bool:
    """Return whether a noun only tells when: "48 hours past the end of the case", "by the start of the year"."""
    is_noun = parse.text(span.first) in {"end", "start"} and parse.text(span.first - 1) == "the"
    return is_noun and parse.text(span.first - 2) in {
        "at",
        "by",
        "past",
        "until",
        "before",
        "near",
        "toward",
        "since",
        "till",
    }


def _is_demonstrative(parse: Parse, span: Span) -> bool:
    """Return whether "that" or "this" before a verb is its subject: "That came to an end"."""
    is_first = span.first == 1 or parse.text(span.first - 2) in {",", ";", ":", "and", "but"}
    is_relative = (
        parse.text(span.first - 1) == "that" and parse.text(span.first - 2).isalpha() and span.form in {"past", "s"}
    )
    is_first = is_first and parse.text(span.first - 1) in {"that", "this"} and span.form in {"past", "s"}
    return is_relative or is_first


def _is_of_rule(parse: Parse, span: Span) -> bool:
    """Return whether a rule is what is passed: the rule's own words tell the act, unless its name does."""
    after = [parse.text(i) for i in range(span.after, span.after + 5)]
    is_name = any(word in _NAMED_RULES for word in after)
    return not is_name and any(word in _RULES for word in after[:4])


def _is_adjective(parse: Parse, span: Span, before: str) -> bool:
    """Return whether what stands before says that a verb's form is none: "other signed forms", "such stops"."""
    return before in _BEFORE_NOUNS and span.form in {"past", "part", "s"}


def _has_no_agent(parse: Parse, span: Span) -> bool:
    """Return whether an opening participle names nobody: "Launched recently, the program …".

    With a year it tells when the program, or "it", began: "Adopted nine years ago, it has …".
    """
    comma = next((i for i in range(span.after, span.after + 9) if parse.text(i) == ","), -1)
    dated = any(parse.text(i).isdigit() or parse.text(i) == "ago" for i in range(span.after, comma))
    if comma > 0 and dated and (parse.text(comma + 1) == "it" or parse.at(comma + 2, "instrument")):
        return False
    return not any(parse.text(i) == "by" for i in range(span.after, span.after + 8))


def _is_subjunctive(parse: Parse, group: VerbGroup) -> bool:
    """Return whether the verb is what somebody demands: "demanded that the sheriff end it"; that demand governs it."""
    for index in range(group.first - 1, max(0, group.first - 12), -1):
        if parse.text(index) == "that":
            found = [
                s
                for s in parse.ending_at(index, "governor") + parse.ending_at(index + 1, "governor")
                if s.pattern.effect in {"press", "wish"}
            ]
            if found:
                group.target = (index + 1, group.first)
                group.effects.append(found[0])
                group.first = found[0].first
                return True
    return False


def may_stand_alone(parse: Parse, span: Span) -> bool:
    """Return whether an act needs no instrument beside it: a bare verb, "it" as object, or a noun with its verb."""
    if span.form == "noun":
        return span.pattern.id in {"renew", "end", "expand", "leave-agreement"}
    if span.pattern.id == "occurs" and parse.text(read_group(parse, span).first - 1) in {"end", "termination"}:
        return True
    if span.pattern.id == "comply" and is_clause_end(parse, span.after):
        return True
    if span.pattern.id == "policy-changed" or (span.form == "word" and span.pattern.id == "same-again"):
        return True
    if parse.text(span.after - 1) == "application" and span.pattern.id == "apply":
        return True
    if holds_object(parse, span):
        return True
    if span.pattern.id == "since-then":
        return parse.text(span.first - 1) in {"it", "program", "agreement", "belonged", "participated", "enrolled"}
    if _is_pronoun_meant(parse, span):
        return True
    is_it = span.pattern.id in {
        "start",
        "end",
        "renew",
        "expand",
        "turn-down",
        "vote-for",
        "let-run-out",
        "give-yes",
    } and (
        parse.text(span.after) in {"it", "them"}
        or parse.text(span.first + 1) in {"it", "them"}
        or parse.text(span.after - 1) == "it"
    )
    return is_bare(parse, span) or is_it


def needs_object(parse: Parse, span: Span) -> bool:
    """Return whether a verb tells nothing without a named thing that it is said of, by its pattern alone."""
    if parse.text(span.after) == "one" or span.pattern.id in BARE or span.form == "noun" or holds_object(parse, span):
        return False
    return span.pattern.id in _NO_PRONOUN - {"since-then", "apply"} or not span.pattern.objects


def _is_pronoun_meant(parse: Parse, span: Span) -> bool:
    """Return whether a pronoun stands for the instrument: "cancel it", "honored none of them", "it was renewed"."""
    if parse.text(span.after) == "one" and span.pattern.objects:
        return True
    if span.pattern.id in _NO_PRONOUN:
        return False
    after = [parse.text(i) for i in range(span.after, span.after + 3)]
    if after[0] in {"its", "their", "his"} and after[1] == "own" and after[2] in {"in", "on", "last", "this", ".", ","}:
        return True  # "signed its own in 2007"
    if after[0] in _THEM or after[:2] in (["for", "one"], ["none", "of"], ["any", "of"], ["all", "of"], ["none", "."]):
        return True
    group = read_group(parse, span)
    subject, before = parse.text(group.first - 1), parse.text(group.first - 2)
    is_relative = subject in {"that", "which"} and before.isalpha() and before not in _COUNTED
    is_this_one = subject == "one" and before in {"this", "that"}
    is_several = span.pattern.id in _OF_SEVERAL and subject in {"they", "them", "all", "both"}
    is_pronoun = is_this_one or is_several or (subject in {"it", "that", "this", "which", "none"} and not is_relative)
    return is_subject_voice(span, group) and is_pronoun
