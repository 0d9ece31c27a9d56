"""Whose word a sentence is, where it says so itself: for relations and elections, which stand in single sentences."""

from __future__ import annotations

import re

_VERBS = (
    r"(?:says|said|show|shows|showed|reports|reported|found|finds|states|stated|wrote|writes|indicate|indicates|lists)"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the |an? )?(?P<who>[^,.;:()\n]{3,70})")
# `..., campaign finance records show.` and `The expenditure report says ...`
_BEHIND = re.compile(rf",[\"”]?\s(?:the\s)?(?P<who>[^,.;:()\n]{{3,60}}?)\s{_VERBS}\b[^,;]{{0,20}}[.,]?$")
_AHEAD = re.compile(rf"^(?:The|An?)?\s?(?P<who>[A-Za-z][^,.;:()\n]{{3,60}}?)\s{_VERBS}\s(?:that\s)?")
_NOBODY = re.compile(r"^(?:he|she|it|they|who|which|that|and|but|as|also|the two|what)\b", re.IGNORECASE)


def find_speaker(sentence: str) -> str | None:
    """Return whose word a plain sentence says that it is, without its article, or None where it says nothing of it."""
    said = sentence.strip()
    for pattern in (_ACCORDING, _BEHIND, _AHEAD):
        match = pattern.search(said)
        if match and not _NOBODY.match(match["who"]):
            return match["who"].strip()
    return None
