"""Persons with a post in a body: officials in associations, journalists with outlets."""

from __future__ import annotations

import re

from comity.reader.parties import Parties, Party
from comity.reader.ties import TieCue

# An association of officials is told by its name.
_OFFICIALS = re.compile(
    r"(?:Sheriffs?|Attorneys?|Prosecutors?|Police|Chiefs?|Counties|Commissioners|Supervisors|Judges|Mayors|Officers|"
    r"Deputies|Troopers|Officials|Municipalities|Cities|Governors|Jail|Clerks)"
)
_ASSOCIATION = re.compile(r"Association|Union|Conference|Council|Federation|League|Caucus|Coalition|Order|Institute")
_OUTLET_WORD = re.compile(
    r"(?:Times|Post|News|Tribune|Herald|Gazette|Journal|Report|Review|Magazine|Daily|Press|Star|Voice|Mercury|Appeal|"
    r"Bolts|Intercept|Radio|Observer|Sentinel|Chronicle|Dispatch|Weekly|Online|Prism|Wire|Bulletin|Yonder|Record|Sun)"
)


def is_outlet(name: str) -> bool:
    """Return whether a body's name is that of an outlet: `Alder Times`."""
    return _OUTLET_WORD.search(name) is not None


# Between a person and the post behind the name: a comma, the place of another post, `who is`.
_POST_BEHIND = re.compile(
    r"(?:\s\([RDI][^)]{0,12}\))?(?:\s(?:of|in)\s[A-Z]\w+(?:\s[A-Z]\w+){0,3}(?:,\s[A-Z]\w+(?:\s[A-Z]\w+)?(?=,))?)?"
    r"(?:,\s(?:an?|the)\s[^.,;()]{3,60}(?=,\s(?:who\s)?(?:has\s)?(?:sits|serves|sat|served|is on|chairs|heads|"
    r"leads|joined|is)\b))?"
    r"(?:,\s(?:(?:an?|the)\s)?(?:[a-z-]+\s){0,3}|\s(?:is|was|has been)\s(?:an?\s|the\s)?(?:[a-z-]+\s){0,2}|"
    r"\s(?:(?:also|now|who)\s)?|,?\swho\s(?:is|was|also)?\s?(?:an?\s|the\s)?"
    r"|,?\s(?:who\s)?(?:has\s)?(?:long\s)?(?:sits|serves|sat|served|is|been)\son\s(?:the|its)\s(?:[a-z]+\s){0,2}"
    r"|,?\s(?:who\s)?(?:has\s)?(?:joined|joins|chairs)\s(?:the|its)\s(?:[a-z]+\s){0,2})"
)
# `has sat on the Federation's board`: between the person and the body.
_ON_BODY = re.compile(r".{0,60}\b(?:on|joined|joins|of|to)\s(?:the\s)?")
_OF_BODY = re.compile(
    r"\s(?:the\s|its\s)(?:[a-z-]+\s){0,3}(?:committee|board|council|task force|section|caucus)\s(?:of|"
    r"at)\s(?:the\s)?|"
    r"\s(?:of|for|at|with|in|to|on)\s(?:the\s)?(?:[a-z-]+\s){0,2}|\s(?:the\s)?"
)
_OWNER_BEFORE = re.compile(r"(?:'s?)?\s(?:[a-z-]+\s){0,2}")
_WRITES_FOR = re.compile(
    r",?\s(?:writes|wrote|reports|reported|of|at|with)\s(?:for\s|in\s)?(?:the\s)?|,?\sof\s(?:the\s)?"
)


def find_member(parties: Parties, cue: TieCue, inside: list[Party]) -> tuple[Party, Party] | None:
    """Return the person of a sentence whose post the words say, and the body that it is in, or None."""
    for person in inside:
        if person.kind == "person" and person.is_direct:
            body = _body(parties.plain, cue, person, inside)
            if body and _counts(parties, person, cue, body):
                return person, body
    return None


