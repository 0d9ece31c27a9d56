"""Who stands in an election, and who won it, by where the names stand about the words."""

from __future__ import annotations

import re
from typing import NamedTuple

from comity.reader.contests import ContestCue
from comity.reader.expressions import Expression
from comity.reader.parties import Party
from comity.reader.polling import OF_OTHERS, OTHERS_WHO

REACH = 140
_CLAUSE = Expression("contest-clause-break")
_BE = frozenset(("was", "were", "is", "are", "been", "being", "be", "get", "got", "gets"))
_PASSIVE_BEFORE = Expression("elected-passive")
# `an elected official` was elected, but not by this sentence.
_ADJECTIVE = Expression("elected-adjective")
_KIND_OF = Expression("elected-kind")
# Between a verb of electing and the name only titles and parties may stand.
_TITLES_ONLY = Expression("titles-only")
_LINK = Expression("rivals-link")
_SOMEBODY = Expression("beats-somebody")
# Who has won is said by what he is, not by a name.
_UNNAMED = Expression("winner-unnamed")
# Not so, only thought of: `would win`.
_ELECTIVE, _ELECTED_TO = Expression("elective"), Expression("elected-to-do")
_THOUGHT = Expression("contest-thought")
# Only if it should come to it: `if he wins`.
_CONDITION = Expression("contest-condition")
# Not won yet, or not at all.
_WISHED = Expression("contest-wished")
_PASSIVE = Expression("beaten-passive")
_AFTER = Expression("contest-after")
# `defeated a motion by X` is no contest.
_THING = Expression("beaten-thing")
_NOT = Expression("contest-denied")
_SAYS = Expression("contest-says")
_FAVOR = Expression("in-favor")
_MANY = Expression("many-candidates")
_BARE_AND = Expression("candidates-and")
# Between `after her election` and the person: a date, titles.
_OWNER_BEHIND = Expression("contest-owner-behind")
_OVER = Expression("won-over")
_IS_WHO = Expression("is-who")


class Sides(NamedTuple):
    """The winner, None where nobody has won, and the other candidates."""

    winner: Party | None
    others: tuple[Party, ...] = ()


# `Sheriff X of Alder County, and his challenger`
_AND_HIS = Expression("and-his")


def find_sides(plain: str, cue: ContestCue, people: list[Party]) -> Sides:
    """Return the candidates of a sentence as the pattern of a cue has them; a victory on a condition is nobody's."""
    sides = _told_sides(plain, cue, people)
    if sides.winner and is_on_condition(plain, cue):
        return Sides(None, (sides.winner, *sides.others))
    return sides


def _told_sides(plain: str, cue: ContestCue, people: list[Party]) -> Sides:
    left = [p for p in people if p.end <= cue.start]
    right = [p for p in people if p.start >= cue.end and (p.is_direct or _is_object(plain, cue, p))]
    before = left[-1] if left and _is_near(plain[left[-1].end : cue.start]) else None
    after = right[0] if right and _is_near(plain[cue.end : right[0].start]) else None
    form = cue.pattern.form
    if form in {"beats", "wins"}:
        return _won(plain, cue, before, after, left, right)
    if form == "own":
        return _own(plain, cue, right, people)
    if form == "picks":
        return _picked(plain, cue, after, right)
    if form == "elected":
        return Sides(_elected(plain, cue, before, right[0] if right else None))
    if form == "went":
        return Sides(after)
    if form == "new":
        return Sides(_new_holder(plain, cue, left, right))
    if form == "noun":
        return _noun(plain, cue, left, right)
    if form == "downfall":
        return _downfall(plain, cue, left, right)
    if form == "lost" and len(right) > 1 and _FAVOR.fullmatch(plain[right[0].end : right[1].start]):
        return Sides(right[1], (right[0],))
    is_lost_to = form == "lost" and after is not None and re.search(r"\bto\s", plain[cue.end : after.start])
    if before and after and (form == "loses" or is_lost_to):
        return Sides(after, (before,))
    return Sides(None, tuple(_unsettled(plain, cue, before, after, left, right)))


