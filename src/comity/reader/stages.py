"""How far a bill is: brought in, through a chamber, on a desk, signed, sent back; by whichever words a page says it."""

from __future__ import annotations

from comity.reader.expressions import Expression

_OVERRIDDEN = Expression("veto-overridden")
_REFUSED = Expression("bill-refused")
_SIGNED = Expression("bill-signed")
_UNDER_WAY = Expression("bill-under-way")
_IRREAL = Expression("bill-not-yet")
_PASSIVE = Expression("done-to-bill")
_BEFORE = 40  # characters
_AUXILIARY = 7  # characters: "would " before "have been"


def stage(said: str) -> tuple[str, int]:
    """Return how far folded words say that a bill is, with where; "" where they do not say."""
    for status, pattern in (("happened", _OVERRIDDEN), ("rejected", _REFUSED), ("happened", _SIGNED)):
        for found in pattern.finditer(said):
            if said.startswith("-proof", found.end()) or said.startswith(" power", found.end()):
                continue
            before = max(0, found.start() - _BEFORE)
            if passive := _PASSIVE.search(said, before, found.start()):
                before = max(before, passive.start() - _AUXILIARY)  # "a bill to require it was vetoed"
            if _IRREAL.search(said, before, found.start()):
                return "proposed", found.start()
            return status, max(found.start(), found.end() - _BEFORE)  # near the verb, where its subject is held too
    under_way = _UNDER_WAY.search(said)
    return ("proposed", under_way.start()) if under_way else ("", 0)
