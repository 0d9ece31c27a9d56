"""Whether a word of lawmaking tells a step with a law, or is a noun, a purpose, or what others do."""

from __future__ import annotations

from comity.reader.parsing import Parse, Span

_BEFORE_NOUNS = frozenset(
    ("the", "a", "an", "of", "for", "put", "on", "after", "before", "against", "his", "her", "its", "no")
)
_MOVES = frozenset(("go", "goes", "going", "gone", "went", "date", "dates", "come", "comes", "came", "right", "way"))
_BEFORE_PURPOSES = frozenset(("on", "of", "for", "at", "toward"))


def tells_step(parse: Parse, act: Span) -> bool:
    """Return whether a word of lawmaking is a verb said of a law."""
    before = parse.text(act.first - 1)
    if act.form == "noun" or (act.form == "ing" and before in _BEFORE_PURPOSES):
        return False  # "spent on blocking bills"
    if act.form == "base" and (before.endswith("'s") or before in _BEFORE_NOUNS):
        return False  # "the bill's author"
    if act.form == "base" and act.after == act.first + 1 and _is_other_word(parse, act.first):
        return False
    return not (before == "who" and act.pattern.status == "rejected")  # "sheriffs who turn them down"


def _is_other_word(parse: Parse, at: int) -> bool:
    """Return whether a word is no verb of lawmaking here: "the agreements go back to", "made a public issue of it"."""
    if parse.text(at) == "back":
        return parse.text(at - 1) in _MOVES
    return parse.text(at) == "issue" and parse.text(at - 2) in {"a", "an", "the", "this", "no"}