def _is_object(plain: str, cue: ContestCue, party: Party) -> bool:
    """Return whether a pronoun right behind a verb is whom it is about: `defeated him`, `put her out of office`."""
    is_there = cue.pattern.form == "beats" and party.start == cue.end + 1
    return is_there and plain[party.start : party.end] in {"him", "her"} and not plain[party.end :].startswith("'")


def _won(
    plain: str, cue: ContestCue, before: Party | None, after: Party | None, left: list[Party], right: list[Party]
) -> Sides:
    """Return the sides of `X beat Y`, `X was beaten by Y`, `X won over Y`, `After beating Y, X ...`."""
    is_beaten = cue.pattern.form == "beats"
    if cue.form == "ing" and _AFTER.search(plain[max(0, cue.start - 12) : cue.start]):
        first = next((p for p in left if p.is_direct), None)  # `X succeeded Y after winning ...`: the subject has won
        before = first if first and _is_near(plain[first.end : cue.start]) else before
    if is_beaten and after and _THING.search(plain[cue.end : after.start]):
        return Sides(None)
    if is_beaten and after and plain.endswith(", ", 0, after.start) and _SAYS.match(plain, after.end):
        after = None  # `beat the odds, X said`
    if is_thought(plain, cue):
        return Sides(None)
    if _WISHED.search(plain[max(0, cue.start - 16) : cue.start]):
        return Sides(None, tuple(p for p in (before, after if is_beaten else None) if p))
    if is_beaten and _PASSIVE.search(plain[max(0, cue.start - 12) : cue.start]):
        is_by = after and re.search(r"\b(?:by|favor of)\s", plain[cue.end : after.start])
        return Sides(after if is_by else None, (before,)) if before else Sides(None)
    if is_beaten and before and not after and len(left) > 1 and plain.endswith("whom ", 0, before.start):
        return Sides(before, (left[-2],))  # `Y, whom X beat in November`
    if not before and is_beaten and after and is_by_office(plain, cue):
        return Sides(None, (after,))  # `the new sheriff, who beat X`
    if not before:
        return _participle(plain, cue, right) if right else Sides(None)
    if is_beaten:
        return Sides(before, (after,)) if after else Sides(before if _SOMEBODY.match(plain, cue.end) else None)
    return Sides(before, tuple(listed_behind(plain, right)) if _says_over(plain, cue, right) else ())


def _picked(plain: str, cue: ContestCue, after: Party | None, right: list[Party]) -> Sides:
    """Return the sides of `picked X over Y and Z`."""
    if after is None or plain.startswith("'s ", after.end) or not _TITLES_ONLY.fullmatch(plain[cue.end : after.start]):
        return Sides(None)
    rest = [p for p in right if p.start > after.end]
    is_over = rest and re.search(r"\b(?:over|instead of)\b", plain[after.end : rest[0].start])
    return Sides(after, tuple(listed_behind(plain, rest)) if is_over else ())


def _noun(plain: str, cue: ContestCue, left: list[Party], right: list[Party]) -> Sides:
    """Return the sides of `X's election`, `the election of X`, `X's win over Y`."""
    winner = _owner(plain, cue, left, right)
    rest = [p for p in right if winner and p.start > winner.end]
    is_over = rest and re.match(r"\s(?:over|against)\s", plain[cue.end : cue.end + 9])
    return Sides(winner, tuple(listed_behind(plain, rest)) if is_over else ())


def _leads(plain: str, cue: ContestCue, person: Party) -> bool:
    """Return whether a sentence begins with the words and goes on, behind a comma, with the person they are about."""
    opening = plain[max(0, cue.start - 24) : cue.start]
    is_first = re.search(
        r"(?:^|[.!?\n]\s?)(?:(?:[A-Z]\w+|first|newly|just|narrowly|having|since|"
        r"by)\s){0,2}$",
        opening,
    )
    return (
        bool(is_first)
        and re.fullmatch(r"[^;.]{0,80},\s(?:\w+[.\w]*\s){0,3}", plain[cue.end : person.start]) is not None
    )


