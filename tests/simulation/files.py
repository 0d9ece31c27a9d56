"""The truth as files: workbooks as ICE makes them, and what goes wrong with whole files."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from xml.sax.saxutils import escape

from tests.simulation.world import Cells, Issue, World

HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class File:
    """One file: its name, its rows with whose they are, what is expected of it, and the list (index) it truly is."""

    index: int
    kind: str
    name: str
    rows: tuple[tuple[int, Cells], ...]
    saved: str
    verdicts: frozenset[str] = frozenset({"good"})
    is_used: bool = True
    trap: str = ""
    header: tuple[str, ...] = HEADER
    extra: str = ""
    copy_of: File | None = field(default=None, repr=False)

    def data(self) -> bytes:
        """Return the workbook's bytes, the same for the same file."""
        return self.copy_of.data() if self.copy_of else workbook(self)


def file_name(kind: str, issue: Issue) -> str:
    """Return the publisher's name of a list."""
    return f"{kind}Agencies{issue.on:%m%d%Y}{issue.slot}.xlsx"


def _saved(issue: Issue) -> str:
    hour = {"am": 12, "": 16, "pm": 20}[issue.slot]
    return f"{issue.on.isoformat()}T{hour:02}:11:07Z"


def make_files(world: World, seed: int, *, with_traps: bool = True) -> list[File]:
    """Return every file of a world, participating and pending, with traps for whole files among them."""
    rng = random.Random(seed * 104729 + 2)
    files = [_participating(world, index, rng) for index in range(world.count)]
    pending = [_pending(world, index) for index in range(2, world.count, 3)]
    return _Traps(rng, world, files, pending).spring() if with_traps else files + pending


def _participating(world: World, index: int, rng: random.Random) -> File:
    issue = world.issues[index]
    rows = [(a.uid, a.shown[index]) for a in world.accords if index in a.shown]
    rows += [(a.uid, a.twins[index]) for a in world.accords if index in a.twins]
    rows.sort(key=lambda row: (row[1].state, row[1].agency, row[0]))
    return File(index, "participating", file_name("participating", issue), tuple(rows), _saved(issue))


def _pending(world: World, index: int) -> File:
    issue = world.issues[index]
    coming = [a for a in world.accords if index < a.first <= index + 9]
    rows = tuple((a.uid, a.cells(a.first)) for a in coming)
    return File(index, "pending", file_name("pending", issue), rows, _saved(issue), header=HEADER[:5])


