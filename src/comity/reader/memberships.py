"""Persons with a post in a body: officials in associations, journalists with outlets."""

from __future__ import annotations

from comity.reader.expressions import Expression
from comity.reader.parties import Parties, Party
from comity.reader.ties import TieCue

# An association of officials is told by its name.
_OFFICIALS = Expression("officials-named")
_ASSOCIATION = Expression("association-named")
_OUTLET_WORD = Expression("outlet-named")


def is_outlet(name: str) -> bool:
    """Return whether a body's name is that of an outlet: `Alder Times`."""
    return _OUTLET_WORD.search(name) is not None


# Between a person and the post behind the name: a comma, the place of another post, `who is`.
_POST_BEHIND = Expression("post-behind-person")
# `has sat on the Federation's board`: between the person and the body.
_ON_BODY = Expression("person-on-body")
_OF_BODY = Expression("post-of-body")
_OWNER_BEFORE = Expression("body-of-post")
_WRITES_FOR = Expression("writes-for-outlet")


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
    after = [
        p for p in inside if p.start >= cue.end and p.kind == "body" and (p.is_direct or plain.startswith("'s ", p.end))
    ]
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
    is_whose = before and _WHOSE.fullmatch(plain[before[-1].end : cue.start])
    return before[-1] if is_whose and _IS_TITLE.fullmatch(plain[cue.end : person.start]) else None


# `Sheriff X of Alder County, Texas, the association's committee chairman`
_APPOSED = Expression("post-apposed")
_NOT = Expression("post-ended")
# Whom an association hires, not one of those who make it up.
_STAFF = frozenset(("executive director", "director", "policy director", "spokesman", "spokeswoman", "head", "adviser"))
_TITLE = Expression("title-behind-comma")
_WHOSE = Expression("whose-post")
_IS_TITLE = Expression("is-with-title")


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
