"""Words between and around the two parties of a tie: what lets them be tied, and what parts them."""

from __future__ import annotations

from comity.reader.expressions import Expression

# Without one of these a page is read for no relation.
ON_PAGE = Expression("relation-page")
# Between a party and the words that tie it a few words may stand; not another clause's subject, doubt or denial, nor
# words that turn the tie round or tie something else.
GAP = Expression("tie-gap")
BREAK = Expression("tie-break")
ONCE = Expression("tie-once")
PLURAL = Expression("tie-plural")
COPULA = Expression("tie-copula")
DENIED = Expression("tie-denied")
# Behind the words a preposition begins another phrase: `funded by taxes for Alder`.
ASIDE = Expression("tie-phrase-next")
LIST = Expression("tie-list")
COMES = Expression("money-comes")
PART_OF = Expression("part-of-before")
BE = Expression("passive-verb-before")
APPOSED = Expression("named-before-noun")
WHICH = Expression("tie-which")
OWNING = Expression("tie-owning")
ITS = Expression("tie-its-before")
# Between what is owned and its name.
NAMED = Expression("tie-named")
# A word behind these is no verb: `a collaborative fund`.
NOUN = Expression("tie-noun-before")
PROJECT_NEXT = Expression("project-noun-next")
PASSIVE_BY = Expression("passive-by-next")
RELATIVE = Expression("said-of-party")
AFTER_ASIDE = Expression("aside-ends")
AIM = Expression("name-aim")
# Who writes checks says nothing.
CHECKS = Expression("checks-written")
# Between two who pay together: `A and the billionaire B`.
JOINT = Expression("payers-joined")
