"""A state's law told in words that no pattern fits: its name or its makers, which way it points, how far it is.

Looked at after everything else, in sentences that have told nothing of a state's law. A law that merely exists is none:
it needs its name, its number, its year, or a step that somebody takes with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from comity.reader.context import Context
from comity.reader.directions import direction_of_page, points
from comity.reader.drafts import SIDES, Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.lawcases import find_law_case
from comity.reader.lawdates import law_date
from comity.reader.lawstates import law_maker, states_of_law
from comity.reader.ordinances import find_ordinance, tells_rule
from comity.reader.stages import stage
from comity.reader.stateagencies import OF_AGENCIES, is_agencies_deal

_NUMBERED = Expression("numbered-law")
_NAMED = Expression("named-act")
_NATIONAL = Expression("national-act")
_COMMON = Expression("law-word")
# A law that is more than there: new, of a year, its maker's, or what a state "would" have.
_FRESH = Expression("law-made")
_MAKERS = Expression("state-lawmakers")
_ORDERS = Expression("state-order")
# "Became the third state to forbid …": the state's own rule.
_OF_STATES = Expression("nth-state")
_REPEAL = Expression("undone")
_LOCAL = Expression("local-rulemakers")
_COURTS = Expression("in-court")
_NATION = Expression("of-congress")
_OPEN = Expression("law-open")
_SUPPOSED = Expression("law-supposed")
_GOES_ON = Expression("goes-on-about-law")
_LOCAL_VOTERS = Expression("local-voters")
_IN_CONGRESS = Expression("in-congress")
_STATES_OWN = Expression("states-own-officers")
_COUNTIES = Expression("of-counties")
_IRREAL = frozenset(("would", "could"))
# How far a sentence may stand from one about immigration enforcement, and from one that says which way its law points.
_ABOUT = 3
_FAR = 8
_LEAVE = Expression("leave-given")
_OWN_DEAL = Expression("states-own-deal")
# One of these stands in every sentence that names a law, a rule, a court or a state's lawmakers.
_LITERALS = (
    "law", "act", "bill", "measure", "order", "ordinance", "resolution", "legisl", "gov", "statut", "prop", "voters",
    "senat", "house", "state", "assembly", "attorney", "directive", "the ag", "court", "judge", "ruling", "circuit",
    "suit", "sue", "package", "rider", "mandate", " ban", "motion", "amendment", "question", "initiative", "referendum",
    "code", "charter", "polic", "told", "barred", "forb", "delegates", "proviso", "sb ", "hb ", "sb", "hb",
)  # fmt: skip
_NEAR = 2  # sentences


def find_statutes(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """Return what the sentences that told nothing of a state's law tell of one, against none that was told plainly."""
    acted_in = {d.sentence for d in drafts}
    told_in = {d.sentence for d in drafts if d.instrument == "state_law" or d.kind in {"lawsuit", "legal_mandate"}}
    known = [d for d in drafts if d.instrument == "state_law" or d.kind == "lawsuit"]
    found: list[Draft] = []
    for number, sentence in enumerate(context.sentences):
        said = context.folded[sentence.start : sentence.end]
        if number in told_in or sentence.form == "boilerplate" or not _is_about(context, number, said):
            continue
        is_local = bool(context.ground.between(sentence.start, sentence.end))
        if number in acted_in and is_local and _name(context, number, said) is None:
            continue
        made = _of_sentence(context, number, said, is_local)
        found += [d for d in made if d.kind == "local_decision" or not _is_known(d, known + found)]
    return found


def _is_about(context: Context, number: int, said: str) -> bool:
    """Return whether a sentence stands near one on immigration enforcement; farther where it says which way it goes."""
    if context.is_about(number, _ABOUT):
        return True
    is_near = context.is_about(number, _FAR) and any(literal in said for literal in _LITERALS)
    return is_near and not _LEAVE.search(said) and bool(points(said))


def _of_sentence(context: Context, number: int, said: str, is_local: bool) -> list[Draft]:
    """Return the case, the local rule or the state's law that a sentence tells of."""
    if not any(literal in said for literal in _LITERALS):
        return []
    if _COURTS.search(said):
        return find_law_case(context, number)
    if is_local and tells_rule(said) and (rules := find_ordinance(context, context.parsed(number), number)):
        return rules
    return _laws(context, number, said, is_local) if _names_law(said) else []


