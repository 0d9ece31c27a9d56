"""The named tiers by which a row that no lineage explains is joined to one, and the guards that refuse.

Each rule looks at one lineage that has just left (or is missing) and one row that has just come, and says whether
they are the same agreement and why. Rules never look at similarity where both names resolve to different bodies.
Calibrated on the lists of 2021-01 to 2026-01 (`tests/gold/identity.csv`); the reasons stand beside the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from comity.identity.records import Sighting

# A date printed anew for the same signing moves by days, seldom by weeks (the widest seen: 71 days, where the list
# first carried the date of a later addendum). Re-signings lie years apart (2017 → 2020). Half a year parts them.
REDATED_WITHIN_DAYS = 120
# With a memorandum of another name, or another body's row, only a slip of the date is believed to be one.
SLIP_DAYS = 14
# Names that differ by this much or more in 100 are other bodies, or are left to a person.
ALIKE = 88.0
CANDIDATE = 75.0
# Two names that both fit a known body are one name misprinted only if next to nothing parts them (`Cty of Roanoke` and
# `City of Roanoke`) and a memorandum and a date of their own join them; Baker and Lake County are alike to 93.
NEARLY_EQUAL = 95.0
# A row may drop out of a list and return under a corrected name some lists later.
RETURN_WITHIN_DAYS = 45


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer: `kind` is same, different or undecided."""

    kind: str
    rule: str
    reason: str


def days_between(left: str, right: str) -> int | None:
    """Return the days between two ISO dates, or None where one of them is no date."""
    try:
        return abs((date.fromisoformat(left) - date.fromisoformat(right)).days)
    except ValueError:
        return None


def is_date_misprint(left: str, right: str) -> bool:
    """Return whether two dates are one date with its year mistyped, or its day and month exchanged."""
    if len(left) != 10 or len(right) != 10:
        return False
    return left[5:] == right[5:] or (left[:4] == right[:4] and left[5:7] == right[8:] and left[8:] == right[5:7])


# What one office is called by turns; the word says nothing of whose office it is.
_OFFICE_WORDS = {"so": "sheriffs", "sheriff": "sheriffs", "pd": "police"} | dict.fromkeys(
    ("office", "department", "dept", "departments", "of", "the"), ""
)


@lru_cache(maxsize=4_096)
def stem(name_key: str) -> str:
    """Return a name without the words that one body is called by turns: `Bay County SO`, `... Sheriff's Office`."""
    return " ".join(filter(None, (_OFFICE_WORDS.get(word, word) for word in name_key.split()))) or name_key


def alike(left: Sighting, right: Sighting) -> float:
    """Return how alike two printed names are, 0..100, word order and words for an office aside."""
    if stem(left.name_key) == stem(right.name_key):
        return 100.0
    return max(
        fuzz.ratio(left.name_key, right.name_key),
        fuzz.token_sort_ratio(left.name_key, right.name_key) - 2,
    )


def same_agency(left: Sighting, right: Sighting) -> bool:
    """Return whether both rows resolve, and to the same body."""
    return bool(left.agency_id) and left.agency_id == right.agency_id


def share_county(left: Sighting, right: Sighting) -> bool:
    """Return whether the bodies serve a county in common, or one of them has none to compare."""
    if not left.county_geoids or not right.county_geoids:
        return True
    return bool(set(left.county_geoids) & set(right.county_geoids))


def may_be_one_model(old: Sighting, new: Sighting) -> bool:
    """Return whether the models agree, or one of them was printed in words that name no known model."""
    return old.model == new.model or not old.model or not new.model


def judge_normalised(old: Sighting, new: Sighting) -> Verdict | None:
    """Same agency, model and signing date, printed differently."""
    if same_agency(old, new) and may_be_one_model(old, new) and old.signed_on == new.signed_on and old.signed_on:
        return Verdict("same", "normalised", "the same agency, model and signing date under another spelling")
    return None


def judge_document(old: Sighting, new: Sighting) -> Verdict | None:
    """Both rows link the same memorandum, and no other row does: a witness, but never the only one.

    Links were set to other bodies' documents and stayed so for months (two agencies of one Florida state government,
    two towns of nearly one name), so where both names resolve the bodies must be the same.
    """
    if not old.document or old.document != new.document or not may_be_one_model(old, new):
        return None
    reason = f"both rows link the same memorandum ({new.document})"
    if same_agency(old, new):
        return Verdict("same", "same_document", reason)
    if old.agency_id and new.agency_id:
        gap = days_between(old.signed_on, new.signed_on)
        if share_county(old, new) and old.county_geoids and gap is not None and gap <= SLIP_DAYS:
            return Verdict("same", "same_document", reason)
        if old.state == new.state and old.signed_on == new.signed_on and alike(old, new) >= NEARLY_EQUAL:
            return Verdict("same", "misspelt", f"{reason}, the date is the same and the names differ by a letter")
        return Verdict("different", "other_body", f"{reason}, but they name different bodies")
    if old.state == new.state and (old.signed_on == new.signed_on or alike(old, new) >= CANDIDATE):
        return Verdict("same", "same_document", reason)
    return None


