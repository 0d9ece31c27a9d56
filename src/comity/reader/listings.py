"""Agreements that a page lists row by row: a body in each line, with its model or the day of its signing."""

from __future__ import annotations

from dataclasses import replace

from comity.reader.context import Context
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.records import DateMention, Sentence

# A row is no longer than this many characters; one alone is no list.
_LONGEST_ROW = 200
_FEWEST_ROWS = 2
# Two counties that "have an agreement" only exist; a list of three or more is a list of who has signed.
_LONG_LIST = 3
_LONGER_LIST = 5  # where the sentence itself has no word for it
# The federal agency's own list, by the verb that it is the subject of, or as its possession.
_AGENCY = "U.S. Immigration and Customs Enforcement"
_GOES_ON, _LET_IN = Expression("list-goes-on"), Expression("let-in")
_AGENCY_LISTS = Expression("agency-lists")
# A row of a list of local rules: a name, the kind of rule, its number; and what such a page is about.
_RULE_ROW = Expression("rule-row")
_LIMITING = Expression("limiting")
_ROW_INDENT = 12
# A list, a report or a designation that puts bodies down as those that do not cooperate.
_BLACKLIST = Expression("blacklist")
_UNCOOPERATIVE = Expression("uncooperative")
_DOUBTED = Expression("list-doubted")
_BY_AGENCY = Expression("agency-named")
_LISTING = (
    "have agreements",
    "with agreements",
    "participat",
    "signed",
    "partners",
    "have a 287",
    "have 287",
    "with 287",
    "members",
    "agreements are",
    "agreements in place",
    "agreements, among",
    "agreements, including",
)


def listed_drafts(context: Context, told_in: set[int]) -> list[Draft]:
    """Return an agreement for every row of a list of 287(g) agreements; none where the page holds no such list.

    Sentences of the numbers in `told_in` have told their acts already.
    """
    is_told = _UNCOOPERATIVE.search(context.folded) is not None
    asked = [(n, s) for n, s in enumerate(context.sentences) if is_told and n not in told_in]
    refusals = [draft for number, sentence in asked for draft in _uncooperative(context, number, sentence)]
    refusals += _rules(context, told_in)
    if not any(cue.pattern.instrument.startswith("287g") for cue in context.topics.named):
        return refusals
    rows = [
        row for n, s in enumerate(context.sentences) if n not in told_in and (row := _row(context, n, s)) is not None
    ]
    told = [d for n, s in enumerate(context.sentences) if n not in told_in for d in _listed_in_one(context, n, s)]
    return refusals + told + (rows if len(rows) >= _FEWEST_ROWS else [])


def _listed_in_one(context: Context, number: int, sentence: Sentence) -> list[Draft]:
    """Return an agreement for each of three or more bodies that one sentence lists as having one."""
    cues = context.cues_in(sentence)
    if not any(c.pattern.instrument.startswith("287g") for c in cues):
        return []
    named = context.ground.between(sentence.start, sentence.end)
    lists = [context.ground.list_around(named, at) for at in range(len(named))]
    places = max(lists, key=len, default=[])
    places = named if len(named) >= _LONGER_LIST else places
    says_so = any(word in context.folded[sentence.start : sentence.end] for word in _LISTING)
    if len(places) < (_LONG_LIST if says_so else _LONGER_LIST):
        return []
    source = _AGENCY if _AGENCY_LISTS.match(context.folded, sentence.start) else _teller(context, number)
    day = _day_of_list(context, number, sentence)
    drafts = [_draft(context, number, sentence, n.jurisdiction, "287g_unspecified", day) for n in places]
    return [replace(draft, attributed_to=source or draft.attributed_to) for draft in drafts]


def _day_of_list(context: Context, number: int, sentence: Sentence) -> DateMention | None:
    """Return the day on which those of a list were let in, told before it: "told five in May that …. They are"."""
    if not number or not _GOES_ON.match(context.folded, sentence.start):
        return None
    before = context.sentences[number - 1]
    dates = [date for date in context.dates_in(before.start, before.end) if not date.is_future]
    return dates[0] if len(dates) == 1 and _LET_IN.search(context.folded, before.start, before.end) else None


