"""Agencies, offices, federal bodies, newspapers and organisations named in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from comity.reader.expressions import Expression
from comity.reader.mentions.lexicon import Lexicon
from comity.reader.mentions.organisations import find_named
from comity.reader.mentions.runs import bare, find_runs
from comity.reader.records import BodyMention, PlaceMention

Kind = Literal["agency", "office", "organisation", "outlet", "federal"]

# What each begins with is asked first: at most words that is all that is asked.
_FEDERAL = re.compile(
    r"\b(?=[A-Zft])(?:(?:U\.?S\.? )?Immigration (?:and|&) Customs Enforcement(?: \(ICE\))?|ICE(?![\w-])|"
    r"(?:U\.?S\.? )?(?:Department of Homeland Security|Homeland Security)(?: \(DHS\))?|DHS(?!\w)|"
    r"(?:U\.?S\.? )?Customs and Border Protection|CBP(?!\w)|(?:U\.?S\.? )?Border Patrol|"
    r"(?:U\.?S\.? )?Marshals? Service|U\.?S\.? Marshals|(?:U\.S\. |US |federal )?Department of Justice|"
    r"(?:U\.?S\.? )?Justice Department|Enforcement and Removal Operations|ERO(?!\w)|FBI(?!\w)|"
    r"(?:the )?(?:Trump|Biden|Obama|Bush) [Aa]dministration|White House|Bureau of Prisons|HSI(?!\w))"
)
_AGENCY = re.compile(
    r"\b(?=[BCDFHJPQSTbcdfhjpqst])(?:"
    r"[Ss]heriff's? (?:[Oo]ffice|[Dd]epartment|[Dd]ept\.)|[Pp]olice (?:[Dd]epartment|[Bb]ureau|[Ff]orce)|"
    r"(?:[Jj]ail|[Pp]rison)(?!\w)|"
    r"(?:[Dd]etention|[Cc]orrectional|[Jj]ustice) (?:[Cc]enter|[Ff]acility|[Cc]omplex)|"
    r"[Dd]epartment of [Cc]orrections?|[Hh]ighway [Pp]atrol|[Ss]tate [Pp]olice|"
    r"[Bb]oard of (?:[Cc]ounty )?(?:[Ss]upervisors|[Cc]ommissioners|[Cc]hosen [Ff]reeholders|[Ff]reeholders)|"
    r"[Cc]ounty (?:[Bb]oard|[Cc]ouncil|[Cc]ommission|[Ll]egislature)(?!\w)|[Cc]ity (?:[Cc]ouncil|[Cc]ommission)|"
    r"[Cc]ommissioners [Cc]ourt|[Qq]uorum [Cc]ourt|[Ff]iscal [Cc]ourt|[Tt]own [Cc]ouncil|[Bb]oard of [Aa]ldermen)"
)
# Outlets whose names say nothing of what they are, and stations by their call letters.
_KNOWN_OUTLETS = (Expression("outlet-known"), Expression("outlet-station"))


def find_bodies(named: str, plain: str, places: tuple[PlaceMention, ...], lexicon: Lexicon) -> tuple[BodyMention, ...]:
    """Return the bodies of a text in order, none inside another; an agency carries the place that it is of."""
    found: list[BodyMention] = []
    found += [BodyMention(m.start(), m.end(), m.group(), "federal") for m in _FEDERAL.finditer(plain)]
    found += [_agency(named, match, places) for match in _AGENCY.finditer(named)]
    found += [BodyMention(m.start(), m.end(), m.group(), "outlet") for o in _KNOWN_OUTLETS for m in o.finditer(plain)]
    found += list(_outlets(named, lexicon.words.outlets))
    found += _organisations(named, found)
    return _apart(found)


def _organisations(named: str, found: list[BodyMention]) -> list[BodyMention]:
    closed = [(body.start, body.end) for body in found if body.kind in {"federal", "agency"}]
    names = [name for name in find_named(named, closed) if name.is_sure]
    return [BodyMention(n.start, n.end, named[n.start : n.end], "organisation") for n in names]


def _outlets(named: str, words: frozenset[str]) -> Iterator[BodyMention]:
    """Yield the newspapers and stations whose names end with a newspaper's word: `Las Vegas Review-Journal`."""
    for run in find_runs(named):
        for last in range(len(run) - 1, 0, -1):
            word = bare(run[last])
            if word in words or ("-" in word and word.rpartition("-")[2] in words):
                end = run[last].start + len(word)
                first = 1 if run[0].text in _LEAD_WORDS and last > 1 else 0
                yield BodyMention(run[first].start, end, named[run[first].start : end], "outlet")
                break


# Words at the head of a sentence that belong to no newspaper's name.
_LEAD_WORDS = frozenset(
    ("In", "By", "And", "But", "As", "When", "For", "Source", "From", "On", "At", "Via", "According")
)


def _agency(named: str, match: re.Match[str], places: tuple[PlaceMention, ...]) -> BodyMention:
    """Return an agency, with the place named right before it or behind `of` or `in`."""
    starts = [place.start for place in places]
    at = bisect_right(starts, match.start()) - 1
    if at >= 0 and re.fullmatch(r"(?:'s?)?\s(?:[Cc]ounty\s)?", named[places[at].end : match.start()] or "-"):
        start = places[at].start
        return BodyMention(start, match.end(), named[start : match.end()], "agency", at)
    after = at + 1
    if after < len(places) and re.fullmatch(
        r"\s(?:of|in|for)\s(?:the\s)?", named[match.end() : places[after].start] or "-"
    ):
        end = places[after].end
        return BodyMention(match.start(), end, named[match.start() : end], "agency", after)
    return BodyMention(match.start(), match.end(), match.group(), "agency")


def _apart(found: list[BodyMention]) -> tuple[BodyMention, ...]:
    """Return mentions in order without those inside another; agencies and federal bodies come first."""
    out: list[BodyMention] = []
    order = {"federal": 0, "agency": 1, "outlet": 2, "organisation": 3, "office": 4}
    for body in sorted(found, key=lambda b: (b.start, order[b.kind], -b.end)):
        if not out or body.start >= out[-1].end:
            out.append(body)
    return tuple(out)


__all__ = ["Kind", "find_bodies"]
