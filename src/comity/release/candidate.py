"""A release made to be looked at: written beside the others, compared and judged, and not made the current one."""

from __future__ import annotations

import msgspec

from comity.errors import CheckError
from comity.ledger import Ledger
from comity.release.beside import Difference, compare_releases
from comity.release.build import build
from comity.release.current import ReleaseInfo
from comity.release.judging import is_accepted, judge_release, standing_release
from comity.settings import Settings
from comity.sources.ice_287g import load_source


class Candidate(msgspec.Struct, frozen=True):
    """A release that was not put in place, what it would change, and what of it falls outside the expectations.

    `is_standing` says that it is the release in place already, and nothing would change.
    """

    release: ReleaseInfo
    difference: Difference
    faults: tuple[str, ...]
    is_accepted: bool
    is_standing: bool


class _LookedAtError(CheckError):
    """Stops a build before its release becomes current; it never leaves this module."""


def make_candidate(settings: Settings, today: str = "") -> Candidate:
    """Return what a build would make now; raise what `build` raises."""
    before = standing_release(settings)
    held: list[ReleaseInfo] = []

    def hold(release: ReleaseInfo) -> None:
        held.append(release)
        raise _LookedAtError("looked at")

    try:
        release = build(settings, admit=hold).release
    except _LookedAtError:
        release = held[-1]
    is_standing = before is not None and before.release_id == release.release_id
    faults = () if is_standing else judge_release(before, release, load_source().release, today)
    with Ledger(settings.ledger, read_only=True) as ledger:
        accepted = bool(faults) and is_accepted(release, ledger.acceptances())
    return Candidate(release, compare_releases(before, release), faults, accepted, is_standing)
