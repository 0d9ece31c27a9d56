"""Names of bodies: runs of capitals joined by `of`, `for`, `&` and the like, where a word says that it is a body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.reader.mentions.posts import load_posts
from comity.reader.mentions.runs import Piece, bare, find_runs
from comity.reader.mentions.spans import Spans

# Groups of people whose name goes on with what they are for: `Citizens for`, `Allies of`.
_PEOPLE = re.compile(
    r"(?:Citizens|Americans|Allies|Jews|Catholics|Christians|Muslims|Neighbors|Families|Women|Veterans|Teachers|"
    r"Workers|"
    r"Immigrants|Latinos|Asians|Lawyers|Doctors|Physicians|Volunteers|Sheriffs|Mayors|Prosecutors|Educators|"
    r"Nurses|Taxpayers|Conservatives|Evangelicals|Clergy|Residents|Farmworkers|Dreamers|People|Parents|Mothers|"
    r"Voters|Friends|Progressives|Students|Faith|[A-Z]\w+ians|Texans|Oregonians)$"
)
_JOINT = re.compile(r"\s(?:of|for)\s(?:the\s|a\s)?|,?\s&\s")
# `Coalition to Cancel`, `Center on Budget`; but money goes from the `Fund to` another body.
_PURPOSE = re.compile(r"\s(?:to|on|against|in)\s")
_PURPOSEFUL = frozenset(
    ("Coalition", "Campaign", "Committee", "Movement", "Center", "Citizens", "Americans", "Project")
)
_PAPERS = frozenset(("Report", "Review", "Journal", "Times", "News", "Magazine", "Dispatch", "Bulletin", "Letter"))
_INSIDE = re.compile(r"\s(?:for|on|of)\s")
_CAMEL = re.compile(r"[a-z][A-Z]")
_NOT_CAMEL = re.compile(r"(?:Mc|Mac|De|La|Le|Di|Van|Fitz|O')[A-Z]")


_CHAPTER = re.compile(r"[A-Z]{4,6}")
# What a body's name goes on with behind `and`, unless it was whole before.
_AND_MORE = frozenset(
    (
        "Counseling",
        "Outreach",
        "Referral",
        "Empowerment",
        "Inclusion",
        "Integration",
        "Opportunity",
        "Protection",
        "Educational",
        "Education",
        "Legal",
        "Policy",
        "Research",
        "Advocacy",
        "Training",
        "Resource",
        "Reform",
    )
)
# Whose a body may be by its own name.
_OWNERS = frozenset(("Sheriff's", "Women's", "Men's", "Children's", "People's", "Farmer's", "Officer's", "Citizen's"))
_WHOLE = frozenset((
    "Foundation", "Foundations", "Fund", "Coalition", "Union", "Institute", "Alliance", "Project", "League", "Network",
    "Committee", "PAC", "Federation", "Council", "Association", "Society", "Center", "University", "Inc", "Trust",
))  # fmt: skip


class Named(NamedTuple):
    """A run of capitals that may name a body; `is_sure` where a word of it says so."""

    start: int
    end: int
    is_sure: bool


def find_named(named: str, closed: Sequence[tuple[int, int]]) -> Iterator[Named]:
    """Yield the names in a text that may be bodies', in order; `closed` are spans that no name may take in."""
    shut = Spans(closed)
    runs = [kept for run in find_runs(named) if (kept := _without_lead(run, shut))]
    at = 0
    while at < len(runs):
        run, step = list(runs[at]), 1
        while at + step < len(runs) and len(run) < 14 and _joins(named, run, runs[at + step]):
            run += runs[at + step]
            step += 1
        at += step
        start, end = run[0].start, run[-1].start + len(bare(run[-1]))
        yield Named(start, end, is_body([bare(piece) for piece in run]))


def _is_guild(run: list[Piece], after: list[Piece]) -> bool:
    """Return whether officials of a state are named as one body: `County Sheriffs of Colorado`."""
    return run[-1].text in {"Sheriffs", "Prosecutors", "Chiefs"} and len(after) == 1