def judge_date(old: Sighting, new: Sighting) -> Verdict | None:
    """Same agency and model, another date, one row in the place of the other: re-dated, or signed anew?"""
    if not same_agency(old, new) or not may_be_one_model(old, new):
        return None
    if not old.signed_on or not new.signed_on:
        return Verdict("same", "redated", "the row carried no readable signing date in one of the two lists")
    gap = days_between(old.signed_on, new.signed_on)
    if old.document and old.document == new.document:
        return Verdict("same", "redated", f"another date over the same memorandum ({new.document})")
    if is_date_misprint(old.signed_on, new.signed_on):
        return Verdict("same", "redated", "the two dates are one date with its year or its day and month misprinted")
    if new.signed_on < old.signed_on:
        return Verdict("same", "redated", "the row stands in the place of the other with an earlier date")
    is_renewed = bool(old.document and new.document and gap and gap > SLIP_DAYS)
    if gap is not None and gap <= REDATED_WITHIN_DAYS and not is_renewed:
        return Verdict("same", "redated", f"the row stands in the place of the other, its date moved by {gap} days")
    return Verdict("different", "new_signing", f"signed {gap} days apart: a new signing takes the place of the old")


def judge_return(old: Sighting, new: Sighting, last_shown_on: str) -> Verdict | None:
    """Same agency and model come back after an absence: signed since they were last shown means signed anew."""
    if not same_agency(old, new) or not may_be_one_model(old, new) or not old.signed_on:
        return None
    if new.signed_on > last_shown_on:
        reason = f"signed on {new.signed_on}, after the row was last shown on {last_shown_on}: signed anew"
        return Verdict("different", "new_signing", reason)
    return judge_date(old, new)


def judge_moved(old: Sighting, new: Sighting) -> Verdict | None:
    """Another body of the same county takes over the row: same model, same signing date."""
    if old.model != new.model or old.signed_on != new.signed_on or not old.signed_on or old.state != new.state:
        return None
    if not old.agency_id or not new.agency_id or old.agency_id == new.agency_id:
        return None
    if old.county_geoids and old.county_geoids == new.county_geoids:
        return Verdict("same", "moved", "the same model and date, now under another body of the same county")
    if not old.county_geoids and not new.county_geoids and alike(old, new) >= CANDIDATE:
        return Verdict("same", "moved", "the same model and date, now under another body of the same state")
    return None


def judge_state(old: Sighting, new: Sighting) -> Verdict | None:
    """The same row stood in a wrong state and was put right."""
    if old.state == new.state or not may_be_one_model(old, new):
        return None
    if old.signed_on and old.signed_on == new.signed_on and stem(old.name_key) == stem(new.name_key):
        return Verdict("same", "state_corrected", "the same name, model and date, printed under another state")
    if old.document and old.document == new.document and alike(old, new) >= ALIKE:
        return Verdict("same", "state_corrected", f"the same name and memorandum ({new.document}) under another state")
    return None


def judge_spelling(old: Sighting, new: Sighting) -> Verdict | None:
    """One of the two names resolves to no known body; they are nearly the same name, model and date."""
    if old.state != new.state or old.model != new.model or (old.agency_id and new.agency_id):
        return None
    if not old.signed_on or old.signed_on != new.signed_on:
        return None
    score = alike(old, new)
    if score >= ALIKE:
        return Verdict("same", "misspelt", f"the same model and date, the names alike to {score:.0f} in 100")
    if score >= CANDIDATE:
        return Verdict("undecided", "alike", f"the same model and date, the names alike to {score:.0f} in 100")
    return None


def judge_model(old: Sighting, new: Sighting) -> Verdict | None:
    """Same agency, same signing date or same memorandum, another model: the printed model was put right."""
    if not same_agency(old, new) or may_be_one_model(old, new):
        return None
    if old.document and old.document == new.document:
        return Verdict("same", "model_changed", f"another model over the same memorandum ({new.document})")
    if old.signed_on and old.signed_on == new.signed_on and not (old.document and new.document):
        return Verdict(
            "same", "model_changed", "one row in the place of the other: same agency and date, another model"
        )
    return None
