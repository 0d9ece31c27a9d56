"""Proposed claims: what a program found on a page, in the page's words, until a person decides.

A page that is read again may have changed. What was proposed of it and no longer stands is opened again where a person
had decided on it (`reopened`), and taken off the list where nobody had (`outdated`); both are rows, nothing is erased.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from comity.errors import UsageError
from comity.ledger.connection import has_table
from comity.ledger.reviews import Review, add_program_review, heads_of
from comity.text.quotes import Quotation, stands_at, stands_in

PROGRAM = "comity"


class ReadPage(msgspec.Struct, frozen=True):
    """A page as it was read: where it stands, its bytes' and its text's SHA-256, and what is known of it.

    `url` may be "" for a file given by hand; `publication_id` is "" where the bytes are not in the archive. `kind` is a
    word of the claims vocabulary (article, official_page, …); `published_on` is cut to what is known.
    """

    text_sha256: str
    url: str = ""
    publication_id: str = ""
    name: str = ""
    title: str = ""
    outlet: str = ""
    kind: str = "article"
    published_on: str = ""
    retrieved_at: str = ""

    @property
    def page(self) -> str:
        """Return what names the page through all its changes: its address, else its file's name, else its hash."""
        return self.url or self.name or self.publication_id or self.text_sha256


class Proposed(msgspec.Struct, frozen=True):
    """One claim to propose: its kind (event, relation, election, agreement), its fields, its words, and the rule.

    `sheet` is the text that holds the words where a document has several (from 1; 0 otherwise) and `place` what that
    text is called (`page 7`); `rule` names the pattern, the parser's rule or the model with its prompt's version.
    """

    kind: str
    fields: Mapping[str, Any]
    quotation: Quotation
    rule: str
    sheet: int = 0
    place: str = ""


class Proposal(msgspec.Struct, frozen=True):
    """A proposed claim as the ledger holds it, with the page it was found on."""

    proposal_id: str
    made_by: str
    added_at: str
    page: ReadPage
    kind: str
    fields: dict[str, Any]
    quotation: Quotation
    locator: str
    rule: str


class ProposeOutcome(msgspec.Struct, frozen=True):
    """What a reading changed, each as ids: all empty means that the ledger already held exactly this."""

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


class _Kept(msgspec.Struct, frozen=True):
    """The part of a proposal that its row keeps as JSON."""

    kind: str
    fields: dict[str, Any]
    quotation: Quotation
    locator: str
    rule: str


_to_kept = msgspec.json.Decoder(_Kept).decode
_to_page = msgspec.json.Decoder(ReadPage).decode
_to_ids = msgspec.json.Decoder(list[str]).decode


