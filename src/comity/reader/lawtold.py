"""Whether a sentence that names a law tells of one: of this state's, of our matter, and of more than that it exists."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.parsing import Parse, Span

# Words for a law that only say that there is one.
_BARE = frozenset(("law", "laws", "state law", "statute", "act", "legislation"))
# What may mean cooperation in a bill's purpose: "a bill to take their state out as well".
_POINTING = frozenset(("out", "them", "that", "this", "so", "such", "similar", "same", "likewise", "sanctuary"))
_OTHER_PURPOSE = Expression("bill-for-something")
_BILLS = frozenset(("bill", "bills", "proposal", "legislation"))
_SIGNED = Expression("bill-signed")
_SUPPOSING = frozenset(("would", "could", "might", "may"))
# How many words may part a court from the verb of its ruling.
_COURT_REACH = 14


def is_supposed(parse: Parse, laws: list[Span]) -> bool:
    """Return whether only some law is thought of: "legislatures could pass a law that says so", "any law"."""
    if len(laws) == 1 and parse.text(laws[0].first - 1) == "any":
        return True
    return any(
        parse.text(law.first - 1) in {"a", "any", "some", "such"} and parse.text(law.first) in _BARE
        and any(parse.text(i) in _SUPPOSING for i in range(max(0, law.first - 4), law.first))
        for law in laws
    )  # fmt: skip


def is_told_of(context: Context, parse: Parse, law: Span) -> bool:
    """Return whether a law is more than there: a bill, a law by its name or number, a new one, or one with its year."""
    first, last = parse.words[law.first], parse.words[law.after - 1]
    if context.folded[first.start : last.end] not in _BARE or parse.text(law.after).isdigit():
        return True
    if context.page.text[last.start].isupper() and law.first > 0:
        return True
    before = [parse.text(i) for i in range(max(0, law.first - 4), law.first)]
    if {"new", "recent"} & {*before[-2:]} and "as" not in before:
        return True
    if any(context.folded.endswith("since ", 0, d.start) for d in context.dates_in(parse.start, parse.end)):
        return True  # "state law has banned it since last year"
    return any(d.on for d in context.dates_in(first.start - 30 if law.first else first.start, last.end + 30))


def is_text_of_bill(context: Context, parse: Parse) -> bool:
    """Return whether the formula of enactment stands in a text that calls itself a bill: it is none yet."""
    is_formula = "be it enacted" in context.folded[parse.start : parse.end]
    return is_formula and ("a bill" in context.folded[:400] or "introduced" in context.folded[:400])


def is_on_other_things(parse: Parse, said: str) -> bool:
    """Return whether a bill is told by its purpose, which is none of ours: "a bill to let students drive died"."""
    if parse.has("federal") or list(parse.of("instrument")) or _POINTING & {word.text for word in parse.words}:
        return False
    return _OTHER_PURPOSE.search(said) is not None


def is_courts(parse: Parse, act: Span) -> bool:
    """Return whether a law is blocked or struck down by a court, and not by lawmakers: a case, no veto."""
    if act.pattern.status != "rejected" or not parse.text(act.first).startswith(("block", "str", "reject", "kill")):
        return False
    return parse.has("court", max(0, act.first - _COURT_REACH), act.first)


def is_bill_before(context: Context, parse: Parse, number: int, laws: list[Span]) -> bool:
    """Return whether "it" is a bill that the sentence before tells of: "… under a new bill. It bans agreements"."""
    if not number or parse.text(laws[0].first) not in {"it", "them"}:
        return False
    before = context.sentences[number - 1]
    named = [context.folded[c.start : c.end] for c in context.cues_in(before) if c.pattern.id == "law-name"]
    return bool(named) and named[-1] in _BILLS and not _SIGNED.search(context.folded, before.start, before.end)
