"""Made-up series of lists for the judge's tests: rows come and go as they do on real lists."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from comity.model import ListFacts
from comity.sources.ice_287g import ListSummary, read_name

PARTICIPATING = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA")
PENDING = PARTICIPATING[:5]


@dataclass(frozen=True)
class Made:
    """A list of the series: its true day, the name it bears, its rows with their signing days, when it was saved."""

    on: date
    name: str
    rows: dict[int, date] = field(hash=False)
    saved: date | None
    kind: str = "participating"

    def named(self, on: date, suffix: str = "pm") -> Made:
        """Return the list under the name of another day."""
        return replace(self, name=file_name(self.kind, on, suffix))

    def without(self, keys: set[int]) -> Made:
        """Return the list without some rows."""
        return replace(self, rows={key: on for key, on in self.rows.items() if key not in keys})

    def summary(self) -> ListSummary:
        """Return what the judge sees."""
        says = read_name(self.name)
        has_signings = self.kind == "participating"
        signed = sorted((on.isoformat() for on in self.rows.values()), reverse=True) if has_signings else []
        return ListSummary(
            publication_id=f"{hash((self.name, tuple(sorted(self.rows.items())), self.saved)) & 0xFFFFFFFFFFFF:012x}",
            facts=ListFacts(
                name=self.name,
                sha256="",
                size_bytes=1,
                name_says_list=says.list,
                name_says_on=says.on,
                name_says_order=says.order,
                modified_at=f"{self.saved.isoformat()}T16:00:00Z" if self.saved else "",
                header=PARTICIPATING if has_signings else PENDING,
            ),
            row_keys=frozenset(self.rows),
            content=f"{hash(tuple(sorted(self.rows.items())))}",
            row_count=len(self.rows),
            signed_count=len(signed),
            latest_signed=tuple(signed[:12]),
        )


def file_name(kind: str, on: date, suffix: str = "pm") -> str:
    """Return the publisher's file name of a day."""
    return f"{kind}Agencies{on:%m%d%Y}{suffix}.xlsx"


def growing(
    seed: int, count: int = 20, start: date = date(2026, 1, 5), rows: int = 600, *, has_saved: bool = True
) -> list[Made]:
    """Return a growing series, a list every one to four days, with a few rows gone and a few respelt each time."""
    rng = random.Random(seed)
    current = {key: start - timedelta(days=rng.randint(2, 300)) for key in range(rows)}
    fresh, on, made = rows, start, []
    for _ in range(count):
        made.append(Made(on, file_name("participating", on), dict(current), on if has_saved else None))
        on += timedelta(days=rng.randint(1, 4))
        for key in rng.sample(sorted(current), rng.randint(0, 3)):
            signed = current.pop(key)
            if rng.random() < 0.5:  # respelt rather than gone
                current[fresh] = signed
                fresh += 1
        for _ in range(rng.choice((0, 3, 8, 15, 40))):
            current[fresh] = on - timedelta(days=rng.randint(0, 4))
            fresh += 1
    return made


def turning_over(seed: int, count: int = 20, start: date = date(2026, 1, 5)) -> list[Made]:
    """Return a series of pending lists: filling up, then emptied at once when everything is signed."""
    rng = random.Random(seed)
    current: dict[int, date] = {}
    fresh, on, made = 10**6, start, []
    for _ in range(count):
        if len(current) > 25 and rng.random() < 0.4:
            current = {key: current[key] for key in rng.sample(sorted(current), 4)}
        for _ in range(rng.randint(2, 12)):
            current[fresh] = on
            fresh += 1
        made.append(Made(on, file_name("pending", on), dict(current), on, "pending"))
        on += timedelta(days=rng.randint(1, 4))
    return made
