"""What a release of a source's lists must be like to take the place of the last: `[release]` of a `source.toml`."""

from __future__ import annotations

import msgspec


class ReleaseExpectations(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Bounds on a new release, most of them beside the release in place; the file says how each was calibrated.

    A number and a share of the same thing both have to be passed before anything is held back.
    """

    min_rows: int
    max_lost_rows: int
    max_lost_rows_share: float
    max_lost_agreements: int
    max_lost_agreements_share: float
    lost_share_per_day: float
    max_retracted_events: int
    max_retracted_events_share: float
    max_unresolved: int
    max_unresolved_share: float
    max_unknown_columns: int
    max_refused: int
    max_refused_share: float
    max_days_ahead: int
    stale_after_days: int
