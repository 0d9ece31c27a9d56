"""What a sentence on a state's law says that the law itself does: no act of a county or a city."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.context import Context
from comity.reader.drafts import Draft
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.parsing import Parse
from comity.reader.subjects import is_by_state, subject_words
from comity.reader.unnamed import bounds

# How far behind a verb of lawmaking its law may stand, and what comes before "local official" where any is meant.
_OBJECT_REACH = 5
# What a sentence on a law is told by, how a reason for an act begins, and who acts by a pronoun.
_LAWFUL = ("law", "law_act", "state_body")
_REASONS = frozenset(("because", "since", "as", "says"))
_PERSONS = frozenset(("he", "she"))
_ANY = frozenset(("a", "any", "every", "each", "no"))


def is_the_laws(parse: Parse, act: Act, whose: list[Jurisdiction], context: Context) -> bool:
    """Return whether an act beside a law is only what the law says, or the state's own."""
    if _is_own_act(parse, act, context):
        return False
    is_only_said = bool(act.group.modals) or act.group.is_infinitive
    after = subject_words(parse, act)[1]
    if parse.has("law", 0, after) and not context.ground.between(parse.start, parse.words[after].start):
        return True
    return is_only_said or whose[0].type == "state" or is_by_state(parse, act, context.ground)


def _is_own_act(parse: Parse, act: Act, context: Context) -> bool:
    """Return whether a body's act comes first and the law only as its reason: "will honor them, because the law …".

    "The jail began to hold inmates, as a new state law demands": the law is named behind the act alone.
    """
    first, left = subject_words(parse, act)
    laws = [span.first for role in _LAWFUL for span in parse.of(role)]
    if not laws or min(laws) <= act.head.after or act.head.pattern.role != "conduct" or act.is_subject_voice:
        return False
    if {*act.group.modals} - {"will"} or act.group.governed_by("press", "mandate", "forbid", "permit", "wish"):
        return False
    linked = any(parse.text(i) in _REASONS for i in range(act.head.after, min(laws)))
    is_local = bool(context.ground.between(*bounds(parse, first, left))) or parse.text(left - 1) in _PERSONS
    return linked and (is_local or any(parse.text(i) in _PERSONS for i in range(first, left)))


def is_of_law(parse: Parse, act: Act, is_law: bool) -> bool:
    """Return whether what is signed or passed is the state's law itself: "signed the Trust Act"."""
    if act.instrument is not None and act.instrument.pattern.instrument != "other":
        return False
    if not is_law or act.action != "start" or not parse.text(act.head.first).startswith(("sign", "pass", "enact")):
        return False
    return any(parse.at(i, "law") for i in range(act.head.after, act.head.after + _OBJECT_REACH))


def is_told_at_large(parse: Parse, made: Draft, context: Context) -> bool:
    """Return whether a law only says what "a local official" may not do: no act of the county spoken of before."""
    is_vague = made.kind == "legal_mandate" and made.instrument == "other"
    is_vague = is_vague and any(parse.text(i) == "local" and parse.text(i - 1) in _ANY for i in range(len(parse.words)))
    return is_vague and not context.ground.between(parse.start, parse.end)
