"""How a reading is scored against labels: claims paired one to one, then what agrees among the pairs.

The same rules as the scorer beside the shared labels (a test holds the two equal), so that pages labelled here can be
scored where that folder is not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from comity.reader.records import Page
from comity.reader.shard import default_reader

LABELLED = Path(__file__).parent / "labelled"
Claim = dict[str, Any]
Same = Callable[[Claim, Claim], bool]
KINDS = ("events", "relations", "elections")
FAMILY = {
    "287g_jail_model": "287g", "287g_warrant_service": "287g", "287g_task_force": "287g", "287g_unspecified": "287g",
    "detention_contract": "contract", "detainer_policy": "custody", "notification": "custody",
    "access_to_jail": "custody", "information_sharing": "sharing", "state_law": "law", "other": "other",
}  # fmt: skip
SIDE = {
    "start": "more", "expand": "more", "renew": "more", "end": "less", "suspend": "less", "decline": "less",
    "restrict": "less", "consider": "open", "sue": "suit", "other": "open",
}  # fmt: skip


# The shares that may fall where no fewer labelled events are found with it right: more are found there, some without
# their day. Right of the found were 22 of 25 days and are 24 of 28; of `held` 70 of 85 and are 71 of 88.
SMALLER = {("held_out", "date"), ("held", "date")}


def has_fallen(part: str, name: str, got: dict[str, float], floors: dict[str, float]) -> bool:
    """Return whether a share is below its floor; one named in SMALLER, whether fewer labelled events have it right."""
    if name == "noisy":
        return got[name] > floors[name]
    if (part, name) in SMALLER and got[name] * got["recall"] >= floors[name] * floors["recall"]:
        return False
    return got[name] < floors[name]


def plain(text: str | None) -> str:
    """Return a text as it is compared: small letters and digits."""
    return re.sub(r"[^a-z0-9]+", " ", (text or "").lower()).strip()


def place(claim: Claim) -> set[str]:
    """Return the keys by which two claims are of one place: the county's code, the name without its type."""
    name = " ".join(re.sub(r"\b(county|parish|city|town|of|borough)\b", " ", plain(claim["jurisdiction_name"])).split())
    return {key for key in (claim.get("fips5_or_null"), f"{name}|{claim.get('state')}") if key}


def is_same_event(a: Claim, b: Claim) -> bool:
    """Return whether two events are of one place, instrument's family and side."""
    families = [FAMILY.get(one["instrument"], "other") for one in (a, b)]
    sides = [SIDE.get(one["action"], "open") for one in (a, b)]
    return bool(place(a) & place(b)) and families[0] == families[1] and sides[0] == sides[1]


def is_same_relation(a: Claim, b: Claim) -> bool:
    """Return whether two relations tie the same two in the same way."""
    return all(plain(a[name]) == plain(b[name]) for name in ("relation", "subject", "object"))


def is_same_election(a: Claim, b: Claim) -> bool:
    """Return whether two elections are of one office, place and kind."""
    is_office = bool(a["office"]) and plain(a["office"])[:6] == plain(b["office"])[:6]
    return is_office and bool(place(a) & place(b)) and (a["kind"] or "general") == (b["kind"] or "general")


SAME: dict[str, Same] = {"events": is_same_event, "relations": is_same_relation, "elections": is_same_election}


def paired(found: Iterable[Claim], labels: Iterable[Claim], same: Same) -> list[tuple[Claim, Claim]]:
    """Return the pairs, each claim with the first label of its kind that is left."""
    left, pairs = list(labels), []
    for claim in found:
        match = next((label for label in left if same(claim, label)), None)
        if match is not None:
            pairs.append((claim, match))
            left = [label for label in left if label is not match]
    return pairs


def read_claims(row: Claim, *, looks_twice: bool = False) -> dict[str, list[Claim]]:
    """Return what the reader makes of a page, as labels write it."""
    page = Page(row["id"], row["text"], row["url"] or "", row["title"] or "", row["published"] or "")
    reading = default_reader(looks_twice=looks_twice)(page)
    return {kind: [_fields(claim) for claim in getattr(reading, kind)] for kind in KINDS}


def _fields(record: Any) -> Claim:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def score(found: list[dict[str, list[Claim]]], labels: list[dict[str, list[Claim]]]) -> dict[str, dict[str, float]]:
    """Return by kind of claim precision and recall; of events what agrees, and the share of quiet pages that drew one.

    `found` and `labels` are pages in the same order.
    """
    counts: Counter[str] = Counter()
    for mine, theirs in zip(found, labels, strict=True):
        for kind in KINDS:
            pairs = paired(mine[kind], theirs[kind], SAME[kind])
            counts.update({f"{kind} found": len(mine[kind]), f"{kind} labels": len(theirs[kind])})
            counts[f"{kind} hit"] += len(pairs)
            for claim, label in pairs if kind == "events" else ():
                counts["status"] += claim["status"] == label["status"]
                counts["date"] += (claim["date"] or None) == (label["date"] or None)
                counts["attribution"] += plain(claim["attributed_to"]) == plain(label["attributed_to"])
        if not theirs["events"]:
            counts.update({"quiet": 1, "noisy": bool(mine["events"])})
    shares = {
        kind: {
            "precision": counts[f"{kind} hit"] / max(1, counts[f"{kind} found"]),
            "recall": counts[f"{kind} hit"] / max(1, counts[f"{kind} labels"]),
        }
        for kind in KINDS
    }
    hits = max(1, counts["events hit"])
    shares["events"] |= {name: counts[name] / hits for name in ("status", "date", "attribution")}
    shares["events"]["noisy"] = counts["noisy"] / max(1, counts["quiet"])
    return shares


# Pages labelled here after real ones, and such as were made up with their labels (`labelled/README.md`).
RETOLD = ("open", "held", "unread")
MADE_UP = ("sibling", "sealed", "artful", "drill", "twin", "cousin", "kin", "clan", "fresh")
# What the second look learns from.
TAUGHT = ("open", "sibling", "artful", "drill", "twin", "cousin", "kin", "clan")
# Those that the second look has not learnt from, read with it.
TWICE = ("held-twice", "unread-twice", "sealed-twice", "fresh-twice")


def own_pages(part: str) -> tuple[list[Claim], list[Claim]]:
    """Return a part's pages and their labels: `held`, `unread` and `sealed` are not for whoever writes rules."""
    part = part.removesuffix("-twice")
    pages, labels = (
        [json.loads(line) for line in (LABELLED / f"{part}-{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("pages", "gold")
    )
    return pages, labels


def taught() -> str:
    """Return the fingerprint of the pages and labels that the second look learns from."""
    files = [LABELLED / f"{part}-{kind}.jsonl" for part in TAUGHT for kind in ("pages", "gold")]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
