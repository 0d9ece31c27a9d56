"""A memorandum's pages → model, agency, days of signing, offices: each with its words, or with why there is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz

from comity.places import Resolver
from comity.sources.moa.dates import find_days
from comity.sources.moa.naming import choose_agency, counties_told, names_said, states_told
from comity.sources.moa.records import Found, Memorandum, Passage, Signature
from comity.sources.moa.signing import LOCAL, is_signature_page, local_lines, read_signatures
from comity.sources.moa.source import ModelWords, load_source
from comity.text.sheets import PlacedWord, Sheet

# A countersignature follows within weeks; two days further apart than this are not of one signing.
LONGEST_SIGNING = 366
# How many characters of a first page are its title, and how many pages may hold it (a cover letter may come first).
TITLE_CHARACTERS = 400
TITLE_PAGES = 3
# Fewer words than this are a scan's stray text.
FEW_WORDS = 40
# A misread letter or two of the shortest title (16 letters) leave more than this share; two models' titles share less.
NEAR_TITLE = 84.0
# An addendum's title stands at the head of its page.
APPENDED_TITLE = 90
_EFFECTIVE = re.compile(
    r"(?:memorandum of\s+agreement|\bMOA)\b[^.]{0,60}?\s(?:was|is|became)\s+effective\s+(?:on\s+|as\s+of\s+)?",
    re.IGNORECASE,
)
# `…_TFM_MOA_…`, `287gWSO_…`: the publisher's own name for the document.
_NAMED_MODEL = re.compile(r"(?<![A-Za-fh-z])(JEM|WSO|TFM)(?![A-Za-z])")
_REVISED = re.compile(r"\brevised\s+(\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE)


def pages_to_draw(sheets: Sequence[Sequence[Sheet]]) -> list[int]:
    """Return the pages (from 1) that should also be read from a picture: those without text, the first, the signed."""
    wanted = []
    for number, readings in enumerate(sheets, 1):
        few = sum(len(sheet.words) for sheet in readings) < FEW_WORDS
        if few or number == 1 or is_signature_page(readings):
            wanted.append(number)
    return wanted


def read_memorandum(sheets: Sequence[Sheet], name: str, page_count: int, resolver: Resolver) -> Memorandum:
    """Return what a document says, from all readings of its pages; what cannot be told surely is left out, with why."""
    appended = _appended(sheets)
    own = [number for number, sheet in enumerate(sheets) if sheet.page < appended]
    local, federal, lines = _signatures(sheets, own)
    said = names_said(sheets, lines)
    states = states_told(sheets, name, said, resolver)
    agency, resolution = choose_agency(said, states, counties_told(sheets), resolver)
    local, federal, problems = _weighed(local, federal)
    model, doubt = _beside_name(find_model(sheets), name)
    problems += doubt
    read = {sheet.page for sheet in sheets if sheet.words}
    return Memorandum(
        name=name,
        page_count=page_count,
        unread_pages=tuple(page for page in range(1, page_count + 1) if page not in read),
        document=_document(sheets),
        model=model,
        agency=agency,
        resolution=resolution,
        state=resolution.state or (states[0] if states else ""),
        local=local,
        federal=federal,
        signed_on=_signed_on(sheets, own, local, federal),
        problems=tuple(problems),
        sheets=tuple(sheets),
    )


def _appended(sheets: Sequence[Sheet]) -> int:
    """Return the first page of an addendum that stands behind the document itself, or a page that there is not."""
    titles = [phrase for words in load_source().document for phrase in words.titles]
    pages = [
        sheet.page
        for sheet in sheets
        if sheet.page > 1 and any(phrase in sheet.text[:APPENDED_TITLE].lower() for phrase in titles)
    ]
    return min(pages, default=10**6)


def _signed_on(sheets: Sequence[Sheet], own: Sequence[int], local: Signature, federal: Signature) -> Found:
    """Return the later signature, or the day of which an addendum says that the agreement took effect on it.

    Without the federal day the later one is not known: the federal party signs last, with few exceptions.
    """
    if federal.signed_on.value:
        return max(local.signed_on, federal.signed_on, key=lambda found: found.value)
    for number, sheet in enumerate(sheets):
        if number not in own and (match := _EFFECTIVE.search(sheet.text)):
            days = find_days(sheet.text[match.end() : match.end() + 40].replace("\n", " ").replace(" ,", ","))
            if days and days[0].start < 4 and days[0].on >= local.signed_on.value:
                return Found(days[0].on, Passage(number, match.start(), match.end() + days[0].end), "addendum")
    return Found(rule=federal.signed_on.rule or "no signature page was found")


def _signatures(
    sheets: Sequence[Sheet], own: Sequence[int]
) -> tuple[Signature, Signature, list[tuple[int, tuple[PlacedWord, ...]]]]:
    """Return both signatures from the pages that show them, and the lines of the local one."""
    not_before = _revised(sheets)
    local, federal = Signature(), Signature()
    lines: list[tuple[int, tuple[PlacedWord, ...]]] = []
    for page in sorted({sheets[number].page for number in own}):
        numbers = [number for number in own if sheets[number].page == page]
        readings = [sheets[number] for number in numbers]
        if is_signature_page(readings):
            here = read_signatures(readings, numbers, not_before)
            local, federal = _better(local, here[0]), _better(federal, here[1])
            lines += local_lines(readings, numbers)
    return local, federal, lines


def _better(one: Signature, other: Signature) -> Signature:
    """Return the first signature with what it lacks taken from another page's."""
    return Signature(
        one.signed_on if one.signed_on.value else other.signed_on if other.signed_on.rule else one.signed_on,
        one.office if one.office.value else other.office,
        one.name or other.name,
    )


