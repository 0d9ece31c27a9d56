"""What a run finds that a person should know: each with its source, its address and the reason."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from comity.archive.answers import FetchOutcome


class FindingCode(StrEnum):
    """What is found beside the outcomes of fetching, which are codes of findings themselves."""

    NO_LINK = "no_link"
    UNKNOWN_FILE = "unknown_file"
    MOVED = "moved"
    WAITING = "waiting"
    UNREADABLE = "unreadable"
    DOUBTED = "doubted_list"
    STALE = "stale"
    BLOCKED = "blocked"
    STEP_FAILED = "step_failed"


# What says that the publisher's lists could not be had: the record may be older than what stands there.
GRAVE = frozenset(
    {
        *(FetchOutcome(outcome).value for outcome in FetchOutcome if outcome not in ("fetched", "not_modified")),
        FindingCode.NO_LINK.value,
        FindingCode.UNREADABLE.value,
        FindingCode.DOUBTED.value,
        FindingCode.STALE.value,
        FindingCode.BLOCKED.value,
        FindingCode.STEP_FAILED.value,
    }
)


class Finding(msgspec.Struct, frozen=True):
    """One thing found. `role` says of what: page, list, document, article, release or step."""

    source: str
    role: str
    code: str
    where: str
    message: str

    @property
    def is_grave(self) -> bool:
        """Return whether the run cannot be called good: a linked memorandum that is gone does not count as that."""
        return self.code in GRAVE and self.role != "document"
