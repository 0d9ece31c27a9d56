"""Bodies said to have done the same as the one told of before: by a verb, or in words that leave the act out.

"So did A County" may open a sentence (`so_did`), stand in passing ("as A County did": `as_did`), or be the verb of a
clause of its own ("B County may do the same": `likewise`).
"""

from __future__ import annotations

from dataclasses import replace

from comity.reader.acts import FAMILIES, Act
from comity.reader.context import Context
from comity.reader.drafts import Draft
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Ground, Jurisdiction, distinct
from comity.reader.parsing import Parse
from comity.reader.records import Sentence
from comity.reader.unnamed import bounds

# Patterns that take their act from the one told last: the same again, or "a changed policy".
LIKEWISE = frozenset(("same-again", "policy-changed"))
# How many words may stand before the first of those named behind.
_REACH = 6
_POLICIES = frozenset(("custody", "notification", "access"))
_SO_DID = Expression("so-did")
_FOLLOWED = Expression("followed")
# How many characters may stand before the first body that followed: "The sheriffs of".
_TO_NAME = 20
_AS_DID = Expression("as-did")


def likewise(parse: Parse, act: Act, ground: Ground) -> list[Jurisdiction] | None:
    """Return the bodies named right behind words such as "so did", none where others stand there; None for verbs."""
    if act.head.form != "word":
        return None
    near = ground.between(*bounds(parse, act.head.after, act.head.after + _REACH))
    has_own_verb = any(s.first > act.head.after and s.form in {"past", "part"} for s in parse.of("change"))
    if parse.text(act.head.first) == "so" and has_own_verb:
        return []  # "so has A County applied for it"
    if not near:
        return None if act.head.pattern.id == "policy-changed" else []
    named = ground.between(parse.words[act.head.after].start, parse.end)
    return distinct(ground.list_around(named, 0))


def as_done_again(act: Act, told: Draft) -> Draft | None:
    """Return what was told as what another does, as far as that one is with it; None where it cannot be meant."""
    if act.head.pattern.id == "policy-changed" and FAMILIES.get(told.instrument) not in _POLICIES:
        return None
    if act.status in {"proposed", "pressured", ""} and (act.group.modals or act.group.effects):
        is_open = act.group.governed_by("wish")
        return replace(told, action="consider", status="proposed", kind="local_decision") if is_open else None
    if act.status == "announced" and act.group.modals:
        return replace(told, status="announced")
    if told.status == "announced" and act.head.form == "past" and not act.group.effects:
        return replace(told, status="happened")
    is_done = told.status in {"happened", "announced"}
    return told if is_done else replace(told, status="happened", kind="local_decision", pressed_by=None)


def kind_of_done(told: Draft) -> str:
    """Return what another's doing so amounts to: a practice where that was told, else a decision."""
    return told.kind if told.kind == "practice" else "local_decision"


def so_did(context: Context, sentence: Sentence) -> tuple[list[Jurisdiction], str]:
    """Return who is said to have done likewise by "so have …", and the status of that; nobody where none is."""
    said = _SO_DID.match(context.folded, sentence.start)
    if said is None:
        return _that_followed(context, sentence), "happened"
    return _named(context, said.end(), sentence.end), "announced" if said[1] == "will" else "happened"


def _that_followed(context: Context, sentence: Sentence) -> list[Jurisdiction]:
    """Return the bodies that a sentence begins with and of which it says no more than that they followed."""
    said = _FOLLOWED.search(context.folded, sentence.start, sentence.end)
    named = context.ground.between(sentence.start, said.start()) if said is not None else []
    if said is None or not named or named[0].start - sentence.start > _TO_NAME:
        return []
    is_behind = context.folded[named[-1].end : said.start()].count(" ") <= 1
    listed = context.ground.list_around(named, 0)
    return distinct(listed) if is_behind and listed[-1] == named[-1] else []


def as_did(context: Context, parse: Parse) -> list[Jurisdiction]:
    """Return who is said in passing to have done so before: "as Alder and Birch counties did"."""
    said = _AS_DID.search(context.folded, parse.start, parse.end)
    return _named(context, said.start(), said.end()) if said is not None else []


def _named(context: Context, start: int, end: int) -> list[Jurisdiction]:
    return distinct(context.ground.between(start, end))
