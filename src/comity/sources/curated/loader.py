"""Claims files → records. Strict: the first thing that is wrong stops the load and says where and how to cure it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from comity.errors import SourceError
from comity.model import Claim
from comity.sources.curated.layout import ClaimsFile, CuratedPublication, CuratedRecord, WrittenClaim
from comity.sources.curated.rules import Fault, claim_faults, publication_faults
from comity.sources.curated.vocabulary import (
    Action,
    Body,
    Checked,
    ClaimKind,
    ClaimStatus,
    Cover,
    Effect,
    Instrument,
    Office,
    Precision,
    PublicationKind,
    Relation,
    Stage,
)

PACKAGED = Path(__file__).parent / "claims"

# Which words a field takes, by the end of its path, so that an error can list them.
_VOCABULARIES: dict[str, type[StrEnum]] = {
    "publication.kind": PublicationKind,
    "published_on_precision": Precision,
    "relation.kind": Relation,
    "kind": ClaimKind,
    "instrument": Instrument,
    "action": Action,
    "status": ClaimStatus,
    "on_precision": Precision,
    "effect": Effect,
    "covers": Cover,
    "applies_to": Body,
    "dates_checked": Checked,
    "checked": Checked,
    "office": Office,
    "stage": Stage,
}
_CLAIM_PATH = re.compile(r"\$\.claim\[([0-9]+)\]\.?(.*)")


def load_claims(folder: Path = PACKAGED) -> CuratedRecord:
    """Return the claims of every `.toml` file of a folder; raise SourceError at the first fault, with its cure."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise SourceError("holds no claims file", where=str(folder), cure="name a folder of .toml files")
    files = [(path.name, read_claims_file(path)) for path in paths]
    _refuse_repeats("publication", ((name, file.publication.publication_id) for name, file in files))
    _refuse_repeats("claim", ((name, claim.claim_id) for name, file in files for claim in file.claim))
    return CuratedRecord(
        publications=tuple(file.publication for _, file in files),
        claims=tuple(claim_record(claim, file.publication) for _, file in files for claim in file.claim),
    )


def read_claims_file(path: Path) -> ClaimsFile:
    """Return one claims file, checked in shape and by every rule; raise SourceError naming file and field."""
    raw = _read_toml(path)
    try:
        file = msgspec.convert(raw, ClaimsFile)
    except msgspec.ValidationError as error:
        raise _shape_error(path.name, raw, str(error)) from error
    if path.stem != file.publication.publication_id:
        cure = f"name the file {file.publication.publication_id}.toml"
        raise SourceError("file name and publication id differ", where=path.name, cure=cure)
    for fault in publication_faults(file.publication):
        raise _fault_error(f"{path.name}: publication", fault)
    for claim in file.claim:
        for fault in claim_faults(claim, file.publication):
            raise _fault_error(f"{path.name}: claim {claim.claim_id}", fault)
    return file


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError(f"is not UTF-8 at byte {error.start}", where=path.name, cure="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"is not TOML: {error}", where=path.name, cure="mend that line") from error
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}", where=path.name, cure="check the file") from error


def _shape_error(name: str, raw: dict[str, Any], message: str) -> SourceError:
    """Turn msgspec's `… - at `$.claim[3].action`` into the claim's own id and the field's name."""
    problem, _, place = message.partition(" - at ")
    match = _CLAIM_PATH.fullmatch(place.strip("`"))
    where = f"{name}: {place.strip('`').removeprefix('$.')}" if place else name
    if match:
        claim = raw["claim"][int(match[1])]
        claim_id = claim.get("id", f"number {int(match[1]) + 1}") if isinstance(claim, dict) else "that is no table"
        where = f"{name}: claim {claim_id}: {match[2]}".removesuffix(": ")
    problem = problem.replace("Object", "the table").replace("`", "'")
    return SourceError(problem, where=where, cure=_shape_cure(problem, where))


def _shape_cure(problem: str, where: str) -> str:
    field = re.sub(r"\[[0-9]+\]$", "", where)
    words = next((words for end, words in _VOCABULARIES.items() if field.endswith(end)), None)
    if words is None or not problem.startswith("Invalid enum value"):
        return "docs/claims.md lists every field"
    return f"use one of {', '.join(words)}"


def _fault_error(where: str, fault: Fault) -> SourceError:
    return SourceError(fault.problem, where=f"{where}: {fault.field}", cure=fault.cure)


def _refuse_repeats(what: str, ids: Iterable[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for name, identifier in ids:
        if identifier in seen:
            problem = f"{what} id {identifier!r} stands in {seen[identifier]} already"
            raise SourceError(problem, where=f"{name}: id", cure="give it an id of its own")
        seen[identifier] = name


def claim_record(claim: WrittenClaim, publication: CuratedPublication) -> Claim:
    """Return a claim as the record keeps it, of the table written by hand."""
    place, law = claim.place, claim.law
    return Claim(
        claim_id=claim.claim_id,
        publication_id=publication.publication_id,
        subject_place_geoid=place.geoid if place else "",
        subject_state=place.state if place else "",
        subject=claim.subject or (place.name if place else ""),
        kind=claim.kind.value,
        instrument=claim.instrument.value,
        action=claim.action.value,
        status=claim.status.value,
        statement=claim.statement,
        attributed_to=", as cited by ".join(claim.attributed_to),
        on=claim.on,
        on_precision=claim.on_precision.value,
        on_words=claim.on_words,
        actor=claim.actor,
        agency=claim.agency,
        pressed_by=claim.pressed_by,
        quotation=claim.quotation,
        locator=claim.locator,
        note=claim.note,
        relation=claim.relation.kind.value if claim.relation else "",
        object=claim.relation.object if claim.relation else "",
        count=claim.count.value if claim.count else None,
        counted=claim.count.counted if claim.count else "",
        office=claim.election.office.value if claim.election else "",
        stage=claim.election.stage.value if claim.election else "",
        effect=law.effect.value if law else "",
        covers=tuple(cover.value for cover in law.covers) if law else (),
        applies_to=tuple(body.value for body in law.applies_to) if law else (),
        valid_from=law.valid_from if law else "",
        valid_until=law.valid_until if law else "",
        citation=law.citation if law else "",
        checked=law.checked.value if law else "",
        dates_checked=law.dates_checked.value if law and law.dates_checked else "",
    )
