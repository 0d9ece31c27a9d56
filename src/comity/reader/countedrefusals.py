"""Detainers counted by place: figures say how many jails refused, and then name the jails, each with its number.

"Sheriffs in two states turned away 1,020 detainers, data show. Alder County had the most (388), ahead of Birch (74)":
a refusal of each, in the year of the figures, on the word of whose figures they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from comity.places import load_gazetteer
from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.records import BodyMention, DateMention, Sentence

_COUNTED = Expression("detainers-counted")
_FIGURES = Expression("figures-named")
_IN_BRACKETS = Expression("place-counted")
_REFUSED = Expression("place-refused")
_BEHIND = Expression("place-number-behind")
_BEFORE = Expression("place-named-before")
_LISTING = Expression("list-of-refusals")
_SENT = Expression("detainers-sent-to")
# How many sentences behind the figures a list of places may stand.
_REACH = 4
_MONTH_SIZE = 7  # characters of an ISO month
_LONGEST_LEAD = 60  # characters of a name before another
_LONGEST_SENTENCE = 240
_HOLDERS = (" County", " Parish")
# A federal agency named for what it asked, not for what it told: "1,020 ICE detainers", "requests of the agency".
_ASKED = re.compile(r" (?:immigration )?(?:detainers?|requests?|holds?)\b")
_ASKED_BY = re.compile(r"\b(?:detainers?|requests?|holds?) (?:of|from|by) (?:the )?$")


def counted_refusals(context: Context, told: set[int]) -> list[Draft]:
    """Return a refusal, or the honoring of them all, for each place of a list of figures on detainers.

    A list that is told already, by where it starts in the text, is not told again.
    """
    if not _COUNTED.search(context.folded) or not _FIGURES.search(context.folded):
        return []
    drafts: list[Draft] = []
    opened: int | None = None
    for number, sentence in enumerate(context.sentences):
        said = context.folded[sentence.start : sentence.end]
        if opened is not None and number <= opened + _REACH:
            drafts.extend(_listed(context, number, opened, sentence.start in told))
        if _COUNTED.search(said) and _FIGURES.search(said):
            drafts.extend(_sent(context, number, sentence, said))
            opened = number
    return drafts


def _listed(context: Context, number: int, opened: int, is_told: bool) -> Iterator[Draft]:
    """Yield what a sentence says of each place that it lists."""
    sentence = context.sentences[number]
    found = list(_by_verb(context, sentence)) + ([] if is_told else list(_by_number(context, sentence)))
    if not found and not is_told and _LISTING.search(context.folded, sentence.start, sentence.end):
        named = context.ground.between(sentence.start, sentence.end)
        found = [(one.jurisdiction, "decline") for one in named]
    for place, action in found:
        yield _draft(context, number, sentence, _holder(context, place), action, opened)


def _by_number(context: Context, sentence: Sentence) -> Iterator[tuple[Jurisdiction, str]]:
    """Yield the places of a list that stand with their numbers in brackets."""
    rows = list(_IN_BRACKETS.finditer(context.page.text, sentence.start, sentence.end))
    yield from _places(context, rows if len(rows) > 1 else [], "decline")


def _by_verb(context: Context, sentence: Sentence) -> Iterator[tuple[Jurisdiction, str]]:
    """Yield the places that refused as many as a number says, or refused or honored all of them."""
    text, end = context.page.text, sentence.end
    for row in _REFUSED.finditer(text, sentence.start, end):
        is_kept = (row["verb"] == "honored") != ((row["all"] or "") in {"none", "none of them", "not one"})
        action = "other" if is_kept else "decline"
        if row["verb"] == "honored" and not row["all"]:
            continue  # so many were honored, of how many is not said
        yield from _places(context, [*_beside(text, sentence.start, row.start())[::-1], row], action)
        at = row.end()
        while (other := _BEHIND.match(text, at, end)) is not None:
            yield from _places(context, [other], action)
            at = other.end()


def _beside(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the names of the same list that stand right before a place, the nearest first."""
    found: list[re.Match[str]] = []
    while (other := _BEFORE.search(text[:end].rstrip(), max(start, end - _LONGEST_LEAD))) is not None:
        found.append(other)
        end = other.start()
    return found


