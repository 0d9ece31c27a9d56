"""Memoranda of agreement: bytes → readings of pages → what they say → the archive and proposals for review."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from comity.archive import Archive, storage_errors
from comity.errors import ComityError, UnreadableError, UsageError
from comity.ledger import Ledger, ProposeOutcome
from comity.places import Resolver, load_gazetteer
from comity.settings import Settings
from comity.sources.moa import Memorandum, pages_to_draw, read_memorandum
from comity.sources.moa.proposals import MAKER, page_of, propose_claims
from comity.text.ocr import find_tesseract, read_picture
from comity.text.pdf import MOST_BYTES, PdfPage
from comity.text.pdfprocess import ApartPdf, open_apart
from comity.text.sheets import Sheet

# Small print (the stamp of an electronic signature) is read better from a larger picture.
DOTS, FINE_DOTS = 250, 400
# The longest memorandum with its annexes is shorter; of a longer scan the rest is told as unread.
MOST_DRAWN = 60


class ReadDocument(msgspec.Struct, frozen=True):
    """One file: what it says, or why it cannot be read, and what was proposed of it."""

    name: str
    sha256: str
    memorandum: Memorandum | None
    error: ComityError | None = None
    proposed: ProposeOutcome | None = None


def read_document(data: bytes, name: str, resolver: Resolver, *, program: str | None = None) -> Memorandum:
    """Return what a document's bytes say; raise UnreadableError. `program` is Tesseract, found where None, "" for none.

    A page without text is read from its picture; where that cannot be done it is told among `unread_pages`.
    """
    tesseract = find_tesseract() if program is None else program
    with open_apart(data, name) as document:
        pages = list(document.pages())
        sheets = [sheet for page in pages for sheet in page.sheets]
        drawn = pages_to_draw([page.sheets for page in pages])[:MOST_DRAWN] if tesseract else []
        sheets += _read_pictures(tesseract, document, drawn, DOTS)
        found = read_memorandum(sheets, name, document.page_count, resolver)
        again = _pages_to_draw_finer(found, pages, sheets) if tesseract else []
        if again:
            sheets += _read_pictures(tesseract, document, again, FINE_DOTS)
            found = read_memorandum(sheets, name, document.page_count, resolver)
    if not sheets:
        cure = "install Tesseract (Debian: tesseract-ocr), and read it again" if not tesseract else "look at it"
        raise UnreadableError(f"no text can be read on any of its {found.page_count} pages", where=name, cure=cure)
    return found


def _read_pictures(program: str, document: ApartPdf, pages: Sequence[int], dots: int) -> list[Sheet]:
    found = []
    for number in pages:
        picture = document.draw(number, dots)
        sheet = read_picture(program, picture, number, dots) if picture is not None else None
        found += [sheet] if sheet is not None and sheet.words else []
    return found


def _pages_to_draw_finer(found: Memorandum, pages: Sequence[PdfPage], sheets: Sequence[Sheet]) -> list[int]:
    """Return the pages worth a second look: the signatures without a federal day, the first without a known agency."""
    from comity.sources.moa.signing import is_signature_page

    again = [1] if not found.resolution.agency_id else []
    if not found.federal.signed_on.value:
        again += [
            page.number
            for page in pages
            if is_signature_page([sheet for sheet in sheets if sheet.page == page.number]) and page.number not in again
        ]
    return again


def read_documents(
    settings: Settings,
    paths: Sequence[Path],
    *,
    added_at: str,
    propose: bool,
    program: str | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Iterator[ReadDocument]:
    """Yield what becomes of each file, in order; with `propose`, bytes go to the archive and claims to review."""
    missing = [path for path in paths if not path.is_file()]
    if missing:
        raise UsageError("there is no such file", where=str(missing[0]), cure="give the path of a memorandum")
    resolver = Resolver(load_gazetteer())
    for path in paths:
        yield _read_file(settings, path, resolver, added_at=added_at, propose=propose, program=program)
        progress(1)


def _read_file(
    settings: Settings, path: Path, resolver: Resolver, *, added_at: str, propose: bool, program: str | None
) -> ReadDocument:
    with storage_errors(path):
        # A file beyond the bound is never taken into memory whole.
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b" " * (MOST_BYTES + 1)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        memorandum = read_document(data, path.name, resolver, program=program)
    except UnreadableError as error:
        return ReadDocument(path.name, sha256, None, error)
    proposed = _propose(settings, data, memorandum, resolver, added_at) if propose else None
    return ReadDocument(path.name, sha256, memorandum, None, proposed)


def _propose(
    settings: Settings, data: bytes, memorandum: Memorandum, resolver: Resolver, added_at: str
) -> ProposeOutcome:
    """Put the bytes into the archive, then the claims before a reviewer."""
    sha256 = Archive(settings.archive).put(data)
    claims = propose_claims(memorandum, resolver.gazetteer)
    texts = [sheet.text for sheet in memorandum.sheets]
    with Ledger(settings.ledger) as ledger:
        return ledger.propose(page_of(memorandum, sha256), texts, claims, made_by=MAKER, added_at=added_at)
