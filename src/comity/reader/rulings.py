"""What a ruling or a settlement makes somebody do: stop, or limit, or nothing; and whether it is for the local body."""

from __future__ import annotations

from comity.reader.directions import points
from comity.reader.expressions import Expression

# What a ruling says: for the local body, or against what it did.
_CLEARED = Expression("body-cleared")
_STOPPED = Expression("made-to-stop")
_LIMITED = Expression("made-to-limit")
_HELD = Expression("held-for-agency")
_WRONGLY = Expression("held-wrongly")
_KEPT = Expression("held")


def is_cleared(said: str) -> bool:
    """Return whether folded words tell a ruling for the local body: it "did not violate", it "was lawful"."""
    return _CLEARED.search(said) is not None


def ruled(said: str, behind: str) -> str:
    """Return the action of a ruling: "end", "restrict" by its words or by what is demanded behind it, else "other"."""
    if _STOPPED.search(said):
        return "end"
    return "restrict" if _LIMITED.search(said) or points(behind) == "restrict" else "other"


def is_wrongly(folded: str) -> bool:
    """Return whether a page speaks of holding people against the law: who is held so is held past his release."""
    return _WRONGLY.search(folded) is not None


def tells_holding(folded: str) -> bool:
    """Return whether a page that names no instrument tells that people are held for the agency, or wrongly."""
    return _HELD.search(folded) is not None or (is_wrongly(folded) and _KEPT.search(folded) is not None)
