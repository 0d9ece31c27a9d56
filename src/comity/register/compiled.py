"""What the parts of the compile step share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from comity.identity import History
from comity.ledger import StoredList
from comity.register.reading import ReadRow
from comity.sources.ice_287g import Judgement


class Compiled(msgspec.Struct, frozen=True):
    """What the parts of the compile step share: lists in order, rows with their meaning, the history."""

    lists: Mapping[str, StoredList]
    judgements: Mapping[str, Judgement]
    participating: Sequence[StoredList]
    pending: Sequence[StoredList]
    rows: Mapping[int, ReadRow]
    history: History

    def day_of(self, stored: StoredList) -> str:
        """Return the day on which a list was published, as judged."""
        return self.judgements[stored.publication_id].published_on


def publication_id_of(key: str) -> str:
    """Return the short id by which a list is named: its source, the beginning of its hash, and which showing."""
    sha256, _, number = key.partition("+")
    return f"ice-287g-{sha256[:12]}" + (f"-{number}" if number else "")
