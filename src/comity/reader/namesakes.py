"""Names that are no town's or county's where they stand: a newspaper's, or a state's that holds "three counties"."""

from __future__ import annotations

import re

_PAPER = re.compile(
    r"(?:\s(?:Daily|Evening|Morning|Weekly|Business|Free|Public))*\s"
    r"(?:Sun-News|Sun-Times|Times|Post|Tribune|Herald|Chronicle|Gazette|Journal|Courier|Sentinel|Dispatch|Inquirer|"
    r"Examiner|Observer|Register|Ledger|Bulletin|Advocate|Mirror|Media|Press|News|Beat|Patch|Record|Reporter|Globe|"
    r"Daily|Magazine|Radio)(?:-[A-Z]\w+)?\b(?! (?:Building|Room|Conference))"
)
# What stands before a state's name that tells where several bodies are, and what shows that it is a county's after all.
_MANY_IN = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|most|all|other|more) (?:\w+ )?"
    r"(?:counties|sheriffs|agencies|jails|cities|departments|towns) (?:in|across)\s+$",
    re.IGNORECASE,
)
_IN_LIST = re.compile(r"(?:,| and| or)\s[^.;:]{0,80}?\b(?:[Cc]ounties|County)\b")


def is_where_many_are(text: str, start: int, end: int) -> bool:
    """Return whether a name that a state and a county bear is the state's: "three counties in Iowa"."""
    is_many = _MANY_IN.search(text, max(0, start - 40), start) is not None
    return is_many and _IN_LIST.match(text, end) is None


def is_of_paper(text: str, start: int, end: int) -> bool:
    """Return whether the name between two places is part of a paper's, if that is not over its article."""
    paper = _PAPER.match(text, end)
    if paper is None:
        return False
    before, behind = text[max(0, start - 6) : start].rstrip(" "), text[paper.end() : paper.end() + 1]
    return behind not in {"", "\n"} or not (start == 0 or before.endswith(("\n", "The")))
