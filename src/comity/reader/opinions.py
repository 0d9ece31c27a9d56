"""What a state's attorney general or governor makes known: opinions, bulletins, orders to the state's own people."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse
from comity.reader.stateagencies import OF_AGENCIES, is_agencies_deal
from comity.reader.timing import date_of

_GENERAL = Expression("attorney-general")
_PAPER = Expression("opinion-paper")
_HOLDS = Expression("opinion-held")
_GIVES = Expression("opinion-given")
_OPEN = Expression("opinion-open")
_ABOUT = Expression("on-enforcement")
# A governor who tells the state's own people what to do.
_ORDERS = Expression("orders-told")
_GOVERNOR = Expression("governor")
_STATES_OWN = Expression("states-own-officers")
_MORE = Expression("order-for-help")
_LESS = Expression("order-against-help")
# What an opinion finds: no power to hold or to sign, or that everybody may choose.
_NO_POWER = Expression("no-power")
_A_CHOICE = Expression("a-choice")
_OF_OPINION = Expression("of-opinion")
_TOLD_IN = 4  # sentences
_PLEDGE = Expression("pledged")
_ORDER_BEHIND = Expression("goes-on-about-law")
_TAKEN_BACK = Expression("order-taken-back")


def find_opinion(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return the opinion of a state's attorney general that a sentence tells of, or a governor's order; else none."""
    said = context.folded[parse.start : parse.end]
    if not context.is_about(number, 1):
        return []
    found = _opinion(said) or _order(said)
    if found is None:
        return []
    action, at = found
    action = _says(context, number) if action == "other" else action
    named = context.ground.states_between(parse.start, parse.end)
    state = named[0].jurisdiction if named else context.home_state
    if state is None:
        return []
    head = parse.index_at(parse.start + at)
    date = date_of(context, parse, head, "happened", is_law=True)
    evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[head].start)
    officials = context.officials_in(parse.start, parse.end)
    by = f"{state.name} Attorney General" if "according to" in said else None
    actor = f"{officials[0].post} {officials[0].name}".strip() if officials else state.name
    instrument = "state_law"
    if action in OF_AGENCIES and by is None and _is_order_on_deals(context, number):
        instrument, action = "287g_unspecified", OF_AGENCIES[action]
    return [
        Draft(
            "legal_mandate", instrument, action, state, "happened", date, by, evidence, start, "opinion", number,
            actor=actor,
        )
    ]  # fmt: skip


def _opinion(said: str) -> tuple[str, int] | None:
    """Return that an attorney general's paper clarifies the law, with where it stands, or None."""
    general, paper = _GENERAL.search(said), _PAPER.search(said) or _HOLDS.search(said)
    if not general or not paper or not _GIVES.search(said) or not _ABOUT.search(said) or _OPEN.search(said):
        return None
    return "other", general.start()


def _says(context: Context, number: int) -> str:
    """Return "restrict" where an opinion finds no power to help in the law, "other" where it leaves a choice."""
    near = context.sentences[number : number + _TOLD_IN]
    said = [context.folded[s.start : s.end] for s in near]
    of_it = [said[0], *(one for one in said[1:] if _OF_OPINION.search(one))]
    if any(_A_CHOICE.search(one) for one in of_it):
        return "other"
    return "restrict" if any(_NO_POWER.search(one) for one in of_it) else "other"


def _order(said: str) -> tuple[str, int] | None:
    """Return which way a governor tells the state's own agencies to go, with where the order stands, or None."""
    order = _ORDERS.search(said)
    if not order or not _GOVERNOR.search(said) or not _STATES_OWN.search(said) or "287(g)" in said:
        return None
    if _PLEDGE.search(said[: order.start()]) or not _ABOUT.search(said):
        return None
    if _LESS.search(said, order.start()) or _TAKEN_BACK.search(said, order.start()):
        return "restrict", order.start()
    return ("expand", order.start()) if _MORE.search(said, order.start()) else None


def _is_order_on_deals(context: Context, number: int) -> bool:
    """Return whether the next sentence tells that what was ordered is to sign agreements, or to leave them."""
    if number + 1 >= len(context.sentences):
        return False
    after = context.sentences[number + 1]
    is_order = _ORDER_BEHIND.match(context.folded, after.start, after.end) is not None
    return is_order and is_agencies_deal(context, context.parsed(number + 1), number + 1)
