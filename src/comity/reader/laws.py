"""State laws, bills and orders on local cooperation: what a sentence says of one, and which way it points."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from comity.reader.context import Context
from comity.reader.directions import direction_before, direction_beside, direction_told
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.lawdates import law_date, other_years
from comity.reader.lawstates import law_maker, states_of_law
from comity.reader.lawsteps import tells_step
from comity.reader.lawtold import (
    is_bill_before,
    is_courts,
    is_on_other_things,
    is_supposed,
    is_text_of_bill,
    is_told_of,
)
from comity.reader.parsing import Parse, Span
from comity.reader.records import DateMention
from comity.reader.stages import stage
from comity.reader.stateagencies import OF_AGENCIES, is_agencies_deal
from comity.reader.timing import date_of

# How many words may part a law from the verb that is said of it.
_REACH = 9
_DIRECTION_REACH = 6
# How many words may part two things done to a law one after the other.
_JOINED_REACH = 14
# "Under the law … must" may hold a long subject between.
_UNDER_REACH = 16
# Common nouns that name a law only beside a verb that makes or breaks laws.
_WEAK = frozenset(
    ("order", "proposal", "measure", "ban", "mandate", "initiative", "amendment", "opinion", "prop", "directive")
)
MAKERS = frozenset(
    ("legislature", "lawmakers", "legislators", "senate", "house", "assembly", "sens.", "reps.", "sens", "reps")
)
_FEDERAL = frozenset(
    ("congress", "congressman", "congresswoman", "trump", "biden", "obama", "president", "congressional", "laken")
)
_STATE_WORDS = frozenset(
    ("governor", "gov", "legislature", "state", "lawmakers", "legislators", "assembly", "statehouse")
)
_ADVANCE = {"rejected": 4, "happened": 3, "passed": 2, "proposed": 1}
_MADE_FIRST = frozenset(("passed", "signed", "enacted", "approved", "adopted"))
# What a law says that somebody has or lacks: what he could do with it is not what the law does.
_POWERS = frozenset(("authority", "power", "right", "choice", "discretion"))
_FEDERAL_ACTS = frozenset(
    ("information", "procedure", "rights", "privacy", "riley", "responsibility", "patriot", "reform")
)
_FILED_AGAINST = Expression("filed-against")
_LOCALMAKERS = Expression("local-makers")
_STATEMAKERS = Expression("state-makers")
_COUNTY_LEGISLATURE = Expression("county-legislature")
_BEFORE = 300  # characters
# How far a sentence may stand from one on immigration enforcement, and from one that says which way its law points.
_ABOUT = 3
_FAR = 8
_LEAVE = Expression("leave-given")
_OTHER_WAY = Expression("other-way")
_TURNED = {"expand": "restrict", "restrict": "expand", "end": "restrict"}
_IRREAL = frozenset(("would", "could", "might", "may"))
_BILLS = frozenset(("bill", "bills", "proposal", "sb", "hb", "legislation", "measure"))
_LAWS = frozenset(("law", "laws", "statute", "act"))
_OVERRIDDEN = Expression("veto-overridden")
_COURTS = Expression("in-court")
_VOTED = Expression("voted-rule")
_CHAMBERS = frozenset(("house", "senate", "committee", "chamber", "assembly", "subcommittee", "panel"))
_TO_COME = frozenset(("to", "will", "would", "may", "could", "must"))


class _Said(NamedTuple):
    """What a sentence says of laws: which, what is done to them, what they do, and how far that makes them."""

    laws: list[Span]
    acts: list[Span]
    directions: list[Span]
    step: str
    step_at: int


def find_law_drafts(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return what a sentence tells of a state's law on local cooperation; none for federal law."""
    told = _said(context, parse, number)
    if told is None or not _is_told(context, parse, told):
        return []
    laws, acts, directions, step, step_at = told
    direction, is_plain = _direction(context, parse, number, directions)
    states = states_of_law(context, parse, number)
    status = step or _status(parse, laws, acts)
    is_bill_meant = not (acts or step) and is_bill_before(context, parse, number, laws)
    if status == "happened" and (is_bill_meant or is_text_of_bill(context, parse)):
        status = "proposed"
    if not states or not direction or not status or is_supposed(parse, laws):
        return []
    head = max(acts, key=lambda s: _ADVANCE[s.pattern.status]) if acts else laws[0]
    head_at = parse.index_at(parse.start + step_at) if step else head.first
    action = head.pattern.action or direction if acts else direction
    date = _date(context, parse, head, head_at, status, acts)
    if (date is None and (acts or step)) or (date is not None and date.precision == "year"):
        date = law_date(context, parse, number, head_at, status)
    evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[head_at].start)
    pattern = head.pattern.id if acts or step else directions[0].pattern.id
    instrument = "state_law"
    if is_agencies_deal(context, parse, number):
        instrument, action = "287g_unspecified", OF_AGENCIES[action]
    years = other_years(context, parse, date) if status == "rejected" else []
    return [
        Draft(
            "legal_mandate", instrument, action, state, status, on, None, evidence, start, pattern, number,
            weight=_weight(status, acts) if acts or step else 0, is_guess=not is_plain,
            actor=law_maker(context, parse, state),
        )
        for state in states for on in [date, *years]
    ]  # fmt: skip


