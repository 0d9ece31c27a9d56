"""Printed text → text that can be compared."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ`´′＇", None))
_DASHES = str.maketrans(dict.fromkeys("-‐‑‒–—―−/|", " "))
_NOT_WORD = re.compile(r"[^\w&\s]|_")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return text without invisible marks, with plain spaces, trimmed: what a person would say was printed."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(
        " " if unicodedata.category(c) in {"Zs", "Cc"} else c for c in text if unicodedata.category(c) != "Cf"
    )
    return _SPACES.sub(" ", visible).strip()


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """Return the printed name in lower case, without accents, apostrophes, punctuation and extra spaces.

    `Sheriff’s Office ` and `SHERIFF'S OFFICE` share a key; `Baker County` and `Bay County` do not.
    """
    if text.isascii():
        plain = text
    else:
        # The lone accent that is typed for an apostrophe would fall into a space and a mark.
        decomposed = unicodedata.normalize("NFKD", fold(text.translate(_APOSTROPHES)))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = plain.translate(_APOSTROPHES).translate(_DASHES).lower()
    return _SPACES.sub(" ", _NOT_WORD.sub(" ", plain)).strip()
