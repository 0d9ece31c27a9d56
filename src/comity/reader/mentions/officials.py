"""Officials and candidates named with their public post; nobody is named without one."""

from __future__ import annotations

import re
from bisect import bisect_right

from comity.reader.mentions.lexicon import Lexicon
from comity.reader.records import BodyMention, OfficialMention, PlaceMention

_POST = (
    r"(?:[Ss]heriff-elect|[Ss]heriff|[Uu]ndersheriff|[Pp]olice [Cc]hief|Chief(?: Deputy)?|Gov\.|Governor|Lt\. Gov\.|"
    r"Mayor|Vice Mayor|(?:County )?(?:Commissioner|Supervisor|Executive|Attorney|Judge)|"
    r"Council(?:man|woman|member| [Mm]ember| [Pp]resident)|(?:Board )?Chair(?:man|woman)?|President|Attorney General|"
    r"(?:District|State's|Commonwealth's|Prosecuting|County) Attorney|D\.?A\.?|Prosecutor|Judge|Justice|"
    r"Sen\.|Reps?\.|U\.S\. Reps?\.|Senator|Representative|Congress(?:man|woman)|Del\.|Delegate|"
    r"Assembly(?:man|woman)|Secretary|Director|Warden|Jailer|Freeholder|Solicitor|Superintendent|Alderman|Maj\.|Lt\.|"
    r"Capt\.|Sgt\.|Col\.)"
)
_NAME = (
    r"[A-Z][a-z'-]+[A-Za-z'-]*"
    r"(?:\s(?:[A-Z]\.|\"[A-Z]\w+\"|[A-Z][a-z'-]+[A-Za-z'-]*|de|la|del|van|von|Mc[A-Z]\w+)){0,3}"
    r"(?:,?\s(?:Jr|Sr)\.|\sIII?)?"
)
_TITLED = re.compile(rf"(?<![\w-])(?P<post>{_POST})\s(?:\([RD]\)\s)?(?P<name>{_NAME})")


def find_officials(
    named: str, places: tuple[PlaceMention, ...], bodies: tuple[BodyMention, ...], lexicon: Lexicon
) -> tuple[OfficialMention, ...]:
    """Return the officials named with a post, in order."""
    starts = [place.start for place in places]
    found = []
    for match in _TITLED.finditer(named):
        at = bisect_right(starts, match.start()) - 1
        is_beside = at >= 0 and re.fullmatch(
            r"(?:'s?)?\s(?:[Cc]ounty\s)?", named[places[at].end : match.start()] or "-"
        )
        name = match["name"].removesuffix("'s")
        found.append(
            OfficialMention(
                match.start(), match.start("name") + len(name), name, match["post"], at if is_beside else -1
            )
        )
    return tuple(found)