def _participle(plain: str, cue: ContestCue, right: list[Party]) -> Sides:
    """Return the sides of `After beating X in the primary, Y ...` and `Having won the race, Y ...`."""
    if cue.form != "ing" and not plain[max(0, cue.start - 8) : cue.start].lower().endswith("having "):
        return Sides(None)
    winner = next((p for p in right if re.search(r",\s(?:[\w.]+\s){0,4}$", plain[cue.end : p.start])), None)
    others = tuple(p for p in right if winner and p.start < winner.start)
    return Sides(winner, others) if winner and (others or cue.pattern.form == "wins") else Sides(None)


def _unsettled(
    plain: str, cue: ContestCue, before: Party | None, after: Party | None, left: list[Party], right: list[Party]
) -> list[Party]:
    """Return the candidates where nobody is said to have won."""
    form = cue.pattern.form
    if form == "against" and cue.pattern.id == "challenges":
        is_bare = (
            before
            and after
            and not plain.startswith("'s ", before.end)
            and not _TO_DO.match(plain[after.end : after.end + 60])
        )
        return [before, after] if before and after and is_bare else []
    if form == "against":
        is_claim = before and re.match(r"'s?\s(?!\w*\s?(?:campaign|bid|race)\b)", plain[before.end : before.end + 20])
        return [before, after] if before and after and not is_claim else []
    if form == "pair":
        pair = listed_behind(plain, right)
        if len(pair) == 1 and len(right) > 1 and _IS_WHO.fullmatch(plain[right[0].end : right[1].start]):
            pair = right[:2]  # `the challenger of X is the lawyer Y`
        return pair if len(pair) > 1 and after else []
    if form == "rival":
        gap = plain[left[-1].end : cue.start] if left else ""
        is_pronoun = bool(left) and plain[left[-1].start : left[-1].end].lower() in {"his", "her"}
        is_owned = left and re.fullmatch(r"\s(?:\w+\s){0,2}" if is_pronoun else r"'s?\s(?:\w+\s){0,2}", gap)
        is_named = right and re.fullmatch(
            r"(?:\s(?:on|in)\s[^,;.]{3,40}(?=,))?,?\s(?:[A-Z][a-z]+\s)?", plain[cue.end : right[0].start]
        )
        named = [p for p in left if p.is_direct]
        if named and _AND_HIS.fullmatch(plain[named[-1].end : cue.start]):
            return [named[-1], right[0]] if is_named else []
        return [left[-1], right[0]] if is_owned and is_named else []
    if form == "lost":
        is_object = after and cue.form in {"base", "s", "past"} and _TITLES_ONLY.fullmatch(plain[cue.end : after.start])
        return [after] if is_object and after else [before] if before else []
    return _standing(plain, cue, before, after, left, right) if form == "runs" else []


def _standing(
    plain: str, cue: ContestCue, before: Party | None, after: Party | None, left: list[Party], right: list[Party]
) -> list[Party]:
    """Return who stands: those named right behind a title, else the subject with those it is listed with."""
    behind = listed_behind(plain, right) if _MANY.search(plain, cue.start, cue.end) else right[:1]
    if cue.form == "word" and right and plain[cue.end : right[0].start] in {" ", ", "}:
        return behind
    if OTHERS_WHO.search(plain, max(0, cue.start - 30), cue.start):
        return []
    if stands_not(plain, cue) or (
        _MANY.search(plain, cue.start, cue.end) and OF_OTHERS.search(plain, max(0, cue.start - 40), cue.start)
    ):
        return []  # who does not run is no candidate
    if before:
        return _listed_before(plain, left)
    return behind if after and cue.form == "word" else []


def stands_not(plain: str, cue: ContestCue) -> bool:
    """Return whether somebody is said not to stand: `will not seek another term`."""
    return cue.pattern.form == "runs" and _NOT.search(plain[max(0, cue.start - 24) : cue.start]) is not None


