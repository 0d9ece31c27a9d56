"""What a client accepts, and what it has already: Accept, Accept-Encoding, If-None-Match, If-Modified-Since."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from functools import lru_cache

# Best first, where a client likes them alike.
ENCODINGS = ("br", "gzip")


@lru_cache(maxsize=512)
def _weights(text: str) -> dict[str, float]:
    """Return how much a client likes each thing that a header names; 0 is not at all."""
    found: dict[str, float] = {}
    for part in text.lower().split(",")[:32]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        try:
            found[name] = min(max(float(weight), 0.0), 1.0)
        except ValueError:
            found[name] = 0.0
    return found


def chosen_encoding(accepted: str) -> str:
    """Return `br`, `gzip`, or "" for none, by an Accept-Encoding header."""
    weights = _weights(accepted)
    others = weights.get("*", 0.0)
    liked = [(weights.get(name, others), -at, name) for at, name in enumerate(ENCODINGS)]
    weight, _, name = max(liked)
    return name if weight > 0 else ""


def chosen_form(accepted: str) -> str:
    """Return `csv` where an Accept header asks for CSV rather than JSON, `html` where for pages, or ""."""
    weights = _weights(accepted)
    csv, json, html = (weights.get(name, 0.0) for name in ("text/csv", "application/json", "text/html"))
    if csv > 0 and csv >= json and csv >= html:
        return "csv"
    return "html" if html > 0 and html >= json else ""


def is_unchanged(headers: Mapping[bytes, bytes], tag: str, modified_at: int) -> bool:
    """Return whether the client has what would be sent: by its validators, else by its date.

    Comparison is weak (RFC 9110, 13.1.2); a date that is none is as if it were not there.
    """
    given = headers.get(b"if-none-match")
    if given is not None:
        tags = {one.strip().removeprefix("W/") for one in given.decode("latin-1").split(",")}
        return "*" in tags or tag.removeprefix("W/") in tags
    since = headers.get(b"if-modified-since")
    if since is None:
        return False
    try:
        return modified_at <= parsedate_to_datetime(since.decode("latin-1")).timestamp()
    except (ValueError, OverflowError):
        return False
