"""Which way a rule on local cooperation points: what it demands or forbids, of help or of limits on help."""

from __future__ import annotations

import re
from itertools import pairwise

from comity.reader.context import Context
from comity.reader.parsing import Parse, Span
from comity.reader.patterns import fold

# A word that turns what follows: forbidding, ending, punishing, a "no … may".
_TURNS = (
    r"prohibit\w*|bans?|banned|banning|bars|barr(?:ed|ing)|forbid\w*|forbade|outlaw\w*|prevent\w*|block\w*|"
    r"stop(?:s|ped|ping)?|limit\w*|restrict\w*|curb\w*|curtail\w*|rule[sd]? out|disallow\w*|preclud\w*|"
    r"end(?:s|ed|ing)?|halt\w*|ceas\w+|penaliz\w+|punish\w*|fin(?:e[sd]?|ing)|withh(?:old\w*|eld)|"
    r"strip\w*|den(?:y|ies|ied|ying)|discourag\w*|interfer\w*|obstruct\w*|imped\w+|terminat\w*|cancel\w*|void\w*|"
    r"withdraw\w*|cut(?:s|ting)?|(?:illegal|unlawful) (?:for|to)|opt out|pull out|get out|shield\w*|phase out|"
    r"(?:keeps?|kept) (?:[\w'-]+ ){1,9}from|bar|sever\w*|cannot|can't|"
    r"(?:may|shall|can|could|must|would|to) (?:not|no longer|never)|"
    r"(?:is|are|was|were) not to|(?:no|neither) (?:[\w,-]+ ){1,16}(?:may|shall|can|could)"
)
# One that turns what follows, and alone may only say what somebody does of himself: "sheriffs who do not help".
_WEAK_TURNS = (
    r"los(?:e|es|ing)|refus\w*|declin\w*|ignor\w*|not(?! (?:follow|obey|abide))|never|no|nor|neither|without|don't|"
    r"doesn't|didn't|won't|wouldn't|couldn't|against|out of|quit\w*|fail\w*|rather than|instead of|break\w*|"
    r"clos(?:e|es|ing)|repeal\w*|rescind\w*"
)
# A word that demands or lets what follows be done.
_DEMANDS = (
    r"requir\w+|oblig\w+|forc(?:e[sd]?|ing)|mandat\w+|compel\w*|must|order(?:s|ed|ing)?|direct(?:s|ed|ing)|shall|"
    r"ha(?:ve|s|d) to|mak(?:e|es|ing)|made|commit\w*|pledg\w+|authoriz\w+|allow\w*|permit\w*|lets?|enabl\w+|bound|"
    r"instruct\w*|empower\w*|call(?:s|ed) for|encourag\w+|compulsory|mandatory|duty|duties|would have|"
    r"ask(?:s|ed)? (?:the |all |every )?(?:state|sheriffs?|count\w+|local|polic\w+|agenc\w+)"
)
_HELD = (
    r"(?:\w+ ){0,5}(?:immigrants?|inmates?|people|persons?|anyone|someone|prisoners?|detainees?|longer|past|suspects?|"
    r"for (?:ice|immigration|federal))"
)
# Help that a local body gives.
_HELP = (
    r"cooperat\w+|aid(?:s|ed|ing)?|go along with|honor\w*|heed\w*|assist\w*|"
    r"compl(?:y|ies|ied|ying|iance)(?! with (?:the |this |a |that )?(?:new |state )*(?:laws?|statute|act|bill)\b)|"
    r"help(?:s|ed|ing)?|detainers?|collaborat\w+|immigration holds?|"
    rf"(?:holds?|holding|detain|detains|detaining|keep|keeping)(?= {_HELD})|"
    r"(?:be|being) (?:held|kept|detained)|demand\w*(?= (?:\w+ ){0,4}(?:documents|papers))|"
    r"immigration detention|detention contracts?|"
    r"shar(?:e|es|ed|ing)|notif\w+|turn(?:s|ed|ing)? (?:\w+ ){0,4}over|hand(?:s|ed|ing)? (?:\w+ ){0,4}over|"
    r"287\(g\)|participat\w+|partner\w*|work(?:s|ed|ing)? (?:more closely |closely )?with|"
    r"(?:ask|asks|asking|inquir\w+)(?= (?:\w+ ){0,5}(?:status|citizenship|papers))|"
    r"enforc\w+(?= (?:\w+ ){0,3}(?:immigration|laws?))|immigration enforcement|agreements?|"
    r"contract(?:s|ed|ing)?(?= (?:\w+ ){0,4}(?:ice|federal|immigration|detention))|transfer\w*|access|house|housing|"
    r"informing|inform|tell(?:ing)? (?:ice|federal|immigration)|involvement|entanglement"
)
# What a limit on help is called, or letting somebody go.
_LIMITS = (
    r"sanctuary|"
    r"releas\w+(?= (?:\w+ ){0,4}(?:people|persons?|inmates?|any(?:one|body)|immigrants?|some(?:one|body)|prisoners?|"
    r"detainees?|suspects?|from|them|him|those))|let(?:ting)? (?:\w+ ){0,3}go|safe haven|go free|"
    r"protect\w*(?= (?:\w+ ){0,3}immigrants?)"
)
_ON_CONDITION = (
    r"only (?:if|when|with|in|for|where|after|on|those|under)\b|unless|"
    r"require[sd]? (?:a |an )?(?:judge's|judicial|criminal|court)|"
    r"(?:without|absent) (?:a |an )?(?:judge's |judicial |criminal |court |signed )*(?:warrant|order)"
)
_CHAIN = re.compile(
    rf"(?P<limit>\b(?:{_LIMITS})\b)|(?P<turn>\b(?:{_TURNS})\b)|(?P<weak>\b(?:{_WEAK_TURNS})\b)|"
    rf"(?P<demand>\b(?:{_DEMANDS})\b)|(?P<help>(?<!\w)(?:{_HELP})(?!\w))|(?P<stop>[;:])"
)
# "sanctuary cities to be banned", "participation would be compulsory": what is said of it stands behind.
_SAID_OF = re.compile(
    rf"(?:(?P<limit>\b(?:{_LIMITS})\b)|"
    r"(?P<help>\b(?:participation|cooperation|compliance|detainers|help|agreements)\b))"
    r"[^.;,]{0,40}?\b(?:be|is|are|was|were|been|being|become)\s(?:\w+ly\s)?"
    r"(?:(?P<banned>banned|barred|outlawed|prohibited|forbidden|illegal|ended|restricted|limited|curbed)|"
    r"(?P<due>required|mandated|compulsory|mandatory|obligatory))\b"
)
_SANCTUARY = re.compile(
    r"\b(?:becom\w+|became|declar\w+|mak\w+|made|a|so-called)\b[^.;]{0,30}\bsanctuary (?:state|law)|"
    r"\b(?:becom\w+|became|declar\w+|mak\w+|made)\b[^.;]{0,30}\ba sanctuary\b"
)
_REPEAL = re.compile(
    r"\b(?:repeal\w*|rescind\w*|undo(?:es|ing)?|scrap(?:s|ped|ping)?|abolish\w*)\b[^.;,]{0,50}"
    r"\b(?:laws?|act|statute|sanctuary status|protections)\b"
)
_CONDITION = re.compile(rf"\b(?:{_ON_CONDITION})")
_LIMITING = ("refus", "limit", "restrict", "block", "interfer", "declin", "adopting", "ignor", "prevent")
_OF_LAW = re.compile(r"\b(?:bill|bills|law|legislation|measure|act|statute|proposal|order|it|under)\b")
# How many sentences that point one way must stand against one that points the other.
_CLEARLY = 3
# How many characters may part a word that demands or forbids from what it is said of.
_REACH = 110


