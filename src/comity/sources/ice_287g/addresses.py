"""The address behind a cell, freed from what mail gateways, browsers and archives wrapped around it."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

_EXTENSION = re.compile(r"^(?:chrome|moz|edge|ms-browser|safari-web)-extension:/+[^/]+/+(?=https?:)", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"^https?:/+(?:web\.)?archive\.org/(?:web/)?(?:\d{4,14}(?:[a-z]{2}_)?/|\*/)(?=https?:|www\.)", re.IGNORECASE
)
_SCHEME = re.compile(r"^(https?):/*(?=[^/])", re.IGNORECASE)
_MAX_LAYERS = 5  # a safelink of a safelink has been seen; more is no address of a document


@lru_cache(maxsize=65_536)  # the same few thousand addresses recur in every list
def unwrap_url(url: str) -> str:
    """Return the original address, peeled layer by layer; what is no web address comes back stripped only.

    Safelinks give their `url` parameter; a browser extension's and a web archive's prefix go; `https:/www` gains its
    slash. The address itself is not judged: it may be wrong, or point at another agency's document.
    """
    text = url.strip().strip("\u00a0\u200b")
    for _ in range(_MAX_LAYERS):
        peeled = _peel(text)
        if peeled == text:
            break
        text = peeled
    return text


def _peel(text: str) -> str:
    text = _EXTENSION.sub("", text)
    text = _ARCHIVE.sub("", text)
    scheme = _SCHEME.match(text)
    if not scheme:
        return text
    text = f"{scheme[1].lower()}://{text[scheme.end() :]}"
    if "safelinks" not in text[:120].lower() and "urldefense" not in text[:60].lower():
        return text
    return _unwrap_gateway(text)


def _unwrap_gateway(text: str) -> str:
    """Return the address inside a mail gateway's link, or the text itself where there is none inside."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return text
    host = parts.netloc.lower()
    if host.endswith(("safelinks.protection.outlook.com", "safelinks.protection.office365.us")):
        return parse_qs(parts.query).get("url", [text])[0]
    if host == "urldefense.com" and (inside := re.search(r"/v3/__(.+?)__;", text)):
        return inside[1]
    return text
