"""Which last savings are witnesses: several lists saved in one go were saved by whoever kept them, not as published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from comity.sources.ice_287g.evidence import ListSummary

_AT_ONCE = timedelta(minutes=1)  # from one saving to the next; the publisher saves a list by hand, hours apart
# Days that the names of one batch say. Two files of different days with the same rows and saving are a copy under
# another name, and then the saving is what tells them apart.
_BATCH_DAYS = 3


def without_batch_stamps(lists: Sequence[ListSummary]) -> list[ListSummary]:
    """Return the lists in their order, those saved in one go without their stamps."""
    batched = {id(one) for group in _saved_together(lists) if _is_batch(group) for one in group}
    return [replace(one, facts=replace(one.facts, modified_at="")) if id(one) in batched else one for one in lists]


def _saved_together(lists: Sequence[ListSummary]) -> Iterator[list[ListSummary]]:
    moments = sorted(
        ((moment, index) for index, one in enumerate(lists) if (moment := _moment(one.facts.modified_at))),
    )
    group: list[ListSummary] = []
    last: datetime | None = None
    for moment, index in moments:
        if last is not None and moment - last > _AT_ONCE:
            yield group
            group = []
        group.append(lists[index])
        last = moment
    if group:
        yield group


def _is_batch(group: Sequence[ListSummary]) -> bool:
    """Return whether lists of different days, and not copies of one list, were saved together."""
    days = {one.facts.name_says_on for one in group if one.facts.name_says_on}
    kinds = {one.has_signed_column for one in group}
    differ = any(
        len({one.facts.name_says_on for one in group if one.has_signed_column == kind}) > 1
        and len({one.content for one in group if one.has_signed_column == kind}) > 1
        for kind in kinds
    )
    return len(days) >= _BATCH_DAYS or (len(days) > 1 and differ)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.rstrip("Z")) if len(text) > len("2026-01-09") else None
    except ValueError:
        return None