def text_hash(text: str) -> str:
    """Return the SHA-256 of a page's text, by which a changed page is known."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add_proposals(
    connection: sqlite3.Connection,
    page: ReadPage,
    texts: Sequence[str],
    proposed: Sequence[Proposed],
    made_by: str,
    added_at: str,
) -> ProposeOutcome:
    """Record one reading of a page, in the transaction of the caller, and return what it changed."""
    for item in proposed:
        _check(page, texts, item)
    current = {_id_of(page.page, made_by, item): item for item in proposed}
    earlier = _earlier(connection, page.page)
    number = _add_reading(connection, page, made_by, added_at, sorted(current))
    known = {one.proposal.proposal_id for one in earlier}
    for proposal_id, item in current.items():
        if proposal_id not in known:
            kept = _Kept(item.kind, dict(item.fields), item.quotation, locator_of(texts, item), item.rule)
            row = (proposal_id, number, page.page, made_by, added_at, msgspec.json.encode(kept).decode())
            connection.execute("INSERT INTO proposal VALUES (?, ?, ?, ?, ?, ?)", row)
    reading = _Reading(page.text_sha256, texts, made_by, current)
    found = [(one, change) for one in earlier if (change := _change(one, reading))]
    for one, (outcome, reason) in found:
        after_id = one.head.review_id if one.head else ""
        add_program_review(connection, one.proposal.proposal_id, outcome, PROGRAM, added_at, reason, after_id)
    return ProposeOutcome(
        new=tuple(key for key in current if key not in known),
        known=tuple(key for key in current if key in known),
        reopened=tuple(one.proposal.proposal_id for one, (outcome, _) in found if outcome == "reopened"),
        outdated=tuple(one.proposal.proposal_id for one, (outcome, _) in found if outcome == "outdated"),
    )


class _Earlier(msgspec.Struct, frozen=True):
    """A proposal of an earlier reading: the texts it was last found in and decided on, and the row that counts."""

    proposal: Proposal
    texts: frozenset[str]
    head: Review | None


class _Reading(msgspec.Struct, frozen=True):
    """The reading that is being recorded."""

    text_sha256: str
    texts: Sequence[str]
    made_by: str
    current: Mapping[str, Proposed]


def _change(one: _Earlier, reading: _Reading) -> tuple[str, str] | None:
    """Return what becomes of an earlier proposal and why, or None where it stands as it did.

    A decision stands on the text that it was made on: newer rules alone reopen nothing. What nobody decided on is
    offered only as long as page and maker bear it out.
    """
    head = one.head.outcome if one.head else ""
    if one.proposal.proposal_id in reading.current:
        return ("reopened", "the page says it again") if head == "outdated" else None
    reason = _fault(one, reading)
    if not reason or head in ("reopened", "outdated"):
        return None
    if not head:
        return "outdated", reason
    return ("reopened", reason) if reading.text_sha256 not in one.texts and reason != _NOT_PROPOSED else None


_NOT_PROPOSED = "it is no longer proposed of this page"


def _fault(one: _Earlier, reading: _Reading) -> str:
    """Return why an earlier proposal is not borne out by this reading, or ""."""
    is_changed = reading.text_sha256 not in one.texts
    if is_changed and not any(stands_in(text, one.proposal.quotation) for text in reading.texts):
        return "the page has changed: it no longer holds these words"
    if one.proposal.made_by != reading.made_by:
        return ""
    words = (one.proposal.kind, one.proposal.quotation.exact)
    if any((item.kind, item.quotation.exact) == words for item in reading.current.values()):
        return (
            "the page has changed: the same words are read otherwise" if is_changed else "the words are read otherwise"
        )
    return _NOT_PROPOSED


def _earlier(connection: sqlite3.Connection, page: str) -> list[_Earlier]:
    found = read_proposals(connection, "page", page)
    heads = heads_of(connection, [one.proposal_id for one in found])
    query = "SELECT text_sha256, proposal_ids FROM page_reading WHERE page = ? ORDER BY page_reading_id"
    last: dict[str, str] = {}
    for text_sha256, proposal_ids in connection.execute(query, (page,)):
        last.update(dict.fromkeys(_to_ids(proposal_ids), text_sha256))
    return [_earlier_one(one, last.get(one.proposal_id, ""), heads.get(one.proposal_id)) for one in found]


def _earlier_one(proposal: Proposal, last_text: str, head: Review | None) -> _Earlier:
    return _Earlier(proposal, frozenset({last_text, head.text_sha256 if head else ""}), head)


def _check(page: ReadPage, texts: Sequence[str], item: Proposed) -> None:
    """Raise UsageError where the words do not stand where the proposal says: no maker is believed on that."""
    number = max(item.sheet, 1)
    if number > len(texts) or not item.quotation.exact.strip() or not stands_at(texts[number - 1], item.quotation):
        where = f"{page.page}, characters {item.quotation.start}-{item.quotation.end}"
        cure = "quote the page's words exactly, with their characters"
        raise UsageError(
            f"the page does not hold these words there: {item.quotation.exact[:80]!r}", where=where, cure=cure
        )


def locator_of(texts: Sequence[str], item: Proposed) -> str:
    """Return where the words stand, in words: page or paragraph, and characters."""
    span = f"characters {item.quotation.start}-{item.quotation.end}"
    if item.sheet:
        return f"{item.place or f'page {item.sheet}'}, {span}"
    before = texts[0][: item.quotation.start]
    line_end = texts[0].find("\n", len(before))
    lines = texts[0][: line_end if line_end >= 0 else None].split("\n")
    return f"paragraph {sum(1 for line in lines if line.strip())}, {span}"


def _id_of(page: str, made_by: str, item: Proposed) -> str:
    """Return an id of what is proposed and where; the rule is left out, so that a renamed rule reopens nothing."""
    words = " ".join(item.quotation.exact.split())
    content = msgspec.json.encode([page, made_by, item.kind, words, dict(item.fields)], order="sorted")
    return hashlib.sha256(content).hexdigest()[:16]


def _add_reading(
    connection: sqlite3.Connection, page: ReadPage, made_by: str, added_at: str, proposal_ids: list[str]
) -> int:
    """Add the reading, or return the number of the maker's latest where nothing has changed."""
    fact, ids = msgspec.json.encode(page).decode(), msgspec.json.encode(proposal_ids).decode()
    query = (
        "SELECT page_reading_id, fact, proposal_ids FROM page_reading WHERE page = ? AND made_by = ? "
        "ORDER BY page_reading_id DESC LIMIT 1"
    )
    latest = connection.execute(query, (page.page, made_by)).fetchone()
    if latest and latest[1:] == (fact, ids):
        return int(latest[0])
    row = (page.page, page.publication_id, page.text_sha256, made_by, added_at, fact, ids)
    return connection.execute("INSERT INTO page_reading VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid or 0


# Which proposals are asked for; each is answered by an index.
_ASKED = {
    "all": "",
    "page": "WHERE proposal.page = ?",
    "proposal_id": "WHERE proposal_id = ?",
    "reviewed": "WHERE proposal_id IN (SELECT proposal_id FROM review)",
}


def read_proposals(connection: sqlite3.Connection, asked: str = "all", value: str = "") -> list[Proposal]:
    """Return proposals in the order of adding: all, those of a page, the one of an id, or those that have a review."""
    if not has_table(connection, "proposal"):
        return []
    query = (
        "SELECT proposal_id, proposal.made_by, proposal.added_at, page_reading.fact, proposal.fact FROM proposal "  # noqa: S608
        f"JOIN page_reading USING (page_reading_id) {_ASKED[asked]} ORDER BY proposal.rowid"
    )
    return [_proposal(*row) for row in connection.execute(query, (value,) if "?" in query else ())]


def _proposal(proposal_id: str, made_by: str, added_at: str, page: str, fact: str) -> Proposal:
    kept = _to_kept(fact)
    return Proposal(
        proposal_id=proposal_id,
        made_by=made_by,
        added_at=added_at,
        page=_to_page(page),
        kind=kept.kind,
        fields=kept.fields,
        quotation=kept.quotation,
        locator=kept.locator,
        rule=kept.rule,
    )
