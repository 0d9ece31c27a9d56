"""The words by which sentences about elections are told from others like them."""

from __future__ import annotations

import re

LIST_LINE = re.compile(r"(?P<office>[A-Z][\w',. -]{2,40}?):\s(?P<names>(?:[A-Z][^:;\n]{2,160}))")
NAME = re.compile(r"[A-Z][\w.'-]+(?:\s(?:[\"“”][\w .]+[\"“”]\s)?[A-Z][\w.'-]+){1,3}")
FEW, SAME_LINES = 3, 250
# A line that speaks of several at once means no single county.
SEVERAL = re.compile(r"\b(?:counties|states|primaries|sheriffs|prosecutors|attorneys|races)\b", re.IGNORECASE)
# `the Alder, Ohio, mayoral race`: the state is no end of the phrase.
IN_STATE = re.compile(r",\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:,|'s?)(?=\s)")
# What may also be done with fists, or to a record: without a word of elections it needs a candidate's post.
BLOWS = re.compile(
    r"(?:beat|beats|beaten|beating|best|bested|bests|top|tops|topped|hold|held|holds|crush|rout|turn)", re.IGNORECASE
)
HOLDERS_LOST = re.compile(
    r"\b(?:oust\w*|unseat\w*|defeat\w*|toppl\w+|vot(?:ed|ing) out|(?:bring|brought) down|threw out|turned out|beat|"
    r"reject\w*)\s(?:the\s|its\s|their\s)?(?:(?:incumbent|longtime|sitting|Republican|Democratic)\s){0,2}"
    r"(?P<office>sheriffs?|district attorneys?|prosecutors?|state's attorneys?)\s(?:of|in)(?=\s)"
)
BALLOT = re.compile(r"\b(?:primar(?:y|ies)|elections?|run-?offs?|ballot|polls|voters|voted|November)\b")
AND_PLACE = re.compile(r"(?:,?\sand(?:\sin|\sof)?|,)?\s(?:the\s)?(?:[A-Z][a-z]+,\s(?:and\s)?)?")
FOR = re.compile(r"\b(?:for|elect|elects|electing|of)\s(?:the\s|a\s)?(?:\w+\s){0,2}$")
HOLDER = re.compile(
    r"(?<![\w'-])[Tt]he\s(?:(?:new|incumbent|longtime|current|then|sitting|county|next|Democratic|Republican)\s){0,2}"
    r"(?P<post>sheriff-elect|sheriff|district attorney|prosecutor|state's attorney|county attorney)"
    r"(?!'s|\w|-)(?!\s[A-Z])"
)
_OFFICE = (
    r"(?:sheriff|district attorney|prosecutor|state's attorney|county attorney|county executive|"
    r"commonwealth's attorney|state attorney|mayor)"
)
CONTESTS_IN = re.compile(
    rf"\b(?P<office>{_OFFICE})(?:s'|'s|s)?\s(?:elections?|races?|contests?|primaries|primary|"
    rf"runoffs?)\s(?:\w+\s){{0,2}}?"
    r"(?:in|for|of)\s"
)
CONTESTS_FOR = re.compile(
    rf"\b(?:elections?|races?|contests?|primaries|voting)\sfor\s(?P<office>{_OFFICE})s?\s(?:in|of)\s"
)
OFFICES_OF = re.compile(rf"\b(?P<office>{_OFFICE})s?(?:\s(?:of|in)\s|(?=[\s,.;]))")
AT_STAKE = re.compile(
    r"\b(?:on the (?:\w+\s)?ballot|up for (?:re-?)?election|(?:stand|run|running) for re-?election)\b", re.IGNORECASE
)
ROW_LINK = re.compile(r",?\s(?:and|or|&)\s(?:in\s)?(?:the\s)?|[,;]\s(?:and\s)?(?:in\s)?")
FOR_OFFICE = re.compile(
    rf"\b[Ff]or\s(?:the\s)?(?:county\s)?(?P<office>{_OFFICE})(?:\sthere\s(?:is|are|was|were)(?:\sonly)?|"
    rf",\sit\s(?:is|was)|:|,)\s"
)
SPOKEN_OF = re.compile(
    r"\b(?:candidates?|people|Democrats|Republicans|running|runs|run|competing|vying|race|races|contest|primary|"
    r"primaries|"
    r"election|battle|fight|field|hopefuls|contenders|challengers|nominees?|nomination|ballot)\s(?:for|to be|"
    r"to become)\s"
    rf"(?:the\s|an?\s|next\s|new\s)*(?:[A-Z][\w.]+(?:'s)?,?\s){{0,5}}(?:next\s|county\s)?(?P<office>{_OFFICE})\b|"
    rf"\b(?P<own>{_OFFICE})(?:'s|s')?\s(?:race|contest|primary|election|runoff)\b",
)
NOT_NOW = re.compile(r"\b(?:former|once|formerly|failed|unsuccessful|unsuccessfully|presidential|if)\b")
CALLED = frozenset(("incumbent", "challenger", "nominee", "opponent", "contender", "rival"))
# Who is to hold an office, said on a page about an election.
BECOMES = re.compile(
    r"(?:,?\swho)?\s(?:becomes|will become|will be|is to become|is to be|is set to become|takes over as|"
    r"will take office as|"
    r"will take over as|will serve as)\s(?:the\s|an?\s|its\s)?(?:next\s|new\s|first\s)?(?=[A-Z]|next|new|"
    r"sheriff|prosecutor|mayor|d|s|c)"
    r"(?P<office>(?:[A-Z0-9][\w.]*\s){0,5}(?:[A-Za-z']+\s?){1,3})"
)
WINNERS = re.compile(r"\b(?:[Ww]inners|[Vv]ictors)\b[^.:;]{0,40}?(?:\binclude[ds]?|\bare|\bwere|:)\s")
# Somebody by his party or part in the contest alone: the last person named.
PARTISAN = re.compile(
    r"(?<![\w'-])[Tt]he\s(?:first-time\s|longtime\s)?(?:Democrat|Republican|newcomer|challenger|"
    r"independent)(?=,\swho\s|\s(?:won|beat|"
    r"defeated|unseated|ousted|is running|runs|lost|faces|was elected|took)\b)"
)
NEXT_HOLDER = re.compile(
    r",\s(?:who\swill\sbe\s|likely\s|presumably\s)?(?:the|its|their)\s(?:county's\s|city's\s)?next\s"
    r"(?P<office>(?:[A-Z][\w.]+\s){0,3}(?:[a-z']+\s?){1,3})"
)
STAGES_NAMED = re.compile(
    r"\b(?:primary(?!\s(?:concern|purpose|goal|reason|mission|responsibilit|source|care|focus|dut|function|role|"
    r"school|language|"
    r"target|suspect|residence|author|objective|aim|means|factor|cause))|primaries|"
    r"run-?off|general election|November|Nov\.)(?!\w)",
    re.IGNORECASE,
)
# What was decided before: its stage is not the one that a page is about.
TOLD = re.compile(r"\b(?:won|lost|beat|beaten|defeated|knocked|ousted|unseated|(?:bring|brought) down|was out|upset)\b")
STRONG = re.compile(
    r"\b(?:elected|re-?elected|reelection|re-election|election|primary|runoff|voters|voted|ballot|candidate)\b"
)
CLAUSE = re.compile(r"\b(?:elected officials?|election (?:law|official|integrity|interference)|no election)\b")
STATE_POST = re.compile(
    r"\b(?:gov|sens?|reps?|lt)\.|\b(?:judge|justice|president|secretary|representative|delegate|senator)$",
    re.IGNORECASE,
)
CANDIDATES = re.compile(r"\b(?:candidates|challengers|contenders|hopefuls|Democrats|Republicans)\b[^.:;]{0,120}:\s")
CONTEXT = re.compile(
    r"\b(?:elect\w*|primary|primaries|run-?offs?|race|races|ballot|voters?|votes?|voted|candidates?|"
    r"challengers?|incumbents?|opponents?(?! of)|"
    r"nominee|nomination|re-?election|term|write-in|campaign\w*|contest|polls|upset|Democrats?|Republicans?|"
    r"next sheriff|landslide|took office|takes office|take office|sworn in|percent of the|percentage points)\b"
)
NATIONAL = re.compile(r"\b(?:president\w*|governor|gubernatorial|congress\w*|senate|midterm)\b", re.IGNORECASE)
ON_LIST = re.compile(r"\b(?:filing|candidates?|filed|ballots?|primary|running for)\b", re.IGNORECASE)
# `asks those who want to be sheriff`.
OTHERS_WHO = re.compile(
    r"\b(?:those|anyone|anybody|people|persons|whoever|candidates|voters|everyone|residents|others|Democrats|"
    r"Republicans)\s"
    r"(?:who\s|that\s)?(?:also\s)?$"
)
# `pays for candidates for sheriff`: who does stands for nothing.
OF_OTHERS = re.compile(
    r"\b(?:back\w*|support\w*|fund\w*|finance[sd]?|pa(?:ys|id) for|g(?:ives|ave|iven) to|donat\w+ to|"
    r"contribut\w+ to|spen[dt]\w* on|endors\w+|"
    r"oppos\w+|help\w*|recruit\w*|train\w*|interview\w*|ask\w*|surveyed|question\w*|told|among)\s(?:[\w-]+\s){0,3}$"
)
TOLD_PAST = re.compile(
    r"\b(?:won|lost|beat|beaten|defeated|ousted|unseated|led|trailed|percent|votes|results?|"
    r"returns)\b|%"
)
# Of another year or time than the news.
OF_OLD = re.compile(
    r"\b(?:(?:19|20)\d\d|last year|years? ago|then|later|once|previously|formerly|next year|November)\b"
)
# Between a second person and his place: `and Y of B County`, `and Y, who does in B County`.
AND_IN = re.compile(r"(?:,?\s(?:who\s)?(?:is|does|did|runs|ran|is running|so))*(?:\sso)?\s(?:of|in|for)\s(?:the\s)?")
