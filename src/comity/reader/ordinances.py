"""Rules of counties and towns: an ordinance, a resolution or an order that a body passes, refuses or brings in.

Looked at where no pattern of an act fits: the rule's own words say which way it points (`directions`).
"""

from __future__ import annotations

import re

from comity.reader.context import Context
from comity.reader.directions import points
from comity.reader.drafts import Draft, evidence_of
from comity.reader.jurisdictions import Jurisdiction
from comity.reader.parsing import Parse
from comity.reader.timing import date_of, opening_date

_RULE = re.compile(
    r"\b(?:ordinances?|resolutions?|proclamations?|by-?laws?|local laws?|laws of (?:its|their) own|executive orders?|"
    r"council bills?|motions?|amendments?|"
    r"(?:written |new |formal |general )(?:policy|policies|orders?|directives?|rules?))\b"
)
_BODY = re.compile(
    r"\b(?:councils?|board|commission(?:ers)?|supervisors|trustees|selectmen|select board|freeholders|legislators|"
    r"legislature|committee|jury|court of commissioners|mayor|executive|city|county|town|village|sheriff|"
    r"alder(?:m[ae]n|s|persons?|people)|council(?:man|woman|or|member)s?)\b"
)
_REFUSED = re.compile(
    r"\b(?:reject(?:s|ed)?|vot(?:ed|es) (?:it |them )?down|defeat(?:s|ed)?|turn(?:s|ed) (?:\w+ ){0,4}down|"
    r"fail(?:s|ed)|kill(?:s|ed)?|said no|says no|veto(?:s|es|ed)?|d(?:ied|ies)|buried|withdr[ea]w(?:s|n)?|"
    r"tabled (?:a|an|the) (?:motion|amendment|resolution|ordinance|effort|bid|attempt)|got nowhere|went nowhere|"
    r"blocked (?:a|an|the) (?:motion|amendment|resolution|effort|bid|attempt)|laid (?:\w+ ){0,3}to rest|"
    r"(?:postpon|tabl)(?:ed|es|ing) (?:[\w-]+ ){0,5}indefinitely|shelved|scrap(?:s|ped))\b"
)
_PASSED = re.compile(
    r"\b(?:pass(?:ed|es)|adopt(?:ed|s)|approv(?:ed|es)|enact(?:ed|s)|sign(?:ed|s)|issu(?:ed|es)|gave approval|"
    r"vot(?:ed|es) (?:[\d-]+ )?(?:for|in favor|to (?:adopt|pass|approve|enact))|put in place|"
    r"unanimously backed|final approval|ratif(?:ied|ies)|endors(?:ed|es)|agreed (?:to|on))\b"
)
_OPEN = re.compile(
    r"\b(?:introduc(?:ed|es)|propos(?:ed|es|al)|draft(?:ed|s)?|first reading|consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?|"
    r"take up|takes up|took up|brought (?:in|forward)|sponsor(?:s|ed)|pending|on the agenda|will vote|to vote|"
    r"hear(?:s|ing)?|debat(?:es|ed|ing))\b"
)
_IRREAL = re.compile(
    r"\b(?:would|could|may|might|will|if|unless|whether|urg\w+|ask\w*|want\w*|expected|plans?|to)\s(?:\w+\s)?$"
)
_MEANT = (
    ("287g_unspecified", re.compile(r"\b287 ?\(?g\)?")),
    (
        "detention_contract",
        re.compile(r"\b(?:detention (?:contract|center|facilit)\w*|jail beds|house (?:ice|immig)\w*)"),
    ),
    (
        "detainer_policy",
        re.compile(r"\b(?:detainers?|immigration holds?|ice holds?|past (?:their|his|her|the) release)\b"),
    ),
    ("notification", re.compile(r"\b(?:release (?:dates?|times?)|notify (?:ice|immig|federal)\w*)")),
    ("access_to_jail", re.compile(r"\b(?:inside|into|access to|enter(?:ing)?) (?:the |its |county |city )*jails?\b")),
)
_OF_ALL_KINDS = re.compile(r"\b(?:status|cooperat\w+|resources|assist\w*|personnel|collaborat\w+)\b")
_GOES_ON = re.compile(r"\W*(?:it|the (?:\w+ )?(?:ordinance|resolution|policy|order|measure|rule)|under)\b")
_FEDERAL = re.compile(r"\b(?:president|trump|biden|obama|bush|white house|homeland security|justice department)\b")
_STATES = re.compile(
    r"\b(?:state|governor|gov\.|statewide|legislature|attorney general|lawmakers|congress|president)\b"
)


def find_ordinance(context: Context, parse: Parse, number: int) -> list[Draft]:
    """Return the local rule that a sentence tells of and which way it points, of the place named or the page's own."""
    said = context.folded[parse.start : parse.end]
    rule, found = _RULE.search(said), _told(said)
    if rule is None or found is None or not _BODY.search(said) or not context.is_about(number, 1):
        return []
    named = [n.jurisdiction for n in context.ground.between(parse.start, parse.end)]
    if _FEDERAL.search(said) or (_STATES.search(said) and not named):
        return []
    places = list({j.geoid: j for j in named}.values()) or _own(context)
    action = {"end": ""}.get(side := points(said), side) or points(_next(context, number))
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
    return None


def _next(context: Context, number: int) -> str:
    """Return the sentence behind, where it goes on about the rule: "It bars deputies from …"."""
    if number + 1 >= len(context.sentences):
        return ""
    after = context.sentences[number + 1]
    said = context.folded[after.start : after.end]
    return (
        said
        if re.match(r"\W*(?:it|the (?:\w+ )?(?:ordinance|resolution|policy|order|measure|rule)|under)\b", said)
        else ""
    )


def _own(context: Context) -> list[Jurisdiction]:
    """Return the place that the page is about, where there is one."""
    main = context.ground.main()
    return [main] if main is not None and context.ground.is_main(_ABOUT) else []


# A page with this share of one place is about that place's rules.
_ABOUT = 0.5
# How often a page must name an instrument for its rules to be about that.
_OFTEN = 2