class _Traps:
    """Springs each kind of trap once, on lists that lie apart."""

    def __init__(self, rng: random.Random, world: World, files: list[File], pending: list[File]) -> None:
        self.rng = rng
        self.world = world
        self.files = files
        self.pending = pending
        self.more: list[File] = []
        self._copied: set[int] = set()

    def spring(self) -> list[File]:
        """Return all files, some of them trapped."""
        traps = [
            self.truncate, self.wrong_month, self.stale_copy, self.swap, self.repeat, self.save_later, self.no_stamp,
            self.extra_column, self.misspell_header, self.extra_sheet, self.reorder, self.truncate,
        ]  # fmt: skip
        places = list(range(3, self.world.count - 4, 3))
        self.rng.shuffle(places)
        for trap, index in zip(traps, places, strict=False):
            # neither the list of a mass departure nor those beside it: two causes at once have no single truth
            # nor a list that is copied: the copy would be the only whole one
            if abs(index - self.world.mass_departure_at) > 3 and index not in self._copied:
                trap(index)
        self.wrong_year()
        return self.files + self.pending + self.more

    def _put(self, index: int, trap: str, **changes: object) -> None:
        self.files[index] = replace(self.files[index], trap=trap, **changes)  # type: ignore[arg-type]

    def truncate(self, index: int) -> None:
        rows = self.files[index].rows
        kept = int(len(rows) * self.rng.uniform(0.4, 0.95))
        start = self.rng.choice((0, self.rng.randint(0, len(rows) - kept)))
        rest = rows[start : start + kept]
        self._put(index, "truncated", rows=rest, verdicts=frozenset({"suspect"}), is_used=False)

    def wrong_month(self, index: int) -> None:
        on = self.world.issues[index].on
        month = on.month % 12 + 1
        try:
            named = on.replace(month=month)
        except ValueError:
            return
        name = file_name("participating", Issue(named, self.world.issues[index].slot))
        self._put(index, "wrong month", name=name, verdicts=frozenset({"misdated"}))

    def wrong_year(self) -> None:
        first = next((i for i, issue in enumerate(self.world.issues) if issue.on.year == 2026), 0)
        if 3 <= first < self.world.count - 3 and not self.files[first].trap:
            issue = self.world.issues[first]
            name = file_name("participating", Issue(issue.on.replace(year=2025), issue.slot))
            self._put(first, "wrong year", name=name, verdicts=frozenset({"misdated"}))

    def stale_copy(self, index: int) -> None:
        old = self.files[index - 3]
        if old.trap or len(set(old.rows) ^ set(self.files[index].rows)) < 4:
            return
        self._copied.add(index - 3)
        issue = self.world.issues[index]
        verdicts = frozenset({"stale", "suspect"})
        self._put(index, "stale copy", rows=old.rows, saved=old.saved, verdicts=verdicts, is_used=False, copy_of=old)
        self.files[index] = replace(self.files[index], name=file_name("participating", issue))

    def swap(self, index: int) -> None:
        issue, mine = self.world.issues[index], self.files[index]
        fresh = _pending(self.world, index)
        self.pending = [file for file in self.pending if file.index != index]
        verdicts = frozenset({"swapped"})
        self.pending.append(replace(fresh, name=mine.name, verdicts=verdicts, trap="swapped"))
        self._put(index, "swapped", name=file_name("pending", issue), verdicts=verdicts)

    def repeat(self, index: int) -> None:
        mine = self.files[index]
        name = mine.name.replace(".xlsx", "_b.xlsx")
        self.more.append(
            replace(mine, name=name, trap="repeated", verdicts=frozenset({"duplicate", "good"}), copy_of=mine)
        )

    def save_later(self, index: int) -> None:
        saved = f"{(self.world.issues[-1].on + timedelta(days=120)).isoformat()}T15:00:00Z"
        self._put(index, "saved later", saved=saved, verdicts=frozenset({"good", "misdated"}))

    def no_stamp(self, index: int) -> None:
        self._put(index, "no stamp", saved="")

    def extra_column(self, index: int) -> None:
        self._put(index, "extra column", header=(*HEADER, "REGION"), extra="Southeast")

    def misspell_header(self, index: int) -> None:
        header = ("STATE", "LAW ENFORCEMNT AGENCY", "TYPE", "COUNTY", "SUPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
        self._put(index, "misspelt header", header=header)

    def extra_sheet(self, index: int) -> None:
        self._put(index, "extra sheet", extra="sheet")

    def reorder(self, index: int) -> None:
        rows = list(self.files[index].rows)
        self.rng.shuffle(rows)
        self._put(index, "reordered", rows=tuple(rows))


def workbook(file: File) -> bytes:
    """Return a workbook: dates as Excel's day numbers, links behind the word `link`, a stamp of the last saving."""
    strings: dict[str, int] = {}
    lines, links = [_line(1, list(file.header), strings)], list[tuple[str, str]]()
    for number, (_, cells) in enumerate(file.rows, 2):
        texts: list[str | date] = [cells.state, cells.agency, cells.type, cells.county, cells.support_type]
        if len(file.header) > 5:
            texts += [cells.signed, "link" if cells.link else "link pending", ""]
        if len(file.header) > 8:
            texts.append(file.extra)
        lines.append(_line(number, texts, strings))
        if cells.link and len(file.header) > 5:
            links.append((f"G{number}", cells.link))
    return _packed(lines, links, strings, file)


def _line(number: int, texts: Sequence[str | date], strings: dict[str, int]) -> str:
    cells = []
    for column, value in enumerate(texts):
        place = f"{chr(65 + column)}{number}"
        if isinstance(value, date):
            cells.append(f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>')
        elif value:
            cells.append(f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def _packed(lines: list[str], links: list[tuple[str, str]], strings: dict[str, int], file: File) -> bytes:
    links_xml = "".join(f'<hyperlink ref="{ref}" r:id="rId{n}"/>' for n, (ref, _) in enumerate(links, 1))
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/hyperlink" Target="{escape(url)}" TargetMode="External"/>'
        for n, (_, url) in enumerate(links, 1)
    )
    sheets = '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    parts = {
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
            ("worksheet", "worksheets/sheet2.xml"),
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEET}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/>'
        "</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_SHEET}">'
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        + "</sst>",
        "xl/worksheets/sheet1.xml": f'{_HEAD}<worksheet xmlns="{_SHEET}" xmlns:r="{_REL}"><sheetData>{"".join(lines)}'
        f"</sheetData>{f'<hyperlinks>{links_xml}</hyperlinks>' if links else ''}</worksheet>",
        "xl/worksheets/_rels/sheet1.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
    }  # fmt: skip
    if file.extra == "sheet":
        sheets = '<sheet name="Pivot" sheetId="2" r:id="rId4"/>' + sheets
        pivot = '<row r="1"><c r="A1" t="str"><v>Row Labels</v></c></row><row r="2"><c r="A2"><v>12</v></c></row>'
        parts["xl/worksheets/sheet2.xml"] = (
            f'{_HEAD}<worksheet xmlns="{_SHEET}"><sheetData>{pivot}</sheetData></worksheet>'
        )
    parts["xl/workbook.xml"] = (
        f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_REL}"><sheets>{sheets}</sheets></workbook>'
    )
    if file.saved:
        parts["docProps/core.xml"] = (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"<dcterms:modified>{file.saved}</dcterms:modified></cp:coreProperties>"
        )
    return _zipped(parts)


def _relations(*targets: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{made}</Relationships>'


def _zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
