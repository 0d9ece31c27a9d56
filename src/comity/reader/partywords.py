"""Words that mean a party named before, tell governments from other bodies, and candidates and things from persons."""

from __future__ import annotations

from comity.reader.expressions import Expression

PRONOUN = Expression("party-pronoun")
DEFINITE = Expression("party-definite")
# What only a name that has the word in it is meant by: any other body may be near.
BY_NAME = frozenset((
    "center", "centre", "alliance", "network", "project", "trust", "federation", "association", "league",
    "initiative", "collaborative", "charity",
))  # fmt: skip
HEADS = frozenset((
    "Trust", "Foundation", "Fund", "Alliance", "Coalition", "Institute", "Center", "Network", "Project", "Federation",
    "Association", "League", "Initiative", "Collaborative",
))  # fmt: skip
COMPARED = Expression("party-compared")
NEAR = 400  # characters
MEANT = 1500  # characters


GOVERNMENT = Expression("public-body")
ASSOCIATION = Expression("private-body")
NO_SURNAME = Expression("no-surname")
COMMITTEE = Expression("campaign-committee")
THING_BEHIND = Expression("thing-behind")
THING_BEFORE = Expression("thing-before")
# What makes it public that somebody stands for an office: `X, a challenger`, `X, Y's rival in the race for`.
STANDS = Expression("stands-for-office")
CAMPAIGN = Expression("campaign-words")
# A body whose name ends so is made up of bodies.
COALITIONS = frozenset(("Coalition", "Alliance", "Network", "Campaign", "Table", "Collaborative", "Federation"))
# `it` as a verb's object, by what follows; between a verb's subject and that object.
OBJECT = Expression("pronoun-object")
VERB = Expression("verb-between")
