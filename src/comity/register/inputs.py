"""What is compiled: everything the ledger or the starter record holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from comity.identity import Ruling
from comity.ledger import StoredList
from comity.model import PrintedRow


class Record(msgspec.Struct, frozen=True):
    """The lists with their printed rows (by the numbers that the lists use), and people's rulings."""

    lists: Sequence[StoredList]
    printed_rows: Mapping[int, PrintedRow]
    rulings: Sequence[Ruling] = ()
