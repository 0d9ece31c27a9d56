"""Which list is it, whatever its name says? A participating list has signings, and rows like its own kind's."""

from __future__ import annotations

from collections.abc import Sequence

from comity.model import ListKind
from comity.sources.ice_287g.evidence import ListSummary

_NEAREST = 8  # lists of each kind, nearest by their names, whose rows are compared


def decide_kinds(lists: Sequence[ListSummary]) -> list[tuple[ListKind, str]]:
    """Return each list's kind and, where that is not what its name says, the reason."""
    shown = [_shown_kind(one) for one in lists]
    plain = [(one, kind) for one, kind in zip(lists, shown, strict=True) if one.facts.name_says_list in ("", kind)]
    kinds: list[tuple[ListKind, str]] = []
    for one, kind in zip(lists, shown, strict=True):
        named = one.facts.name_says_list
        kinds.append((kind, "") if named in ("", kind) else _contested(one, ListKind(named), kind, plain))
    return kinds


def _shown_kind(one: ListSummary) -> ListKind:
    """Return the kind by the file's own look: signing dates in at least half of the rows, or a column for them."""
    has_signings = one.has_signed_column and 2 * one.signed_count >= len(one.row_keys)
    return ListKind.PARTICIPATING if has_signings else ListKind.PENDING


def _contested(
    one: ListSummary, named: ListKind, looks: ListKind, plain: Sequence[tuple[ListSummary, ListKind]]
) -> tuple[ListKind, str]:
    """Return the kind whose lists hold more of the rows; where neither does, what the file looks like."""
    shares = {kind: _share(one, [other for other, its_kind in plain if its_kind == kind]) for kind in ListKind}
    if shares[named] > shares[looks]:
        return named, ""
    what = "signing dates" if looks == ListKind.PARTICIPATING else "no signing dates"
    beside = f"; it shares {shares[looks]:.0%} of all rows with a {looks} list near it" if shares[looks] else ""
    return looks, f"its name says {named}, but it has {what}{beside}, so it is read as the {looks} list"


def _share(one: ListSummary, others: Sequence[ListSummary]) -> float:
    on = one.facts.name_says_on
    before = sorted((o for o in others if o.facts.name_says_on <= on), key=lambda o: o.facts.name_says_on)[-_NEAREST:]
    after = sorted((o for o in others if o.facts.name_says_on > on), key=lambda o: o.facts.name_says_on)[:_NEAREST]
    return max((_likeness(one, other) for other in (*before, *after)), default=0.0)


def _likeness(one: ListSummary, other: ListSummary) -> float:
    """Return shared rows over all rows of both: pending rows stand in a longer list once they are signed."""
    shared = len(one.row_keys & other.row_keys)
    return shared / max(1, len(one.row_keys) + len(other.row_keys) - shared)
