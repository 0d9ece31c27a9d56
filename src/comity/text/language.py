"""Whether a text is English, by the words that hold sentences together."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from comity.text.records import RefusedPage

_WORD = re.compile(r"[^\W\d_]+")
# A few hundred words show a language as well as all of them.
_MOST_CHARACTERS = 6000
# Fewer words are a name or a headline, and show nothing.
_FEWEST_WORDS = 12
# Prose has a third of such words; a list of Spanish place names has a sixth, and English names among them.
_SMALLEST_SHARE = 0.2
_LEAD = 1.5
# Letters beyond Latin's: names and quotations are few, another script is nearly all.
_OTHER_SCRIPT = 0.5


@cache
def language_words() -> dict[str, frozenset[str]]:
    """Return the function words of every language of `languages.toml`, English under "English"."""
    with Path(__file__).with_name("languages.toml").open("rb") as file:
        table = tomllib.load(file)
    return {entry.get("name", "English"): frozenset(entry["words"].split()) for entry in table.values()}


def find_language(text: str) -> str:
    """Return the language's name, "another script", or "" where the text is too short or shows none."""
    words = _WORD.findall(text[:_MOST_CHARACTERS].lower())
    letters = sum(map(len, words))
    if (
        letters
        and sum(character > "\u024f" and not "\u1e00" <= character <= "\u1eff" for character in "".join(words))
        > _OTHER_SCRIPT * letters
    ):
        return "another script"
    if len(words) < _FEWEST_WORDS:
        return ""
    counts = Counter(words)
    shares = {
        name: sum(counts[word] for word in known & counts.keys()) / len(words)
        for name, known in language_words().items()
    }
    best = max(shares, key=lambda name: shares[name])
    if best == "English" or shares[best] < _SMALLEST_SHARE or shares[best] < _LEAD * shares["English"]:
        return "English" if shares["English"] >= _SMALLEST_SHARE / 2 else ""
    return best


def require_english(text: str) -> None:
    """Raise RefusedPage where a text shows that it is in another language."""
    language = find_language(text)
    if language not in ("", "English"):
        where = f"is in {language}" if language != "another script" else "is in another script than Latin"
        raise RefusedPage(f"{where}, and only English is read", cure="give an English version of the page")
