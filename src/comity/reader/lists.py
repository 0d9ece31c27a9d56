"""Acts told of bodies that only the next lines name: "Six counties have signed. They are A, B and C"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.references import is_row

# How a sentence begins that names the bodies of the one before.
_CARRIES_ON = Expression("carries-on")
# How far behind its announcement a list may begin, and how long it may go on, in sentences.
_REACH = 3


class Pending(NamedTuple):
    """An act whose bodies are not named yet: the number of its sentence, and what makes a draft for one of them."""

    number: int
    draft: Callable[[Jurisdiction], Draft]


def drafts_of_list(context: Context, number: int, pending: Pending | None) -> list[Draft]:
    """Return the pending act for every place that a sentence or a list's item names, if it carries on."""
    if pending is None or not number - pending.number > 0:
        return []
    sentence = context.sentences[number]
    is_item = is_row(context.sentences, context.ground, number) and _only_items_between(context, pending.number, number)
    opening = context.folded[sentence.start : sentence.start + 90]
    if not is_item and (number - pending.number > _REACH or not _CARRIES_ON.match(opening)):
        return []
    named = context.ground.between(sentence.start, sentence.end)
    if is_item:
        named = named[:1]
    evidence, start = evidence_of(context.page.text, sentence, sentence.start)
    places = {n.jurisdiction.geoid: n.jurisdiction for n in named}
    drafts = [pending.draft(one) for one in places.values()]
    return [
        replace(d, evidence=evidence, start=start, attributed_to=context.voices.of_list(number, d.attributed_to))
        for d in drafts
    ]


def _only_items_between(context: Context, first: int, last: int) -> bool:
    """Return whether nothing but rows of a list stands between, beside the words that open it: "They are:"."""
    between = range(first + 1, last + 1)
    rows = [n for n in between if is_row(context.sentences, context.ground, n)]
    others = [n for n in between if n not in rows]
    is_opened = all(context.page.text[: context.sentences[n].end].endswith(":") for n in others)
    return len(others) < 2 and is_opened