def is_body(words: Sequence[str]) -> bool:
    """Return whether a word of a name says that it is a body's: `Foundation`, `NumbersUSA`, `Citizens for`."""
    heads = load_posts().bodies
    if len(words) == 1:
        return bool(_CAMEL.search(words[0])) and not _NOT_CAMEL.match(words[0]) and len(words[0]) > 4
    lists = load_posts()
    if 1 < len(words) < 4 and words[-2] in lists.given and words[-1] in lists.surnames and words[0] not in heads:
        return False
    return any(word in heads for word in words) or bool(_PEOPLE.match(words[0]) and len(words) > 1)


def _without_lead(run: list[Piece], closed: Spans) -> list[Piece]:
    """Return a run without what is closed to it and without words that only lead a sentence."""
    pieces = [p for p in run if not closed.touch(p.start, p.end)]
    leads = load_posts().leads
    while len(pieces) > 1 and pieces[0].text in leads:
        pieces = pieces[1:]
    return [] if len(pieces) == 1 and pieces[0].text in leads else pieces


def _joins(named: str, run: list[Piece], after: list[Piece]) -> bool:
    """Return whether two runs are one name: `Center` + `for` + `Legal Aid`, `The Appeal` + `: ` + `Report`."""
    gap = named[run[-1].end : after[0].start]
    heads = load_posts().bodies
    if gap == "' ":
        return any(bare(piece) in heads for piece in after[:3])  # `Alder Sheriffs' Regional Alliance`
    if gap == " of " and len(run) > 1 and ([p.text for p in after] == ["America"] or _is_guild(run, after)):
        return True  # `Major County Sheriffs of America`
    if gap == " " and run[-1].text in _OWNERS and after[0].text in heads:
        return True  # `Border Sheriff's Coalition`
    if len(gap) > 9 or run[-1].text.endswith("'s"):
        is_within = _INSIDE.search(named[run[0].start : run[-1].end]) is not None  # `Allies of Alder's Neighbors`
        is_whole = bare(after[-1]) in heads and len(after) > 1 and any(bare(piece) in heads for piece in run)
        return gap == " " and run[-1].text.endswith("'s") and is_within and not is_whole
    has_head = any(bare(piece) in heads for piece in run) or bool(_PEOPLE.match(run[0].text))
    if _JOINT.fullmatch(gap):
        return (
            has_head or "&" in gap or (gap == " of " and len(run) == 1 and _CHAPTER.fullmatch(run[0].text) is not None)
        )
    if _PURPOSE.fullmatch(gap):
        return bare(run[-1]) in _PURPOSEFUL
    if gap == ": ":
        whole = named[run[0].start : after[-1].end]
        is_paper = run[0].text == "The" and bare(after[-1]) in _PAPERS
        return (named.count(whole) > 1 or is_paper) and "\n" not in whole
    is_people = _PEOPLE.match(after[0].text) and (
        len(after) > 1 or named.startswith((" for ", " against "), after[0].end)
    )
    if gap != " and " or is_people:
        return False  # `Friends of Alder and Jews United for Birch` are two
    if bare(after[0]) in _AND_MORE and bare(after[-1]) in heads and bare(run[-1]) not in _WHOLE and len(after) <= 3:
        return has_head or len(run) > 1  # `Legal Defense and Educational Fund`
    own = run[1:] if run[0].text == "The" and len(run) > 1 else run
    is_inside = has_head and _INSIDE.search(named[run[0].start : run[-1].end])
    if is_inside and len(after) <= 2 and bare(after[-1]) not in heads and len(after) + len(run) > 3:
        return not any(bare(piece).isupper() for piece in after)
    if bare(own[0]).isupper() and len(bare(own[0])) > 3:
        return False  # `the ACLU of Alder and Birch Action` are two
    return not has_head and bare(after[-1]) in heads and len(own) <= 2 and len(after) <= 3 and len(own[0].text) > 3
