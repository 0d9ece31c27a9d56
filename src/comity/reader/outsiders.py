"""Who is no local body in a subject: outsiders, and those whom a sentence names only behind its verb."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.jurisdictions import Ground
from comity.reader.parsing import Parse
from comity.reader.unnamed import GENERIC

WE = frozenset(("we", "we're", "we've", "we'll", "i", "i'm", "i've", "i'll", "our", "my"))
_DECIDED = frozenset(("start", "join-agreement", "end", "renew", "leave-agreement"))  # changes that a body makes
_OWN_REACH = 3  # words between "its" and an agreement
_RELATIVES = frozenset(("that", "which", "who", "where"))


def is_outsiders(parse: Parse, first: int, left: int) -> bool:
    """Return whether outsiders are the subject: not the "we" of an official whose office the sentence names."""
    is_we = parse.text(left - 1) in WE and parse.has("body", 0, first) and not parse.has("outsider", 0, first)
    return parse.has("outsider", first, left - 1 if is_we else left)


def is_we_do(parse: Parse, act: Act) -> bool:
    """Return whether "we" tell what only a body does: "we do allow ICE in the jail", "we joined 287(g) in March"."""
    is_told = act.head.pattern.role == "conduct" and act.head.pattern.instrument != "other"
    is_done = act.head.pattern.id in _DECIDED and act.head.form == "past" and not act.group.effects
    is_told = is_told or (is_done and act.instrument is not None)
    return is_told and not act.is_pressed and parse.text(act.group.first - 1) in {"we", "we're", "we've", "we'll"}


def is_of_listed(parse: Parse, act: Act, first: int) -> bool:
    """Return whether those who did it follow as a list: "places that have ended theirs include A, B and C"."""
    if parse.text(first) not in _RELATIVES or parse.text(first - 1) not in GENERIC | {"places"}:
        return False
    return any(parse.text(i) in {"include", "includes", "included"} for i in range(act.head.after, len(parse.words)))


def is_fronted(parse: Parse, ground: Ground, first: int) -> bool:
    """Return whether a place stands in a phrase before the subject: "With Birch County ICE has reached one"."""
    if first < 2 or parse.text(0) not in {"with", "in", "at", "for", "from"}:
        return False
    return not any(parse.is_link(i) or parse.is_hard(i) for i in range(1, first))


def is_foreign_head(parse: Parse, first: int, left: int) -> bool:
    """Return whether the subject begins with a federal name: "ICE …", "Biden …"."""
    return parse.has("federal", first, min(left, first + 3)) and not parse.has("body", first, min(left, first + 3))


def is_agencys_end(parse: Parse, act: Act, first: int, left: int) -> bool:
    """Return whether the agency is told to end the page's own agreement: "the government terminated that contract"."""
    if act.action not in {"end", "suspend"} or act.instrument is None or not parse.has("federal", first, left):
        return False
    if parse.has("outsider", first, left) or parse.has("state_body", first, left):
        return False
    near = {parse.text(i) for i in range(max(0, act.instrument.first - _OWN_REACH), act.instrument.first + 1)}
    return bool(near & {"the", "that", "this", "its", "use"})


def is_by_outside(parse: Parse, act: Act, first: int, left: int) -> bool:
    """Return whether the federal agency, outsiders or the state are the subject, and no local body."""
    if parse.has("body", first, left) and not is_foreign_head(parse, first, left):
        return False
    is_outsider = is_outsiders(parse, first, left) and not is_we_do(parse, act)
    return is_outsider or parse.has("federal", first, left) or parse.has("state_body", first, left)
