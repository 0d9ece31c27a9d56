"""An owner and its fund, project or foundation, by the possessive: "the X's Y Fund", "their Y Fund"."""

from __future__ import annotations

from collections.abc import Iterator

from comity.reader.foundties import FoundTie
from comity.reader.mentions.organisations import is_body
from comity.reader.parties import Parties, Party
from comity.reader.ties import Ties
from comity.reader.tiewords import AIM, PROJECT_NEXT

OWNERS = frozenset(("his", "her", "their", "its"))


def find_owned(parties: Parties, ties: Ties, left: Party, right: Party) -> Iterator[FoundTie]:
    """Yield the tie of an owner and its named fund, project or foundation."""
    gap, is_pronoun = parties.plain[left.end : right.start], parties.plain[left.start : left.end].lower() in OWNERS
    if (
        not (gap in {"'s ", "' "} or (gap == " " and is_pronoun))
        or right.kind != "body"
        or (len(right.name.split()) < 2 and not PROJECT_NEXT.match(parties.plain, right.end))
        or (gap == "' " and left.kind == "body" and len(left.name.split()) < 3 and not is_body(left.name.split()))
    ):
        return
    for tie in ties.all:
        is_named_so = PROJECT_NEXT.match(parties.plain, right.end) and tie.id == "fund-of"
        head = AIM.compiled.split(right.name)[0].split()[-1]  # `Fund for New Citizens`
        is_own = tie.form == "possessive" and (head in tie.words or right.name.split()[-1] in tie.words or is_named_so)
        is_owner = left.kind == "body" or tie.relation == "affiliate_of"
        if is_own and is_owner and not parties.is_government(left):
            yield FoundTie(right, left, left.start, right.end, tie)
