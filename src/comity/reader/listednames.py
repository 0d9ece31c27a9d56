"""Names that are bodies' because of where they stand: beside bodies in a list; or by a state: `Safer Virginia`."""

from __future__ import annotations

import re

from comity.reader.mentions.posts import load_posts
from comity.reader.records import PersonMention

# Between two names of a list.
JOINED = re.compile(r"(?:\s\([A-Z]{2,8}\))?,?\s(?:and\s)?(?:the\s)?")
# Names that only stand in a list with bodies.
_LISTED_NAME = r"(?P<name>[A-Z][a-z][\w'-]+(?:\s(?:(?:for|of|de|la|del|sin|con|y)\s){0,2}[A-Z][\w'-]*\w){0,3}(?<!'s))"
LISTED_BEFORE = re.compile(
    rf"(?:^|[.:;,\n]\s|\b(?:and|include|including|by|from|to|of|like|are|as|with)\s){_LISTED_NAME}(?:,|"
    rf",?\sand)\s(?:the\s)?$"
)
LISTED_BEHIND = re.compile(
    rf"(?:,|,?\sand)\s{_LISTED_NAME}(?=\.?(?:\n|$)|[;)]|\.\s|,\s(?:and\s)?(?:the\s)?[A-Z]|(?<=[a-z]),\s[a-z]|"
    rf"\sand\s(?:the\s)?[A-Z])"
)
_STATES = frozenset((
    "Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
    "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland",
    "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada", "Ohio",
    "Oklahoma", "Oregon", "Pennsylvania", "Tennessee", "Texas", "Utah", "Vermont", "Virginia", "Wisconsin", "Wyoming",
))  # fmt: skip


def is_of_state(person: PersonMention) -> bool:
    """Return whether what is taken for a person is a campaign by its name: `Safer Virginia`."""
    words = person.name.split()
    return person.role == "private" and len(words) > 1 and words[-1] in _STATES and words[0] not in load_posts().given
