"""Printed text → text that can be compared."""

import re
import unicodedata
from functools import lru_cache

# However it was typed; Hawaii's okina is one of them.
APOSTROPHES = "'’‘ʼʻ`´′＇"
_NO_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, None))
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


def unaccented(text: str) -> str:
    """Return text without accents and invisible marks: `Doña Ana` is `Dona Ana`."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", fold(text))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """Return the printed name in lower case, without accents, apostrophes, punctuation and extra spaces.

    `Sheriff’s Office ` and `SHERIFF'S OFFICE` share a key; `Baker County` and `Bay County` do not.

    It changes only what printing changes, because ids are made of it: `St. Louis` and `Saint Louis` keep two keys.
    The key of `places.naming`, under which names are looked up, is looser: there they are one.
    """
    if not text.isascii():
        # Apostrophes first: the lone accent that is typed for one would fall into a space and a mark.
        text = unaccented(text.translate(_NO_APOSTROPHES))
    plain = text.translate(_NO_APOSTROPHES).translate(_DASHES).lower()
    return _SPACES.sub(" ", _NOT_WORD.sub(" ", plain)).strip()
