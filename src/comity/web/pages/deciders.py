"""Who decides, for a page: one entry for each body, with for whom, when it is next chosen, and by which rule."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence, Set

import msgspec

from comity.places import Place
from comity.register.ask import Row
from comity.register.ballot import next_contest_ids

# The stages of the next election in the order in which they come, with their columns.
NEXT = (
    ("filing_deadline", "next_filing_deadline"),
    ("primary", "next_primary_on"),
    ("primary_runoff", "next_primary_runoff_on"),
    ("general", "next_general_on"),
    ("general_runoff", "next_general_runoff_on"),
)
# Of more of a kind than this, chosen on the same days, a state's page gives the number.
FEW = 3


class Decider(msgspec.Struct, frozen=True):
    """A body that decides, or several alike (`count`): for which agencies, and when voters next choose it."""

    kind: str
    body: str
    office_id: str
    title: str
    contest_id: str
    agencies: tuple[str, ...]
    stages: tuple[tuple[str, str], ...]
    standing: str
    is_special: bool
    is_elected: bool
    reason: str
    citation: str
    law_claim_ids: tuple[str, ...]
    subject_ids: frozenset[str] = frozenset()
    count: int = 1

    @property
    def is_deciding(self) -> bool:
        """Return whether it decides on anything that the record holds here."""
        return bool(self.subject_ids)


def deciders_of(connection: sqlite3.Connection, deciding: Sequence[Row], place: Place | None) -> list[Decider]:
    """Return who decides here; on a state's page many of a kind that are chosen on the same days are one entry."""
    by_body: dict[tuple[str, str], list[Row]] = {}
    for row in deciding:
        by_body.setdefault((row["body"], row["agency"] if not row["body"] else ""), []).append(row)
    contests = next_contest_ids(connection, [row["office_id"] for row in deciding if row["office_id"]])
    found = [_decider(rows, contests) for rows in by_body.values()]
    # Those that voters choose on a known day first; among equals, in the order of what they decide on.
    found.sort(key=lambda one: not one.stages)
    return _drawn_together(found) if place is not None and len(place.geoid) == 2 else found


def _decider(rows: Sequence[Row], contests: dict[str, str]) -> Decider:
    first = rows[0]
    agencies = dict.fromkeys(row["agency"] for row in rows if row["agency"] and row["agency"] != first["body"])
    laws = dict.fromkeys(law for row in rows for law in row["law_claim_ids"].split(";") if law)
    return Decider(
        kind=first["decider_kind"],
        body=first["body"],
        office_id=first["office_id"],
        title=first["office_id"].rpartition(".")[2].replace("-", " "),
        contest_id=contests.get(first["office_id"], ""),
        agencies=tuple(agencies),
        stages=tuple((stage, first[column]) for stage, column in NEXT if first[column]),
        standing=first["next_standing"],
        is_special=first["next_kind"] == "special",
        is_elected=first["decider_kind"] in {"office", "elected_officer", "governor"},
        reason=first["reason"],
        citation=first["citation"],
        law_claim_ids=tuple(laws),
        subject_ids=frozenset(one for row in rows for one in row["subject_ids"].split(";") if one),
    )


def _drawn_together(found: Sequence[Decider]) -> list[Decider]:
    alike: dict[tuple[object, ...], list[Decider]] = {}
    for one in found:
        alike.setdefault((one.kind, one.title, one.stages, one.standing, one.is_special), []).append(one)
    drawn: list[Decider] = []
    for some in alike.values():
        if len(some) <= FEW or some[0].kind == "governor":
            drawn += some
        else:
            laws = dict.fromkeys(law for one in some for law in one.law_claim_ids)
            drawn.append(
                msgspec.structs.replace(
                    some[0],
                    body="",
                    agencies=(),
                    contest_id="",
                    law_claim_ids=tuple(laws),
                    subject_ids=frozenset().union(*(one.subject_ids for one in some)),
                    count=len(some),
                )
            )
    return drawn


def leading(deciders: Sequence[Decider], current: Set[str]) -> Decider | None:
    """Return who is named first on a page: of those who decide on something current, the one chosen soonest.

    Where nothing is current, it is the sheriff, who would sign for the sheriff's own office, and no other office.
    """
    deciding = [one for one in deciders if one.subject_ids & current]
    named = [one for one in deciding if one.body or one.count > 1]
    sheriffs = [] if deciding else [one for one in deciders if one.title == "sheriff" and one.count == 1]
    return soonest(deciding) or next(iter(named or sheriffs), None)


def soonest(found: Iterable[Decider]) -> Decider | None:
    """Return the elected decider whose general election comes first, or None where none is known."""
    dated = [(dict(one.stages).get("general") or one.stages[-1][1], one) for one in found if one.stages]
    return min(dated, key=lambda pair: pair[0])[1] if dated else None
