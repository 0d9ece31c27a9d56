"""Signature pages: which part of the page is whose, and the day and the office that stand in it.

The parties sign side by side (in either order) or one above the other. Several readings of the page (drawn text,
somebody's recognition, ours) are laid over each other to see the layout; each is then searched by itself, so that a day
keeps the words of one reading. What is written by hand is mostly read wrong: it counts only where it was read surely,
or alike by two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from comity.sources.moa.dates import Dated, find_days
from comity.sources.moa.records import Found, Passage, Signature
from comity.sources.moa.source import SigningWords, load_source
from comity.text.sheets import PlacedWord, Sheet

# A date label as it is printed, and as it is misread (`pate:`, `Dale:`, `Date;`).
_LABEL = re.compile(r"^[dp]a[tl]e[:;.,_]*$", re.IGNORECASE)
_TITLE = re.compile(r"^ti?t[il]?[el][:;.,_|]*$", re.IGNORECASE)
_NAME = re.compile(r"^n?ame[:;.,_|]*$", re.IGNORECASE)
_HEADING = re.compile(r"^\W*[fy]or (the )?(ice|lea|dhs|[a-z]+)\b", re.IGNORECASE)
_PERSON = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,4}(?:,? (?:Jr|Sr|II|III|IV)\.?)?")
# Typed digits are read with more confidence than this, handwriting with less: on the real pages typed dates have 83 to
# 96, handwritten ones that came out as some date 17 to 79.
SURE_DIGITS = 82.0
# A month's name is its own check; specks around it lower the figure.
SURE_NAMED = 35.0
# Where the page does not tell, the right column begins here.
MIDDLE = 0.495
# Below this share of the page's height stands its foot.
FOOT = 0.88
# Where nothing stands side by side, all is one column.
WHOLE = 2.0
# No right column begins further to the left.
LEFTMOST_RIGHT = 0.46
# The words typed into a scan's signature page are fewer characters than this.
TYPED_IN = 400
FEDERAL, LOCAL = "federal", "local"


class Segment(msgspec.Struct, frozen=True):
    """A part of a signature page in one reading: a party's lines of words, top to bottom."""

    party: str
    sheet: int
    how: str
    lines: tuple[tuple[PlacedWord, ...], ...]


class Layout(msgspec.Struct, frozen=True):
    """Where the signatures are on a page: below which height, where the right column begins, whose each column is."""

    top: float
    split: float
    left: str
    right: str


class Day(msgspec.Struct, frozen=True):
    """A day in a segment: how it is written, whether it stands beside `Date:`, and where."""

    party: str
    on: str
    form: str
    is_labelled: bool
    how: str
    passage: Passage


def is_signature_page(sheets: Sequence[Sheet]) -> bool:
    """Return whether readings of one page show where the parties sign."""
    text = _lower("\n".join(sheet.text for sheet in sheets))
    words = load_source().signing
    if any(phrase in text for phrase in words.above):
        return _dated(sheets)
    if any(phrase in text for phrase in words.not_pages):
        return False
    has_headings = sum(bool(re.search(rf"\b{phrase} ?:", text)) for phrase in words.headings) > 1
    # A scan whose only text is what was typed into it: a day, a name, a title.
    is_typed_in = len(text) < TYPED_IN and "director" in text and any(find_days(sheet.text) for sheet in sheets)
    return (has_headings and _dated(sheets)) or is_typed_in


def _dated(sheets: Sequence[Sheet]) -> bool:
    return any(_LABEL.match(word.text) for sheet in sheets for word in sheet.words) or any(
        find_days(sheet.text) for sheet in sheets
    )


def read_signatures(sheets: Sequence[Sheet], numbers: Sequence[int], not_before: str) -> tuple[Signature, Signature]:
    """Return the local and the federal signature of one page; `numbers` are the readings' places in the document.

    A day before `not_before` (the form's own revision) is no day of signing.
    """
    layout = find_layout(sheets)
    segments = [
        part for sheet, number in zip(sheets, numbers, strict=True) for part in _segments(sheet, number, layout)
    ]
    found = [day for segment in segments for day in _days(segment)]
    days = [day for day in found if day.on >= not_before]
    return (
        _signature(LOCAL, [one for one in segments if one.party == LOCAL], days),
        _signature(FEDERAL, [one for one in segments if one.party == FEDERAL], days),
    )