def votes(said: str) -> int:
    """Return how often folded words demand help, less how often they limit or forbid it."""
    total, sign, at, is_sure = sum(_behind(found) for found in _SAID_OF.finditer(said)), 0, 0, False
    for found in _CHAIN.finditer(said):
        kind = found.lastgroup
        if kind == "stop" or found.start() - at > _REACH:
            sign, is_sure = 0, False
        if kind in {"turn", "weak"}:
            sign, is_sure = -(sign or 1), is_sure or kind == "turn"
        elif kind == "demand":
            sign, is_sure = sign or 1, True
        elif sign and kind != "stop":
            total += (sign if kind == "help" else -sign) if is_sure else 0
            sign, is_sure = 0, False
        at = found.end()
    return total


def _behind(found: re.Match[str]) -> int:
    """Return 1 where help is demanded or limits forbidden by a word behind them, -1 the other way."""
    return 1 if (found["help"] is None) == (found["banned"] is not None) else -1


def points(said: str) -> str:
    """Return "expand" where words demand help, "restrict" where they limit it, "" where they tell neither or both."""
    count = votes(said)
    if not count and _SANCTUARY.search(said):
        return "restrict"
    if count > 0 and _CONDITION.search(said):
        return ""
    return "expand" if count > 0 else "restrict" if count < 0 else ""


