"""Who acts without being named: "three counties", "local police", "a sheriff", "four of the nine"."""

from __future__ import annotations

from collections.abc import Sequence

from comity.reader.acts import Act
from comity.reader.jurisdictions import Ground, Jurisdiction
from comity.reader.parsing import Parse

# The last words of a state's own agencies: "the highway patrol", "the department of public safety".
STATE_AGENCIES = frozenset(("patrol", "safety", "corrections", "correction", "troopers", "police", "guard"))
QUANTIFIERS = frozenset(
    (
        "many",
        "most",
        "several",
        "some",
        "dozens",
        "hundreds",
        "other",
        "others",
        "few",
        "more",
        "thousands",
        "various",
        "such",
        "another",
        "any",
        "every",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "numerous",
        "scores",
    )
)
# Bodies of which none has two; "the jails" and "the departments" may be one county's.
_MANY = frozenset(
    ("sheriffs", "counties", "cities", "jurisdictions", "localities", "municipalities", "states", "towns")
)
# Those who make up one board.
_MEMBERS = frozenset(
    (
        "members",
        "commissioners",
        "supervisors",
        "councilors",
        "councilmembers",
        "freeholders",
        "trustees",
        "legislators",
    )
)
_CAMPUSES = frozenset(("university", "college", "universities", "colleges", "campus", "campuses", "tribe", "nation"))
_RELATIVE_REACH = 28
# "From the county jail": where those are kept whom the text does not name, and how far behind the verb it may stand.
_JAILS = frozenset(("jail", "prison", "lockup", "detention", "custody"))
_INSIDE = frozenset(("from", "in", "at", "of", "inside"))
_JAIL_REACH = 16
_ANY = frozenset(("any", "every", "each"))
# "Those who honor them": nobody whom the text names.
_ANYBODY = frozenset(("those", "anybody", "anyone", "everybody", "everyone", "people", "ones"))
_INDEFINITE = frozenset(("a", "an", "one", "no"))
GENERIC = frozenset(
    (
        "counties",
        "cities",
        "sheriffs",
        "agencies",
        "jurisdictions",
        "departments",
        "localities",
        "states",
        "offices",
        "municipalities",
        "communities",
        "jails",
        "prosecutors",
    )
)
# Those of whom a whole state has many.
_COLLECTIVE = GENERIC | {"police", "officers", "authorities", "enforcement", "deputies", "towns"}
# "Four deputies" are somebody's whom the text names, unlike "four counties".
_OWN_PEOPLE = frozenset(("deputies", "officers", "jailers", "employees"))
DEFINITE = frozenset(("the", "these", "those", "both", "its", "their", "our", "his", "her"))


def is_nobody_named(parse: Parse, first: int, left: int) -> bool:
    """Return whether the subject is somebody that the text does not name: "three counties", "a Texas sheriff"."""
    if parse.text(first) in {"who", "that", "which"} and (meant := _meant_by_relative(parse, first)) is not None:
        return meant
    words = [parse.text(i) for i in range(first, left) if parse.text(i) != '"']
    if _CAMPUSES & {*words[-6:]} and not {"county", "city", "town", "state's"} & {*words[-3:]}:
        return True  # a university or a tribe is no county or town
    for span in parse.of("body", "outsider"):
        if not first <= span.first < left:
            continue
        before = [parse.text(i) for i in range(max(first, span.first - 4), span.first)]
        word = parse.text(span.after - 1)
        if word in _OWN_PEOPLE:
            continue
        if word in GENERIC and not set(before) & DEFINITE:
            return True
        if before and before[-1] == "local" and not set(before) & DEFINITE:
            return True
        is_plural = parse.text(span.after - 1).endswith("s") and parse.text(span.after - 1) not in {
            "commissioners",
            "supervisors",
        }
        counting = _behind_the(before)
        if is_plural and (set(counting) & QUANTIFIERS or any(word.isdigit() for word in counting)):
            return True
        if before and before[-1] in _INDEFINITE | {"another", "every", "any"}:
            return True
    if words[:1] == ["local"] or words[:3] == ["state", "and", "local"]:
        return True
    if _is_many(parse, first, left) or _is_of_some(parse, first, left):
        return True
    is_part = words[1:2] == ["of"] and (words[0] in QUANTIFIERS or words[0].isdigit())
    return is_part or (bool(words) and words[0] in {"many", "most", "some", "several", "others"})


def _behind_the(before: list[str]) -> list[str]:
    """Return what belongs to a noun of the words before it: "without any debate the county's" says nothing of "any"."""
    at = max((i for i, word in enumerate(before) if word == "the" and i and before[i - 1] != "of"), default=-1)
    return before[at + 1 :]