def _said(context: Context, parse: Parse, number: int) -> _Said | None:
    """Return what a sentence says of a state's laws, None where it says nothing, or speaks of other laws."""
    laws = [s for s in parse.of("law") if _is_law(parse, s) and _is_named_act(context, parse, s)]
    laws = laws or _pronoun_law(context, parse, number)
    if _FILED_AGAINST.search(context.folded, parse.start, parse.end):
        return None  # a suit
    if not laws or _is_federal(parse) or _is_local(context, parse):
        return None
    told = (s for s in parse.of("law_act") if tells_step(parse, s))
    acts = [s for s in told if any(_is_near(parse, s, law, _REACH) for law in laws)]
    acts = [s for s in acts + _joined(parse, acts) if not _is_of_agreement(parse, s) and not _is_wished(parse, s)]
    directions = [s for s in parse.of("direction") if any(_follows(parse, law, s) for law in laws)]
    step, step_at = stage(context.folded[parse.start : parse.end])
    if acts and step != "rejected" and not _OVERRIDDEN.search(context.folded, parse.start, parse.end):
        step = ""  # the verbs say it more closely
    is_courts_act = bool(acts) and all(is_courts(parse, act) for act in acts)
    if not (acts or directions or step) or is_courts_act or not context.is_about(number, _FAR):
        return None
    return _Said(laws, acts, directions, step, step_at)


def _is_told(context: Context, parse: Parse, told: _Said) -> bool:
    """Return whether a law is told of as an act, in force or under way, and does not only exist."""
    if told.step:
        return True
    if not told.acts:
        said = context.folded[parse.start : parse.end]
        if _COURTS.search(said) or not _is_in_force(parse, told.laws, told.directions):
            return False
    is_only_named = all(s.form == "word" for s in told.acts)
    return not is_only_named or any(is_told_of(context, parse, law) for law in told.laws)


def _direction(context: Context, parse: Parse, number: int, directions: list[Span]) -> tuple[str, bool]:
    """Return which way a law points, and whether its sentence says so; "" where it is on other things."""
    said = context.folded[parse.start : parse.end]
    direction, is_plain = direction_told(context, parse, directions)
    if is_plain and (context.is_about(number, _ABOUT) or not _LEAVE.search(said)):
        return direction, True
    if is_plain or is_on_other_things(parse, said) or not context.is_about(number, _ABOUT):
        return "", False
    beside = direction_beside(context, number)
    if _OTHER_WAY.search(said):
        return _TURNED.get(direction_before(context, number) or beside, ""), True
    return direction or beside, False


def _date(
    context: Context, parse: Parse, head: Span, head_at: int, status: str, acts: list[Span]
) -> DateMention | None:
    """Return the day of what is told of a law; where it was "passed in May and signed in July", the last one's."""
    date = date_of(context, parse, head_at, status, is_law=not head.pattern.action)
    if date is not None and any(act.first < parse.index_at(date.start) < head.first for act in acts):
        behind = context.dates_in(parse.words[head.first].start, parse.end)
        return next(iter(behind), date)
    return date


def _joined(parse: Parse, acts: list[Span]) -> list[Span]:
    """Return the acts that a sentence joins to what is done to a law: "was approved … and signed"."""
    return [
        s
        for s in parse.of("law_act")
        if s.form in {"past", "part"} and s not in acts and parse.text(s.first - 1) in {"and", "then"}
        and any(0 < s.first - a.after <= _JOINED_REACH for a in acts)
    ]  # fmt: skip


def _weight(status: str, acts: list[Span]) -> int:
    """Return how plainly a bill's step is told: what was done to it above that it stands before somebody."""
    is_done = not acts or any(s.form != "word" and s.pattern.status != "proposed" for s in acts)
    return 2 if is_done and (status != "proposed" or any(s.pattern.status == "passed" for s in acts)) else 1


