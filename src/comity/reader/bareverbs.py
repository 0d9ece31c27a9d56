"""Verbs that leave out what they are said of: "the county opted in", "it quit in 2015"."""

from __future__ import annotations

from comity.reader.acts import FAMILIES
from comity.reader.idle import MONTHS
from comity.reader.parsing import DETERMINERS, Parse, Span
from comity.reader.verbgroups import read_group

# Patterns whose verbs may leave out what they are said of.
BARE = frozenset(
    (
        "start", "end", "renew", "decline", "suspend", "apply", "same-again", "want-out", "partner", "pull-body-out",
        "put-body-in", "drop-idea", "body-accepted", "join-agreement", "leave-agreement", "pass-up-agreement",
        "rest-agreement",
    )
)  # fmt: skip
# The single verbs of joining and leaving that stand alone; any other is as often said of something else where nothing
# follows it: "the paper has obtained", "the court concluded", "Capt. Alder, left, looks on".
_ALONE = (
    "sign", "join", "rejoin", "enrol", "opt", "quit", "withdr", "terminat", "rescind", "cancel", "reenter", "re-enter",
    "renew", "ratif", "reauthoriz", "extend", "ink",
)  # fmt: skip
# Verbs of a board or a sheriff that stand alone where one of them, or "it", is who acts.
_OF_BODIES = (
    "approv", "adopt", "authoriz", "accept", "exit", "participat", "resum", "implement", "abandon", "discontinu",
    "repeal", "leave", "leaving", "left", "scrap", "revok", "drop", "agree", "enter",
)  # fmt: skip
# Verbs of ending that are as often said of something else where nothing follows: "it ends", "the door closed".
_VAGUE = ("stop", "clos", "cut", "break", "end", "los")
_BODY_REACH = 4
_ACCEPTED = frozenset(("body-accepted",))
_JOINED_REACH = 10
_PAPER_REACH = 9
_PAPERS = frozenset(
    (
        "directive", "order", "policy", "ordinance", "resolution", "memo", "bill", "law", "letter", "measure", "rule",
        "petition", "proclamation", "legislation", "notice", "statement", "check", "budget", "document", "form",
    )
)  # fmt: skip
_PRONOUNS = frozenset(("it", "they", "he", "she", "we"))
_ALL = frozenset(f"all {count}" for count in ("three", "four", "five", "six", "seven", "eight", "of them"))
_ONE_WORD = frozenset(("start", "end"))
_PEOPLE = frozenset(
    (
        "inmate", "inmates", "person", "people", "immigrant", "immigrants", "detainee", "detainees", "man", "woman",
        "prisoner", "prisoners", "migrants", "suspect", "suspects", "residents", "families",
    )
)  # fmt: skip
_ENDS = frozenset(
    (
        "", ".", ",", ";", "in", "on", "for", "by", "as", "this", "last", "after", "and", "to", "again", "over",
        "because", "amid", "when", "too", "altogether", "entirely", "but", "while", "under", "during", "since", "later",
        "soon", "shortly", "next", "earlier", "at", "once", "within", "before", "upon", "without", "alongside", "two",
        "three", "four", "five", "six", "seven", "eight", "nine", "ten", "years", "months", "weeks", "days", "until",
        "yesterday", "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    )
)  # fmt: skip


def is_bare(parse: Parse, span: Span) -> bool:
    """Return whether a verb may leave out what it is said of: "the county opted in"."""
    pattern = span.pattern
    if pattern.role != "change" or span.form == "noun" or pattern.id not in BARE:
        return False
    if span.first == 0 and parse.text(span.after) == "by":
        return False  # "Signed by the governor in May, the bill …"
    word, group = parse.text(span.first), read_group(parse, span)
    is_single = span.after == span.first + 1
    is_opening = span.first == 0 and span.form in {"past", "part"}  # "Adopted in 2008, it has …"
    is_to_come = pattern.id == "end" and span.form in {"base", "ing", "s"} and not word.startswith(_VAGUE)
    is_sure = is_opening or is_to_come or word.startswith(_ALONE)
    if is_single and pattern.id in _ONE_WORD and not (is_sure or _is_of_body(parse, span)):
        return False
    if group.is_passive and (pattern.action in {"start", "end", "decline"} or parse.text(span.after) == "by"):
        return False  # "two people were killed by …": what a passive is said of stands before it
    if pattern.id in _ACCEPTED and not _is_subject_body(parse, group.first):
        return False
    if _is_of_paper(parse, group.first):
        return False
    if pattern.tail and not _holds_body(parse, span):
        return False
    if parse.text(span.after - 1) == "on" and parse.text(span.after) in MONTHS:
        return False  # "passed on Thursday"
    if pattern.id == "decline" and parse.text(span.after) == "to":
        return False  # what is declined is what follows: "declined to comment"
    if pattern.action == "end" and parse.text(group.first - 1) in _PEOPLE:
        return False  # "an inmate is about to get out"
    is_asking = pattern.id == "apply" and not word.startswith("appl")
    return not is_asking and is_clause_end(parse, span.after)


def _is_subject_body(parse: Parse, first: int) -> bool:
    """Return whether a body is who was let in: "the county was approved", "it applied and was accepted"."""
    before = parse.text(first - 1)
    if before in {"and", "but", "then"}:
        return any(parse.text(i).startswith(("appl", "reappl", "asked")) for i in range(first))
    return before in _PRONOUNS | {"sheriff"} or bool(parse.ending_at(first, "body"))


def _is_of_paper(parse: Parse, first: int) -> bool:
    """Return whether a paper is what was signed or passed: "under a directive the sheriff signed Monday"."""
    for index in range(first - 1, max(-1, first - _PAPER_REACH), -1):
        if parse.is_hard(index) or parse.is_link(index) or parse.text(index) == ",":
            return False
        if parse.text(index) in _PAPERS:
            return parse.text(index + 1) in DETERMINERS | _PRONOUNS | {"sheriff"}
    return False


def _holds_body(parse: Parse, span: Span) -> bool:
    """Return whether a body, or a pronoun for it, is what a verb takes somewhere: "took the county out"."""
    is_pronoun = any(parse.text(i) in {"it", "them", "us"} for i in range(span.first + 1, span.after))
    return is_pronoun or parse.has("body", span.first + 1, span.after)


def _is_of_body(parse: Parse, span: Span) -> bool:
    """Return whether a body, or a pronoun for it, is who does what is usually done to something."""
    first = read_group(parse, span).first
    is_body = parse.has("body", first - _BODY_REACH, first) or parse.text(first - 1) in _PRONOUNS
    is_body = is_body or f"{parse.text(first - 2)} {parse.text(first - 1)}" in _ALL or parse.text(first - 1) == "both"
    is_body = is_body or (parse.text(first - 1) in {"and", "but", "then"} and _is_agreed_before(parse, first))
    return is_body and parse.text(span.first).startswith(_OF_BODIES)


def _is_agreed_before(parse: Parse, first: int) -> bool:
    """Return whether the verb before "and" is said of an agreement: "joined 287(g) in 2007 and left in 2012"."""
    near = range(max(0, first - _JOINED_REACH), first)
    return any(
        s.pattern.is_generic or FAMILIES[s.pattern.instrument] in {"287g", "contract"}
        for i in near
        for s in parse.at(i, "instrument")
    )


def holds_object(parse: Parse, span: Span) -> bool:
    """Return whether a verb's own words hold what it is said of: "made an agreement with ICE"."""
    if span.pattern.id != "get" or parse.text(span.after - 1) not in {"agreement", "deal"}:
        return False
    near = range(span.after, min(len(parse.words), span.after + 4))
    return parse.text(span.after) == "with" and any(
        s.pattern.id == "agency" for i in near for s in parse.at(i, "class")
    )


def is_clause_end(parse: Parse, index: int) -> bool:
    """Return whether nothing that a verb could be said of comes next: a mark, a time, a reason or another verb."""
    return parse.text(index) in _ENDS or (parse.is_adverb(index) and parse.text(index + 1) in _ENDS)