def _revised(sheets: Sequence[Sheet]) -> str:
    """Return the day of the form's revision, which most pages print, or "": nobody signed the form before."""
    printed = [day.on for sheet in sheets for match in _REVISED.finditer(sheet.text) for day in find_days(match[1])]
    counted = Counter(printed)
    return min(counted, key=lambda on: (-counted[on], on)) if counted else ""


def _weighed(local: Signature, federal: Signature) -> tuple[Signature, Signature, list[str]]:
    """Return the signatures without days that cannot be of one signing, and what was wrong with them."""
    days = (local.signed_on.value, federal.signed_on.value)
    if all(days) and abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) > LONGEST_SIGNING:
        doubt = Found(rule="the two days are too far apart to be of one signing")
        return (
            Signature(doubt, local.office, local.name),
            Signature(doubt, federal.office, federal.name),
            [f"the signatures' days ({days[0]}, {days[1]}) are too far apart; neither is proposed"],
        )
    missing = [
        f"{party}: {signature.signed_on.rule or 'no signature page was found'}"
        for party, signature in ((LOCAL, local), ("federal", federal))
        if not signature.signed_on.value
    ]
    return local, federal, missing


def _document(sheets: Sequence[Sheet]) -> str:
    title = " ".join(sheet.text[:TITLE_CHARACTERS].lower() for sheet in sheets if sheet.page == 1)
    head = title.split("this memorandum")[0].split("constitutes")[0]
    for words in load_source().document:
        if any(re.search(rf"\b{re.escape(phrase)}\b", head) for phrase in words.titles):
            return words.kind
    return "memorandum"


def find_model(sheets: Sequence[Sheet]) -> Found:
    """Return the model that the title names, else the one whose own words the body holds; none where two fit."""
    models = load_source().model
    for page in range(1, TITLE_PAGES + 1):
        titled = {
            words.model: passage
            for number, sheet in enumerate(sheets)
            if sheet.page == page
            for words in models
            if (passage := _phrase(sheet, number, words.titles, limit=TITLE_CHARACTERS))
        }
        if len(titled) == 1:
            model, passage = next(iter(titled.items()))
            return Found(model, passage, "title")
        if {"JEM", "TFM"} == set(titled):
            return Found("JEM+TFM", titled["JEM" if "JEM" in titled else "TFM"], "title")  # type: ignore[index]
    return _misread_title(sheets, models) or _by_marks(sheets, models)


def _beside_name(found: Found, name: str) -> tuple[Found, list[str]]:
    """Return the model, told by the file's name where the pages tell none, and how the two contradict each other."""
    named = {match[1] for match in _NAMED_MODEL.finditer(name)}
    if len(named) != 1:
        return found, []
    says = named.pop()
    if not found.value:
        return Found(says, None, "file-name"), []
    return found, [f"the file's name says {says}, the pages {found.value}"] * (says not in found.value.split("+"))


def _misread_title(sheets: Sequence[Sheet], models: Sequence[ModelWords]) -> Found | None:
    """Return the one model that a recognised first page's title is all but a letter or two of (`Task Foree Model`)."""
    found = {}
    for number, sheet in enumerate(sheets):
        if sheet.page == 1 and sheet.how != "text":
            title = sheet.text[:TITLE_CHARACTERS].lower().replace("\n", " ")
            for words in models:
                for phrase in words.titles[:1]:
                    near = fuzz.partial_ratio_alignment(phrase, title, score_cutoff=NEAR_TITLE)
                    if near is not None:
                        found[words.model] = Passage(number, near.dest_start, near.dest_end)
    if len(found) != 1:
        return None
    model, passage = next(iter(found.items()))
    return Found(model, passage, "misread-title")


def _by_marks(sheets: Sequence[Sheet], models: Sequence[ModelWords]) -> Found:
    counted: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    for words in models:
        for phrase in (*words.marks, *words.titles):
            for number, sheet in enumerate(sheets):
                if passage := _phrase(sheet, number, (phrase,)):
                    counted[words.model] += 1
                    first.setdefault(words.model, passage)
    ranked = counted.most_common(2)
    if not ranked:
        return Found(rule="no page names a model")
    # A form for several models marks each about equally; its own model's marks are at least twice another's.
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return Found(rule=f"the pages speak of {ranked[0][0]} and {ranked[1][0]}")
    return Found(ranked[0][0], first[ranked[0][0]], "body")


def _phrase(sheet: Sheet, number: int, phrases: Sequence[str], limit: int = 0) -> Passage | None:
    """Return where the first of these phrases stands in a sheet, whatever its case, quotes and line ends."""
    text = sheet.text.lower().replace("’", "'").replace("\n", " ")
    found = [(at, len(phrase)) for phrase in phrases if (at := text.find(phrase)) >= 0 and (not limit or at < limit)]
    if not found:
        return None
    at, length = min(found)
    return Passage(number, at, at + length)


def passages(memorandum: Memorandum) -> Iterator[tuple[str, Found]]:
    """Yield every fact by name."""
    yield "model", memorandum.model
    yield "agency", memorandum.agency
    yield "signed_on", memorandum.signed_on
    yield "local_signed_on", memorandum.local.signed_on
    yield "federal_signed_on", memorandum.federal.signed_on
    yield "local_office", memorandum.local.office
    yield "federal_office", memorandum.federal.office