def _teller(context: Context, number: int) -> str | None:
    """Return whose word a sentence is in which bodies are listed as having an agreement."""
    parse = context.parsed(number)
    named = parse.of("instrument")
    if not named:
        return None
    speaker = context.voices.speaker(parse, number, context.sentences, named[0], named[0].first)
    return speaker.name or None if speaker is not None else None


def _rules(context: Context, told_in: set[int]) -> list[Draft]:
    """Return a limit for each body of a list of local rules, on a page about what such rules limit.

    The rows name a body and its numbered rule: "Alder City Resolution 2017-09". A few alone are no list.
    """
    if not _LIMITING.search(context.folded):
        return []
    drafts = []
    for number, sentence in enumerate(context.sentences):
        said = context.folded[sentence.start : sentence.end]
        named = context.ground.between(sentence.start, sentence.end)
        if number in told_in or len(said) > _LONGEST_ROW or len(named) != 1 or not _RULE_ROW.match(said):
            continue
        if named[0].start - sentence.start < _ROW_INDENT:
            draft = _draft(context, number, sentence, named[0].jurisdiction, "other", None)
            drafts.append(replace(draft, action="restrict"))
    return drafts if len(drafts) >= _LONG_LIST else []


def _uncooperative(context: Context, number: int, sentence: Sentence) -> list[Draft]:
    """Return the refusal that a list of the federal agency's puts down to each body that a sentence names."""
    said = context.folded[sentence.start : sentence.end]
    if not _BLACKLIST.search(said) or not _UNCOOPERATIVE.search(said) or _DOUBTED.search(said):
        return []
    named = context.ground.between(sentence.start, sentence.end)
    evidence, start = evidence_of(context.page.text, sentence, sentence.start)
    source = _AGENCY if _BY_AGENCY.search(said) else context.voices.of_list(number, None)
    places = {n.jurisdiction.geoid: n.jurisdiction for n in named}
    return [
        Draft(
            "practice",
            "detainer_policy",
            "decline",
            one,
            "happened",
            None,
            source,
            evidence,
            start,
            "blacklisted",
            number,
        )
        for one in places.values()
    ]


def _row(context: Context, number: int, sentence: Sentence) -> Draft | None:
    """Return a line as a row: one body, and a model or a date of signing beside it."""
    if sentence.end - sentence.start > _LONGEST_ROW or _shares_its_line(context, number):
        return None
    named = context.ground.between(sentence.start, sentence.end)
    if len({n.jurisdiction.geoid for n in named}) != 1 or named[0].start - sentence.start > 60:
        return None
    models = {c.pattern.instrument for c in context.topics.models if sentence.start <= c.start < sentence.end}
    dates = context.dates_in(sentence.start, sentence.end)
    says_signed = "signed" in context.folded[sentence.start : sentence.end]
    if not (models or (dates and says_signed)) or _tells_otherwise(context, sentence):
        return None
    model = models.pop() if len(models) == 1 else "287g_unspecified"
    return _draft(context, number, sentence, named[0].jurisdiction, model, dates[0] if dates else None)


def _shares_its_line(context: Context, number: int) -> bool:
    """Return whether another sentence stands in the same paragraph: a row stands alone."""
    paragraph = context.sentences[number].paragraph
    return any(
        0 <= n < len(context.sentences) and context.sentences[n].paragraph == paragraph
        for n in (number - 1, number + 1)
    )


def _tells_otherwise(context: Context, sentence: Sentence) -> bool:
    """Return whether a verb of the line tells an act of its own, to be read as a sentence."""
    cues = context.cues_in(sentence)
    return any(
        c.pattern.role in {"change", "conduct"} and c.form in {"s", "base", "ing"} and c.pattern.id != "start"
        for c in cues
    )


def _draft(
    context: Context, number: int, sentence: Sentence, one: Jurisdiction, model: str, date: DateMention | None
) -> Draft:
    evidence, start = evidence_of(context.page.text, sentence, sentence.start)
    source = context.voices.of_list(number, None)
    return Draft("local_decision", model, "start", one, "happened", date, source, evidence, start, "listed", number)
