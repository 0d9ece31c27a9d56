"""Names that are no town's or county's where they stand: a newspaper's, or a state's that holds "three counties"."""

from __future__ import annotations

from comity.reader.expressions import Expression

_PAPER = Expression("paper-tail")
# What stands before a state's name that tells where several bodies are, and what shows that it is a county's after all.
_MANY_IN = Expression("many-in")
_IN_LIST = Expression("in-county-list")


def is_where_many_are(text: str, start: int, end: int) -> bool:
    """Return whether a name that a state and a county bear is the state's: "three counties in Iowa"."""
    is_many = _MANY_IN.search(text, max(0, start - 40), start) is not None
    return is_many and _IN_LIST.match(text, end) is None


def is_of_paper(text: str, start: int, end: int) -> bool:
    """Return whether the name between two places is part of a paper's, if that is not over its article."""
    paper = _PAPER.match(text, end)
    if paper is None:
        return False
    before, behind = text[max(0, start - 6) : start].rstrip(" "), text[paper.end() : paper.end() + 1]
    return behind not in {"", "\n"} or not (start == 0 or before.endswith(("\n", "The")))