def is_no_contest(plain: str, cue: ContestCue) -> bool:
    """Return whether it is only said that an office is elective, or what for: `the sheriff is elected`."""
    if cue.pattern.form != "elected":
        return False
    said = plain[max(0, cue.start - 20) : cue.end + 20]
    return _ELECTIVE.search(said) is not None or _ELECTED_TO.search(said) is not None


def is_on_condition(plain: str, cue: ContestCue) -> bool:
    """Return whether winning is only a condition of what is told: `if she is elected`, `if he wins`."""
    is_outcome = cue.pattern.form in {"wins", "elected", "beats"}
    return is_outcome and bool(_CONDITION.search(plain[max(0, cue.start - 36) : cue.start]))


def is_by_office(plain: str, cue: ContestCue) -> bool:
    """Return whether the words before a verb say what somebody is without his name: `the new sheriff, who beat`."""
    return _UNNAMED.search(plain[max(0, cue.start - 140) : cue.start]) is not None


def is_thought(plain: str, cue: ContestCue) -> bool:
    """Return whether a contest is only thought of: `would win`, `could beat`."""
    return _THOUGHT.search(plain[max(0, cue.start - 16) : cue.start]) is not None


def _listed_before(plain: str, left: list[Party]) -> list[Party]:
    """Return the last party and those of the list that it ends, the first first."""
    found = left[-1:]
    for party in reversed(left[:-1]):
        if not party.is_direct or not _BARE_AND.fullmatch(plain[party.end : found[0].start]):
            break
        found.insert(0, party)
    return found


def _own(plain: str, cue: ContestCue, right: list[Party], people: list[Party]) -> Sides:
    """Return the sides of `after her election X ...` and `with her win over Y X ...`."""
    is_over = bool(right) and plain[cue.start : cue.end].endswith(" over")
    beaten, rest = (tuple(right[:1]), right[1:]) if is_over else ((), right)
    behind = beaten[0].end if beaten else cue.end
    if rest and _OWNER_BEHIND.fullmatch(plain[behind : rest[0].start]):
        return Sides(rest[0], beaten)
    left = [p for p in people if p.end <= cue.start and p.is_direct]
    meant = left[-1] if left else next((p for p in people if cue.start <= p.start < cue.end), None)
    return Sides(meant, beaten)


def find_winners(plain: str, cue: ContestCue, people: list[Party]) -> list[Party]:
    """Return the persons of a list before the words, or behind a title in the plural: all of them have won."""
    left = [p for p in people if p.end <= cue.start and p.is_direct]
    if cue.pattern.form not in {"wins", "elected"} or len(left) < 2 or not _is_near(plain[left[-1].end : cue.start]):
        return []
    found = [left[-1]]
    for party in reversed(left[:-1]):
        if not _AND.fullmatch(plain[party.end : found[0].start]):
            break
        found.insert(0, party)
    return found if len(found) > 1 else []


# `challenged the sheriff to answer` is no contest.
_TO_DO = Expression("won-thing")
# Between two winners: what each of them is, then `and`.
_AND = Expression("candidate-and")


def find_replaced(plain: str, cue: ContestCue, people: list[Party]) -> Sides:
    """Return who was put in whose place: `replaced X with Y`."""
    right = [p for p in people if p.start >= cue.end and p.is_direct][:2]
    is_with = len(right) == 2 and re.search(r"\bwith\b", plain[right[0].end : right[1].start])
    return Sides(right[1], (right[0],)) if is_with else Sides(None)


def _is_near(gap: str) -> bool:
    return len(gap) <= REACH and not _CLAUSE.search(gap)


def _says_over(plain: str, cue: ContestCue, right: list[Party]) -> bool:
    return (
        bool(right)
        and _is_near(plain[cue.end : right[0].start])
        and bool(_OVER.search(plain[cue.end : right[0].start]))
    )


def listed_behind(plain: str, right: list[Party]) -> list[Party]:
    """Return the first party and those of the list that it begins."""
    found = right[:1]
    for party in right[1:]:
        if not _LINK.fullmatch(plain[found[-1].end : party.start]):
            break
        found.append(party)
    return found


