"""Runs of capitalised words, the raw stuff of names: `Cobb County Police Maj. Craig Owens` is one run of six."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# Hung on a name by a hyphen these make no part of it: `Alder-funded`, `Chicago-based`.
_COMPOUND = (
    r"(?:funded|backed|linked|financed|bankrolled|supported|aligned|affiliated|allied|led|run|based|area|style|era|owned|"
    r"controlled|sponsored|appointed|endorsed|friendly|like|elected|issued|trained|related|only|model)\b"
)
_PIECE = re.compile(
    r"(?<![\w@#/-])(?:"
    r"\"[A-Z][\w. -]{0,18}\"(?=,?\s[A-Z])|\((?![RDI]\)|ICE|DHS)[A-Z][\w. -]{0,18}\)(?=\s[A-Z])"
    r"|(?:[A-Z]\.)+(?=[\s,;)'\"-]|$)"
    r"|(?:Gov|Sens?|Reps?|Lt|Sgt|Capt|Maj|Col|Det|Cpl|Dr|Mr|Mrs|Ms|Prof|Rev|Jr|Sr|St|Del|Hon|Sra|Atty|Asst|Supt|Pvt)\."
    rf"|[A-Z][A-Za-z]*(?:(?:'|-(?!{_COMPOUND}))[A-Za-z]+)*)"
)
_PARTICLE = r"(?:de la|de las|de los|de|del|da|dos|du|di|van der|van den|van|von|bin|ibn|al|el|la|le|y|e)"
_GAP = re.compile(rf",?\s(?:{_PARTICLE}\s)?")
_SUFFIXES = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"))


class Piece(NamedTuple):
    """One capitalised word of a run."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=2)
def find_runs(text: str) -> tuple[list[Piece], ...]:
    """Return the runs of a plain text; a possessive, a comma or the end of a line ends one, `Jr.` behind a comma not.

    Places, bodies and people are all looked for among the same: nobody changes them.
    """
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for match in _PIECE.finditer(text):
        piece = Piece(match.start(), match.end(), match.group())
        if run and not _goes_on(text, run[-1], piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _goes_on(text: str, last: Piece, piece: Piece) -> bool:
    gap = text[last.end : piece.start]
    if len(gap) > 12 or "\n" in gap or last.text.endswith("'s"):
        return False
    if gap.startswith(","):
        return gap == ", " and (piece.text in _SUFFIXES or is_nickname(piece) or is_nickname(last))
    return _GAP.fullmatch(gap) is not None


def bare(piece: Piece) -> str:
    """Return a piece's word without a possessive."""
    return piece.text.removesuffix("'s").removesuffix("'")


def is_suffix(piece: Piece) -> bool:
    """Return whether a piece only follows a name: `Jr.`, `III`."""
    return piece.text in _SUFFIXES


def is_nickname(piece: Piece) -> bool:
    """Return whether a piece is a nickname in quotation marks or brackets."""
    return piece.text[0] in '"('
