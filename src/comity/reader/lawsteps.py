"""Whether a word of lawmaking tells a step with a law, or is a noun, a purpose, or what others do."""

from __future__ import annotations

from comity.reader.parsing import Parse, Span

_BEFORE_NOUNS = frozenset(
    ("the", "a", "an", "of", "for", "put", "on", "after", "before", "against", "his", "her", "its", "no")
)
_BEFORE_PURPOSES = frozenset(("on", "of", "for", "at", "toward"))


def tells_step(parse: Parse, act: Span) -> bool:
    """Return whether a word of lawmaking is a verb said of a law."""
    before = parse.text(act.first - 1)
    if act.form == "noun" or (act.form == "ing" and before in _BEFORE_PURPOSES):
        return False  # "spent on blocking bills"
    if act.form == "base" and (before.endswith("'s") or before in _BEFORE_NOUNS):
        return False  # "the bill's author"
    return not (before == "who" and act.pattern.status == "rejected")  # "sheriffs who turn them down"
