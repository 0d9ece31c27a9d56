"""Rules of counties and towns: an ordinance, a resolution or an order that a body passes, refuses or brings in.

Looked at where no pattern of an act fits: the rule's own words say which way it points (`directions`).
"""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.directions import points
from comity.reader.drafts import Draft, evidence_of
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.parsing import Parse
from comity.reader.timing import date_of, opening_date

_RULE = Expression("local-rule")
_VOTED = Expression("voted-rule")
_STANDS = Expression("rule-stands")
_BILL = Expression("bill-word")
_LAWMAKING = Expression("state-lawmaking")
_SANCTUARY = Expression("sanctuary-rule")
_YEAR = Expression("year-word")
_BODY = Expression("local-body")
_REFUSED = Expression("rule-refused")
_PASSED = Expression("rule-passed")
_OPEN = Expression("rule-open")
_IRREAL = Expression("rule-not-yet")
_MEANT = (
    ("287g_unspecified", Expression("on-287g")),
    ("detention_contract", Expression("on-detention")),
    ("detainer_policy", Expression("on-detainers")),
    ("notification", Expression("on-notice")),
    ("access_to_jail", Expression("on-jail-access")),
)
_OF_ALL_KINDS = Expression("on-help")
_GOES_ON = Expression("goes-on-about-rule")
_FEDERAL = Expression("of-the-nation")
_STATES = Expression("of-a-state")


def find_ordinance(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return the local rule that a sentence tells of and which way it points, of the place named or the page's own."""
    said = context.folded[parse.start : parse.end]
    rule, found = _RULE.search(said), _told(said)
    is_voted = rule is not None and _VOTED.match(rule.group()) is not None
    if rule is None or found is None or not context.is_about(number, 1) or not (is_voted or _BODY.search(said)):
        return []
    if _BILL.fullmatch(rule.group()) and _LAWMAKING.search(said):
        return []
    named = [n.jurisdiction for n in context.ground.between(parse.start, parse.end)]
    if _FEDERAL.search(said) or (_STATES.search(said) and not named):
        return []
    is_general = is_voted or _BILL.fullmatch(rule.group()) is not None
    places = list({j.geoid: j for j in named}.values()) or ([] if is_general else _own(context))
    action = {"end": ""}.get(side := points(said), side) or points(_next(context, number))
    action = action or ("restrict" if _SANCTUARY.search(said) else "")
    if not places or not action:
        return []
    status, at = found
    head = parse.index_at(parse.start + at)
    date = date_of(context, parse, head, status) or opening_date(context, parse, number)
    evidence, start = evidence_of(context.page.text, context.sentences[number], parse.words[head].start)
    instrument = _about(said) or instrument_of(context, _next(context, number))
    return [
        Draft(
            "local_decision", instrument, action, one, status, date, None, evidence, start, "ordinance", number,
            actor=one.name, weight=-1,
        )
        for one in places
    ]  # fmt: skip


def tells_rule(said: str) -> bool:
    """Return whether folded words name a rule of a local body or of its voters."""
    return _RULE.search(said) is not None


def instrument_of(context: Context, said: str) -> str:
    """Return what a rule told in folded words is about: by them, else by what its page names often, else "other"."""
    return _about(said) or _about(context.folded, _OFTEN) or "other"


def _about(said: str, at_least: int = 1) -> str:
    """Return what a rule is about by the words that tell of one instrument, "" where there are too few of them."""
    if at_least == 1 and _OF_ALL_KINDS.search(said) and not any(words.search(said) for _, words in _MEANT):
        return "other"
    counts = [(len(words.findall(said)), name) for name, words in _MEANT]
    most, name = max(counts, key=lambda one: one[0])
    return name if most >= at_least else ""


def _told(said: str) -> tuple[str, int] | None:
    """Return what became of a rule, with where it is said: refused before passed before brought in."""
    for status, words in (("rejected", _REFUSED), ("happened", _PASSED), ("proposed", _OPEN)):
        found = words.search(said)
        if found is not None:
            is_open = _IRREAL.search(said, 0, found.start()) is not None
            return ("proposed" if is_open else status), found.start()
    stands = _STANDS.search(said) if _YEAR.search(said) else None
    return ("happened", stands.start()) if stands else None


def _next(context: Context, number: int) -> str:
    """Return the sentence behind, where it goes on about the rule: "It bars deputies from …"."""
    if number + 1 >= len(context.sentences):
        return ""
    after = context.sentences[number + 1]
    said = context.folded[after.start : after.end]
    return said if _GOES_ON.match(said) else ""


def _own(context: Context) -> list[Jurisdiction]:
    """Return the place that the page is about, where there is one."""
    main = context.ground.main()
    return [main] if main is not None and context.ground.is_main(_ABOUT) else []


# A page with this share of one place is about that place's rules.
_ABOUT = 0.5
# How often a page must name an instrument for its rules to be about that.
_OFTEN = 2
