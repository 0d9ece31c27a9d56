"""What is asked of a publisher's server, and what came of it: every outcome has its word."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class FetchOutcome(StrEnum):
    """What became of one request. Only `fetched` brings bytes; `not_modified` says that those held still stand."""

    FETCHED = "fetched"
    NOT_MODIFIED = "not_modified"
    REFUSED = "refused"
    CHALLENGE = "challenge"
    NOT_FOUND = "not_found"
    DISALLOWED = "disallowed"
    UNSAFE = "unsafe"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    TRUNCATED = "truncated"
    TIMEOUT = "timeout"
    BUSY = "busy"
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"


# What may be otherwise a moment later; everything else is the publisher's word or a fault, and asking again is rude.
RETRIED = frozenset({FetchOutcome.BUSY, FetchOutcome.SERVER_ERROR, FetchOutcome.UNREACHABLE, FetchOutcome.TRUNCATED})


class Ask(msgspec.Struct, frozen=True):
    """One address to ask for: on which hosts, for which kinds of document, within which bounds.

    `etag` and `last_modified` are what the server said of the bytes held; with them only what is new is sent.
    """

    url: str
    hosts: tuple[str, ...]
    kinds: tuple[str, ...]
    max_bytes: int
    etag: str = ""
    last_modified: str = ""
    seconds: float = 120.0


class Attempt(msgspec.Struct, frozen=True):
    """One request and how it ended, for the log; `status` is 0 where no answer came."""

    asked_at: str
    url: str
    outcome: FetchOutcome
    status: int = 0
    message: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What asking gave in the end, with every attempt; `retry_at` is when the server asks to come back, if it does."""

    url: str
    final_url: str
    outcome: FetchOutcome
    asked_at: str
    status: int = 0
    message: str = ""
    data: bytes = b""
    kind: str = ""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    retry_at: str = ""
    attempts: tuple[Attempt, ...] = ()

    @property
    def is_good(self) -> bool:
        """Return whether the publisher answered as hoped: with the document, or that it has not changed."""
        return self.outcome in (FetchOutcome.FETCHED, FetchOutcome.NOT_MODIFIED)
