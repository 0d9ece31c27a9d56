"""Which claims speak of the same act: one act with all its claims, their conflicts kept and told in a sentence.

Claims are of one act where they name the same place, the same action and an instrument that can be the same, and their
days agree or lie close together. What could belong to two acts is left alone: two acts told as one would hide a step,
one told twice only repeats it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from comity.model import Claim
from comity.text import name_key

# Kinds that tell of something done at a time; a practice goes on, a count or a relation is no act.
ACT_KINDS = frozenset({"local_decision", "legal_mandate", "lawsuit", "campaign_pledge", "pressure"})
# Reports of one vote, notice or signing differ by days, or give the announcement for the act; a body that takes the
# same step twice takes it at yearly or half-yearly renewals.
WINDOW_DAYS = 31
# News tells of an act within weeks; an undated sentence further off is history of which nobody knows which.
NEWS_DAYS = 45
ANY_287G = "287g_unspecified"
# A publication's kind and day, by its id.
Papers = Mapping[str, tuple[str, str]]
# The kinds of publication in the order of their weight (docs/claims.md): whose day and status stand for the act.
RANK = ("statute", "order", "official_page", "dataset", "transcription", "article")
_AGAINST = frozenset({"rejected", "denied"})
_FOR = frozenset({"happened", "in_force", "announced"})
_ADVANCED = ("happened", "in_force", "repealed", "announced", "rejected", "denied", "proposed", "pressured", "stated")


class ActRow(msgspec.Struct, frozen=True):
    """One act that one or several claims tell of; day and status are those of the weightiest claim that gives them."""

    act_id: str
    kind: str
    subject_place_geoid: str
    subject_state: str
    subject: str
    instrument: str
    action: str
    status: str
    on: str
    on_precision: str
    claim_count: int
    publication_count: int
    conflict: str


def group_acts(claims: Iterable[Claim], papers: Papers) -> tuple[list[Claim], list[ActRow]]:
    """Return the claims, each with the id of its act, and the acts; the order of the claims makes no difference."""
    ordered = sorted(claims, key=lambda claim: claim.claim_id)
    buckets: dict[tuple[str, ...], list[Claim]] = {}
    for claim in ordered:
        if claim.kind in ACT_KINDS:
            buckets.setdefault(_bucket(claim), []).append(claim)
    taken: set[str] = set()
    rows: list[ActRow] = []
    act_of: dict[str, str] = {}
    for key in sorted(buckets):
        for group in _parted(buckets[key], papers):
            row = _row(group, papers, taken)
            rows.append(row)
            act_of |= {claim.claim_id: row.act_id for claim in group}
    marked = [msgspec.structs.replace(claim, act_id=act_of.get(claim.claim_id, "")) for claim in ordered]
    return marked, sorted(rows, key=lambda row: row.act_id)


def _bucket(claim: Claim) -> tuple[str, ...]:
    """Return what claims of one act have in common whatever their days."""
    place = claim.subject_place_geoid or f"{claim.subject_state} {name_key(claim.subject)}"
    family = "287g" if claim.instrument.startswith("287g") else claim.instrument
    # What outsiders ask for is another act than what the body does; so is a promise, and a suit.
    kind = claim.kind if claim.kind in ("pressure", "campaign_pledge", "lawsuit") else "decision"
    return place, family, claim.action, kind


def _parted(claims: Sequence[Claim], papers: Papers) -> list[list[Claim]]:
    """Return the claims of a bucket act by act: those with a day first, then what can only be of one of these."""
    groups: list[list[Claim]] = []
    by_day = sorted((claim for claim in claims if len(claim.on) == 10), key=lambda claim: (claim.on, claim.claim_id))
    less = sorted(
        (claim for claim in claims if len(claim.on) != 10), key=lambda claim: (-len(claim.on), claim.claim_id)
    )
    # A claim that names the model comes before one that does not: the latter may join only one of them.
    for claim in [*(one for one in by_day if not _is_vague(one)), *(one for one in by_day if _is_vague(one)), *less]:
        fits = [group for group in groups if _fits(claim, group, papers)]
        if len(fits) == 1:
            fits[0].append(claim)
        else:
            groups.append([claim])
    return groups


def _is_vague(claim: Claim) -> bool:
    return claim.instrument == ANY_287G


def _fits(claim: Claim, group: Sequence[Claim], papers: Papers) -> bool:
    models = {one.instrument for one in group if not _is_vague(one)}
    if not _is_vague(claim) and models - {claim.instrument}:
        return False
    return all(_agree(claim, other) for other in group) and _is_near(claim, group, papers)


def _agree(claim: Claim, other: Claim) -> bool:
    """Return whether two claims can be of one act.

    They are not where they cite two laws, where one page tells two days, or where one tells the opposite outcome of
    another day.
    """
    if claim.citation and other.citation and name_key(claim.citation) != name_key(other.citation):
        return False
    if claim.on == other.on:
        return True
    if claim.publication_id == other.publication_id and len(claim.on) == len(other.on):
        return False
    dated = len(claim.on) == len(other.on) == 10
    return not (dated and "rejected" in (claim.status, other.status) and claim.status != other.status)


def _is_near(claim: Claim, group: Sequence[Claim], papers: Papers) -> bool:
    days = sorted(one.on for one in group if len(one.on) == 10)
    if len(claim.on) == 10:
        return bool(days) and all(_apart(claim.on, day) <= WINDOW_DAYS for day in (days[0], days[-1]))
    if claim.on:
        return any(one.on.startswith(claim.on) for one in group)
    published = _paper(claim, papers)[1]
    return len(published) == 10 and any(_apart(published, day) <= NEWS_DAYS for day in days)


def _paper(claim: Claim, papers: Papers) -> tuple[str, str]:
    return papers.get(claim.publication_id, ("", ""))


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _row(group: Sequence[Claim], papers: Papers, taken: set[str]) -> ActRow:
    def weight(claim: Claim) -> tuple[int, int, str, str]:
        kind = _paper(claim, papers)[0]
        return RANK.index(kind) if kind in RANK else len(RANK), -len(claim.on), claim.on, claim.claim_id

    ranked = sorted(group, key=weight)
    dated = next((claim for claim in ranked if claim.on), ranked[0])
    named = next((claim for claim in ranked if not _is_vague(claim)), ranked[0])
    return ActRow(
        act_id=_act_id(named, dated.on, taken),
        kind=ranked[0].kind,
        subject_place_geoid=ranked[0].subject_place_geoid,
        subject_state=ranked[0].subject_state,
        subject=ranked[0].subject,
        instrument=named.instrument,
        action=named.action,
        status=min((claim.status for claim in group), key=_ADVANCED.index),
        on=dated.on,
        on_precision=dated.on_precision,
        claim_count=len(group),
        publication_count=len({claim.publication_id for claim in group}),
        conflict=_conflict(ranked),
    )


def _act_id(claim: Claim, on: str, taken: set[str]) -> str:
    """Return a readable id: place, instrument, action, day; a second act of the same words gets a number."""
    place = claim.subject_place_geoid or name_key(f"{claim.subject_state} {claim.subject}").replace(" ", "_")
    words = "-".join(part for part in (place, claim.instrument, claim.action, on or "undated") if part)
    number = next(number for number in range(1, len(taken) + 2) if _numbered(words, number) not in taken)
    taken.add(_numbered(words, number))
    return _numbered(words, number)


def _numbered(words: str, number: int) -> str:
    return f"act-{words}" if number == 1 else f"act-{words}.{number}"


def _conflict(ranked: Sequence[Claim]) -> str:
    """Return how the claims of an act contradict each other, each with who says so, weightiest first, or ""."""
    told = []
    if len({claim.on for claim in ranked if len(claim.on) == 10}) > 1:
        told.append(f"the day: {_said(ranked, 'on')}")
    statuses = {claim.status for claim in ranked}
    if statuses & _AGAINST and statuses & _FOR:
        told.append(f"whether it happened: {_said(ranked, 'status')}")
    return "; ".join(told)


def _said(ranked: Sequence[Claim], field: str) -> str:
    said: dict[str, list[str]] = {}
    for claim in ranked:
        value = getattr(claim, field)
        if value:
            said.setdefault(value, []).append(claim.attributed_to)
    return ", ".join(f"{value} ({'; '.join(dict.fromkeys(who))})" for value, who in said.items())
