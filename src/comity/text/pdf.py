"""PDF → pages as words with their places, by pypdfium2; what is no such document ends in one clear sentence.

Form fields and annotations are drawn into the page first, because dates and names are typed into them. Text that is
drawn invisibly over a scan is somebody else's recognition of it and is kept apart. A document from elsewhere is opened
by `pdfprocess.open_apart`, which does this in a process of its own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import msgspec

from comity.errors import UnreadableError
from comity.text.sheets import Sheet, Word, make_sheet

# The longest memorandum with its annexes has some sixty pages; a thousand are another document, or a trap.
MOST_PAGES = 200
MOST_BYTES = 64 * 1024 * 1024
# More characters on one page than any printed page holds.
MOST_CHARACTERS = 40_000
# A picture that covers more of the page than this is a scan of it.
SCAN_SHARE = 0.5
# No side of a drawn page is longer, whatever paper size the file claims: 250 dots an inch on 16 inches.
MOST_PIXELS = 4000
# A sheet of one square metre at 300 dots an inch.
MOST_IMAGE_PIXELS = 150_000_000
_INVISIBLE = 3


class PdfPage(msgspec.Struct, frozen=True):
    """One page: its readings (drawn text, invisible layer; none where there is no text) and whether it is a scan."""

    number: int
    sheets: tuple[Sheet, ...]
    is_scan: bool


class Pdf:
    """An open document; use `open_pdf`."""

    def __init__(self, document: Any, library: ModuleType, where: str) -> None:
        """Take the open document."""
        self._document, self._library, self._where = document, library, where
        self.page_count = len(document)

    def pages(self) -> Iterator[PdfPage]:
        """Yield every page in order; raise UnreadableError where one is damaged."""
        yield from map(self.page, range(1, self.page_count + 1))

    def page(self, number: int) -> PdfPage:
        """Return a page, counted from 1; raise UnreadableError where it is damaged."""
        with self._page(number) as page:
            return PdfPage(number, tuple(self._sheets(number, page)), self._is_scan(page))

    def draw(self, number: int, dots_per_inch: int = 250) -> bytes | None:
        """Return a page as a grey picture (PGM), with everything that an eye would see on it.

        None where a picture on it is larger than any scanner makes: to draw it would take all memory.
        """
        with self._page(number) as page:
            if self._has_monster(page):
                return None
            scale = min(dots_per_inch / 72, MOST_PIXELS / max(*page.get_size(), 1.0))
            bitmap = page.render(scale=scale, grayscale=True)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            data = bytes(bitmap.buffer)
            bitmap.close()
        rows = [data[row * stride : row * stride + width] for row in range(height)]
        return b"P5 %d %d 255\n" % (width, height) + b"".join(rows)

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        try:
            page = self._document[number - 1]
            self._library.raw.FPDFPage_Flatten(page.raw, 0)
            page.close()
            page = self._document[number - 1]
        except (self._library.PdfiumError, RuntimeError) as error:
            cure = "fetch the document again"
            raise UnreadableError(f"page {number} is damaged ({error})", where=self._where, cure=cure) from error
        try:
            yield page
        finally:
            page.close()

    def _sheets(self, number: int, page: Any) -> Iterator[Sheet]:
        words = list(_words(page, self._library.raw))
        for how, is_layer in (("text", False), ("layer", True)):
            found = [word for word, hidden in words if hidden == is_layer]
            if found:
                yield make_sheet(number, how, found)

    def _has_monster(self, page: Any) -> bool:
        images = page.get_objects(filter=[self._library.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        sizes = (image.get_px_size() for image in images)
        return any(width * height > MOST_IMAGE_PIXELS for width, height in sizes)

    def _is_scan(self, page: Any) -> bool:
        width, height = page.get_size()
        covered = 0.0
        for item in page.get_objects(filter=[self._library.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
        return bool(covered > SCAN_SHARE * max(width * height, 1.0))


@contextmanager
def open_pdf(data: bytes, name: str) -> Iterator[Pdf]:
    """Open a document; raise UnreadableError where the bytes are none, or one that cannot be read."""
    import pypdfium2  # type: ignore[import-untyped]

    look_at(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(data, name, str(error)) from error
    try:
        if not 0 < len(document) <= MOST_PAGES:
            cure = f"give a memorandum of at most {MOST_PAGES} pages"
            raise UnreadableError(f"has {len(document):,} pages", where=name, cure=cure)
        document.init_forms()
        yield Pdf(document, pypdfium2, name)
    finally:
        document.close()


def look_at(data: bytes, name: str) -> None:
    """Raise UnreadableError where the bytes are plainly no document: too many, none, a web page, something else."""
    if len(data) > MOST_BYTES:
        cure = f"give a document of at most {MOST_BYTES >> 20} MB"
        raise UnreadableError(f"has {len(data):,} bytes", where=name, cure=cure)
    head = data[:1024].lstrip()
    if not data.strip():
        raise UnreadableError("is empty", where=name, cure="fetch the document again")
    if head[:1] == b"<" or b"<html" in head.lower():
        raise UnreadableError("is not a PDF but a web page", where=name, cure="download the document itself")
    if b"%PDF-" not in head:
        raise UnreadableError("is not a PDF", where=name, cure="give the document as it was published")


def _refusal(data: bytes, name: str, words: str) -> UnreadableError:
    if "password" in words.lower():
        cure = "ask its publisher for one that opens without a password"
        return UnreadableError("is locked with a password", where=name, cure=cure)
    what = "is damaged" if b"%%EOF" in data[-2048:] else "is cut short or damaged"
    return UnreadableError(f"{what} ({words})", where=name, cure="fetch the document again")


def _words(page: Any, raw: Any) -> Iterator[tuple[Word, bool]]:
    """Yield each word with its box, and whether it is drawn invisibly."""
    text = page.get_textpage()
    box = [ctypes.c_double() for _ in range(4)]
    letters: list[tuple[str, float, float, float, float]] = []
    hidden = False
    for at in range(min(raw.FPDFText_CountChars(text.raw), MOST_CHARACTERS)):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, at) or 32)
        if letter.isspace() or ord(letter) < 32:
            if letters:
                yield _word(letters), hidden
            letters = []
            continue
        raw.FPDFText_GetCharBox(text.raw, at, *(ctypes.byref(side) for side in box))
        placed = (letter, *_on_page(page, raw, *(side.value for side in box)))
        if letters and _is_apart(letters[-1], placed):
            yield _word(letters), hidden
            letters = []
        if not letters:
            hidden = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text.raw, at)) == _INVISIBLE
        letters.append(placed)
    if letters:
        yield _word(letters), hidden
    text.close()


# Shares of the page are reckoned through a device of so many dots each way.
_DOTS = 100_000


def _on_page(page: Any, raw: Any, left: float, right: float, bottom: float, top: float) -> Box:
    """Return a box as shares of the page as it is shown: turned and cropped as the document says."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for across, up in ((left, top), (right, bottom)):
        raw.FPDF_PageToDevice(page.raw, 0, 0, _DOTS, _DOTS, 0, across, up, ctypes.byref(x), ctypes.byref(y))
        corners.append((x.value / _DOTS, y.value / _DOTS))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


Box = tuple[float, float, float, float]
Letter = tuple[str, float, float, float, float]


def _is_apart(last: Letter, letter: Letter) -> bool:
    """Return whether a letter begins elsewhere: on another line, or far to the right, without a space between."""
    height = max(last[4] - last[2], letter[4] - letter[2], 0.004)
    return letter[1] - last[3] > 1.5 * height or letter[1] < last[1] - height or abs(letter[4] - last[4]) > 1.2 * height


def _word(letters: list[Letter]) -> Word:
    return Word(
        "".join(letter[0] for letter in letters),
        min(letter[1] for letter in letters),
        min(letter[2] for letter in letters),
        max(letter[3] for letter in letters),
        max(letter[4] for letter in letters),
    )
