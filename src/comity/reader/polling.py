"""The words by which sentences about elections are told from others like them."""

from __future__ import annotations

import re

from comity.reader.expressions import Expression

LIST_LINE = Expression("office-line")
NAME = re.compile(r"[A-Z][\w.'-]+(?:\s(?:[\"“”][\w .]+[\"“”]\s)?[A-Z][\w.'-]+){1,3}")
FEW, SAME_LINES = 3, 250
# A line that speaks of several at once means no single county.
SEVERAL = Expression("several-contests")
# `the Alder, Ohio, mayoral race`: the state is no end of the phrase.
IN_STATE = re.compile(r",\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?(?:,|'s?)(?=\s)")
# What may also be done with fists, or to a record: without a word of elections it needs a candidate's post.
BLOWS = Expression("blow")
HOLDERS_LOST = Expression("holder-lost")
BALLOT = Expression("of-ballot")
AND_PLACE = re.compile(r"(?:,?\sand(?:\sin|\sof)?|,)?\s(?:the\s)?(?:[A-Z][a-z]+,\s(?:and\s)?)?")
FOR = Expression("for-office")
HOLDER = Expression("office-holder")
CONTESTS_IN = Expression("contests-in")
CONTESTS_FOR = Expression("contests-for")
OFFICES_OF = Expression("offices-of")
AT_STAKE = Expression("at-stake")
ROW_LINK = re.compile(r",?\s(?:and|or|&)\s(?:in\s)?(?:the\s)?|[,;]\s(?:and\s)?(?:in\s)?")
FOR_OFFICE = Expression("for-office-line")
SPOKEN_OF = Expression("office-spoken-of")
NOT_NOW = Expression("contest-not-now")
CALLED = frozenset(("incumbent", "challenger", "nominee", "opponent", "contender", "rival"))
# Who is to hold an office, said on a page about an election.
BECOMES = Expression("becomes")
WINNERS = Expression("winners")
# Somebody by his party or part in the contest alone: the last person named.
PARTISAN = Expression("partisan")
# Before a name, the party of the candidate; in one contest.
BY_PARTY, OWN_RACE = Expression("by-party"), Expression("own-race")
NEXT_HOLDER = Expression("next-holder")
STAGES_NAMED = Expression("stages-named")
# What was decided before: its stage is not the one that a page is about.
TOLD = Expression("outcome-told")
STRONG = Expression("election-strong")
# Without one of these a page is read for no election.
ON_PAGE = Expression("election-page")
CLAUSE = Expression("election-aside")
STATE_POST = Expression("state-post")
CANDIDATES = Expression("candidates-listed")
CONTEXT = Expression("election-context")
NATIONAL = Expression("national-race")
ON_LIST = Expression("on-list")
# `asks those who want to be sheriff`.
OTHERS_WHO = Expression("others-who")
# `pays for candidates for sheriff`: who does stands for nothing.
OF_OTHERS = Expression("of-others")
PARTYS_OWN = Expression("partys-own-contest")
SEVERAL_COUNTIES = Expression("several-counties")
SECOND_STAGE = Expression("second-stage")
TOLD_PAST = Expression("outcome-past")
# Of another year or time than the news.
OF_OLD = Expression("of-old")
# Between a second person and his place: `and Y of B County`, `and Y, who does in B County`.
AND_IN = Expression("and-in")
# A sentence says that somebody was chosen, beside his title.
CHOSEN = Expression("was-chosen")
# `papers are due at the registrar's office in Lexington`: the town is where the office stands.
STANDS_IN = Expression("office-stands-in")
