"""Where a publisher shows its documents, and what may be fetched of them: the `[watched]` part of a `source.toml`.

A data folder may hold `sources/<id>.toml` with some of these keys: they stand in place of the package's own, for the
day on which a publisher moves its page.
"""

from __future__ import annotations

import re
import tomllib
from typing import Annotated

import msgspec

from comity.errors import SourceError

Positive = Annotated[int, msgspec.Meta(gt=0)]


class WatchedLink(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Links of a landing page that lead to one kind of document, told by the file's name in the address.

    `pattern` matches somewhere in the name, any case; `is_expected` says that a page without such a link is a finding.
    """

    id: str
    pattern: str
    kinds: tuple[str, ...]
    max_bytes: Positive
    reason: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    is_expected: bool = True

    def fits(self, name: str) -> bool:
        """Return whether a file's name is of this kind."""
        return re.search(self.pattern, name, re.IGNORECASE) is not None


class WatchedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document at an address that stays the same while its bytes are replaced."""

    address: str
    kinds: tuple[str, ...]
    max_bytes: Positive


class WatchedDocuments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Documents that the rows of a list link to: how many are fetched in one run, and how slowly."""

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    max_bytes: Positive
    per_run: int
    pause_seconds: float
    retry_days: Positive


class Watched(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is looked at, on which hosts, how often, and when silence is worth a word.

    `contact` is where the publisher is asked about its lists. `folders` are folders of this machine in which documents
    are laid down, for a publisher that sends them. `document_suffixes` are those of files that a page may not gain
    without a person looking at it.
    """

    hosts: tuple[str, ...]
    contact: str
    every_hours: Positive
    stale_after_days: Positive
    page_max_bytes: Positive
    pages: tuple[str, ...] = ()
    files: tuple[WatchedFile, ...] = ()
    folders: tuple[str, ...] = ()
    link: tuple[WatchedLink, ...] = ()
    document_suffixes: tuple[str, ...] = ()
    documents: WatchedDocuments | None = None
    pause_seconds: float = 0.5


def override_watched(watched: Watched, data: bytes, where: str) -> Watched:
    """Return what is watched, with the keys of a file of one's own in place of its own; raise SourceError."""
    try:
        return msgspec.convert(msgspec.to_builtins(watched) | tomllib.loads(data.decode()), Watched)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        cure = "correct the file; docs/watch.md names its keys"
        raise SourceError(str(error), where=where, cure=cure) from error