def _places(context: Context, rows: list[re.Match[str]], action: str) -> Iterator[tuple[Jurisdiction, str]]:
    for row in rows:
        place = _place(context, row)
        if place is not None:
            yield place, action


def _place(context: Context, row: re.Match[str]) -> Jurisdiction | None:
    """Return the place of a name in a list: as it was found in the text, else the state's one county of the name."""
    named = context.ground.between(row.start("name"), row.end("name"))
    if named:
        return named[-1].jurisdiction
    printed = row.groupdict().get("state")
    is_behind = printed and context.ground.states_between(row.start("state"), row.end("state"))
    code = is_behind[0].jurisdiction.state if is_behind else "" if printed else context.ground.main_state()
    return _county(context, code, row["name"])


def _county(context: Context, state: str, name: str) -> Jurisdiction | None:
    """Return the one county of a name in a state."""
    named = [place for place in load_gazetteer().counties_named(state, name) if place.name.endswith(_HOLDERS)]
    return context.ground.county(named[0].geoid, True) if len(named) == 1 else None


def _holder(context: Context, place: Jurisdiction) -> Jurisdiction:
    """Return the county of a town's name, whose jail it is; the place itself where there is none."""
    if place.type != "city" or place.fips:
        return place
    return _county(context, place.state, place.name) or place


def _sent(context: Context, number: int, sentence: Sentence, said: str) -> Iterator[Draft]:
    """Yield the refusal of a place of whose many detainers few were honored."""
    found = _SENT.search(said)
    named = context.ground.between(sentence.start, sentence.end)
    if found is None or len({one.jurisdiction.geoid for one in named}) != 1:
        return
    honored = found["honored"].replace(",", "")
    is_most = honored.isdigit() and 2 * int(honored) > int(found["sent"].replace(",", ""))
    place = _holder(context, named[0].jurisdiction)
    yield _draft(context, number, sentence, place, "other" if is_most else "decline", number)


def _draft(context: Context, number: int, sentence: Sentence, place: Jurisdiction, action: str, opened: int) -> Draft:
    """Return what the figures told in a sentence say of a place."""
    evidence, start = evidence_of(context.page.text, sentence, sentence.start)
    return Draft(
        "practice", "detainer_policy", action, place, "happened", _spell(context, opened), _source(context, opened),
        evidence, start, "counted-refusals", number,
    )  # fmt: skip


def _spell(context: Context, opened: int) -> DateMention | None:
    """Return the year or the month that figures are of, not the day on which they were told."""
    sentence = context.sentences[opened]
    for date in context.dates_in(sentence.start, sentence.end):
        if date.precision in {"year", "month"} and not date.is_future:
            return date
        if context.folded[: date.start].endswith(("week of ", "week from ")):
            return msgspec.structs.replace(date, on=date.on[:_MONTH_SIZE], precision="month")
    return None


def _source(context: Context, opened: int) -> str | None:
    """Return whose figures they are: the organisation that the sentence names, else the federal agency."""
    sentence = context.sentences[opened]
    bodies = [b for b in context.bodies_in(sentence.start, sentence.end) if not _is_only_asking(context, b)]
    ranked = [b for b in bodies if b.kind == "organisation"] or [b for b in bodies if b.kind == "federal"]
    if not ranked:
        return None
    name = ranked[-1 if ranked[0].kind == "federal" else 0].name
    return name.removeprefix("The ").removeprefix("the ").partition(" (")[0]


def _is_only_asking(context: Context, body: BodyMention) -> bool:
    """Return whether a federal agency is named for what it asked, not for what it told: "1,020 ICE detainers".

    Not where "the agency" means it behind: "detainers of ICE, a report released by the agency says".
    """
    said = context.folded
    is_asking = _ASKED.match(said, body.end) or _ASKED_BY.search(said, max(0, body.start - _LONGEST_LEAD), body.start)
    is_meant_again = said.find("the agency", body.end, body.end + _LONGEST_SENTENCE) >= 0
    return body.kind == "federal" and is_asking is not None and not is_meant_again
