"""From the record to a release: compile, check that it balances, write it beside the last one and put it in place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from comity.elections import Law
from comity.errors import NotFoundError, RecordError
from comity.identity import Ruling
from comity.ledger import Ledger
from comity.model import Claim
from comity.places import Gazetteer, load_gazetteer
from comity.register.compile import Register, compile_register
from comity.register.inputs import Record, showings
from comity.register.office_table import last_election_day
from comity.register.reviewing import read_reviewed
from comity.release.check import check_register
from comity.release.current import ReleaseInfo, check_release, read_release
from comity.release.lock import build_lock
from comity.release.opening import open_law
from comity.release.pointer import read_pointer
from comity.release.schema import election_tables, place_tables, register_tables
from comity.release.static import StaticTables, made_ahead
from comity.release.tables import Table
from comity.release.uncollected import uncollected
from comity.release.write import Admit, write_release
from comity.settings import Settings
from comity.sources.curated import CuratedRecord, load_claims

# What decides how printed rows become answers: a change of any of these files is a change of the rules.
RULES = ("elections", "identity", "places", "register", "release", "sources", "text")


class BuildReport(msgspec.Struct, frozen=True):
    """A release that was built, and how much it holds."""

    release: ReleaseInfo
    counts: dict[str, int]


def build(settings: Settings, *, admit: Admit | None = None) -> BuildReport:
    """Compile what the ledger holds into a release and make it current, if `admit` lets a new one through.

    Raises NotFoundError (nothing was added), BusyError (another build runs), CheckError (the release does not
    balance, or is not let through) and StorageError; the last good release then stays in place.
    """
    if not settings.ledger.exists():
        cure = "add lists first: `comity add ice-287g FILE…`"
        raise NotFoundError("there is nothing to build from", where=str(settings.home), cure=cure)
    with build_lock(settings.home):
        with Ledger(settings.ledger, read_only=True) as ledger:
            record = read_record(ledger)
        return build_record(record, settings.releases, settings.cache, admit=admit)


def read_record(ledger: Ledger) -> Record:
    """Return everything that a ledger holds."""
    rulings = [
        Ruling(item.decision_id, item.kind, item.left, item.right, item.reason, item.decided_by)
        for item in ledger.decisions()
    ]
    reviewed = read_reviewed(ledger.proposals(reviewed=True), ledger.standings())
    return Record(ledger.lists(), ledger.printed_rows(), rulings, reviewed)


def build_record(record: Record, releases: Path, cache: Path, *, admit: Admit | None = None) -> BuildReport:
    """Compile a record and write its release under `releases`; the caller holds the build lock.

    Where the current release was made of the same inputs by the same rules and is whole, it stands as it is.
    """
    gazetteer, curated, law = load_gazetteer(), load_claims(), open_law(cache)
    fixed = FixedTables(gazetteer, law, curated.claims, cache)
    with uncollected(), made_ahead(fixed.of_day(guessed_day(record))) as read:
        inputs = _inputs(record, curated, gazetteer)
        standing = _standing(releases, inputs)
        if standing is not None:
            return BuildReport(standing, standing.row_counts)
        register = compile_register(record, gazetteer, curated, law)
        check_register(record, register)
        release = write_release(
            releases,
            register_tables(register),
            inputs=inputs,
            facts=_facts(register),
            static=replace(fixed.of_day(register.as_of), read=read),
            admit=admit,
        )
    return BuildReport(release, release.row_counts)


def _standing(releases: Path, inputs: dict[str, str]) -> ReleaseInfo | None:
    """Return the current release if it was made of these inputs and every file is what the build wrote."""
    try:
        release_id = read_pointer(releases)
        current = read_release(releases / release_id) if release_id else None
        same = current is not None and current.inputs == inputs and not check_release(current.folder)
    except RecordError:
        return None  # damaged: the build makes it anew
    return current if same else None


def rule_fingerprint() -> str:
    """Return one hash over every file that decides how printed rows become answers."""
    return code_fingerprint(*RULES)


def code_fingerprint(*folders: str) -> str:
    """Return one hash over every file in these folders of the package."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in (package / folder).rglob("*") if _is_rule(path)):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _is_rule(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _fingerprint(gazetteer: Gazetteer) -> str:
    """Return what the tables of places depend on: the gazetteer's own inputs and the shape they are written in."""
    shape = (Path(__file__).parent / "schema.py").read_bytes()
    return hashlib.sha256(msgspec.json.encode(gazetteer.manifest, order="sorted") + shape).hexdigest()[:16]


class FixedTables:
    """The tables that no list changes: places, the rules of election law, and contests of the years around a day."""

    def __init__(self, gazetteer: Gazetteer, law: Law, claims: Sequence[Claim], cache: Path) -> None:
        """Take what they are made of, and where they are kept."""
        self._gazetteer, self._law, self._claims, self._cache = gazetteer, law, claims, cache
        told = [claim for claim in claims if claim.kind == "election"]
        parts = (_fingerprint(gazetteer), law.fingerprint, code_fingerprint("elections", "register"))
        self._key = hashlib.sha256("\n".join(parts).encode() + msgspec.json.encode(told))

    def of_day(self, day: str) -> StaticTables:
        """Return the tables for a release of a day: the same from one election day to the next within a year."""
        key = self._key.copy()
        key.update(f"{day[:4]} {last_election_day(self._law, self._claims, day)}".encode())
        return StaticTables(key.hexdigest()[:16], lambda: self._make(day), self._cache)

    def _make(self, day: str) -> list[Table]:
        return place_tables(self._gazetteer) + election_tables(self._law, day, self._gazetteer, self._claims)


def guessed_day(record: Record) -> str:
    """Return the latest day that a list tells of itself, to begin with: which one is the newest is judged later."""
    told = [(item.facts.name_says_on, item.facts.modified_at[:10]) for item in record.lists]
    return max((day for days in told for day in days), default="")


def _inputs(record: Record, curated: CuratedRecord, gazetteer: Gazetteer) -> dict[str, str]:
    lists = sorted(
        (shown.publication_id, shown.name, shown.sightings[0].url, shown.sightings[0].retrieved_at)
        for shown in showings(record)
    )
    rulings = msgspec.json.encode(sorted(record.rulings, key=lambda ruling: ruling.decision_id))
    return {
        "lists": hashlib.sha256(msgspec.json.encode(lists)).hexdigest(),
        "rulings": hashlib.sha256(rulings).hexdigest(),
        "claims": hashlib.sha256(msgspec.json.encode(curated)).hexdigest(),
        "reviews": hashlib.sha256(msgspec.json.encode(record.reviewed, order="sorted")).hexdigest(),
        "gazetteer": _fingerprint(gazetteer),
        "rules": rule_fingerprint(),
    }


def _facts(register: Register) -> dict[str, Any]:
    """Return what the manifest tells beside: no clock, the release is as old as its newest list."""
    lists = [row for row in register.publications if row.source == "ice-287g"]
    return {
        "as_of": register.as_of,
        "verdicts": dict(sorted(Counter(row.verdict for row in lists).items())),
        "statuses": dict(sorted(Counter(row.status for row in register.agreements).items())),
        "issues": dict(sorted(Counter(row.code for row in register.issues).items())),
    }
