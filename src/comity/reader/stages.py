"""How far a bill is: brought in, through a chamber, on a desk, signed, sent back; by whichever words a page says it."""

from __future__ import annotations

import re

_CHAMBER = (
    r"(?:house|senate|assembly|chambers?|(?:sub)?committee|panel|legislature|lawmakers|legislators|delegates|"
    r"senators|representatives)"
)
_EXECUTIVE = r"(?:governor|gov\.?|executive)"
_OVERRIDDEN = re.compile(r"\boverr(?:ode|idden|ides?)\b|\bveto\b[^.;]{0,30}\b(?:overcome|overturned|undone)\b")
_REFUSED = re.compile(
    r"\bveto(?:ed|es|ing)?\b|"
    r"\b(?:sent|send|sends|returned|handed) (?:it |them |the \w+ )?back\b[^.;]{0,40}\bunsigned\b|"
    r"\b(?:sent|handed|gave|returned)\b[^.;]{0,60}\b(?:unsigned|without (?:his|her|a) (?:signature|approval))\b|"
    r"\b(?:refused|declined) to (?:sign|put)\b|\b(?:died|dies|dead|expired|buried|killed|stuck)\b[^.;]{0,25}\b"
    rf"{_CHAMBER}\b|\b(?:fell|fallen|came up) short\b|\bnever (?:got|made it|came) (?:out|past|to|through)\b|"
    r"\bvoted (?:it |them )?down\b|\bwent nowhere\b|\bdid not survive\b"
)
_PAPERS = r"(?:agreements?|memorandum|memoranda|contracts?|pacts?|deal|letter|petition|warrants?)"
_SIGNED = re.compile(
    rf"\b(?:sign(?:ed|s)(?! off)|inked)\b(?![^.;]{{0,60}}\b{_PAPERS}\b)|"
    r"\b(?:puts?|affix(?:ed|es)|add(?:ed|s)|set|gave|lent)\s(?:his|her|the) (?:name|signature|pen)\b|"
    r"\b(?:got|gets?|receiv(?:ed|es)|has|had|won|wins|with|bears|bore|given)\s(?:[\w.']+ ){0,4}signature\b|"
    r"\bsignature (?:of|by|from)\b|\b(?:became|become|becomes|is now|was made|made) (?:a )?law\b|"
    r"\btook (?:effect|force)\b|\b(?:been|is|are|was|were) (?:now |already )?(?:in (?:force|effect)|on the books)\b|"
    r"\benact(?:ed|s)\b|\bstroke of (?:the|a|his|her) pen\b"
)
_UNDER_WAY = re.compile(
    rf"\b{_EXECUTIVE}(?:\s[\w.]+){{0,2}}'?s? desk\b|"
    r"\b(?:await|awaits|awaiting|needs?|lacks?|only)\s(?:[\w.']+ ){0,4}signature\b|"
    rf"\b{_CHAMBER}\b[^.;]{{0,80}}?\b\d{{1,3}}\s?(?:-|–|to)\s?\d{{1,3}}\b|"
    rf"\b\d{{1,3}}\s?(?:-|–|to)\s?\d{{1,3}}\b[^.;]{{0,60}}?\b{_CHAMBER}\b|"
    rf"\b(?:through|before|past|cleared|passed|reached|left|out of|in|by|to)\s(?:[\w&]+ ){{0,4}}{_CHAMBER}\b|"
    r"\b(?:final )?passage\b|\b(?:first|second|third|final) reading\b|"
    r"\b(?:introduced|filed|pre-?filed|authored|sponsor(?:ed|s|ing)?|brought in|unveiled|drafted|pending|"
    r"(?:will|can|may|could|to|\w+'ll) (?:\w+ )?(?:sign|veto)|under consideration|up for (?:a )?(?:vote|debate))\b|"
    r"\bnot yet (?:acted|voted|law)\b"
)
_IRREAL = re.compile(
    r"\b(?:if|would|could|may|might|will|unless|whether|should|expected|likely|threat\w*|promis\w+|plans?|vow\w*|"
    r"await\w*|urg\w+|ask\w*|call\w* on|intend\w*|ready|about|poised|next|soon|can|or|to|\w+'ll)\b"
)
_BEFORE = 40  # characters


def stage(said: str) -> tuple[str, int]:
    """Return how far folded words say that a bill is, with where; "" where they do not say."""
    for status, pattern in (("happened", _OVERRIDDEN), ("rejected", _REFUSED), ("happened", _SIGNED)):
        for found in pattern.finditer(said):
            if said.startswith("-proof", found.end()) or said.startswith(" power", found.end()):
                continue
            if _IRREAL.search(said, max(0, found.start() - _BEFORE), found.start()):
                return "proposed", found.start()
            return status, found.start()
    under_way = _UNDER_WAY.search(said)
    return ("proposed", under_way.start()) if under_way else ("", 0)