def _body(plain: str, cue: TieCue, person: Party, inside: list[Party]) -> Party | None:
    """Return the body in `editor X writes for B`, `X, president of B`, `B's president, X`, `B president X`."""
    after = [p for p in inside if p.start >= cue.end and p.kind == "body" and p.is_direct]
    before = [p for p in inside if p.end <= cue.start and p.kind == "body"]
    if before and not before[-1].is_direct and plain[before[-1].start : before[-1].end].lower() not in {"its", "their"}:
        before = before if plain.startswith(("the ", "The "), before[-1].start) else []
    if person.end <= cue.start and before and person.end <= before[-1].start:
        is_owner = plain[before[-1].end] == "'" or plain[before[-1].start : before[-1].end] in {"its", "their"}
        is_owned = is_owner and _OWNER_BEFORE.fullmatch(plain[before[-1].end : cue.start])
        between = plain[person.end : before[-1].start]
        is_on = is_owned and (_ON_BODY.fullmatch(between) or _APPOSED.fullmatch(between))
        return before[-1] if is_on else None
    if person.end <= cue.start:
        between = plain[person.end : cue.start]
        is_behind = _POST_BEHIND.fullmatch(between) is not None and not _NOT.search(between)
        return after[0] if is_behind and after and _OF_BODY.fullmatch(plain[cue.end : after[0].start]) else None
    if person.start >= cue.end and (named := _between(plain, cue, person, before, after)):
        return named
    if person.start < cue.end:
        return None
    is_own = bool(before) and _OWNER_BEFORE.fullmatch(plain[before[-1].end : cue.start]) is not None
    if is_own and _IS_TITLE.fullmatch(plain[cue.end : person.start]):
        return before[-1]
    is_next = plain[cue.end : person.start] in {" ", ", "} or _TITLE.fullmatch(plain[cue.end : person.start])
    if not is_next:
        return None
    if is_own:
        return before[-1]
    later = [p for p in after if p.start >= person.end]
    return later[0] if later and _WRITES_FOR.fullmatch(plain[person.end : later[0].start]) else None


def _between(plain: str, cue: TieCue, person: Party, before: list[Party], after: list[Party]) -> Party | None:
    """Return the body of `the president of B, Sheriff X` and `B, whose president is Sheriff X`."""
    inner = [p for p in after if p.end <= person.start]
    if (
        inner
        and _OF_BODY.fullmatch(plain[cue.end : inner[0].start])
        and _TITLE.fullmatch(plain[inner[0].end : person.start])
    ):
        return inner[0]
    is_whose = before and re.fullmatch(r",?\swhose\s(?:[a-z-]+\s){0,2}", plain[before[-1].end : cue.start])
    return before[-1] if is_whose and _IS_TITLE.fullmatch(plain[cue.end : person.start]) else None


# `Sheriff X of Alder County, Texas, the association's committee chairman`
_APPOSED = re.compile(r"(?:\s(?:of|in)\s[A-Z][^,.;]{2,30}(?:,\s[A-Z]\w+(?:\s[A-Z]\w+)?)?)?,\s(?:the\s|who is\s)?")
_NOT = re.compile(r"\b(?:no|not|never|nor|former|onetime)\b|(?<!immediate )\bpast\b")
# Whom an association hires, not one of those who make it up.
_STAFF = frozenset(("executive director", "director", "policy director", "spokesman", "spokeswoman", "head", "adviser"))
_TITLE = re.compile(r",\s(?:[A-Z][\w.']+\s){0,5}")
_IS_TITLE = re.compile(r"(?:\s(?:is|was)|,)\s(?:[A-Z][\w.']+\s){0,5}")


def _counts(parties: Parties, person: Party, cue: TieCue, body: Party) -> bool:
    """Return whether a post counts: an outlet's, one in an association of officials, or any of a public official."""
    if parties.is_government(body):
        return False
    if cue.pattern.right_kinds == ("outlet",):
        outlets = [b for b in parties.mentions.bodies if b.kind == "outlet"]
        return any(b.start < body.end and body.start < b.end for b in outlets) or bool(_OUTLET_WORD.search(body.name))
    said = parties.plain[cue.start : cue.end].lower()
    if said.startswith("past ") and not parties.plain.startswith("immediate ", max(0, cue.start - 10)):
        return False  # who held the post once
    if said in _STAFF and not any(p.start == person.start and p.role == "official" for p in parties.mentions.people):
        return False
    if any(p.start == person.start and p.role in {"official", "candidate"} and p.post and p.post.lower() not in said
           for p in parties.mentions.people):  # fmt: skip
        return True
    return bool(_OFFICIALS.search(body.name) and _ASSOCIATION.search(body.name))
