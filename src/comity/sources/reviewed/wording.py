"""The neutral statement of an accepted claim, made of the vocabulary's words alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ACTIONS = {
    "start": "start of",
    "expand": "expansion of",
    "renew": "renewal of",
    "end": "end of",
    "suspend": "suspension of",
    "decline": "refusal of",
    "consider": "consideration of",
    "restrict": "restriction of",
    "sue": "lawsuit over",
    "other": "step on",
}
INSTRUMENTS = {
    "287g_jail_model": "a 287(g) agreement, jail enforcement model",
    "287g_warrant_service": "a 287(g) agreement, warrant service officer model",
    "287g_task_force": "a 287(g) agreement, task force model",
    "287g_unspecified": "a 287(g) agreement",
    "detention_contract": "a detention contract",
    "detainer_policy": "holding on detainers",
    "information_sharing": "information sharing",
    "notification": "notification of releases",
    "access_to_jail": "access to the jail",
    "state_law": "a state law",
    "other": "other cooperation",
}
RELATIONS = {
    "project_of": "is a project of",
    "affiliate_of": "is an affiliate of",
    "publication_of": "is a publication of",
    "member_of": "is a member of",
    "funded_by": "is funded by",
    "donated_to": "gave to",
}
_KINDS = {"campaign_pledge": "pledge", "pressure": "demand", "practice": "practice", "lawsuit": "lawsuit"}


def _word(words: Mapping[str, str], value: object) -> str:
    """Return the phrase of a word; one outside the vocabulary is told by the rules that check it."""
    return words.get(str(value), str(value))


def state_event(fields: Mapping[str, Any], place: str) -> str:
    """Return the statement of an event: place, act, instrument, and how far it had gone."""
    act = f"{_word(ACTIONS, fields['action'])} {_word(INSTRUMENTS, fields['instrument'])}"
    kind = _KINDS.get(str(fields["kind"]), "")
    gone = ", ".join(part for part in (kind, str(fields["status"]).replace("_", " "), fields.get("date") or "") if part)
    return f"{place}: {act} ({gone})."


def state_relation(fields: Mapping[str, Any]) -> str:
    """Return the statement of a tie between two organisations."""
    amount = fields.get("amount_usd")
    money = f" (${amount:,.0f})" if amount is not None else ""
    return f"{fields['subject']} {_word(RELATIONS, fields['relation'])} {fields['object']}{money}."


def state_election(fields: Mapping[str, Any], place: str) -> str:
    """Return the statement of an election's day."""
    stage = str(fields["stage"] or "election").replace("_", " ")
    day = f" ({fields['date']})" if fields.get("date") else ""
    what = stage if stage in ("election", "filing deadline") else f"{stage} election"
    return f"{place}: {what} of {fields['office']}{day}."
