"""A database's entry on one agreement: a line of named fields, "Model: TFM | Signed: May 6, 2025 | County: Alder"."""

from __future__ import annotations

import re
from typing import NamedTuple

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.records import DateMention, Sentence

# What each field with a day in it tells, and how far that is.
_TOLD = {
    "signed": ("start", "happened"),
    "date signed": ("start", "happened"),
    "signing date": ("start", "happened"),
    "applied": ("start", "proposed"),
    "application": ("start", "proposed"),
    "renewed": ("renew", "happened"),
    "extended": ("renew", "happened"),
    "suspended": ("suspend", "happened"),
    "terminated": ("end", "happened"),
    "ended": ("end", "happened"),
    "expired": ("end", "happened"),
    "withdrawn": ("end", "happened"),
}
_PLACES = frozenset(("county", "parish", "city", "town", "jurisdiction", "agency"))
_FEWEST_FIELDS = 3
# Whose list or table an entry is taken from: "Source: ICE list of …", "Source: spreadsheet of the Alder Center, 2021".
_NAME = r"[A-Z][\w&'-]*(?: (?:(?:of|for|and|on) )?[A-Z][\w&'-]*)*"
_SOURCE = re.compile(rf"^\W*Sources?: (?:(?:[\w()-]+ ){{0,4}}(?:of|by|from) (?:the )?)?({_NAME})", re.MULTILINE)


class _Field(NamedTuple):
    name: str
    start: int
    end: int


def entry_drafts(context: Context) -> list[Draft]:
    """Return what the entries of a page tell, one draft for each field with a day; none where it has no entry."""
    if " | " not in context.folded:
        return []
    return [
        draft
        for number, sentence in enumerate(context.sentences)
        if " | " in context.folded[sentence.start : sentence.end]
        for draft in _drafts(context, number, sentence)
    ]


def _drafts(context: Context, number: int, sentence: Sentence) -> list[Draft]:
    fields = _fields(context.folded, sentence)
    instrument, place = _instrument(context, sentence), _place(context, fields)
    if len(fields) < _FEWEST_FIELDS or not instrument or place is None:
        return []
    told = [(one, *_TOLD[one.name], _day(context, one)) for one in fields if one.name in _TOLD]
    dated = [(one, action, status, day) for one, action, status, day in told if day is not None]
    is_signed = any((action, status) == ("start", "happened") for _, action, status, _ in dated)
    source = _SOURCE.search(context.page.text)
    return [
        Draft(
            "local_decision", instrument, _of_what(action, one, is_signed), place, status, day,
            source[1] if source else None, *evidence_of(context.page.text, sentence, one.start), "entry", number,
        )
        for one, action, status, day in dated
        if not (is_signed and status == "proposed")
    ]  # fmt: skip


def _of_what(action: str, one: _Field, is_signed: bool) -> str:
    """Return what a field tells: what is withdrawn before anything was signed is an application, which declines."""
    return "decline" if one.name == "withdrawn" and not is_signed else action


def _fields(folded: str, sentence: Sentence) -> list[_Field]:
    """Return a line's fields, each with where its value stands; what has no name before a colon is none."""
    found, start = [], sentence.start
    for part in folded[sentence.start : sentence.end].split("|"):
        name, colon, _ = part.partition(":")
        if colon:
            found.append(_Field(name.strip(), start + len(name) + 1, start + len(part)))
        start += len(part) + 1
    return found


def _instrument(context: Context, sentence: Sentence) -> str:
    """Return the one instrument that a line names, by its model or kind."""
    named = {c.pattern.instrument for c in context.topics.named if sentence.start <= c.start < sentence.end}
    named -= {"287g_unspecified"} if len(named) > 1 else set()
    return named.pop() if len(named) == 1 else ""


def _place(context: Context, fields: list[_Field]) -> Jurisdiction | None:
    """Return the place that a field of its own names."""
    for one in fields:
        if one.name in _PLACES and (named := context.ground.between(one.start, one.end)):
            return named[0].jurisdiction
    return None


def _day(context: Context, one: _Field) -> DateMention | None:
    return next((day for day in context.dates_in(one.start, one.end) if day.on), None)
