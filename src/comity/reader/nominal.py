"""Acts told by a noun that something is said of: "the end of the contract comes in May", "a renewal was approved"."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.objects import SUBJECT_REACH
from comity.reader.parsing import MODALS, Parse

# What is said of a deed: that it comes, is made known, is voted.
_SAID_OF_DEEDS = frozenset(("since", "lapse", "announce", "start", "occurs", "done-deal"))
_DEEDS = frozenset(("end", "restrict", "suspend", "decline", "renew", "expand"))
# "Came out", "comes up": another verb.
_PARTICLES = frozenset(("out", "up", "together", "down", "along", "forward", "to", "back", "over", "under", "into"))
_ALL = _DEEDS | {"start"}
# A rule's verb that is voted for stands as an infinitive: "a resolution to end the contract was approved".
_VERBAL = frozenset(("end", "restrict", "suspend", "decline"))


def deed_of(parse: Parse, act: Act) -> str:
    """Return the action of the noun that is the subject of a verb: a termination, a ban, a decision to end."""
    if act.head.pattern.id not in _SAID_OF_DEEDS or act.head.form == "noun":
        return ""
    is_coming = act.head.pattern.id == "occurs"
    if is_coming and parse.text(act.head.after) in _PARTICLES:
        return ""
    for index in range(act.group.first - 1, max(-1, act.group.first - SUBJECT_REACH), -1):
        if parse.is_link(index) or parse.is_hard(index) or (is_coming and parse.text(index) == ","):
            return ""
        for span in parse.at(index, "change", "conduct"):
            before = parse.text(index - 1)  # "the decision to end", "the county's exit"
            is_noun = span.form == "noun" and span.pattern.action in (_ALL if is_coming else _DEEDS)
            is_noun = is_noun and before not in MODALS  # "will end its agreement, signed in 2009"
            is_base = span.form == "base" and (before == "to" or before.endswith("'s"))
            is_verb = is_base and span.pattern.action in _VERBAL
            if is_noun or is_verb:
                return span.pattern.action
    return ""
