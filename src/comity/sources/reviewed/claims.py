"""Accepted proposals → claims, by the rules of claims written by hand; a fault names the field and the cure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from comity.errors import ComityError, SourceError
from comity.ledger import Proposal, ReadPage, Review
from comity.model import Claim
from comity.places import Gazetteer, Place, find_places
from comity.sources.curated import CuratedPublication, CuratedRecord
from comity.sources.curated.layout import WrittenClaim
from comity.sources.curated.loader import claim_record
from comity.sources.curated.rules import Fault, claim_faults, publication_faults
from comity.sources.reviewed.wording import state_election, state_event, state_relation

# What a reviewer may set beside the fields that were proposed.
ADDED = frozenset({"statement", "note", "geoid", "on_words"})
_OFFICES = {
    "sheriff": "sheriff",
    "prosecutor": "prosecutor",
    "district attorney": "prosecutor",
    "district attorney general": "prosecutor",
    "county attorney": "prosecutor",
    "commonwealth's attorney": "prosecutor",
    "state's attorney": "prosecutor",
    "state attorney": "prosecutor",
    "prosecuting attorney": "prosecutor",
    "solicitor": "prosecutor",
    "jailer": "jailer",
}
_STAGES = {"general": "general", "primary": "primary", "filing_deadline": "filing_deadline"}
_PRECISIONS = {0: "unknown", 4: "year", 7: "month", 10: "day"}
# A law of which a page tells has no section; an election of which it tells may be any, not one for the calendars.
_WAIVED = frozenset({"law"})


class Accepted(msgspec.Struct, frozen=True):
    """A proposal that a person accepted, with the decision."""

    proposal: Proposal
    review: Review

    @property
    def fields(self) -> dict[str, Any]:
        """Return the fields that were accepted: the proposal's, with what the reviewer put in their place."""
        return {**self.proposal.fields, **self.review.accepted}


def reviewed_record(accepted: Iterable[Accepted], gazetteer: Gazetteer) -> tuple[CuratedRecord, dict[str, SourceError]]:
    """Return the publications and claims of accepted proposals, and by proposal what can no longer be made one."""
    publications: dict[str, CuratedPublication] = {}
    claims: list[Claim] = []
    faults: dict[str, SourceError] = {}
    for item in sorted(accepted, key=lambda item: item.proposal.proposal_id):
        try:
            claim = accepted_claim(item, gazetteer)
        except SourceError as error:
            faults[item.proposal.proposal_id] = error
            continue
        publications[claim.publication_id] = publication_of(item.proposal.page)
        claims.append(claim)
    ordered = tuple(publications[key] for key in sorted(publications))
    return CuratedRecord(ordered, tuple(claims)), faults


def accepted_claim(item: Accepted, gazetteer: Gazetteer) -> Claim:
    """Return the claim; raise SourceError that names the field which does not fit the claims vocabulary."""
    publication, fields = publication_of(item.proposal.page), item.fields
    where = f"proposal {item.proposal.proposal_id}"
    allowed = {*item.proposal.fields, *ADDED}
    if unknown := sorted(set(item.review.accepted) - allowed):
        cure = f"use the proposal's own fields, or {', '.join(sorted(ADDED))}"
        raise SourceError(f"there is no field {unknown[0]!r}", where=where, cure=cure)
    try:
        raw = _RAW[item.proposal.kind](fields, gazetteer)
        written = msgspec.convert(_common(item, raw, publication), WrittenClaim)
    except (KeyError, TypeError, AttributeError, msgspec.ValidationError) as error:
        problem = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
        raise SourceError(problem, where=where, cure=_CURE) from error
    except ComityError as error:
        raise SourceError(error.problem, where=f"{where}: {error.where}", cure=error.cure) from error
    for fault in _faults(written, publication):
        raise SourceError(fault.problem, where=f"{where}: {fault.field}", cure=fault.cure)
    return claim_record(written, publication)


_CURE = "accept it with `--edit ID --set FIELD=VALUE`; docs/claims.md lists the words of each field"


def _faults(written: WrittenClaim, publication: CuratedPublication) -> Iterable[Fault]:
    yield from publication_faults(publication)
    for fault in claim_faults(written, msgspec.structs.replace(publication, sha256="")):
        if fault.field not in _WAIVED:
            yield fault


