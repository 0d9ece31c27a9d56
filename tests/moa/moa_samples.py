"""Documents made for these tests: small PDFs of text, scans of them, and pages as words with places."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import cache

from comity.places import Resolver, load_gazetteer
from comity.sources.moa import Memorandum, read_memorandum
from comity.text.sheets import Sheet, Word, make_sheet

Line = tuple[float, float, str]
"""A piece of text: from the left and from the top in points, and its words."""

TITLE = "287(g) Task Force Model"
LONG = "fullest extent allowed by law."
WIDTH, HEIGHT = 612, 792


def first_page(
    agency: str = "Baker County Sheriff's Office, Florida", title: str = TITLE, ends: str = "pursuant to which"
) -> list[Line]:
    """Return a memorandum's first page."""
    return [
        (200, 72, "MEMORANDUM OF AGREEMENT"),
        (200, 90, title),
        (72, 120, "This Memorandum of Agreement (MOA) constitutes an agreement between U.S. Immigration"),
        (72, 136, "and Customs Enforcement (ICE), a component of the Department of Homeland Security (DHS),"),
        (72, 152, f"and the {agency}, {ends} ICE delegates to"),
        (72, 168, "nominated and trained officers the authority to perform certain functions."),
        (72, 184, "Each authorization lasts two years from the date on which it is given to an officer."),
    ]


def signature_page(
    local: str = "3/18/2025", federal: str = "March 26, 2025", revised: str = "03/07/2025", office: str = "Sheriff"
) -> list[Line]:
    """Return a signature page of two columns, the local party on the left."""
    return [
        (72, 72, "By signing this MOA, each party agrees to be bound thereto to the"),
        (72, 88, LONG),
        (72, 130, "For the LEA:"), (320, 130, "For ICE:"),
        (72, 160, "Date:"), (105, 160, local), (320, 160, "Date:"), (353, 160, federal),
        (72, 190, "Signature:"), (320, 190, "Signature:"),
        (72, 220, "Name:"), (110, 220, "Pat Q. Example"), (320, 220, "Name:"), (358, 220, "Lee R. Sample"),
        (72, 250, "Title:"), (105, 250, office), (320, 250, "Title:"), (353, 250, "Acting Director"),
        (72, 280, "Agency:"), (115, 280, "Baker County Sheriff's Office"),
        (320, 280, "Agency:"), (363, 280, "U.S. Immigration and Customs Enforcement"),
        (72, 750, "Baker County Sheriff's Office"), (300, 750, "2"), (480, 750, f"Revised {revised}"),
    ]  # fmt: skip


def unlabelled_page(federal: Sequence[Line], local: Sequence[Line]) -> list[Line]:
    """Return a signature page of the older form: the federal party on the left, titles under the names."""
    return [
        (72, 72, "By signing this MOA, each party agrees to be bound thereto to the"),
        (72, 88, LONG),
        *federal, *local,
        (72, 160, "C. Sample"), (72, 175, "Assistant Director, Enforcement"),
        (72, 190, "Enforcement and Removal Operations"), (72, 205, "U.S. Immigration and Customs Enforcement"),
        (320, 160, "Pat Example"), (320, 175, "Sheriff"), (320, 190, "Baker County Sheriff's Office"),
    ]  # fmt: skip


def sheet(lines: Iterable[Line], page: int = 1, how: str = "text", sure: float = 100.0) -> Sheet:
    """Return a page's words where a printer of fixed width would put them."""
    words = []
    for x, y, text in lines:
        at = x
        for word in text.split():
            wide = 5.0 * len(word)
            words.append(Word(word, at / WIDTH, y / HEIGHT, (at + wide) / WIDTH, (y + 10) / HEIGHT, sure))
            at += wide + 4
    return make_sheet(page, how, words)


def read(*pages: Iterable[Line], name: str = "memo.pdf", how: str = "text", sure: float = 100.0) -> Memorandum:
    """Return what a document of these pages says."""
    sheets = [sheet(page, number, how, sure) for number, page in enumerate(pages, 1)]
    return read_sheets(sheets, name)


@cache
def resolver() -> Resolver:
    """Return the package's resolver, made once."""
    return Resolver(load_gazetteer())


def read_sheets(sheets: Sequence[Sheet], name: str = "memo.pdf") -> Memorandum:
    """Return what these readings say."""
    return read_memorandum(sheets, name, max(one.page for one in sheets), resolver())


def pdf(*pages: Sequence[Line], box: tuple[int, int] = (WIDTH, HEIGHT), turn: int = 0, hidden: bool = False) -> bytes:
    """Return a PDF with these texts; `hidden` draws the words invisibly.

    With `turn` the paper lies sideways in the file, and the page is marked to be shown upright.
    """
    contents = []
    for page in pages:
        parts = []
        for x, y, text in page:
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            mode = "3 Tr " if hidden else ""
            parts.append(f"BT /F1 10 Tf {mode}{_matrix(x, y, box, turn)} Tm ({escaped}) Tj ET")
        contents.append("\n".join(parts).encode("cp1252", "replace"))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return assemble(contents, box if turn % 180 == 0 else box[::-1], {b"Font": [(b"F1", font)]}, turn)


def _matrix(x: float, y: float, box: tuple[int, int], turn: int) -> str:
    """Return the text matrix by which words stand upright at a place of the page as it is shown."""
    wide, high = box
    placed = {
        0: (1, 0, 0, 1, x, high - y),
        90: (0, 1, -1, 0, y, x),
        180: (-1, 0, 0, -1, wide - x, y),
        270: (0, -1, 1, 0, high - y, wide - x),
    }[turn]
    return " ".join(map(str, placed))


def scan(*pictures: tuple[int, int, bytes]) -> bytes:
    """Return a PDF whose pages are pictures: width, height, and a grey byte for each dot."""
    streams = []
    for width, height, dots in pictures:
        data = zlib.compress(dots)
        head = (
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Filter /FlateDecode /Length %d >>" % (width, height, len(data))
        )
        streams.append(head + b"\nstream\n" + data + b"\nendstream")
    pages = [b"q %d 0 0 %d 0 0 cm /I%d Do Q" % (WIDTH, HEIGHT, at) for at in range(len(streams))]
    named = [(b"I%d" % at, stream) for at, stream in enumerate(streams)]
    return assemble(pages, (WIDTH, HEIGHT), {b"XObject": named}, 0)


def scanned(*pages: Sequence[Line]) -> bytes:
    """Return a scan of a document: what a scanner makes of its paper."""
    from comity.text.pdf import open_pdf

    pictures = []
    with open_pdf(pdf(*pages), "made") as document:
        for number in range(1, document.page_count + 1):
            head, _, dots = (document.draw(number, 200) or b"").partition(b" 255\n")
            width, height = map(int, head.split()[1:])
            pictures.append((width, height, dots))
    return scan(*pictures)


def assemble(
    contents: Sequence[bytes],
    box: tuple[int, int],
    resources: dict[bytes, list[tuple[bytes, bytes]]],
    turn: int,
    trailer: bytes = b"",
) -> bytes:
    """Return a PDF of these page contents and resources."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    listed = b""
    for kind, items in resources.items():
        entries = b""
        for name, body in items:
            objects.append(body)
            entries += b"/%s %d 0 R " % (name, len(objects))
        listed += b"/%s << %s >> " % (kind, entries)
    kids = []
    for content in contents:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Resources << %s >> /Contents %d 0 R >>"
            % (*box, turn, listed, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _written(objects, trailer)


def _written(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % start)