def direction_told(context: Context, parse: Parse, directions: list[Span]) -> tuple[str, bool]:
    """Return which way a sentence says that a law points, and whether by what it plainly demands or forbids."""
    said = context.folded[parse.start : parse.end]
    if _REPEAL.search(said):
        return "end", True
    plain = points(said)
    if plain:
        return plain, True
    every = list(parse.of("direction"))
    own = forbids_limits(parse, every) or _ending(parse, every) or _direction(directions) or _direction(every)
    return direction_of_page(context) or own, False


def direction_of_page(context: Context) -> str:
    """Return which way the laws of a page point by what its sentences on them and its title plainly say."""
    on_laws = (s for s in context.sentences if any(cue.pattern.role == "law" for cue in context.cues_in(s)))
    found = [points(fold(context.page.title)), *(points(context.folded[s.start : s.end]) for s in on_laws)]
    more, less = found.count("expand"), found.count("restrict")
    if max(more, less) < _CLEARLY * min(more, less) or more == less:
        return ""
    return "expand" if more > less else "restrict"


def direction_beside(context: Context, number: int) -> str:
    """Return which way the next sentence points, or those just before, else the whole page."""
    near = [n for n in (number + 1, number - 1, number - 2) if 0 <= n < len(context.sentences)]
    for n in near:
        sentence = context.sentences[n]
        if _OF_LAW.search(context.folded, sentence.start, sentence.end):
            told = points(context.folded[sentence.start : sentence.end])
            if told:
                return told
    for n in near:
        found = [c for c in context.cues_in(context.sentences[n]) if c.pattern.role == "direction"]
        if found:
            return max(found, key=lambda c: c.end - c.start).pattern.action
    return points(fold(context.page.title)) or context.law_direction


def forbids_limits(parse: Parse, directions: list[Span]) -> str:
    """Return "expand" where a law forbids limits on cooperation: it "bars counties from refusing"."""
    for span in (d for d in directions if d.pattern.action == "restrict"):
        near = [parse.text(i) for i in range(span.after, span.after + 8)]
        if any(word.startswith("sanctuary") for word in near[:4]):
            return "expand"
        if any(a in {"from", "that", "which", "to"} and b.startswith(_LIMITING) for a, b in pairwise(near)):
            return "expand"
    return ""


def _ending(parse: Parse, directions: list[Span]) -> str:
    """Return "restrict" where a law obliges somebody to end something: "would force the county to end"."""
    ends = [s for s in parse.of("change", "governor") if s.pattern.id in {"end", "stopped"} and s.form == "base"]
    forced = [d for d in directions if d.pattern.action == "expand"]
    return "restrict" if any(0 < e.first - d.first < 12 for e in ends for d in forced) else ""


def _direction(spans: list[Span]) -> str:
    """Return which way the words point, the longer ones before the shorter."""
    return max(spans, key=lambda s: (s.after - s.first, -s.first)).pattern.action if spans else ""
