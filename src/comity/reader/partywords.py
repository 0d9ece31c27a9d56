"""Words that mean a party named before, tell governments from other bodies, and candidates and things from persons."""

from __future__ import annotations

import re

PRONOUN = re.compile(
    r"(?<![\w'-])(?:(?P<person>[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)|(?P<body>[Ii]ts?|[Tt]heir|[Tt]hem))(?![\w'])"
)
DEFINITE = re.compile(
    r"(?<![\w'-])[Tt]he\s(?:(?:same|super|political action|dark money|non-?profit|advocacy)\s)*"
    r"(?P<noun>PAC|super PAC|(?i:committee|group|foundation|organization|nonprofit|fund|institute|think tank|"
    r"coalition|"
    r"cent(?:er|re)|alliance|network|project|trust|federation|association|league|initiative|collaborative|charity))"
    r"(?![\w-])(?!\s(?:[A-Z]|(?:for|of|to|on)\s(?:the\s)?[A-Z]))"
)
# What only a name that has the word in it is meant by: any other body may be near.
BY_NAME = frozenset((
    "center", "centre", "alliance", "network", "project", "trust", "federation", "association", "league",
    "initiative", "collaborative", "charity",
))  # fmt: skip
HEADS = frozenset((
    "Trust", "Foundation", "Fund", "Alliance", "Coalition", "Institute", "Center", "Network", "Project", "Federation",
    "Association", "League", "Initiative", "Collaborative",
))  # fmt: skip
COMPARED = re.compile(r"\b(?:[Ll]ike|[Uu]nlike|[Aa]s with|[Bb]eside|[Bb]esides)\s(?:the\s)?$")
NEAR = 400  # characters
MEANT = 1500  # characters


GOVERNMENT = re.compile(
    r"\b(?:County|Counties|Sheriff's|Police Department|City (?:of|Council|Commission)|State (?:Police|Department|of)|"
    r"Department of|U\.S\.|Congress|ICE(?! Out)|DHS|Court of|Senate|House|Administration|Board of|Legislature|"
    r"Commission|Detention (?:Center|Facility)|"
    r"Correctional (?:Center|Facility|Institution)|Processing Center|Supervisors|Customs|Enforcement|Homeland|"
    r"Bureau of Prisons|Marshals|Secure Communities)\b|\b(?:City|State|Court)$"
)
ASSOCIATION = re.compile(
    r"^[A-Z]\w+s for\b|Association|Foundation|Coalition|Union|Institute|Alliance|PAC|Conference|Federation|League|"
    r"Project|Sheriffs of|of America|Task Force|(?:Leadership|Victory) Fund"
)
NO_SURNAME = re.compile(
    r"\b(?:Philanthropy|Philanthropies|Trusts?|Funds?|Foundations?|Ventures|Charities|Partners|Giving|Network|"
    r"Table|Prosecution|Majority|Safety|Justice|Action|Power|Rights)$"
)
COMMITTEE = re.compile(r"\b(?:PAC|PACs|Committee|Safety|Action|Fund|Majority|Victory|Votes?|Voters|Future)\b")
THING = (
    r"(?:projects?|initiative|program|affiliate|arm|chapter|publication|spin-?off|subsidiary|magazine|"
    r"newsletter|website)"
)
THING_BEHIND = re.compile(
    rf"(?:\s\([A-Z]{{2,8}}\))?(?:,\s(?:which\s(?:is|was)\s)?|\s(?:is|was)\s)(?:an?|"
    rf"the)\s(?:[\w()-]+\s){{0,3}}{THING}\s(?:of|to|for)\b|"
    rf"\s{THING}\b"
)
THING_BEFORE = re.compile(
    rf"\b(?:{THING}\s(?:of|run by|published by)|(?:housed|based|hosted|sponsored) (?:at|by)|"
    rf"publishes)\s(?:the\s|The\s)?$"
)
# What makes it public that somebody stands for an office: `X, a challenger`, `X, Y's rival in the race for`.
STANDS = re.compile(
    r",\s(?:an?\s|the\s|[A-Z][\w-]+'s?\s)?(?:[A-Za-z-]+\s){0,3}(?:candidate|challenger|rival|opponent|contender|"
    r"nominee)\b|"
    r"\s(?:has\s|had\s)?(?:raised|reported raising)\s(?:[a-z]+\s){0,2}\$|"
    r",?\swho\s(?:is\s|was\s|has\sbeen\s)?(?:running|ran|runs|run)\s(?:for|against)\b"
)
CAMPAIGN = re.compile(
    r"\b(?:candidates?|challenger|election|primary|race for|running (?:for|against)|campaigns?|re-?elect)\b"
)
# A body whose name ends so is made up of bodies.
COALITIONS = frozenset(("Coalition", "Alliance", "Network", "Campaign", "Table", "Collaborative", "Federation"))
# `it` as a verb's object, by what follows; between a verb's subject and that object.
OBJECT = re.compile(
    r"(?:it|them)(?=[.,;)]|\s(?:with|in|for|to|from|by|as|since|at|on|and|an?|the|some|about|over|nearly|almost|more|most|"
    r"money|grants|another|every|each|until|through|during|after|before|\$))"
)
VERB = re.compile(
    r"\s(?:(?:has|have|had|also|now|then|both|all|long|together|will|mainly|largely)\s){0,3}[a-z-]{3,}\s(?:[a-z]{2,4}\s)?"
)
