"""Why a body acted, where a sentence gives a ruling as the reason: "ended it after a judge ruled that …"."""

from __future__ import annotations

from comity.reader.parsing import Parse

_BECAUSE = frozenset(("after", "because", "when", "since", "once", "following", "as"))
_COURTS = frozenset(
    ("judge", "judges", "court", "courts", "jury", "justices", "magistrate", "ruling", "rulings", "verdict")
)
# From the word that begins the reason to the court: "after a United States district judge".
_TO_COURT = 6


def ruled_at(parse: Parse) -> int:
    """Return the word that begins a reason which is a ruling, or -1 where the sentence gives none."""
    for index in range(1, len(parse.words)):
        near = range(index + 1, min(len(parse.words), index + 1 + _TO_COURT))
        if parse.text(index) in _BECAUSE and any(parse.text(i) in _COURTS for i in near):
            return index
    return -1
