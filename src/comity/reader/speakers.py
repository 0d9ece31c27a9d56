"""Whose word a sentence is, where it says so itself: for relations and elections, which stand in single sentences."""

from __future__ import annotations

from comity.reader.expressions import Expression

_ACCORDING = Expression("according-to")
# `..., campaign finance records show.` and `The expenditure report says ...`
_BEHIND = Expression("speaker-behind")
_AHEAD = Expression("speaker-ahead")
_NOBODY = Expression("speaker-nobody")


def find_speaker(sentence: str) -> str | None:
    """Return whose word a plain sentence says that it is, without its article, or None where it says nothing of it."""
    said = sentence.strip()
    for pattern in (_ACCORDING, _BEHIND, _AHEAD):
        match = pattern.search(said)
        if match and not _NOBODY.match(match["who"]):
            return match["who"].strip()
    return None