def _is_of_agreement(parse: Parse, act: Span) -> bool:
    """Return whether what is signed, passed or filed is an agreement, right behind the verb, and no law."""
    for index in range(act.after, act.after + 4):
        if parse.at(index, "law"):
            return False
        if any(s.pattern.instrument for s in parse.at(index, "instrument")):
            return act.form != "word"
    return False


def names_law(context: Context, parse: Parse) -> bool:
    """Return whether a sentence names a law that obliges somebody, and not a board's own."""
    named = any(_is_law(parse, span) for span in parse.of("law"))
    return named and not _is_federal(parse) and not _is_local(context, parse)


def _is_law(parse: Parse, span: Span) -> bool:
    """Return whether a cue names a law: not "act as", "in order to", "law enforcement", "federal law"."""
    word, after, before = parse.text(span.first), parse.text(span.after), parse.text(span.first - 1)
    if after in {"enforcement", "firm", "school", "professor", "center", "officers", "request"} or before in {
        "federal",
        "in",
        "immigration",
        "court",
    }:
        return False
    if word == "laws" and before == "state":
        return False
    if word == "act" and before in _FEDERAL_ACTS:
        return False
    if word == "act":
        return (
            before not in {"to", "not", "will", "would", "can", "they", "officers", "nationality", "and"}
            and after != "as"
        )
    if word in _WEAK and span.after == span.first + 1 and _is_by_local(parse):
        return False
    return not (word == "order" and after == "to")


def _is_by_local(parse: Parse) -> bool:
    """Return whether a local body and nobody of the state stands in the sentence: its "proposal" is no bill."""
    is_state = parse.has("state_body") or any(word.text in _STATE_WORDS | MAKERS | {"ballot"} for word in parse.words)
    return not is_state and parse.has("body")


def _is_named_act(context: Context, parse: Parse, span: Span) -> bool:
    """Return whether "act", where a law is called so, bears a capital: "a lewd act" is none."""
    return parse.text(span.first) != "act" or context.page.text[parse.words[span.first].start].isupper()


def _pronoun_law(context: Context, parse: Parse, number: int) -> list[Span]:
    """Return "it" where a governor or a legislature acts on the law of the sentence before."""
    if not parse.has("state_body") and parse.text(0) not in _MADE_FIRST:
        return []
    near = [
        c
        for n in range(max(0, number - 2), number)
        for c in context.cues_in(context.sentences[n])
        if c.pattern.role == "law"
    ]
    pronouns = [i for i in range(len(parse.words)) if parse.text(i) in {"it", "them"}]
    return [Span(i, i + 1, near[-1].pattern, "word") for i in pronouns[:1]] if near else []


def _is_local(context: Context, parse: Parse) -> bool:
    """Return whether a county or a town makes the rule, and nobody of the state: a mayor's executive order."""
    said = context.folded[parse.start : parse.end]
    if _COUNTY_LEGISLATURE.search(said):
        return True
    if _STATEMAKERS.search(said):
        return False
    before = context.folded[max(0, parse.start - _BEFORE) : parse.start]
    if _VOTED.match(said) and context.ground.between(parse.start, parse.end):
        return True  # "Proposition 205, which would have written it into the city's code"
    if _LOCALMAKERS.search(said) or (not parse.of("law") and _LOCALMAKERS.search(before)):
        return True
    is_placed = bool(context.ground.states_between(parse.start, parse.end))
    return not is_placed and _LOCALMAKERS.search(context.folded) is not None and not context.is_of_state


def _is_federal(parse: Parse) -> bool:
    words = {word.text for word in parse.words}
    return bool(words & _FEDERAL) and not words & _STATE_WORDS


def _is_near(parse: Parse, act: Span, law: Span, reach: int) -> bool:
    """Return whether a law is what a verb is said of: close by, with no hard mark between."""
    if law.first <= act.first < law.after:
        return False
    low, high = (act.after, law.first) if act.first < law.first else (law.after, act.first)
    return high - low <= reach and not any(parse.is_hard(i) for i in range(low, high))


