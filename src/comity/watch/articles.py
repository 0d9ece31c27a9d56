"""An article by an address given by hand, or a saved file: archived as it is, for the reader to propose claims from."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from comity.archive import Archive, storage_errors
from comity.archive.answers import Ask
from comity.archive.media import sniff
from comity.errors import UnreadableError, UsageError
from comity.ledger import Fetch, Ledger
from comity.watch.visit import Visit, secure_address

SOURCE, ROLE = "article", "article"
KINDS = ("html", "pdf", "text", "xml")
# A long page with its pictures elsewhere has less than a megabyte; an official's scanned order may have many.
MAX_BYTES = 50_000_000


class KeptArticle(msgspec.Struct, frozen=True):
    """An article's bytes in the archive; `outcome` is new, known, or why it could not be had."""

    address: str
    outcome: str
    sha256: str = ""
    kind: str = ""
    size_bytes: int = 0
    message: str = ""


def is_address(text: str) -> bool:
    """Return whether a word of the command line is an address, not a file."""
    return text.lower().startswith(("https://", "http://"))


def fetch_article(visit: Visit, text: str) -> KeptArticle:
    """Archive an article from an address and return what became of it; a refusal is recorded and returned.

    The address's host, with and without `www.`, is allowed for this request alone; everything else is looked at as for
    any publisher.
    """
    url = text if visit.fetcher.manners.allow_loopback else secure_address(text)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError as error:
        raise UsageError("this is no address", where=text[:200], cure="give it as the browser shows it") from error
    bare = host.removeprefix("www.")
    wanted = Ask(url, (host, bare if bare != host else f"www.{host}"), KINDS, MAX_BYTES)
    got = visit.get(SOURCE, ROLE, wanted)
    if got is None:
        finding = visit.findings[-1]
        return KeptArticle(text, finding.code, message=finding.message)
    size = visit.archive.path(got.sha256).stat().st_size
    kind = got.answer.kind or sniff(visit.archive.get(got.sha256))
    return KeptArticle(text, "new" if got.is_new else "known", got.sha256, kind, size)


def keep_article(archive: Archive, ledger: Ledger, path: Path, now: str) -> KeptArticle:
    """Archive an article from a file; raise UsageError where there is none and UnreadableError for no article."""
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), cure="give an address or the path of a saved page")
    with storage_errors(path):
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    kind = sniff(data)
    if kind not in KINDS:
        problem = f"it has {size:,} bytes, more than any article" if size > MAX_BYTES else f"the bytes are {kind}"
        raise UnreadableError(problem, where=str(path), cure=f"give one of: {', '.join(KINDS)}")
    sha256 = archive.put(data)
    url = f"file:{path.name}"
    held = ledger.held_fetch(url)
    if held is not None and held.sha256 == sha256:
        return KeptArticle(str(path), "known", sha256, kind, size)
    fetch = Fetch(now, SOURCE, ROLE, url, url, "fetched", name=path.name, sha256=sha256, size_bytes=size)
    ledger.add_fetches([fetch])
    return KeptArticle(str(path), "new", sha256, kind, size)
