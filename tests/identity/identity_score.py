"""Scores the followed agreements against labelled cases: which rows are one agreement, which are not."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from comity.register.ask import Row, select
from comity.text import name_key

GOLD = Path(__file__).parents[1] / "gold" / "identity.csv"
SAME = {
    "same_renamed", "same_redated", "same_recorrected", "same_model_changed", "same_moved", "glitch", "relisted",
}  # fmt: skip
APART = {"different_body", "new_signing"}
# Switching models makes a second agreement that supersedes: right if joined in place, or if linked as successor.
LINKED = {"same_model_changed"}
SLACK_DAYS = 4


@dataclass
class Score:
    """Right and wrong answers: merging is positive. `missing` are cases whose rows were not found at all."""

    merged_right: int = 0
    merged_wrong: int = 0
    apart_right: int = 0
    apart_wrong: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    by_label: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """Return the share of merges that are right."""
        return self.merged_right / max(self.merged_right + self.merged_wrong, 1)

    @property
    def recall(self) -> float:
        """Return the share of labelled merges that were made."""
        return self.merged_right / max(self.merged_right + self.apart_wrong, 1)


class Shown:
    """Finds the agreement that a printed row of a day belongs to."""

    def __init__(self, release: sqlite3.Connection) -> None:
        """Read all runs of printed rows."""
        rows = select(
            release,
            "SELECT agreement_id, first_on, last_on, p.state, p.agency, p.signed_on, p.signed, p.models FROM listing"
            " JOIN printed_row p USING (row_id)",
        )
        self._by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            self._by_name[name_key(row["agency"]), row["models"]].append(row)
        self.agreements = {row["agreement_id"]: row for row in select(release, "SELECT * FROM agreement")}

    def find(self, case: dict[str, str], side: str) -> str:
        """Return the agreement of a case's row on its day, or ""."""
        found = self._by_name.get((name_key(case[f"{side}_agency"]), case[f"{side}_model"]), [])
        day = date.fromisoformat(case[f"{side}_on"])
        signed = case[f"{side}_signed"]
        near = [
            row
            for row in found
            if _within(day, row)
            and (not signed or signed in (row["signed_on"], row["signed"]))
            and _same_state(case, row)
        ]
        return (
            str(min(near, key=lambda row: abs(date.fromisoformat(row["last_on"]) - day))["agreement_id"])
            if near
            else ""
        )


def _same_state(case: dict[str, str], row: Row) -> bool:
    """A case whose row stood in a wrong state names the state of one side only."""
    return (
        case["label"] == "same_recorrected"
        or name_key(case["state"]) == name_key(row["state"])
        or (name_key(case["state"])[:2] == name_key(row["state"])[:2])
    )


def _within(day: date, row: Row) -> bool:
    first, last = date.fromisoformat(row["first_on"]), date.fromisoformat(row["last_on"])
    return (first - day).days <= SLACK_DAYS and (day - last).days <= SLACK_DAYS


def score(release: sqlite3.Connection, split: str) -> Score:
    """Return the score on one split of the labelled cases."""
    shown, total = Shown(release), Score()
    with GOLD.open(newline="") as file:
        cases = [case for case in csv.DictReader(file) if case["split"] == split]
    for case in cases:
        if case["label"] in SAME | APART:
            _score_pair(shown, case, total)
        else:
            _score_one(shown, case, total)
    return total


def _score_pair(shown: Shown, case: dict[str, str], total: Score) -> None:
    left, right = shown.find(case, "before"), shown.find(case, "after")
    if not left or not right:
        total.missing.append(_say(case, left, right))
        return
    joined = left == right
    if case["label"] in LINKED and shown.agreements[left]["successor_id"] == right:
        joined = True
    if case["label"] in SAME:
        total.merged_right += joined
        total.apart_wrong += not joined
    else:
        total.merged_wrong += joined
        total.apart_right += not joined
    right_answer = joined == (case["label"] in SAME)
    total.by_label[case["label"], right_answer] += 1
    if not right_answer:
        total.wrong.append(_say(case, left, right))


def _score_one(shown: Shown, case: dict[str, str], total: Score) -> None:
    """A departure must have left; a new row must begin an agreement at about its day."""
    side = "before" if case["label"] == "unlisted" else "after"
    found = shown.find(case, side)
    if not found:
        total.missing.append(_say(case, found, ""))
        return
    agreement = shown.agreements[found]
    if case["label"] == "unlisted":
        is_right = agreement["status"] != "listed"
    else:
        first = date.fromisoformat(agreement["first_listed_on"])
        is_right = abs((first - date.fromisoformat(case["after_on"])).days) <= SLACK_DAYS
    total.by_label[case["label"], is_right] += 1
    if not is_right:
        total.wrong.append(_say(case, found, agreement["status"]))


def _say(case: dict[str, str], left: str, right: str) -> str:
    text = f"{case['case_id']} {case['label']} {case['before_on']}→{case['after_on']} {case['state']}"
    sides = [
        f"{case[f'{s}_agency']} {case[f'{s}_model']} {case[f'{s}_signed']} = {v}"
        for s, v in (("before", left), ("after", right))
    ]
    return f"{text}: {' | '.join(sides)}"
