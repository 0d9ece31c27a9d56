"""What a ruling or a settlement makes somebody do: stop, or limit, or nothing; and whether it is for the local body."""

from __future__ import annotations

import re

from comity.reader.directions import points

# What a ruling says: for the local body, or against what it did.
_CLEARED = re.compile(
    r"\bdid not (?:violate|breach|break|act)|\b(?:in favor of|sided with|ruled for|found for) (?:the )?[\w' ]{0,20}?"
    r"(?:sheriff|county|city|jail|police)\b|\bcleared (?:the|of)\b|"
    r"\b(?:sheriff|county|city|jail|deputies|officers?)\b[^.;]{0,20}\bcleared\b|"
    r"\bwas (?:lawful|legal|constitutional)\b|\bacted (?:lawfully|legally)"
)
_STOPPED = re.compile(
    r"\b(?:agree(?:s|d|ing)?|will|to)\sstop\b|"
    r"\b(?:must|ordered|told|directed|has|have|had)\b[^.;]{0,40}\b(?:stop|end|cease|halt|quit)\b|\bmust stop\b"
)
_LIMITED = re.compile(
    r"\b(?:barred|blocked|enjoined|prohibited|forbade|bars|blocks|prohibits|forbids|may not|cannot|can't|no longer|"
    r"not to (?:hold|honor|detain|keep|arrest|share)|injunction|restraining order|"
    r"no (?:\w+ ){1,4}(?:has|have) (?:the )?(?:legal )?authority|"
    r"found (?:it |the |an |that )?(?:[\w ]{0,30})?(?:illegal|unlawful)|"
    r"is (?:against (?:the|state) law|unlawful|illegal|unconstitutional)\b|"
    r"no (?:legal )?authority|lacks? (?:the )?authority|limited)\b"
)
_HELD = re.compile(
    r"\b(?:hold(?:s|ing)?|held|kept|keeping|detain(?:s|ed|ing)?)\b[^.;]{0,60}\b(?:ice|immigration|release)\b"
)
_WRONGLY = re.compile(
    r"\b(?:probable cause|fourth amendment|constitutional rights?|unlawful(?:ly)?|illegally|wrongful(?:ly)?|falsely|"
    r"false imprisonment|without (?:a |any )?(?:warrant|cause|charge)|due process|unconstitutional(?:ly)?)\b"
)
_KEPT = re.compile(r"\b(?:held|kept|detained|holding|keeping|detaining|locked up|jailed)\b")


def is_cleared(said: str) -> bool:
    """Return whether folded words tell a ruling for the local body: it "did not violate", it "was lawful"."""
    return _CLEARED.search(said) is not None


def ruled(said: str, behind: str) -> str:
    """Return the action of a ruling: "end", "restrict" by its words or by what is demanded behind it, else "other"."""
    if _STOPPED.search(said):
        return "end"
    return "restrict" if _LIMITED.search(said) or points(behind) == "restrict" else "other"


def is_wrongly(folded: str) -> bool:
    """Return whether a page speaks of holding people against the law: who is held so is held past his release."""
    return _WRONGLY.search(folded) is not None


def tells_holding(folded: str) -> bool:
    """Return whether a page that names no instrument tells that people are held for the agency, or wrongly."""
    return _HELD.search(folded) is not None or (is_wrongly(folded) and _KEPT.search(folded) is not None)