def _follows(parse: Parse, law: Span, direction: Span) -> bool:
    """Return whether a verb tells what a law does: after its name, or in its name."""
    if direction.first < law.after or any(parse.is_hard(i) for i in range(law.after, direction.first)):
        return False
    if direction.form == "s" and parse.text(direction.after) in {"", ".", ",", ")"}:
        return False  # "a forum which the Act requires": what is asked stands before
    if parse.text(direction.first - 1) == "to" and parse.text(direction.first - 2) in _POWERS:
        return False
    is_under = any(parse.text(i) == "under" for i in range(max(0, law.first - 4), law.first))
    between = [parse.text(i) for i in range(law.after, direction.first)]
    is_aside = between.count(",") == 2 and between[0] == "," and between[-1] == ","
    if "," in between and not is_aside and not is_under and not {"which", "that", "would", "act"} & {*between}:
        return False
    is_under = any(parse.text(i) == "under" for i in range(max(0, law.first - 4), law.first))
    return 0 <= direction.first - law.after <= (_UNDER_REACH if is_under else _DIRECTION_REACH)


def _is_in_force(parse: Parse, laws: list[Span], directions: list[Span]) -> bool:
    """Return whether what a law does is told as such: a verb, not a noun that happens to stand by."""
    return any(s.form in {"s", "past", "ing", "word", "base"} for s in directions) and bool(laws)


def _status(parse: Parse, laws: list[Span], acts: list[Span]) -> str:
    """Return how far a law is: by what is done to it, else by whether it is a bill or already in force."""
    is_bill = any(parse.text(i) in _BILLS for law in laws for i in range(law.first, law.after))
    if not acts:
        is_numbered = any(parse.text(law.after).isdigit() for law in laws)
        is_open = (is_bill and not is_numbered) or any(_is_irreal(parse, law) for law in laws)
        return "proposed" if is_open else "happened"
    best = max(acts, key=lambda s: _ADVANCE[s.pattern.status])
    status = best.pattern.status
    if status == "passed":
        return "happened" if _is_over(parse, best, is_bill) else "proposed"
    is_choice = any(parse.text(i) in {"can", "may", "could", "might", "or", "whether"} for i in _before(best))
    if status == "rejected" and (is_choice or _is_to_come(parse, best)):
        return "proposed"
    if status == "happened" and (_is_conditional(parse, best) or _is_to_come(parse, best) or is_choice):
        return "proposed"
    return status


def _is_conditional(parse: Parse, act: Span) -> bool:
    """Return whether a step is expected or hangs on something; not what a law made before allows "only if"."""
    words = [word.text for word in parse.words]
    is_made = act.form in {"past", "part"}
    ifs = [b for a, b in pairwise(["", *words]) if b == "if" and not (a == "only" and is_made)]
    return "expected" in words or bool(ifs)


def _is_wished(parse: Parse, span: Span) -> bool:
    """Return whether a veto is only what somebody should do: "the governor should veto any such bill"."""
    return span.pattern.status == "rejected" and parse.text(span.first - 1) in {"should", "must"}


def _is_to_come(parse: Parse, span: Span) -> bool:
    """Return whether a verb is only to come: "will sign", "will probably sign"."""
    at = span.first - 1
    if any(parse.text(i) == "let" and parse.text(i - 1) in _TO_COME for i in range(max(1, at - 3), at + 1)):
        return True  # "will let it become law"
    return parse.text(at - 1 if parse.is_adverb(at) else at) in _TO_COME


def _before(span: Span) -> range:
    """Return the few words before a verb."""
    return range(max(0, span.first - 4), span.first)


def _is_over(parse: Parse, act: Span, is_bill: bool) -> bool:
    """Return whether what was passed is law: no bill, no chamber's vote, or the state's own with its year."""
    words = {word.text for word in parse.words}
    named = {i for i in range(len(parse.words)) if parse.text(i + 1) in {"bill", "file", "joint"}}
    chambers = [i for i in range(len(parse.words)) if parse.text(i) in _CHAMBERS and i not in named]
    if chambers or words & {"would"}:
        return False
    makers = any(parse.text(i) in MAKERS and i not in named for i in range(max(0, act.first - 6), act.first))
    if _is_by_state(parse) and not makers:
        return True
    near = range(max(0, act.first - _REACH), act.after + _REACH)
    is_law = any(parse.text(i) in _LAWS and parse.text(i + 1) != "enforcement" for i in near)
    return is_law or (not is_bill and not words & _IRREAL and not words & MAKERS)


def _is_irreal(parse: Parse, law: Span) -> bool:
    """Return whether the verb that a law is the subject of is only supposed: "the law would", "a measure could"."""
    return any(parse.text(i) in _IRREAL - {"may"} for i in range(law.after, law.after + _REACH))


def _is_by_state(parse: Parse) -> bool:
    """Return whether a law is told as the state's, with its year: "adopted by California in 2017"."""
    return any(word.text.isdigit() and len(word.text) == 4 and word.text[0] in "12" for word in parse.words)
