"""What a memorandum says, each fact with the words that it rests on."""

from __future__ import annotations

import msgspec

from comity.model import Resolution
from comity.text.sheets import Sheet


class Passage(msgspec.Struct, frozen=True):
    """Words of one reading of one page: the reading's number among those given, and characters of its text."""

    sheet: int
    start: int
    end: int


class Found(msgspec.Struct, frozen=True):
    """A fact with its passage and the rule that found it; `value` "" where nothing is proposed, and `rule` says why."""

    value: str = ""
    passage: Passage | None = None
    rule: str = ""


class Signature(msgspec.Struct, frozen=True):
    """One party's signature: its day, the signer's office, and the name that stands with the office."""

    signed_on: Found = Found()
    office: Found = Found()
    name: str = ""


class Memorandum(msgspec.Struct, frozen=True):
    """What one document says. `signed_on` is the later signature's day: an agreement holds from then.

    Where the signatures cannot be read, an addendum behind them may say when the agreement took effect. `document` is
    memorandum, addendum, amendment or extension; `unread_pages` could not be read at all.
    """

    name: str
    page_count: int
    unread_pages: tuple[int, ...]
    document: str
    model: Found
    agency: Found
    resolution: Resolution
    state: str
    local: Signature
    federal: Signature
    signed_on: Found
    problems: tuple[str, ...]
    sheets: tuple[Sheet, ...]
