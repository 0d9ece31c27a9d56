"""What a sentence tells of a case by whichever words: brought, lost, decided, settled; where no pattern fits."""

from __future__ import annotations

import re
from typing import NamedTuple

_CASE = (
    r"(?:(?:law)?suits?|class[- ]actions?|complaints?|litigation|"
    r"(?:court|legal) (?:challenges?|fights?|battles?|actions?|cases?)|federal cases?)"
)
_COURT = (
    r"(?:judges?|courts?|magistrate|justices|jury|jurors|appeals panel|(?:first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth|eleventh|[1-9]\w{1,2}|1[01]th|d\.c\.) circuit|supreme court|court of appeals)"
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|threaten(?:s|ed|ing)?|intend\w*|vow(?:s|ed)?|prepar\w+|consider\w*|weigh\w*|will|would|"
    r"could|may|might|if|unless|until|without|whether|ready|promis\w+|expected)\b"
)
_FILED = re.compile(
    rf"\b(?:brought|brings?|filed|files|lodged|launched|started|initiated|mounted|joined|faces|facing|hit with|"
    rf"named in|served with|slapped with|took|taken)\b[^.;]{{0,50}}\b{_CASE}\b|"
    rf"\b{_CASE}\b[^.;]{{0,60}}\b(?:brought|filed|lodged|launched|against|accus\w+|alleg\w+|challeng\w+|names?|targets|seeks|"
    r"asks|argues|contends|claims)\b|"
    r"\b(?:took|taken|takes|hauled|dragged)\b[^.;]{0,60}\b(?:to|into|before) (?:the |a )?(?:\w+ ){0,3}courts?\b|"
    r"\b(?:asked|asks|petitioned) (?:a|the) (?:\w+ ){0,4}(?:judge|court) to\b|"
    r"\b(?:brought|filed|commenced|began) (?:this|the|an?|his|her|their) (?:[\w-]+ ){0,3}action\b|\bdefendants?\b|"
    r"\b(?:began|started|begins) with (?:a|the|an) (?:\w+ ){0,2}(?:law)?suit\b|"
    r"\b(?:it|this|that|one) (?:was |were )?(?:filed|brought|lodged) (?:[\w.]+ ){0,4}against\b|"
    r"\b(?:is|are|was|were|been|being) su(?:ed|ing)\b|\bsu(?:ed|es)\b"
)
_LOST = re.compile(
    rf"\b{_COURT}\b[^.;]{{0,80}}\b(?:dismiss\w*|threw|thrown|toss\w*|reject\w*|refus\w*|denied|denies|turned down)\b|"
    rf"\b(?:dismissed|thrown out|tossed|rejected|denied|turned (?:away|down)|refused)\b[^.;]{{0,60}}\b{_COURT}\b|"
    rf"\b{_CASE}\b[^.;]{{0,60}}\b(?:dismissed|thrown out|tossed|failed|was lost|fell)\b|"
    r"\bsummary judgment\b[^.;]{0,30}\b(?:to|for|in favor of) the (?:defendants?|county|sheriff|city|jail)\b|"
    r"\bgranted the (?:defendants?|county|sheriff|city)\b[^.;]{0,30}\bsummary judgment\b|"
    r"\b(?:lack(?:s|ed)?|no|without) standing\b|\bc[oa]me to nothing\b"
)
_RULED = re.compile(
    rf"\b{_COURT}\b[^.;]{{0,80}}?\b(?:rul(?:ed|es)|found|finds|held|holds|decided|decides|ordered|vacat(?:ed|es)|"
    r"revers(?:ed|es)|overturn(?:ed|s)|str(?:uck|ikes)|block(?:ed|s)|enjoin(?:ed|s)|barred|bars|upheld|upholds|"
    r"affirm(?:ed|s)|declar(?:ed|es)|grant(?:ed|s)|agreed(?! to hear)|conclud(?:ed|es)|award(?:ed|s)|sided|"
    r"allow(?:ed|s)|determined|reviv(?:ed|es)|halted|halts|stopped|threw|wrote)\b|"
    r"\b(?:vacated|reversed|overturned|struck down|wiped out|voided|set aside|blocked|upheld|ordered|decided|ruled|"
    rf"found (?:\w+ ){{1,6}}|enjoined|revived|affirmed)\b[^.;]{{0,50}}\bby (?:the |an? )?(?:[\w.]+ ){{0,4}}{_COURT}\b|"
    rf"\b{_COURT} (?:ruled|decided|found|said|held|concluded)\b|"
    r"\blost (?:the|its|his|her|that|a) (?:\w+ ){0,2}(?:case|(?:law)?suit)\b|\blost in (?:\w+ ){0,2}court\b|\bverdict\b"
)
_SETTLED = re.compile(
    r"\bsettl(?:ed|es|ing|ements?)\b(?! (?:in|here|there|of|down|by|the (?:west|land)))|\bstipulat\w+\b|"
    r"\bconsent (?:decree|judgment|order)\b|\b(?:agree[ds] to pay|will pay|to pay|paid|pays)\b[^.;]{0,12}\$"
)
_OF_CASE = re.compile(
    rf"\b(?:{_CASE}|{_COURT}|sue[ds]?|suing|claims?|plaintiffs?|defendants?|this action|aclu|civil liberties|settle\w*|"
    r"(?:it|this|that|one) (?:was |were )?(?:filed|brought|lodged) (?:[\w.]+ ){0,4}against)\b"
)
_BEFORE = 40  # characters


class Step(NamedTuple):
    """What happened to a case: the action and status of the event, and where it is said."""

    action: str
    status: str
    at: int


def case_step(said: str) -> Step | None:
    """Return what folded words tell of a case: lost, settled, decided or brought, the first of these that they say."""
    if not _OF_CASE.search(said):
        return None
    for pattern, action, status in (
        (_LOST, "sue", "rejected"),
        (_SETTLED, "other", "happened"),
        (_RULED, "other", "happened"),
        (_FILED, "sue", "happened"),
    ):
        found = pattern.search(said)
        if found is None:
            continue
        if _PLANNED.search(said, max(0, found.start() - _BEFORE), found.end()) and pattern is not _SETTLED:
            return None
        return Step(action, status, found.start())
    return None
