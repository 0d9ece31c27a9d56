"""Where a main clause begins inside a sentence, for whoever looks for its subject."""

from __future__ import annotations

from comity.reader.parsing import BE, DO, HAVE, Parse

_PRONOUNS = frozenset(("it", "he", "she", "they", "we", "his", "her", "its", "their", "officials", "this"))
# How far before ", and" the verb of the clause before may stand, in words.
_REACH = 28


def is_next_clause(parse: Parse, index: int) -> bool:
    """Return whether a new main clause begins behind ", and", not the next name of a list."""
    if parse.text(index - 1) not in {"and", "but"} or parse.text(index - 2) != ",":
        return False
    is_pronoun = parse.text(index) in _PRONOUNS
    return is_pronoun and any(parse.text(i) in BE | HAVE | DO for i in range(max(0, index - _REACH), index))


def is_noun_like(parse: Parse, index: int) -> bool:
    """Return whether a word of saying may be a noun here: "the report", "the state"."""
    return parse.text(index) in {
        "report",
        "state",
        "count",
        "note",
        "claim",
        "estimate",
        "name",
        "find",
        "states",
        "show",
    }
