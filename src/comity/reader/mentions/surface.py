"""A page's text made plain, character for character: every offset in the plain text is an offset in the page."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from comity.reader.mentions.posts import load_posts

_SAME = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "ʻ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
}
# Words in capitals are put as a name is written; shorter ones are initials (ICE, ACLU) unless a longer one stands by.
_CAPITALS = re.compile(r"\b[A-Z][A-Z']{2,}(?:[ -](?:OF|[A-Z][A-Z']{2,}))*")
_LONG = re.compile(r"[A-Z]{5}")
_WORD = re.compile(r"[A-Z][A-Z']*")
_MAY_BE_OTHER = re.compile(r"[^\x00-\x7f]|`")
# Behind where a report was written, at a line's start: "KEY WEST — ", "BEND, Ore. (AP) — ".
DATELINE_END = re.compile(r"(?:, [A-Z][\w.]{1,14})?\s*(?:\([A-Z][\w /]{1,20}\)\s*)?(?:—|–|--|-)\s")


@lru_cache(maxsize=5_000)
def _plain(char: str) -> str:
    """Return the one plain character for a character."""
    same = _SAME.get(char)
    if same is not None:
        return same
    base = unicodedata.normalize("NFKD", char)
    if len(base) > 1 and unicodedata.combining(base[1]):
        return base[0]
    return " " if char.isspace() and char not in "\u2028\u2029\u0085" else char


def plain_text(text: str) -> str:
    """Return the text with plain quotes, spaces and letters, of the same length; case is kept."""
    if text.isascii():
        return text
    # One after the other, which takes a fraction of the time that `translate` takes.
    for char in {*_MAY_BE_OTHER.findall(text)}:
        text = text.replace(char, _plain(char))
    return text


def named_text(plain: str) -> str:
    """Return plain text of the same length in which lines in capitals are written as names are: `Fort Myers`."""
    return _CAPITALS.sub(_as_name, plain)


def _as_name(match: re.Match[str]) -> str:
    run = match.group()
    is_given = any(word.capitalize() in load_posts().given for word in run.split())
    if not (_LONG.search(run) or is_given or _is_dateline(match)):
        return run
    return _WORD.sub(lambda word: "of" if word.group() == "OF" else word.group().capitalize(), run)


def _is_dateline(match: re.Match[str]) -> bool:
    text, start = match.string, match.start()
    return (not start or text[start - 1] == "\n") and DATELINE_END.match(text, match.end()) is not None
