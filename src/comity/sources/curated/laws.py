"""Which curated laws bear on a kind of body, for an instrument, on a day."""

from collections.abc import Iterable

from comity.model import Claim
from comity.sources.curated.vocabulary import Body

_STATE_BODIES = frozenset({Body.STATE_POLICE, Body.STATE_AGENCY, Body.CORRECTIONS, Body.NATIONAL_GUARD})
# Neither a state agency nor an agency of a county or municipality: a wide net does not reach them.
_OWN_BODIES = frozenset({Body.TRIBAL, Body.PRIVATE_OPERATOR})


def laws_in_force(claims: Iterable[Claim], *, state: str, cover: str, body: str, on: str) -> tuple[Claim, ...]:
    """Return the claims of laws of a state that speak of an instrument to a kind of body and are in force on a day.

    `cover` and `body` are words of `Cover` and `Body`, `on` an ISO day. A law whose first day is not known is
    returned too, with its `valid_from` empty, unless it had ended by then: the reader is told, not spared.
    """
    return tuple(
        claim
        for claim in claims
        if claim.effect
        and claim.subject_state == state
        and cover in claim.covers
        and addresses(claim.applies_to, body)
        and (not claim.valid_from or claim.valid_from <= on)
        and (not claim.valid_until or on < claim.valid_until)
    )


def addresses(applies_to: Iterable[str], body: str) -> bool:
    """Say whether a law that addresses some bodies reaches one kind, by its name or by one of the wide nets."""
    named = frozenset(applies_to)
    if body in named:
        return True
    if body in _OWN_BODIES:
        return False
    return (Body.ANY_STATE_AGENCY if body in _STATE_BODIES else Body.ANY_LOCAL_AGENCY) in named
