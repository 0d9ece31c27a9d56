"""Which file an address becomes, and which address a link has among files.

A page at `/place/us/va` is the file `place/us/va/index.html`, which every web server gives for that address. A page
that answers a question is a path of its own: `/changes?state=va&part=2` is `/changes/state-va/part-2`. Only questions
that a reader would miss are kept (`KEPT`); a link with another one leads to the page without it, and a form to a page
that says so. An answer of the API stands at its address with `.json` behind it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import parse_qsl

# The questions that have files of their own, by the beginning of the path.
KEPT = {"/changes": ("state", "part"), "/elections/": ("state", "page")}
_VALUE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_LINK = re.compile(rb'((?:href|src|action)=")(/[^"]*)"')
_ENDING = re.compile(r"\.[a-z0-9]{1,12}$")
_API = "/api/"
_FILES = ("/data/", "/assets/", "/style/")


def static_path(address: str) -> str:
    """Return the address among files of a path and its question: plain, or the same without the question."""
    path, _, query = address.partition("?")
    bare, kept = path, [pair for pair in parse_qsl(query) if _is_kept(path, *pair)]
    if path.startswith("/es/"):
        bare = path.removeprefix("/es")
    order = next((names for start, names in KEPT.items() if bare.startswith(start)), ())
    parts = [f"{name}-{value.lower()}" for name, value in sorted(kept, key=lambda pair: order.index(pair[0]))]
    # The first page is the page itself.
    parts = [part for part in parts if part != "page-1"]
    return "/".join([path.rstrip("/") if parts else path, *parts])


def _is_kept(path: str, name: str, value: str) -> bool:
    bare = path.removeprefix("/es") if path.startswith("/es/") else path
    names = next((names for start, names in KEPT.items() if bare.startswith(start)), ())
    return name in names and _VALUE.fullmatch(value) is not None


def asked_again(address: str) -> str:
    """Return the question that a link asks, as far as it is kept, or "" where nothing of it is."""
    path, _, query = address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if _is_kept(path, name, value)]
    kept = [pair for pair in kept if pair != ("page", "1")]
    # What is kept and something else together would be another page than the kept alone: it is left out.
    if not kept or len(kept) != len(parse_qsl(query)):
        return ""
    return f"{path}?" + "&".join(f"{name}={value}" for name, value in kept)


def file_of(address: str) -> str:
    """Return the file, relative to the folder, that answers an address."""
    path = static_path(address).partition("#")[0]
    if path.startswith(_API) and not path.endswith(".json"):
        return f"{path[1:].rstrip('/')}.json"
    if path.endswith("/"):
        return f"{path[1:]}index.html"
    is_file = path.startswith(_FILES) or (_ENDING.search(path) and not _is_page(path))
    return path[1:] if is_file else f"{path[1:]}/index.html"


def _is_page(path: str) -> bool:
    """Say whether a path is a page's though its end looks like a file's: ids hold points (`…-sheriff.1`)."""
    bare = path.removeprefix("/es") if path.startswith("/es/") else path
    return bare.startswith(("/agency/", "/agreement/", "/event/", "/contest/", "/claim/", "/publication/", "/place/"))


def relinked(body: bytes) -> tuple[bytes, set[str]]:
    """Return a page with its links as they are among files, and every internal address that it links to."""
    found: set[str] = set()

    def turn(match: re.Match[bytes]) -> bytes:
        address = unescape(match[2].decode())
        found.add(address)
        if "?" not in address:
            return match[0]
        path, _, fragment = address.partition("#")
        turned = static_path(path) if asked_again(path) else path.partition("?")[0]
        return match[1] + escape(turned + (f"#{fragment}" if fragment else "")).encode() + b'"'

    return _LINK.sub(turn, body), found