def _is_known(draft: Draft, known: Sequence[Draft]) -> bool:
    """Return whether a state's case, or a law of the state that points the other way, is told already."""
    same = [d for d in known if d.jurisdiction.geoid == draft.jurisdiction.geoid]
    if draft.kind == "lawsuit":
        return any(d.kind == "lawsuit" and d.action == draft.action for d in same)
    laws = {SIDES[d.action] for d in same if d.kind != "lawsuit"}
    return bool(laws) and SIDES[draft.action] not in laws


def _names_law(said: str) -> bool:
    """Return whether a sentence speaks of a state's law or of its makers, and of no council or Congress."""
    is_told = _COMMON.search(said) or _NUMBERED.search(said) or _MAKERS.search(said)
    if not (is_told or "state" in said or " act" in said) or said.rstrip().endswith("?") or _SUPPOSED.search(said):
        return False
    is_others = (
        "u.s. attorney" in said or _LOCAL_VOTERS.search(said) is not None or _IN_CONGRESS.search(said) is not None
    )
    return not is_others and not ((_NATION.search(said) or _LOCAL.search(said)) and not _MAKERS.search(said))


class _Told(NamedTuple):
    """Which way a law points, how far it is, where that is said, and whether the sentence says it itself."""

    side: str
    status: str
    at: int
    is_plain: bool


def _laws(context: Context, number: int, said: str, is_local: bool) -> list[Draft]:
    """Return the law that a sentence tells of, of each state whose it is."""
    name, sentence = _name(context, number, said), context.sentences[number]
    told = _told(context, number, said, name, is_local)
    if told is None or not told.side:
        return []
    parse = context.parsed(number)
    states, is_made = states_of_law(context, parse, number), _MAKERS.search(said) is not None
    is_own = "287(g)" in said and _STATES_OWN.search(said) is not None and not _COUNTIES.search(said)
    is_own = is_own or is_agencies_deal(context, parse, number)
    instrument, side = ("287g_unspecified", OF_AGENCIES[told.side]) if is_own else ("state_law", told.side)
    named = context.ground.states_between(sentence.start, sentence.end)
    is_owned = any(n.jurisdiction in states for n in named)
    if not is_owned and not is_made and (is_local or (name is None and not _OF_STATES.search(said))):
        return []
    head = parse.index_at(sentence.start + told.at)
    date = law_date(context, parse, number, head, told.status)
    evidence, start = evidence_of(context.page.text, sentence, parse.words[head].start)
    return [
        Draft(
            "legal_mandate", instrument, side, state, told.status, date, None, evidence, start, "statute", number,
            actor=law_maker(context, parse, state), is_guess=not told.is_plain,
        )
        for state in states
    ]  # fmt: skip


def _told(context: Context, number: int, said: str, name: int | None, is_local: bool) -> _Told | None:
    """Return what a sentence tells of a law: a step with it, what it says, or what a governor or a state orders."""
    is_common = _COMMON.search(said) is not None
    step, at = stage(said)
    own = "end" if _REPEAL.search(said) and (name is not None or is_common) else points(said)
    if name is not None or (is_common and (_MAKERS.search(said) or _FRESH.search(said))):
        if step:
            return _Told(own or _beside(context, number), step, at, bool(own))
        return _Told(own, "proposed" if _OPEN.search(said) else "happened", name or 0, True)
    if not is_common and _OWN_DEAL.search(said) and not _OF_STATES.search(said):
        return None  # "the governor ended his state's participation": the state's decision, and no rule
    if step and own and not is_local and _MAKERS.search(said):
        return _Told(own, step, at, True)
    order = _ORDERS.search(said) or _OF_STATES.search(said)
    if order is None:
        return None
    return _Told(own, "proposed" if _IRREAL & {*said.split()} else "happened", order.start(), True)


def _name(context: Context, number: int, said: str) -> int | None:
    """Return where a sentence calls a law by its number or by its own name, None for a national one's."""
    sentence = context.sentences[number]
    named = _NAMED.search(context.page.text, sentence.start, sentence.end)
    if named is not None and not _NATIONAL.search(named.group()):
        return named.start() - sentence.start
    found = _NUMBERED.search(said)
    return found.start() if found else None


def _beside(context: Context, number: int) -> str:
    """Return which way the next sentence points, or one just before, else the page's laws."""
    for n in (number + 1, *range(number - 1, number - 1 - _NEAR, -1)):
        if 0 <= n < len(context.sentences):
            sentence = context.sentences[n]
            near = context.folded[sentence.start : sentence.end]
            if not (_GOES_ON.match(near) if n > number else _COMMON.search(near) or _NUMBERED.search(near)):
                continue
            if side := points(near):
                return side
    return direction_of_page(context)