def _lower(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _any_of(text: str, phrases: Iterable[str]) -> bool:
    return any(re.search(rf"\b{re.escape(phrase)}\b", text) for phrase in phrases)


def find_layout(sheets: Sequence[Sheet]) -> Layout:
    """Return the layout that all readings of a page show together."""
    words = load_source().signing
    top = max((_top(sheet, words) for sheet in sheets), default=0.0)
    below = [word for sheet in sheets for word in sheet.words if word.y0 >= top]
    labels = sorted(word.x0 for word in below if _LABEL.match(word.text))
    # The stamp of an electronic signature in the left column holds a `Date:` of its own.
    apart = [x for x in labels if x > LEFTMOST_RIGHT and x - labels[0] > 0.2]
    if not apart and any(_is_stacked(sheet, top) for sheet in sheets):
        return Layout(top, WHOLE, "", "")
    split = apart[0] - 0.02 if apart else MIDDLE
    left = _party(_joined(word.text for word in below if word.x0 < split), words)
    right = _party(_joined(word.text for word in below if word.x0 >= split), words)
    if left == FEDERAL and right != FEDERAL:
        right = LOCAL
    elif right == FEDERAL and left != FEDERAL:
        left = LOCAL
    return Layout(top, split, left, right)


def _is_stacked(sheet: Sheet, top: float) -> bool:
    """Return whether the parties sign one above the other: two headings, or two labels, begin lines at the left."""
    lines = [line for line in sheet.lines if line[0].y0 >= top - 0.002 and line[0].x0 < MIDDLE]
    alone = [line for line in lines if not any(word.x0 >= MIDDLE and _LABEL.match(word.text) for word in line)]
    headings = [line for line in alone if _heads_alone(" ".join(word.text for word in line))]
    labels = [line[0].x0 for line in alone if _LABEL.match(line[0].text)]
    beside = sum(line[0].x0 >= LEFTMOST_RIGHT for line in sheet.lines if line[0].y0 >= top)
    return len(headings) > 1 or (len(labels) > 1 and max(labels) - min(labels) < 0.03 and beside < 2)


def _heads_alone(text: str) -> bool:
    """Return whether a line is one party's heading; `For the LEA: For ICE:` heads two columns."""
    return bool(_HEADING.match(text)) and len(re.findall(r"\b[FY]or\b", text)) == 1


def _top(sheet: Sheet, words: SigningWords) -> float:
    """Return the height below which the signatures stand: under the last line of the text above them."""
    found = 0.0
    for line in sheet.lines:
        text = _lower(" ".join(word.text for word in line))
        if any(phrase in text for phrase in words.above):
            found = max(found, max(word.y1 for word in line))
    return found


def _joined(texts: Iterable[str]) -> str:
    return _lower(" ".join(texts))


def _party(text: str, words: SigningWords) -> str:
    if _any_of(text, words.federal):
        return FEDERAL
    return LOCAL if _any_of(text, words.local) else ""


def _segments(sheet: Sheet, number: int, layout: Layout) -> Iterator[Segment]:
    """Yield the columns of a page, or the blocks of a column in which both parties sign."""
    for party, is_right in ((layout.left, False), (layout.right, True)):
        lines = [line for line in _column(sheet, layout, is_right=is_right) if line]
        stacked = _stacked(lines) if layout.left == layout.right else [lines]
        for part in stacked if len(stacked) > 1 else [lines]:
            whose = _party(_joined(word.word.text for line in part for word in line), load_source().signing)
            told = whose if len(stacked) > 1 else party
            if part and told:
                yield Segment(told, number, sheet.how, tuple(part))


def _column(sheet: Sheet, layout: Layout, *, is_right: bool) -> Iterator[tuple[PlacedWord, ...]]:
    by_line: dict[int, list[PlacedWord]] = {}
    for placed in sheet.placed:
        if placed.word.y0 >= layout.top - 0.002 and (placed.word.x0 >= layout.split) == is_right:
            by_line.setdefault(placed.line, []).append(placed)
    for line in sorted(by_line):
        yield tuple(by_line[line])


def _stacked(lines: Sequence[tuple[PlacedWord, ...]]) -> list[list[tuple[PlacedWord, ...]]]:
    """Return a column cut at its headings (`For ICE:`), or where there are none at its date labels."""
    texts = [" ".join(word.word.text for word in line) for line in lines]
    cuts = [at for at, text in enumerate(texts) if _HEADING.match(text)]
    if len(cuts) < 2:
        cuts = [at for at, line in enumerate(lines) if _LABEL.match(line[0].word.text)]
    starts = cuts or [0]
    return [list(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _days(segment: Segment) -> Iterator[Day]:
    """Yield the days of a segment that can be believed as they were read."""
    words = load_source().signing
    for line in segment.lines:
        text = _spaced(line)
        is_labelled = bool(_LABEL.match(line[0].word.text)) or line[0].word.text.lower().startswith("date")
        # At the foot of the page stands the form's revision, in words that may be misread.
        if _any_of(text.lower(), words.not_signing) or (line[0].word.y0 > FOOT and not is_labelled):
            continue
        for found in find_days(text):
            covered = [word for word in line if _covers(word, line[0].start, found)]
            if covered and _is_sure(found, covered, segment.how):
                passage = Passage(segment.sheet, covered[0].start, covered[-1].end)
                yield Day(segment.party, found.on, found.form, is_labelled, segment.how, passage)


def _spaced(line: Sequence[PlacedWord]) -> str:
    """Return a column's part of a line with each word at its distance from the first."""
    text = ""
    for word in line:
        text = text.ljust(word.start - line[0].start) + word.word.text
    return text


def _covers(word: PlacedWord, start: int, found: Dated) -> bool:
    return word.start - start < found.end and word.end - start > found.start


def _is_sure(found: Dated, words: Sequence[PlacedWord], how: str) -> bool:
    if how == "text" or found.form == "stamp":
        return True
    least = min(word.word.sure for word in words)
    if found.form == "named":
        return least >= SURE_NAMED
    # Digits of somebody else's recognition tell nothing of how sure it was.
    return how == "ocr" and least >= SURE_DIGITS


def _signature(party: str, segments: Sequence[Segment], days: Sequence[Day]) -> Signature:
    office, name = _office(segments)
    return Signature(_choose([day for day in days if day.party == party]), office, name)


def _choose(days: Sequence[Day]) -> Found:
    """Return the day beside `Date:`, else the electronic stamp, else the only one; none where they disagree."""
    ranks = (
        [day for day in days if day.is_labelled and day.form != "stamp"],
        [day for day in days if day.form == "stamp"],
        list(days),
    )
    for rule, found in zip(("beside-label", "electronic-signature", "only-day"), ranks, strict=True):
        if not found:
            continue
        # What is drawn as text is what was typed; recognition of the same place may be off by a stroke.
        drawn = [day for day in found if day.how == "text"] or found
        if len({day.on for day in drawn}) == 1:
            return Found(drawn[0].on, drawn[0].passage, rule)
        return Found(rule="several days")
    return Found(rule="no day can be read")


def _office(segments: Sequence[Segment]) -> tuple[Found, str]:
    """Return the office a signer gives, and the name that stands with it."""
    for segment in segments:
        titled = [line for line in segment.lines if _TITLE.match(line[0].word.text)]
        for line in [*titled, *(line for line in segment.lines if line not in titled)]:
            found = _office_in(line, segment.sheet)
            if found.value:
                return found, _name(segments)
    return Found(rule="no office can be read"), ""


def _office_in(line: Sequence[PlacedWord], sheet: int) -> Found:
    words = list(line)
    if _TITLE.match(words[0].word.text):
        words = words[1:]
    # Specks and rules beside typed words are not part of them.
    while words and not re.search(r"[A-Za-z]{3}", words[0].word.text):
        words = words[1:]
    while words and not re.search(r"[A-Za-z]{3}", words[-1].word.text):
        words = words[:-1]
    said = " ".join(word.word.text for word in words).strip(" _.,:;|")
    offices = _offices()
    office = offices.get(_key(said)) or offices.get(_key(said.split(",")[0]))
    if office is None:
        return Found()
    return Found(office, Passage(sheet, words[0].start, words[-1].end), "known-office")


def _key(text: str) -> str:
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()


@cache
def _offices() -> dict[str, str]:
    return {_key(office): office for office in load_source().signing.offices}


def _name(segments: Sequence[Segment]) -> str:
    """Return the name beside `Name:`, read alike or drawn as text; "" where it is doubtful."""
    for segment in sorted(segments, key=lambda one: one.how != "text"):
        for line in segment.lines:
            if not _NAME.match(line[0].word.text):
                continue
            said = " ".join(word.word.text for word in line[1:]).strip(" _|")
            is_sure = segment.how == "text" or min(word.word.sure for word in line) >= SURE_DIGITS
            if is_sure and _PERSON.fullmatch(said):
                return said
    return ""


def local_lines(sheets: Sequence[Sheet], numbers: Sequence[int]) -> list[tuple[int, tuple[PlacedWord, ...]]]:
    """Return the lines of the local party's part of a signature page, each with its reading's number."""
    layout = find_layout(sheets)
    return [
        (number, line)
        for sheet, number in zip(sheets, numbers, strict=True)
        for segment in _segments(sheet, number, layout)
        if segment.party == LOCAL
        for line in segment.lines
    ]
