"""What a memorandum says → claims for review: the agreement, and each party's signature, with page and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from comity.ledger import Proposed, ReadPage, text_hash
from comity.places import Gazetteer
from comity.sources.moa.records import Found, Memorandum, Passage, Signature
from comity.sources.moa.source import load_source
from comity.text.quotes import quote
from comity.text.sheets import Sheet

MAKER = "moa"
INSTRUMENTS = {"JEM": "287g_jail_model", "WSO": "287g_warrant_service", "TFM": "287g_task_force"}
ACTIONS = {"memorandum": "start", "extension": "renew"}
_NAMES = {"JEM": "jail enforcement model", "WSO": "warrant service officer model", "TFM": "task force model"}
# A claim quotes at most sixty words.
_MOST_CHARACTERS = 300
_SENTENCE = re.compile(r"This Memorandum of Agreement", re.IGNORECASE)


def page_of(memorandum: Memorandum, sha256: str, url: str = "") -> ReadPage:
    """Return the document as the page that its claims are found on."""
    return ReadPage(
        text_sha256=text_hash("\f".join(sheet.text for sheet in memorandum.sheets)),
        url=url,
        publication_id=sha256,
        name=memorandum.name,
        title=f"Memorandum of agreement: {memorandum.agency.value or memorandum.name}",
        outlet=load_source().publisher.name,
        kind="official_page",
        published_on=memorandum.signed_on.value,
    )


def propose_claims(memorandum: Memorandum, gazetteer: Gazetteer) -> list[Proposed]:
    """Return the claims that the document bears out; none where model or agency is not told."""
    place = _place(memorandum, gazetteer)
    if not memorandum.model.value or not memorandum.agency.value:
        return []
    found = [_agreement(memorandum, place)]
    for party, signature in (("local", memorandum.local), ("federal", memorandum.federal)):
        found += _signing(memorandum, party, signature, place)
    return found


def _place(memorandum: Memorandum, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the place that the agency acts for: its own, its one county, or its state."""
    known = memorandum.resolution
    counties = known.county_geoids
    state = gazetteer.state(memorandum.state).geoid if memorandum.state else ""
    geoid = known.place_geoid or (counties[0] if len(counties) == 1 else state)
    place = gazetteer.get(geoid) if geoid else None
    kinds = {2: "state", 5: "county"}
    return {
        "jurisdiction_name": place.name if place else "",
        "jurisdiction_type": kinds.get(len(geoid), "city") if place else "",
        "state": memorandum.state or None,
        "geoid": geoid or None,
    }


def _agreement(memorandum: Memorandum, place: dict[str, Any]) -> Proposed:
    agency = memorandum.agency.value
    fields = {
        "kind": "local_decision",
        "instrument": INSTRUMENTS.get(memorandum.model.value, "287g_unspecified"),
        "action": ACTIONS.get(memorandum.document, "other"),
        "status": "happened",
        **place,
        "agency": agency,
        "agency_id": memorandum.resolution.agency_id or None,
        "model": memorandum.model.value,
        "date": memorandum.signed_on.value or None,
        "date_text": _words(memorandum, memorandum.signed_on) if memorandum.signed_on.value else None,
        "actor": _signer(memorandum.local, agency) or None,
        "attributed_to": None,
        "statement": _say_agreement(memorandum),
    }
    assert memorandum.agency.passage is not None
    return _proposed(memorandum, fields, _sentence(memorandum, memorandum.agency.passage), memorandum.agency.rule)


def _say_agreement(memorandum: Memorandum) -> str:
    model = _NAMES.get(memorandum.model.value, memorandum.model.value)
    when = f" on {memorandum.signed_on.value}" if memorandum.signed_on.value else ""
    return f"{memorandum.agency.value} and ICE signed a 287(g) {memorandum.document} of the {model}{when}."


def _signing(memorandum: Memorandum, party: str, signature: Signature, place: dict[str, Any]) -> Iterator[Proposed]:
    """Yield the claim of one signature: its day if it can be read, and the office that signed."""
    based_on = signature.signed_on if signature.signed_on.value else signature.office
    if based_on.passage is None:
        return
    agency = memorandum.agency.value if party == "local" else "U.S. Immigration and Customs Enforcement"
    day = signature.signed_on.value
    office = signature.office.value
    fields = {
        "kind": "statement",
        "instrument": INSTRUMENTS.get(memorandum.model.value, "287g_unspecified"),
        "action": ACTIONS.get(memorandum.document, "other"),
        "status": "happened",
        **place,
        "agency": agency,
        "date": day or None,
        "date_text": _words(memorandum, based_on) if day else None,
        "actor": _signer(signature, agency) or None,
        "office": office or None,
        "attributed_to": None,
        "statement": f"{office or 'A signer'} signed for {agency}{f' on {day}' if day else ''}.",
    }
    yield _proposed(memorandum, fields, based_on.passage, based_on.rule)


def _signer(signature: Signature, agency: str) -> str:
    """Return name, office and body; a name stands only with its office."""
    office = signature.office.value
    return ", ".join(part for part in (signature.name, office, agency) if part) if office else ""


def _words(memorandum: Memorandum, found: Found) -> str:
    assert found.passage is not None
    return memorandum.sheets[found.passage.sheet].text[found.passage.start : found.passage.end]


def _sentence(memorandum: Memorandum, passage: Passage) -> Passage:
    """Return the sentence that names the parties up to the agency's name, where it is short enough to quote."""
    text = memorandum.sheets[passage.sheet].text
    starts = [match.start() for match in _SENTENCE.finditer(text, 0, passage.start)]
    if starts and passage.end - starts[-1] <= _MOST_CHARACTERS:
        return Passage(passage.sheet, starts[-1], passage.end)
    return passage


def _proposed(memorandum: Memorandum, fields: dict[str, Any], passage: Passage, rule: str) -> Proposed:
    sheet: Sheet = memorandum.sheets[passage.sheet]
    start, end = passage.start, passage.end
    # A quotation neither begins nor ends with a space.
    while start < end and sheet.text[start].isspace():
        start += 1
    while end > start and sheet.text[end - 1].isspace():
        end -= 1
    # What stands around a signature may hold other people's names (witnesses, notaries): no context is kept.
    quotation = quote(sheet.text, start, end, around=0)
    return Proposed("agreement", fields, quotation, f"moa:{rule}", passage.sheet + 1, sheet.label)