def _meant_by_relative(parse: Parse, first: int) -> bool | None:
    """Return whether "who" means nobody named: "two sheriffs who", "any county that"; None where it does not tell."""
    before = parse.text(first - 1)
    if before.endswith("s") and before not in _MEMBERS and parse.has("body", first - 1, first):
        return not _is_among(parse, first)
    if before in QUANTIFIERS or (before in _ANYBODY and parse.text(first) == "who"):
        return True  # "names three that came into use this year: …"
    is_any = bool({parse.text(first - 2), parse.text(first - 3)} & _ANY)  # "any county that releases people must …"
    return True if is_any else None


def _is_among(parse: Parse, first: int) -> bool:
    """Return whether a named body is said to be one of those that act: "is among the agencies that have signed"."""
    before = {parse.text(i) for i in range(max(0, first - 12), first)}
    is_in = bool(before & {"among", "one", "list", "roster", "lists"})
    return is_in and bool(before & {"is", "was", "are", "were", "becomes", "became", "remains", "appears", "stands"})


def _is_of_some(parse: Parse, first: int, left: int) -> bool:
    """Return whether "they" are bodies that the sentence does not name: "some sheriffs said that they will"."""
    is_they = parse.text(left - 1) == "they" and left - first < 3 and first > 0
    opening = {parse.text(i) for i in range(min(first, 2))}
    is_generic = any(parse.text(s.after - 1) in GENERIC for s in parse.of("body") if s.after <= first)
    return is_they and is_generic and bool(opening & (QUANTIFIERS - {"other", "such"}))


def _is_many(parse: Parse, first: int, left: int) -> bool:
    """Return whether "the sheriffs" or "those counties" act, which no one county is."""
    is_head = parse.text(left - 1) in _MANY and parse.text(left - 2) in DEFINITE
    return is_head and first <= left - 2


def is_across_state(parse: Parse, act: Act, ground: Ground, first: int) -> bool:
    """Return whether those of a whole state act, of whom no county is meant: "police in Illinois", "Iowa's jails"."""
    first = 0 if act.head.pattern.role == "condition" else first
    for index in range(first, act.group.first):
        if parse.text(index) not in _COLLECTIVE or parse.text(index - 1) in DEFINITE:
            continue
        behind = parse.text(index + 1) in {"in", "across", "throughout", "of"}
        near = bounds(parse, index + 2, index + 5) if behind else bounds(parse, max(0, index - 2), index)
        if near[1] > near[0] and ground.states_between(*near) and not ground.between(*near):
            return True
    return False


def is_generic_actor(parse: Parse, ground: Ground, first: int, left: int) -> bool:
    """Return whether unnamed bodies at large are who is led to act: "has prompted sheriffs in the region to stop"."""
    bodies = [s for s in parse.of("body") if first < s.first < left]
    if not bodies or parse.text(bodies[-1].after - 1) not in GENERIC:
        return False
    last = bodies[-1]
    is_definite = bool({parse.text(i) for i in range(max(0, last.first - 3), last.first)} & DEFINITE)
    return not is_definite and not ground.between(*bounds(parse, last.first - 4, left))


def bounds(parse: Parse, first: int, after: int) -> tuple[int, int]:
    """Return where words begin and end in the text, (0, 0) for none."""
    if first >= after or first >= len(parse.words):
        return 0, 0
    return parse.words[first].start, parse.words[min(after, len(parse.words)) - 1].end


def of_jail(parse: Parse, act: Act, ground: Ground) -> list[Jurisdiction]:
    """Return the place of the jail in which those are whom it befalls: "those who post bond go home from its jail"."""
    if not act.is_subject_voice:
        return []
    reach = range(act.head.after, min(len(parse.words), act.head.after + _JAIL_REACH))
    jail = next((i for i in reach if parse.text(i) in _JAILS), -1)
    if jail < 0 or not any(parse.text(i) in _INSIDE for i in range(act.head.after, jail)):
        return []
    return [one.jurisdiction for one in ground.between(*bounds(parse, act.head.after, jail + 1))][-1:]


def of_agencies(
    parse: Parse, ground: Ground, first: int, left: int, beside: Sequence[Jurisdiction]
) -> list[Jurisdiction]:
    """Return the states whose own agencies act beside others: "Ohio State Police and the A County sheriff"."""
    named = [s for s in parse.of("state_body") if first <= s.first < left and parse.text(s.after - 1) in STATE_AGENCIES]
    found = [
        one.jurisdiction
        for s in named
        for one in ground.states_between(parse.words[max(first, s.first - 1)].start, parse.words[s.after - 1].end)
    ]
    return [state for at, state in enumerate(found) if state not in beside and state not in found[:at]]


def before_relative(parse: Parse, left: int) -> int | None:
    """Return the comma before a relative clause that ends at the verb: "A County, which was approved in 2008, gave"."""
    if parse.text(left - 1) != ",":
        return None
    for index in range(left - 2, max(0, left - _RELATIVE_REACH), -1):
        if parse.is_hard(index):
            return None
        if parse.text(index) in {"which", "who", "whose", "where"}:
            return index - 1 if parse.text(index - 1) == "," else None
    return None
