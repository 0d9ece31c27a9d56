"""The words by which sentences about elections are told from others like them."""

from __future__ import annotations

import re

LIST_LINE = re.compile(r"(?P<office>[A-Z][\w' -]{2,40}?):\s(?P<names>(?:[A-Z][^:;\n]{2,160}))")
NAME = re.compile(r"[A-Z][\w.'-]+(?:\s(?:[\"“”][\w .]+[\"“”]\s)?[A-Z][\w.'-]+){1,3}")
FEW, SAME_LINES = 3, 250
# A line that speaks of several at once means no single county.
SEVERAL = re.compile(r"\b(?:counties|states|primaries|sheriffs|prosecutors|attorneys|races)\b", re.IGNORECASE)
# `the Alder, Ohio, mayoral race`: the state is no end of the phrase.
IN_STATE = re.compile(r",\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,(?=\s)")
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
    r"\b(?:elect\w*|primary|primaries|run-?offs?|race|races|ballot|voters?|votes?|voted|candidates?|challengers?|incumbents?|"
    r"nominee|nomination|re-?election|term|write-in|campaign\w*|contest|polls|upset|Democrats?|Republicans?|"
    r"next sheriff|landslide|took office|takes office|take office|sworn in|percent of the|percentage points)\b"
)
NATIONAL = re.compile(r"\b(?:president\w*|governor|gubernatorial|congress\w*|senate|midterm)\b", re.IGNORECASE)
ON_LIST = re.compile(r"\b(?:filing|candidates?|filed|ballot)\b", re.IGNORECASE)
