"""What lawmakers do who act on agreements themselves, with no law named: "legislators want to outlaw them"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from comity.reader.acts import Act
from comity.reader.drafts import Draft
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.laws import MAKERS
from comity.reader.parsing import Parse

# One of two chambers; what it alone has voted for is no law yet.
_CHAMBERS = frozenset(("senate", "house", "assembly"))
# What a state does with its own agreement, and no law does.
_LEFT = frozenset(
    ("quit", "quits", "quitting", "leave", "leaves", "left", "withdraw", "withdrew", "drop", "join", "joined")
)
_BOTH = frozenset(("both", "legislature", "law", "signed", "signs", "enacted", "governor", "gov."))


def by_lawmakers(parse: Parse, act: Act, whose: Jurisdiction, draft: Callable[[Jurisdiction], Draft]) -> Draft | None:
    """Return an act of a state as its lawmakers' own, None where they are not who acts."""
    side = _side(parse, act, whose)
    if not side:
        return None
    told = draft(whose)
    status = _of_chamber(parse, told.status)
    return replace(told, kind="legal_mandate", instrument="state_law", action=side, status=status)


def _side(parse: Parse, act: Act, whose: Jurisdiction) -> str:
    """Return which way lawmakers move who act on agreements themselves ("legislators want to outlaw them"), else ""."""
    if act.action not in {"restrict", "end", "start", "expand"}:
        return ""
    is_lawmaking = whose.type == "state" and (
        any(parse.text(i) in MAKERS for s in parse.of("state_body") for i in range(s.first, s.after))
        or any(
            parse.text(i) in {"state", "states"} and parse.text(i + 1) in {"to", "that"} and not _is_where(parse, i)
            for i in range(0 if parse.text(act.head.first) in _LEFT else act.head.first)
        )
    )
    if not is_lawmaking:
        return ""
    return "restrict" if act.action in {"restrict", "end"} else "expand"


def _of_chamber(parse: Parse, status: str) -> str:
    """Return the status of what lawmakers did, that of a bill where it was one chamber alone that did it."""
    words = {word.text for word in parse.words}
    is_general = any(a.text == "general" and b.text == "assembly" for a, b in pairwise(parse.words))
    is_alone = len(words & _CHAMBERS) == 1 and not is_general
    return "proposed" if status == "happened" and is_alone and not words & _BOTH else status


def _is_where(parse: Parse, at: int) -> bool:
    """Return whether "the state" only says where somebody is first: "the first department in the state to join"."""
    return parse.text(at - 1) == "the" and parse.text(at - 2) in {"in", "of", "across"}
