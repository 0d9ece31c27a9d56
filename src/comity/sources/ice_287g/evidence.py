"""What a whole file testifies, in small: the rows as ids, its kind, and every witness to its date."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

import msgspec

from comity.model import ListFacts, ListKind, ParsedList, PrintedRow, Verdict
from comity.sources.ice_287g.columns import known_name
from comity.sources.ice_287g.values import comparable, signed_on, support_models

RowContent = tuple[str, str, str]
_LATEST = 12  # enough of the newest signings to look past single misprints
_FAR = "2099-12-31"  # a signing is read here without a list's date: which are too late is for the judge


class ListSummary(msgspec.Struct, frozen=True):
    """One publication as the judge sees it.

    `row_keys` are ids of `row_content`, shared among all lists; their values mean nothing. `content` is a digest of
    the rows as printed, in any order. `signed_count` is the number of rows with a signing date, `latest_signed` the
    newest of them, newest first. `error` is why it could not be read, and then nothing but the name is known.
    """

    publication_id: str
    facts: ListFacts
    row_keys: frozenset[int] = frozenset()
    content: str = ""
    row_count: int = 0
    refused_count: int = 0
    signed_count: int = 0
    latest_signed: tuple[str, ...] = ()
    error: str = ""

    @property
    def has_signed_column(self) -> bool:
        """Return whether the header has SIGNED, as participating lists do."""
        return any(known_name(text) == "SIGNED" for text in self.facts.header)


class Judgement(msgspec.Struct, frozen=True):
    """What a publication was judged to be: which list, of what date, in what order, whether to be used, and why.

    `name` is the file's; the same bytes under two names are two publications with the same id.
    `printed_on` is the date its name says, `published_on` the settled one; `sequence` orders all lists in time.
    """

    publication_id: str
    name: str
    list: ListKind
    printed_on: str
    published_on: str
    sequence: int
    verdict: Verdict
    reason: str

    @property
    def is_used(self) -> bool:
        """Return whether the list says who is listed: good, duplicate, swapped, or misdated with its date settled."""
        return self.verdict in _USED and bool(self.published_on)


_USED = frozenset((Verdict.GOOD, Verdict.DUPLICATE, Verdict.MISDATED, Verdict.SWAPPED))


@lru_cache(maxsize=65_536)
def row_content(state: str, agency: str, support_type: str) -> RowContent:
    """Return what makes a row the same row in two lists: state, agency and models, without type, county or dates."""
    models = support_models(support_type)
    return comparable(state), comparable(agency), "+".join(models) if models else comparable(support_type)


def summarise(parsed: ParsedList, key_of: Callable[[RowContent], int], publication_id: str = "") -> ListSummary:
    """Return a list's summary; `key_of` gives equal contents equal ids, in whatever order it meets them."""
    rows = [row for _, row in parsed.rows]
    # several rows share a date, and each is a witness of its own
    dates = sorted((on for row in rows if row.signed and (on := _signed(row.signed))), reverse=True)
    return ListSummary(
        publication_id=publication_id or parsed.facts.sha256,
        facts=parsed.facts,
        row_keys=frozenset(key_of(row_content(row.state, row.agency, row.support_type)) for row in rows),
        content=_digest(rows),
        row_count=parsed.row_count,
        refused_count=len(parsed.refused),
        signed_count=len(dates),
        latest_signed=tuple(dates[:_LATEST]),
    )


def _digest(rows: list[PrintedRow]) -> str:
    encode = msgspec.json.Encoder().encode
    return hashlib.blake2b(b"\n".join(sorted(map(encode, rows))), digest_size=16).hexdigest()


@lru_cache(maxsize=16_384)
def _signed(text: str) -> str:
    return signed_on(text, _FAR).on
