"""The year in which an agreement began, where only its name tells it: "its 2012 agreement", "a contract from 2007"."""

from __future__ import annotations

import re
from dataclasses import replace

from comity.reader.context import Context
from comity.reader.drafts import SIDES, Draft, evidence_of
from comity.reader.parsing import Parse
from comity.reader.records import DateMention

_AGREED = r"(?:agreements?|contracts?|deals?|pacts?|memorandum|igsa|rider|arrangement)"
_YEAR = r"(?P<year>(?:19[89]|20[0-3])\d)"
# "Its 2012 bed agreement", "the county's 2008 contract"; not "a 2012 report on the agreement".
_BEFORE = re.compile(
    rf"\b(?:a|an|the|its|their|his|her|\w+'s|this|that) {_YEAR} "
    rf"(?:(?:bed|beds|jail|housing|detention|ice|intergovernmental|service|services|287\(g\)|initial|original|federal|"
    rf"signed|five-year|ten-year) ){{0,4}}{_AGREED}\b"
)
# "An agreement from 2007", "the contract, signed in 2008", "an agreement that ICE made with the county in 1995".
_BEHIND = re.compile(
    rf"\b{_AGREED}\b(?: (?:with|between|of|on|for|to) (?:[\w.'&-]+ ){{0,7}}?[\w.'&-]+)?,? ?(?:that |which )?"
    rf"(?:from|(?:dating|dated|dates|going|goes) (?:from|to|back to)|of|"
    rf"(?:[\w.'-]+ ){{0,4}}(?:was |were |had |has )?(?:made|signed|struck|reached|concluded|adopted|approved|begun|"
    rf"entered into|entered|negotiated|inked) (?:with (?:[\w.'-]+ ){{0,5}})?(?:back )?in) {_YEAR}\b"
)
_FIRST_AGREEMENT = "2002"
# "Extended it in 2010 and again in October 2014": the same was done twice.
_AGAIN = re.compile(r"(?:,| and|, and|, then|;)\s(?:once )?(?:again|anew) (?:in|on|last|this|a)\b")
_REPEATED = frozenset(("renew", "expand"))


def start_year(context: Context, parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Return the beginning of the agreement of which a sentence tells something else, in the year that it names."""
    agreed = [d for d in drafts if d.instrument == "detention_contract" or d.instrument.startswith("287g")]
    if not agreed or any(SIDES[d.action] == "more" for d in drafts):
        return []
    year = _named_year(context, parse)
    if year is None:
        return []
    if agreed[0].instrument.startswith("287g") and year.on < _FIRST_AGREEMENT:
        return []
    evidence, start = evidence_of(context.page.text, context.sentences[agreed[0].sentence], year.start)
    return [
        replace(
            d, kind="local_decision", action="start", status="happened", date=year, evidence=evidence, start=start,
            attributed_to=None, pressed_by=None, actor=None, pattern="start-year",
        )
        for d in agreed
        if d.jurisdiction.type != "state"
    ]  # fmt: skip


def _named_year(context: Context, parse: Parse) -> DateMention | None:
    """Return the year that an agreement's own words name in a sentence."""
    for pattern in (_BEFORE, _BEHIND):
        found = pattern.search(context.folded, parse.start, parse.end)
        if found is not None:
            dates = context.dates_in(parse.start, parse.end)
            return next((d for d in dates if d.start <= found.start("year") < d.end and not d.is_future), None)
    return None


def told_again(context: Context, parse: Parse, drafts: list[Draft]) -> list[Draft]:
    """Return what was done a second time, on the day behind "and again": "renewed in 2013 and again in 2016"."""
    done = [d for d in drafts if d.status == "happened" and d.action in _REPEATED and d.date is not None]
    found = _AGAIN.search(context.folded, parse.start, parse.end) if done else None
    if found is None:
        return []
    dates = [date for date in context.dates_in(found.start(), parse.end) if date.on][:1]
    return [replace(d, date=date) for d in done for date in dates if d.date is not None and d.date.on != date.on]