def publication_of(page: ReadPage) -> CuratedPublication:
    """Return the page as a publication; a page whose text has changed is another publication."""
    key = hashlib.sha256(f"{page.page}\n{page.text_sha256}".encode()).hexdigest()[:12]
    outlet = page.outlet or (urlsplit(page.url).hostname or "").removeprefix("www.") or page.name
    precision = _PRECISIONS.get(len(page.published_on), "unknown")
    return msgspec.convert(
        {
            "id": f"page-{key}",
            "title": page.title or page.name or page.url,
            "outlet": outlet,
            "kind": page.kind,
            "published_on": page.published_on if precision != "unknown" else "",
            "published_on_precision": precision,
            "published_on_words": "as the page gives it" if page.published_on else "",
            "url": page.url if page.url.startswith(("https://", "http://")) else "",
            "sha256": page.publication_id,
        },
        CuratedPublication,
    )


def _common(item: Accepted, raw: Mapping[str, Any], publication: CuratedPublication) -> dict[str, Any]:
    fields, proposal = item.fields, item.proposal
    date = fields.get("date") or ""
    said_by = fields.get("attributed_to")
    outlet = publication.outlet
    return {
        "id": f"review-{proposal.proposal_id}",
        "attributed_to": [said_by, outlet] if said_by and said_by != outlet else [outlet],
        "on": date,
        "on_precision": _PRECISIONS.get(len(date), "unknown"),
        "on_words": fields.get("on_words") or fields.get("date_text") or ("as the page says" if date else ""),
        "quotation": proposal.quotation.exact.strip(),
        "locator": proposal.locator,
        "note": fields.get("note") or "",
        **raw,
        "statement": fields.get("statement") or raw["statement"],
    }


def _event(fields: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    place = _place(fields, gazetteer)
    return {
        "kind": fields["kind"],
        "place": place,
        "agency": fields.get("agency") or "",
        "instrument": fields["instrument"],
        "action": fields["action"],
        "status": fields["status"],
        "actor": fields.get("actor") or "",
        "pressed_by": fields.get("pressed_by") or "",
        "statement": state_event(fields, _named(place)),
    }


def _relation(fields: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    tie = {"kind": fields["relation"], "object": fields["object"]}
    return {
        "kind": "relation",
        "subject": fields["subject"],
        "relation": tie,
        "statement": state_relation(fields),
    }


def _election(fields: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    place = _place(fields, gazetteer)
    office, stage = _OFFICES.get(fields["office"].lower(), ""), _STAGES.get(fields["kind"] or "", "")
    running = [f"Candidates: {'; '.join(fields['candidates'])}."] if fields.get("candidates") else []
    won = [f"Winner: {fields['winner']}."] if fields.get("winner") else []
    told = {**fields, "office": office or fields["office"], "stage": stage}
    # A stage of an election is a day's claim; what a page tells less exactly, or of another office, is a statement.
    is_dated = bool(office and stage) and len(fields.get("date") or "") == len("2026-11-03")
    return {
        "kind": "election" if is_dated else "statement",
        "place": place,
        "note": fields.get("note") or " ".join(running + won),
        **({"election": {"office": office, "stage": stage}} if is_dated else {}),
        "statement": state_election(told, _named(place)),
    }


_RAW = {"event": _event, "agreement": _event, "relation": _relation, "election": _election}


def _named(place: Mapping[str, str]) -> str:
    """Return a place's name with its state: `Fairfax County, VA`, `Virginia`."""
    return place["name"] if len(place["geoid"]) <= 2 else f"{place['name']}, {place['state']}"


def _place(fields: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, str]:
    """Return the place by its GEOID, else by its name where one place alone bears it."""
    name, state = fields["jurisdiction_name"], fields.get("state") or ""
    geoid = fields.get("geoid") or fields.get("fips5_or_null") or ""
    if not geoid and state and gazetteer.state_code(name) == state:
        geoid = gazetteer.state(state).geoid
    if not geoid:
        kind = fields.get("jurisdiction_type") or ""
        found = find_places(name, state, gazetteer) if state or kind == "state" else []
        fits = [place for place in found if _fits(place, kind)]
        geoid = fits[0].geoid if len(fits) == 1 else ""
    place = gazetteer.get(geoid) if geoid else None
    if place is None:
        problem = f"{name!r} ({state or 'no state'}) is no one place of the gazetteer"
        raise SourceError(problem, where="geoid", cure="say which: --edit ID --set geoid=…")
    return {"state": place.state, "geoid": place.geoid, "name": name}


def _fits(place: Place, kind: str) -> bool:
    """Return whether a place is of a kind: a city that is its own county equivalent is a city, too."""
    if kind == "state":
        return len(place.geoid) == 2
    if kind in ("county", "parish"):
        return len(place.geoid) == 5
    return len(place.geoid) > 5 or place.kind in ("independent_city", "consolidated")
