"""What a state's attorney general or governor makes known: opinions, bulletins, orders to the state's own people."""

from __future__ import annotations

import re

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.parsing import Parse
from comity.reader.timing import date_of

_GENERAL = re.compile(r"(?<!u\.s\. )(?<!united states )(?<!deputy )\battorney general\b|\bstate attorneys? general\b")
_PAPER = re.compile(
    r"\b(?:advisory|legal|formal|written|official)?\s?(?:opinions?|bulletin|advisory|guidance|memorandum|memo|advice|"
    r"guidelines|pages|letter of advice|legal analysis|findings?|answer)\b"
)
_GIVES = re.compile(
    r"\b(?:issued|issues|wrote|writes|answered|concluded|concludes|said|says|advised|told|spoke|sent|released|published|"
    r"put (?:it |them )?out|laid out|lays out|gives|distributed|circulated|handed down|determined|gave|clarified|"
    r"reminded|found)\b"
)
_OPEN = re.compile(r"\b(?:asked(?! by)|asks|sought|seeks|requested|awaiting|awaits|would|if|whether to)\b")
_ABOUT = re.compile(r"\b(?:detainers?|ice|immigration|287\(g\)|sanctuary|federal (?:agents|authorities))\b")
# A governor who tells the state's own people what to do.
_ORDERS = re.compile(
    r"\b(?:direct(?:ed|s|ing)|order(?:ed|s|ing)|instruct(?:ed|s|ing)|told|command(?:ed|s)|memo|"
    r"executive (?:order|directive))\b"
)
_GOVERNOR = re.compile(r"\bgov(?:ernor\b|\.)")
_STATES_OWN = re.compile(
    r"\b(?:state (?:agencies|police|troopers|patrol|law enforcement|officials|employees|workers|departments?)|troopers|"
    r"highway patrol|department of (?:public safety|corrections?)|corrections officials|national guard)\b"
)
_MORE = re.compile(r"\b(?:cooperat\w+|assist\w*|aid\w*|help\w*|support\w*|work(?:ing)? with|enforce\w*|track)\b")
_LESS = re.compile(
    r"\b(?:not (?:to )?|stop |from |forbid\w* |bar\w* |prohibit\w* |never |cease |without )(?:\w+ ){0,4}"
    r"(?:ask\w*|cooperat\w+|assist\w*|aid\w*|help\w*|enforce\w*|us(?:e|ing)|inquir\w+|tak(?:e|ing) part|shar\w+)\b|"
    r"\b(?:forbids?|forbade|prohibits?|bars?|bans?)\b"
)
# What an opinion finds: no power to hold or to sign, or that everybody may choose.
_NO_POWER = re.compile(
    r"\b(?:no|lacks?|lacked|without|neither|nor) (?:[\w,-]+ ){0,8}"
    r"(?:authority|power|authoriz\w+|lets?|allows?|permits?)\b|"
    r"\b(?:not|n't) (?:\w+ ){0,2}(?:authoriz\w+|allow\w*|permit\w*|lawful\w*|legally|hold|enter|sign)\b|"
    r"\b(?:unlawful|illegal|may not|cannot|can't|violates?)\b"
)
_A_CHOICE = re.compile(
    r"\b(?:not (?:mandatory|compulsory|required|obliged|obligated|commands)|voluntary|optional|discretion|may choose|"
    r"can (?:choose|decide)|free to|need not|up to)\b"
)
_OF_OPINION = re.compile(
    r"\b(?:opinion|it|bulletin|advisory|guidance|memo|memorandum|attorney general|he|she|office)\b"
)
_TOLD_IN = 4  # sentences
_PLEDGE = re.compile(r"\b(?:would|will|plans? to|propos\w+|promis\w+|could|may|if)\b")


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
    actor = f"{officials[0].post} {officials[0].name}".strip() if officials else state.name
    return [
        Draft(
            "legal_mandate", "state_law", action, state, "happened", date, None, evidence, start, "opinion", number,
            actor=actor,
        )
    ]  # fmt: skip


def _opinion(said: str) -> tuple[str, int] | None:
    """Return that an attorney general's paper clarifies the law, with where it stands, or None."""
    general, paper = _GENERAL.search(said), _PAPER.search(said)
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
    if _LESS.search(said, order.start()):
        return "restrict", order.start()
    return ("expand", order.start()) if _MORE.search(said, order.start()) else None
