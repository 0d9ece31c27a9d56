"""What is told as to come though it is settled: told by rank, or with the vote or the rule behind it."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.parsing import Parse

_RANKS = frozenset(
    (
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth", "latest", "newest", "those", "last", "only", "earliest",
    )
)  # fmt: skip
_YET_TO_BE = frozenset(
    (
        "will", "would", "could", "may", "might", "become", "becoming", "set", "plans", "hopes", "wants", "expected",
        "about", "poised", "if", "not", "isn't", "asked", "urged", "need", "needs", "want", "time", "refusing",
    )
)  # fmt: skip
_RULES = frozenset(("ordinance", "resolution", "policy", "rule", "order", "directive", "settlement", "memo", "decree"))
_PAPERS = _RULES | {"memorandum", "ordinances", "manual", "guidelines"}
_SAYING = frozenset(("says", "states", "reads", "tells", "directs", "instructs", "orders", "provides", "said", "bars"))
_LIMITS = frozenset(("restrict", "end", "decline"))
_DRAFTED = frozenset(
    ("proposed", "proposal", "would", "draft", "could", "if", "whether", "considering", "agreement", "asked", "urged")
)
_MADE = frozenset(
    ("passed", "adopted", "approved", "signed", "issued", "enacted", "announced", "ordered", "took", "reached")
)
_DECIDED = frozenset(("decided", "voted", "agreed", "resolved", "ruled"))
_RANK_REACH = 8
_BEFORE_RANK = 6
_BEHIND = 16


def is_settled(parse: Parse, act: Act) -> bool:
    """Return whether an act that reads as one to come is done: "is the first county in the state to sign"."""
    is_rule = _is_by_rule(parse, act) or is_in_rule(parse, act)
    return is_rule or _is_ranked(parse, act) or _is_decided_behind(parse, act)


def is_in_rule(parse: Parse, act: Act) -> bool:
    """Return whether a limit is what a rule in force says: "under the policy …"."""
    words = {word.text for word in parse.words}
    if act.action not in _LIMITS or words & _DRAFTED or parse.has("law") or parse.has("outsider"):
        return False
    is_fronted = parse.text(0) in {"under", "by", "per"} and any(
        parse.text(i) in _RULES | {"deal"} for i in range(1, min(_RANK_REACH, act.group.first))
    )
    return is_fronted or any(_speaks(parse, i) for i in range(act.group.first))


def _speaks(parse: Parse, index: int) -> bool:
    """Return whether a paper says what follows: "the memo says", "a directive of May 3 in which …"."""
    if parse.text(index) not in _PAPERS:
        return False
    behind = [parse.text(i) for i in range(index + 1, index + 7)]
    return behind[0] in _SAYING or "in which" in " ".join(behind)


def _is_ranked(parse: Parse, act: Act) -> bool:
    """Return whether a body is told as the first or one of those "to" do it, and not as about to become one."""
    group = act.group
    is_other = any(s.pattern.effect not in {"stop", "begin", "continue"} for s in group.effects)
    if not group.is_infinitive or is_other or parse.text(group.first) != "to":
        return False
    for index in range(group.first - 1, max(-1, group.first - 1 - _RANK_REACH), -1):
        if parse.is_hard(index) or parse.is_link(index):
            return False
        if parse.text(index) in _RANKS or (parse.text(index) == "one" and parse.text(index + 1) == "of"):
            return not _YET_TO_BE & {parse.text(i) for i in range(max(0, index - _BEFORE_RANK), index)}
    return False


def _is_decided_behind(parse: Parse, act: Act) -> bool:
    """Return whether the decision stands behind a comma: "will leave the program, the board decided"."""
    behind = range(act.head.after, min(len(parse.words), act.head.after + _BEHIND))
    comma = next((i for i in behind if parse.text(i) == ","), -1)
    if comma < 0 or not {"will", "won't"} & {*act.group.modals}:
        return False
    verb = next((i for i in range(comma + 1, min(len(parse.words), comma + 7)) if parse.text(i) in _DECIDED), -1)
    return verb > 0 and parse.has("body", comma, verb) and not parse.text(verb + 1).startswith("against")


def _is_by_rule(parse: Parse, act: Act) -> bool:
    """Return whether a rule behind the act says it that was made: "under a policy that commissioners adopted"."""
    for index in range(act.head.after, min(len(parse.words), act.head.after + _BEHIND)):
        if parse.text(index) in _RULES and {"under", "by"} & {parse.text(i) for i in range(index - 4, index)}:
            return bool(_MADE & {parse.text(i) for i in range(index + 1, index + 8)})
    return False
