"""Whether two parties are of the kinds that a pattern of relations asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.reader.memberships import is_outlet
from comity.reader.parties import Parties, Party
from comity.reader.partywords import COALITIONS
from comity.reader.ties import Tie, TieCue
from comity.reader.tiewords import BE, NOUN, PART_OF, PASSIVE_BY

# A part of another body, by its name, is its project and no affiliate.
_PROJECTS = frozenset(("Fund", "Project", "Initiative", "Program", "Campaign", "Clinic", "Lab", "Hotline"))


def is_led(parties: Parties, tie: Tie, left: Party) -> bool:
    """Return whether the phrase stands before the left party that a pattern asks for, if it asks for one."""
    ahead = parties.plain[max(0, left.start - 24) : left.start].lower()
    return not tie.before or any(re.search(rf"\b{re.escape(phrase)}\s(?:the\s)?$", ahead) for phrase in tie.before)


def _is_coalition(parties: Parties, party: Party, words: Sequence[str]) -> bool:
    """Return whether a body's name ends in one of the words, or goes on with one: `the Alder coalition`."""
    behind = parties.plain[party.end : party.end + 14].strip().split(" ")[0].strip(",.;")
    return party.name.split()[-1] in words or (behind.islower() and behind.capitalize() in words)


def fits(parties: Parties, tie: Tie, subject: Party, thing: Party, left: Party, right: Party) -> bool:
    """Return whether the parties are of the kinds that a pattern asks for."""
    if tie.next and not parties.plain.startswith(tie.next, right.start):
        return False
    if tie.relation == "affiliate_of" and PART_OF.search(parties.plain[left.end : right.start]):
        if left.name.split()[-1] in _PROJECTS:
            return False
        is_member = {*right.name.split()} & COALITIONS or _is_coalition(parties, right, [*COALITIONS])
        return not is_member  # whoever is part of a coalition is its member
    is_coalition = tie.form == "includes" and (
        bool({*left.name.split()} & {*tie.left_words}) or parties.is_coalition(left)
    )
    if tie.left_words and left.name.split()[-1] not in tie.left_words and not is_coalition:
        return False
    is_joint = tie.relation == "member_of" and parties.is_coalition(right)
    if tie.right_words and not is_joint and not _is_coalition(parties, right, tie.right_words):
        return False
    if _is_said_otherwise(parties, tie, left, right):
        return False
    if tie.right_kinds and not re.match(
        rf"(?:'s?)?(?:,\san?(?:\s[a-z-]+){{0,2}})?\s(?:{'|'.join(tie.right_kinds)})\b",
        parties.plain[right.end : right.end + 60],
    ):
        return False
    if tie.kinds and thing.kind not in tie.kinds:
        return False
    if subject.kind == "person" or parties.is_government(subject):
        return False
    is_named = tie.names_owner or thing.kind == "body" or parties.may_pay(thing)
    return is_named and not parties.is_government(thing)


def _is_said_otherwise(parties: Parties, tie: Tie, left: Party, right: Party) -> bool:
    """Return whether the parties' names make another tie of the words: who owns an outlet publishes it."""
    between = parties.plain[left.end : right.start]
    if tie.relation == "affiliate_of":
        return "owned" in between and is_outlet(left.name)
    return (
        tie.relation == "project_of"
        and ("belong" in between or "part of" in between)
        and _is_coalition(parties, right, [*COALITIONS])
    )


def is_passive(plain: str, cue: TieCue) -> bool:
    """Return whether an active verb's form is a passive here: `is funded by`."""
    if cue.form in {"base", "s"} and NOUN.search(plain, max(0, cue.start - 40), cue.start):
        return True  # `a collaborative fund`: no verb
    if cue.form == "ing" and plain.startswith((" by", " from", " of", " for"), cue.end):
        return True  # `with funding by`
    if cue.form not in {"past", "part"}:
        return False
    return PASSIVE_BY.match(plain, cue.end) is not None or bool(BE.search(plain[max(0, cue.start - 24) : cue.start]))


def is_past(plain: str, cue: TieCue) -> bool:
    """Return whether a body only was a project once: `began as a project of`."""
    before = plain[max(0, cue.start - 24) : cue.start]
    return (
        cue.pattern.relation == "project_of"
        and re.search(r"\b(?:began|started|born|begun)\sas\s\w+\s$", before) is not None
    )
