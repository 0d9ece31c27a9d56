"""How far a bill is: brought in, through a chamber, on a desk, signed, sent back; by whichever words a page says it."""

from __future__ import annotations

from comity.reader.expressions import Expression

_OVERRIDDEN = Expression("veto-overridden")
_REFUSED = Expression("bill-refused")
_SIGNED = Expression("bill-signed")
_UNDER_WAY = Expression("bill-under-way")
_IRREAL = Expression("bill-not-yet")
_DONE = Expression("done-to-bill")
_SUPPOSED = Expression("bill-supposed")
_BEFORE = 40  # characters


def stage(said: str) -> tuple[str, int]:
    """Return how far folded words say that a bill is, with where; "" where they do not say."""
    for status, pattern in (("happened", _OVERRIDDEN), ("rejected", _REFUSED), ("happened", _SIGNED)):
        for found in pattern.finditer(said):
            if said.startswith("-proof", found.end()) or said.startswith(" power", found.end()):
                continue
            if _is_open(said, found.start()):
                return "proposed", found.start()
            return status, max(found.start(), found.end() - _BEFORE)  # near the verb, where its subject is held too
    under_way = _UNDER_WAY.search(said)
    return ("proposed", under_way.start()) if under_way else ("", 0)


def _is_open(said: str, at: int) -> bool:
    """Return whether a step is only wished or supposed; what a bill would do says nothing of what was done to it."""
    before = max(0, at - _BEFORE)
    words = _SUPPOSED if _DONE.search(said, before, at) else _IRREAL
    return words.search(said, before, at) is not None
