"""A program of the immigration agency, told by words that stand near its name where no verb's grammar tells it.

"What the county began in 2009 its sheriff undid: 287(g) is no more there", "Waukesha is the second to go into it": the
program is named, or is "the program" of the page, and which way a body goes with it a word near it tells (role "step").
"""

from __future__ import annotations

from dataclasses import replace

from comity.reader.acts import Act
from comity.reader.doubts import is_doubtful
from comity.reader.idle import tells_nothing
from comity.reader.jailspace import between, is_bodys, is_parted, is_supposed, is_turn_used, side, standing
from comity.reader.parsing import DETERMINERS, NEGATIVES, Parse, Span
from comity.reader.topics import Topics
from comity.reader.verbgroups import VerbGroup, read_group

_REACH, _NEAR, _FAR = 9, 5, 14
_UNREAL = frozenset(
    (
        "could", "might", "imagine", "suppose", "congress", "nationwide", "nationally", "study", "stake", "race",
        "ballot", "authority",
    )
)  # fmt: skip
_OF_APPLICATIONS = frozenset(("step-in", "step-asked", "step-open"))
_BEFORE_NOUNS = frozenset(("of", "early", "formal", "final", "official", "county's", "in", "on", "by"))
# Who asks how it goes, or lets somebody do it, tells of nothing done.
_ASKING = frozenset(("how", "whether", "lets", "let", "allows", "allow", "either", "questions", "if"))
_AHEAD = 8
_DEFINITE = frozenset(("the", "its", "their", "his", "her", "this", "that", "our", "new", "such"))
_WILLED = frozenset(("will", "would", "won't", "wouldn't", "never"))
_GENERIC = frozenset(("generic-agreement", "generic-contract"))
_FINGERPRINTS = "secure"  # Secure Communities
_ORDER = ("step-lost", "step-no", "step-out", "step-keep", "step-open", "step-asked", "step-in", "step-since")


def program_act(parse: Parse, topics: Topics, is_placed: bool) -> Act | None:
    """Return what a sentence tells of a body's part in a program, None where it tells nothing of the kind.

    A sentence that names no place (`is_placed`) must name a body, and tell it by a verb.
    """
    if not parse.words or parse.words[-1].text == "?" or parse.has("hypothetical"):
        return None
    if any(w.text in _UNREAL for w in parse.words) or not (is_placed or parse.has("body")):
        return None
    programs = _programs(parse, topics)
    steps = parse.of("step") if programs else []
    told = [act for step in steps for act in _read(parse, step, programs) if is_placed or is_bodys(parse, act)]
    return min(told, key=lambda act: _rank(act), default=None)


def _programs(parse: Parse, topics: Topics) -> list[Span]:
    bounds = parse.start, parse.end
    named = [s for s in parse.of("instrument") if not s.pattern.is_generic and s.pattern.id != "287g-described"]
    named = [s for s in named if s.pattern.instrument.startswith("287g") or parse.text(s.first) == _FINGERPRINTS]
    if not topics.is_of_powers:
        return named
    meant = [s for s in parse.of("instrument") if s.pattern.id in _GENERIC and parse.text(s.first - 1) in _DEFINITE]
    meant = [s for s in meant if topics.meant(s.pattern, parse.words[s.first].start, bounds).startswith("287g")]
    asked = [s for s in parse.of("class") if s.pattern.id == "application"]
    return named + meant + asked


def _rank(act: Act) -> tuple[int, int]:
    distance = between(act.head, act.instrument) if act.instrument is not None else 0
    return distance // 4, _ORDER.index(act.head.pattern.id)


def _read(parse: Parse, step: Span, programs: list[Span]) -> list[Act]:
    """Return the act that a step tells of the program nearest to it, none where it is none."""
    near = [p for p in programs if _fits(parse, step, p) and not is_parted(parse, step, p)]
    near = [p for p in near if between(step, p) <= _reach(p)]
    if not near or not is_turn_used(parse, step) or not _is_used(parse, step):
        return []
    program = min(near, key=lambda p: between(step, p))
    group = VerbGroup(step.first, "past") if step.form in {"noun", "word"} else read_group(parse, step)
    act = Act(step, group, program, step.pattern.action, "", is_subject_voice=group.is_passive)
    act = replace(act, status=standing(parse, act))
    if not act.status or is_doubtful(parse, act) or is_supposed(parse, act) or tells_nothing(parse, act):
        return []
    if step.pattern.id == "step-in" and _is_only_not_done(parse, act):
        return []
    act = replace(act, action=side(parse, act), is_pressed=act.status == "pressured")
    return [act] if act.action else []


def _reach(program: Span) -> int:
    """Return how far a step may stand from a program: near it where it is only called "the program"."""
    if program.pattern.is_generic:
        return _NEAR
    return _REACH if program.pattern.role == "instrument" else _FAR


def _is_used(parse: Parse, step: Span) -> bool:
    """Return whether a step stands as a noun with its article, or as a verb that tells what was done or will be."""
    before = parse.text(step.first - 1)
    if step.form == "noun":
        return before in DETERMINERS | _BEFORE_NOUNS or before.endswith("'s")
    if step.form == "word":
        return True
    group = read_group(parse, step)
    is_bare = step.form in {"s", "base"} and not (group.modals or group.effects or group.is_infinitive)
    is_usual = group.is_passive and not (group.is_past or group.is_perfect or group.modals or group.effects)
    is_bare = is_bare or (is_usual and step.form in {"past", "part"} and before != "now")
    is_since = step.form == "ing" and parse.text(group.first - 1) in {"since", "after", "before", "of", "for", "from"}
    is_doing = step.pattern.id == "step-no" and parse.text(step.after) == "to"  # "refused to answer questions about it"
    if is_bare or is_since or is_doing or (parse.text(step.after) == "in" and parse.text(step.after + 1) == "place"):
        return False
    near = {parse.text(i) for i in range(max(0, group.first - _AHEAD), group.first)}
    return not near & _ASKING and not is_refused(parse, step, group)


def _fits(parse: Parse, step: Span, program: Span) -> bool:
    """Return whether a step can be said of a program, or of an application to be let into one."""
    low, high = min(step.after, program.after), max(step.first, program.first)
    if any(parse.is_link(i) and parse.text(i) != "than" for i in range(low, high)):
        return False  # of another clause
    is_asked = program.pattern.id == "application"
    if step.pattern.id == "step-lost":
        return is_asked
    return not is_asked or (step.pattern.id in _OF_APPLICATIONS and step.form != "noun")


def is_refused(parse: Parse, step: Span, group: VerbGroup) -> bool:
    """Return whether a verb is denied that the rules of grammar have judged already: "did not end it"."""
    is_known = any("287g" in s.pattern.objects for s in parse.at(step.first, "change", "conduct"))
    return is_known and group.is_negative and not (group.modals or group.effects)


def _is_only_not_done(parse: Parse, act: Act) -> bool:
    """Return whether it is only said that a body is not in, and nobody decides so: "has not signed any agreement"."""
    near = {parse.text(i) for i in range(max(0, act.group.first - 3), act.head.first)}
    is_denied = act.group.is_negative or bool(near & NEGATIVES)
    return is_denied and not (near & _WILLED or act.group.effects or act.group.modals)
