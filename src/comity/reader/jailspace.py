"""Jail space for the immigration agency, told by kinds of words that stand together where no verb's grammar tells it.

"ICE vacated its last pod", "the sheriff signed over a wing", "they are sticking with ICE for five more years": what is
let or left is room in a jail (role "space"), and which way it goes a word near it tells (role "turn").
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from comity.reader.acts import Act
from comity.reader.beds import counted_change
from comity.reader.doubts import is_doubtful
from comity.reader.idle import is_topic, tells_nothing
from comity.reader.parsing import BE, NEGATIVES, Parse, Span
from comity.reader.standing import status_of
from comity.reader.subjects import subject_words
from comity.reader.topics import Topics
from comity.reader.unnamed import is_nobody_named
from comity.reader.verbgroups import VerbGroup, read_group

# How many words may stand between the space and the word that tells which way it goes.
_REACH = 12
_DECIDED = frozenset(("vote", "voted", "votes", "decided", "chose", "opted", "agreed"))
# In a clause that begins so, nothing is told as done.
_OPENS = frozenset(("if", "unless", "whether", "should", "were"))
_UNREAL = frozenset(("could", "might", "imagine", "suppose", "congress", "nationwide", "nationally"))
_WISHED = frozenset(
    ("would", "proposed", "may", "wants", "hopes", "seeks", "proposal", "proposes", "draft", "pending", "seeking")
)
_AGAINST = frozenset(
    ("against", "oppose", "opposed", "opposes", "opposing", "protest", "protested", "protesting", "fear")
)
_TO_COME = frozenset(("will", "plans", "intends", "soon", "going", "announced", "shall"))
# Who leaves or comes that is one person: nothing is told of a contract.
_ONE_PERSON = frozenset(("he", "she", "him", "her", "man", "woman", "mother", "father", "i", "me", "his", "husband"))
_TURNED = {
    "start": "decline",
    "expand": "decline",
    "renew": "end",
    "consider": "",
    "end": "",
    "decline": "",
    "restrict": "",
    "": "",
}
# Spaces that tell no more than that agency and jail stand together: only what leaves a jail is told of them.
_MERE = frozenset(("agency-in-prison",))
# Spaces that other pages name as well: they tell of a contract only where the page speaks of one.
_COMMON = frozenset(("persons-for-agency", "agency-in-prison", "agency-offer"))
_PERSONS = frozenset(("persons-for-agency", "detainees-held"))
# What is said of a contract or of room, not of those who are kept there: they may begin a strike or join a suit.
_OF_DEALS = frozenset(("turn-more", "turn-limit", "turn-lost", "turn-asked"))
# What is done with the agency itself: "sticks with ICE", "drops ICE", "contracted with ICE".
_OF_AGENCY = frozenset(("turn-renew", "turn-less", "turn-leave"))
# What fails, where a plan for jail space is lost.
_PLANS = frozenset(
    (
        "plan", "plans", "proposal", "motion", "measure", "bid", "permit", "permits", "deal", "request", "vote",
        "resolution", "application", "idea", "pitch", "project", "offer", "rezoning", "zoning", "lease", "sale",
        "contract", "agreement", "effort", "item", "ordinance", "license",
    )
)  # fmt: skip
# What opens a clause about something else: "ended the term of the sheriff, who rented beds".
_PARTING = frozenset(("who", "where", "because", "while", "unless", "how", "whether", "when"))
_PLAN_REACH = 14
_ASIDE = 5
_DUE = frozenset(("up", "due", "eligible", "open", "time"))
_ORDER = (
    "turn-lost",
    "turn-no",
    "turn-limit",
    "turn-renew",
    "turn-leave",
    "turn-less",
    "turn-larger",
    "turn-in",
    "turn-more",
    "turn-since",
)


def space_act(parse: Parse, topics: Topics, is_placed: bool) -> Act | None:
    """Return what a sentence tells of jail space for the agency, None where it tells nothing or only that it exists.

    A sentence that names no place (`is_placed`) must name a body, and tell it by a verb.
    """
    if not parse.words or parse.words[-1].text == "?" or any(w.text in _UNREAL for w in parse.words):
        return None
    if not is_placed and not parse.has("body"):
        return None
    spaces = _spaces(parse, topics)
    turns = parse.of("turn") if spaces else []
    told = [act for turn in turns for act in _read(parse, turn, spaces) if is_placed or is_bodys(parse, act)]
    return min(told, key=lambda act: _rank(parse, act), default=None)


def _rank(parse: Parse, act: Act) -> tuple[int, int]:
    """Return how an act stands among those of its sentence: what stands nearest to the space first."""
    name = act.head.pattern.id
    distance = between(act.head, act.instrument) if act.instrument is not None else 0
    return distance // 4, _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _spaces(parse: Parse, topics: Topics) -> list[Span]:
    """Return what a sentence says of jail space, what other pages say too only where the page speaks of it."""
    is_of_space = topics.is_of_space
    named = [
        s
        for s in parse.of("instrument")
        if s.pattern.id == "detention-contract" or (s.pattern.id == "detainees-held" and is_of_space)
    ]
    if is_of_space:
        bounds = parse.start, parse.end
        named += [
            s
            for s in parse.of("instrument")
            if s.pattern.id in {"generic-agreement", "generic-contract"}
            and any(c.pattern.id == "agency" for i in range(s.first - 2, s.after + 3) for c in parse.at(i, "class"))
            and topics.meant(s.pattern, parse.words[s.first].start, bounds) == "detention_contract"
        ]
    may_be = topics.may_be_of_space
    named += [s for s in parse.of("space") if may_be or s.pattern.id not in _COMMON]
    return named + ([s for s in parse.of("class") if s.pattern.id == "agency"] if is_of_space else [])


def between(one: Span, other: Span) -> int:
    """Return how many words stand between two spans, 0 where they overlap."""
    return max(0, other.first - one.after, one.first - other.after)


def _read(parse: Parse, turn: Span, spaces: list[Span]) -> list[Act]:
    """Return the act that a turn tells of the space nearest to it, none where it is none."""
    fitting = [s for s in spaces if _fits(turn, s)]
    near = [s for s in fitting if between(turn, s) <= _REACH and not is_parted(parse, turn, s)]
    if not near or not is_turn_used(parse, turn):
        return []
    space = min(near, key=lambda s: (s.pattern.id in _MERE, between(turn, s)))
    group = VerbGroup(turn.first, "past") if turn.form in {"noun", "word"} else read_group(parse, turn)
    act = Act(turn, group, space, turn.pattern.action, "", is_subject_voice=group.is_passive)
    act = replace(act, status=standing(parse, act))
    if not act.status or is_doubtful(parse, act) or is_supposed(parse, act) or _is_one_persons(parse, act):
        return []
    if tells_nothing(parse, act):
        return []
    if turn.pattern.id == "turn-asked" and _is_by_outsider(parse, act):
        return []
    if turn.pattern.id == "turn-larger" and parse.text(turn.after - 1) == "from":
        act = replace(act, action=counted_change(parse, act))
    act = replace(act, action=side(parse, act), is_pressed=act.status == "pressured")
    return [act] if act.action else []


def _fits(turn: Span, space: Span) -> bool:
    if space.pattern.id == "agency":
        return turn.pattern.id in _OF_AGENCY and turn.form not in {"noun", "word"} and 0 <= space.first - turn.after < 2
    if space.pattern.id in _MERE:
        return turn.pattern.id == "turn-leave"
    return space.pattern.id not in _PERSONS or turn.pattern.id not in _OF_DEALS


def is_parted(parse: Parse, turn: Span, space: Span) -> bool:
    """Return whether a mark, a topic or a clause about something else stands between a turn and what it is said of."""
    is_before = turn.first < space.first
    low, high = (turn.after, space.first) if is_before else (space.after, turn.first)
    is_told_apart = turn.form == "word" and high - low < _ASIDE and turn.pattern.id == "turn-no"
    if any(parse.is_hard(i) and not _is_cleft(parse, i) for i in range(low, high)) and not is_told_apart:
        return True
    if is_before and is_topic(parse, turn.after, space.first):
        return True
    return is_before and any(parse.text(i) in _PARTING for i in range(low, high))


def _is_cleft(parse: Parse, mark: int) -> bool:
    """Return whether what stands before a colon is taken up behind it: "500 beds: that is what the county offers"."""
    behind = f"{parse.text(mark + 1)} {parse.text(mark + 2)}"
    return parse.text(mark) == ":" and behind in {"that is", "this is", "that was", "this was"}


def is_turn_used(parse: Parse, turn: Span) -> bool:
    """Return whether a turn is used as the verb or the noun that it is listed as."""
    before = parse.text(turn.first - 1)
    if parse.text(turn.after) == "up" and parse.text(turn.first).startswith("end"):
        return False  # "ended up with"
    if turn.pattern.id in {"turn-since", "step-since"}:
        return _is_dated(parse, turn)
    if turn.pattern.id in {"turn-more", "step-in"} and turn.form != "noun" and _is_of_ban(parse, turn):
        return False
    if turn.pattern.id == "turn-lost" and parse.text(turn.after) == "that":
        return False  # "denied that": somebody says it is not so
    if turn.pattern.id == "turn-lost" and not any(
        parse.text(i) in _PLANS for i in range(turn.first - _PLAN_REACH, turn.after + _PLAN_REACH)
    ):
        return False
    if turn.form == "noun" and parse.text(turn.first - 1) == "for" and parse.text(turn.first - 2) in _DUE:
        return False  # "comes up for renewal"
    if turn.form == "base" and before in BE:
        return False  # "would be empty"
    if turn.form == "base":
        group = read_group(parse, turn)
        return bool(group.modals or group.effects or group.is_infinitive) or before in {"to", "not", "they", "we"}
    if turn.form in {"past", "part"} and before == "," and parse.text(turn.after) in {"since", "for"}:
        return False  # "the prison, shut since December, …"
    if turn.form in {"past", "part"}:
        return before not in {"the", "a", "an", "its", "their", "his", "her"}
    if turn.form == "s":
        return before not in {"the", "its", "their", "of", "behind"} and parse.text(turn.after) != "of"
    return True


def _is_of_ban(parse: Parse, turn: Span) -> bool:
    """Return whether what is adopted is a rule against jail space: the rule tells the act."""
    near = range(max(0, turn.first - _PLAN_REACH), min(len(parse.words), turn.after + _REACH))
    return any(
        parse.text(i) in {"ban", "moratorium", "prohibition", "resolution", "ordinance"}
        and (parse.text(i + 1) in {"against", "on", "that"} or parse.text(i) in {"ban", "moratorium"})
        for i in near
    )


def _is_dated(parse: Parse, turn: Span) -> bool:
    """Return whether a year or a month stands behind a word of time, or behind a verb with "since" or "in"."""
    if turn.form != "word":
        return False
    return any(parse.text(i).isdigit() and len(parse.text(i)) == 4 for i in range(turn.after, turn.after + 4))


def standing(parse: Parse, act: Act) -> str:
    """Return how far an act is that stands near what it is said of, "" where it is not told as an act."""
    if act.head.pattern.status == "rejected":
        return "rejected"
    is_verb = act.head.form not in {"noun", "word"}
    status = status_of(parse, act) if is_verb else _status_around(parse, act.head)
    return "proposed" if act.head.pattern.status == "proposed" and status in {"happened", "announced"} else status


def _status_around(parse: Parse, head: Span) -> str:
    """Return how far an act is that no verb tells, by the verbs of its clause: "will", "is to", "wants"."""
    first, after = parse.clause(head.first)
    words = [parse.text(i) for i in range(first, after)]
    effects = {
        s.pattern.effect
        for s in parse.of("governor")
        if first <= s.first < head.first and s.form not in {"base", "noun"}
    }
    if "press" in effects and parse.has("outsider"):
        return "pressured"
    if "wish" in effects or _WISHED & {*words}:
        return "proposed"
    if head.form == "noun" and not _is_brought_about(parse, head, first, after):
        return "proposed"  # "stood up against an expansion of the contract"
    is_planned = any(word in BE and behind == "to" for word, behind in pairwise(words))
    return "announced" if is_planned or effects & {"plan", "pledge"} or {*words} & _TO_COME else "happened"


def _is_brought_about(parse: Parse, head: Span, first: int, after: int) -> bool:
    """Return whether a verb of the clause does what a noun tells, and nobody only speaks or stands up against it."""
    words = {parse.text(i) for i in range(first, after)}
    if words & _AGAINST:
        return False
    return any(
        s.form in {"past", "part", "s"}
        and s.first != head.first
        and (s.pattern.role == "change" or s.pattern.effect == "decide")
        for i in range(first, after)
        for s in parse.at(i, "change", "governor")
    )


def side(parse: Parse, act: Act) -> str:
    """Return the action once a negation is reckoned in, "" where nothing is told."""
    action = act.action
    is_negative = act.group.is_negative or any(
        parse.text(i) in NEGATIVES for i in range(max(0, act.head.first - 3), act.head.first)
    )
    if is_negative and act.head.form not in {"word", "noun"}:
        return _TURNED[action]
    return action


def is_supposed(parse: Parse, act: Act) -> bool:
    """Return whether an act is only supposed: "it would have brought in millions", "should they sign"."""
    if any(parse.text(s.after - 1) == "have" for s in parse.of("hypothetical")):
        return True  # "it would have brought in millions"
    first, _ = parse.clause(act.group.first)
    return parse.text(first) in _OPENS or parse.text(first - 1) in _OPENS


def _is_by_outsider(parse: Parse, act: Act) -> bool:
    """Return whether the federal agency or somebody else asks, of whom a body has yet to say anything."""
    first = max(0, act.group.first - 6)
    is_outside = parse.has("federal", first, act.group.first) or parse.has("outsider", first, act.group.first)
    return is_outside and not parse.has("body", first, act.group.first)


def is_bodys(parse: Parse, act: Act) -> bool:
    """Return whether a body is who does it, by a verb: "the county told the agency that it would no longer …"."""
    if act.head.form in {"noun", "word"} or act.status not in {"happened", "announced"}:
        return False
    first, left = subject_words(parse, act)
    if parse.has("federal", first, left) and act.head.pattern.id in {"turn-less", "turn-leave"}:
        return True  # "the agency is ending its lease"
    return parse.has("body", first, left) and not is_nobody_named(parse, first, left)


def _is_one_persons(parse: Parse, act: Act) -> bool:
    """Return whether one person comes or leaves: "a man was taken away"."""
    if act.head.pattern.id not in {"turn-leave", "turn-in"}:
        return False
    near = range(max(0, act.group.first - 4), min(len(parse.words), act.head.after + 3))
    return any(parse.text(i) in _ONE_PERSON for i in near)
