"""One page of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from comity.errors import NotFoundError

T = TypeVar("T")


class Paging(msgspec.Struct, frozen=True):
    """Which page it is, of how many, and which rows of how many it shows, counted from 1."""

    page: int
    page_count: int
    first: int
    last: int
    count: int


def cut(rows: Sequence[T], page: int, size: int) -> tuple[Sequence[T], Paging]:
    """Return a page's rows and where they stand; raise NotFoundError for a page beyond the last."""
    count = len(rows)
    page_count = max(1, -(-count // size))
    if page > page_count:
        raise NotFoundError(f"there is no page {page}", where="page", cure=f"the last is {page_count}")
    first = (page - 1) * size
    some = rows[first : first + size]
    return some, Paging(page, page_count, first + 1 if count else 0, first + len(some), count)