def row_behind(plain: str, right: list[Party]) -> list[Party]:
    """Return the first party and those of its list, each with what stands in brackets behind it."""
    found = right[:1]
    for party in right[1:]:
        if not _ROW_LINK.fullmatch(plain[found[-1].end : party.start]):
            break
        found.append(party)
    return found


_ROW_LINK = Expression("candidate-row")


def _elected(plain: str, cue: ContestCue, before: Party | None, behind: Party | None) -> Party | None:
    """Return who is elected: the object of an active verb right behind it, else the subject before it."""
    said = plain[cue.start : cue.end].lower()
    is_object = behind and _TITLES_ONLY.fullmatch(plain[cue.end : behind.start])
    if is_object and said.split()[0] not in _BE:
        return behind
    if said == "elected" and _KIND_OF.match(plain, cue.end):
        return None
    if said.startswith("elected") and _ADJECTIVE.search(plain[max(0, cue.start - 8) : cue.start]):
        return None
    if behind and not before and _leads(plain, cue, behind):
        return behind
    is_passive = said.split()[0] in _BE or said.startswith(("ever ", "first ", "newly ", "recently "))
    return before if is_passive or _PASSIVE_BEFORE.search(plain[max(0, cue.start - 24) : cue.start]) else None


def _new_holder(plain: str, cue: ContestCue, left: list[Party], right: list[Party]) -> Party | None:
    """Return who is `X, the new sheriff`, or `the new sheriff, X`."""
    if right and plain[cue.end : right[0].start] in {" ", ", "}:
        return right[0]
    return (
        left[-1] if left and left[-1].is_direct and plain[left[-1].end : cue.start] in {", ", " is ", " as "} else None
    )


def _downfall(plain: str, cue: ContestCue, left: list[Party], right: list[Party]) -> Sides:
    """Return whose loss a noun means, and to whom: `X's loss to Y`, `the defeat of X by Y`."""
    if plain[cue.start : cue.end].endswith(" of"):
        loser = right[0] if right and _TITLES_ONLY.fullmatch(plain[cue.end : right[0].start]) else None
        after = [p for p in right[1:] if loser]
        is_by = after and re.search(r"\b(?:by|to|at the hands of)\s", plain[right[0].end : after[0].start])
    else:
        loser = left[-1] if left and re.fullmatch(r"'s?\s(?:\w+\s){0,2}", plain[left[-1].end : cue.start]) else None
        after = right[:1]
        is_by = after and re.search(r"\b(?:by|to)\s", plain[cue.start : after[0].start])
    if loser is None:
        return Sides(None)
    return Sides(after[0], (loser,)) if is_by else Sides(None, (loser,))


def _owner(plain: str, cue: ContestCue, left: list[Party], right: list[Party]) -> Party | None:
    """Return whose election a noun means: `the election of X`, `X's election`."""
    if plain[cue.start : cue.end].lower().endswith(" of"):
        return right[0] if right and _TITLES_ONLY.fullmatch(plain[cue.end : right[0].start]) else None
    owner = left[-1] if left else None
    is_owned = owner and re.fullmatch(r"'s?\s(?:[\w-]+\s){0,2}", plain[owner.end : cue.start])
    if owner and is_owned and _OF_ELECTION.search(plain[owner.end : cue.end]):
        return owner
    return owner if is_owned and re.match(r"\s(?:as|in|to|over|last|on|this)\b", plain[cue.end : cue.end + 8]) else None


_OF_ELECTION = Expression("of-election")


def find_share(plain: str, start: int, end: int, people: list[Party]) -> tuple[Party, bool] | None:
    """Return whose share of the vote a sentence gives, and whether it is more than half: `got 75 percent`."""
    match = _SHARE.search(plain, start, end)
    left = [p for p in people if match and p.end <= match.start()]
    if not match or not left or not _is_near(plain[left[-1].end : match.start()]):
        return None
    is_final = re.match(r"(?:had|has|holding|with|was|stood|leading)\b", match.group()) is None
    return left[-1], is_final and float(match["share"]) > 50


_SHARE = Expression("share-won")
