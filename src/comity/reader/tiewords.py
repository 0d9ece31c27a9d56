"""Words between and around the two parties of a tie: what lets them be tied, and what parts them."""

from __future__ import annotations

import re

# Between a party and the words that tie it a few words may stand; not another clause's subject, doubt or denial, nor
# words that turn the tie round or tie something else.
GAP = re.compile(r"(?:\s\((?=[^()]{0,40}$))?(?:\([^()]{1,60}\)|[^.;:?!()]){0,90}")
BREAK = re.compile(
    r"\b(?:not|never|no|nor|denie[sd]|deny|said|says|told|called|calls|criticiz\w+|sued?|against|opposes?|"
    r"opposed|unlike|"
    r"because|when|while|although|if|whether|than|without|instead|urged?|asked|met|despite|fights?|fought|attack\w*|"
    r"rejects?|rejected|refused?|wants?|linked|ties|likes?|loves?|hates?|praised|sees|saw|tracks?|tracked|"
    r"stud(?:y|ies|ied)|investigat\w+|expos(?:es|ed)|examin\w+|quot(?:es|ed)|how|why|where|but|"
    r"whose\s\w+\s\w+)\b|[\n\"]"
)
ONCE = re.compile(r",\s(?:formerly|once|previously|also|or|known as|also known as)\s(?:the\s)?")
PLURAL = re.compile(
    r"(?:are|were|have|both|all|get|receive|draw|take|belong|live|rely|depend|make|made|form|formed|keep|kept|"
    r"pay|paid|sustain|"
    r"fund|finance|go|went|flow|flowed|cover|power|underwrite|joined|host|run|support|launched|created|started|"
    r"founded)\b"
)
COPULA = re.compile(r"^\s(?:is|was|are|were|include[sd]?)\b")
DENIED = re.compile(r"\b(?:denie[sd]|deny|denying|falsely|whether|rumou?rs?|not true|no evidence|unclear|wrongly)\b")
# Behind the words a preposition begins another phrase: `funded by taxes for Alder`.
ASIDE = re.compile(r"\b(?:to|for|at|with|from|who|which|that|is|was|are|were|and|or|in|on|after|before|of)\b")
LIST = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:[,;]\s(?:(?:and|or)\s)?|\s(?:and|or|&)\s)(?:to\s)?(?:the\s)?")
COMES = re.compile(r"\b(?:money|funding|support|funds|cash|budget)\s(?:\w+\s){0,2}(?:came|comes|come)\b")
PART_OF = re.compile(r"\bpart of (?:the )?$")
BE = re.compile(r"\b(?:is|are|was|were|been|being|be)\s(?:\w+ly\s)?$")
APPOSED = re.compile(r"(?<![\w'-])((?:[A-Z][\w-]+\s){0,3}[A-Z][a-z]+[\w-]*),\s(?:an?|the)\s(?:[a-z-]+\s){0,3}$")
WHICH = re.compile(r"(?:\s\([A-Z]{2,8}\))?,?\s(?:which|that|whom)\s(?:[\w-]+,?\s){0,6}")
OWNING = re.compile(r"'s?\s(?:[\w-]+\s){0,3}$|\s?'s?\s|\s(?:and|with|through)\sits\s")
ITS = re.compile(r"\b(?:its|their|his|her)\s(?:[\w-]+\s){0,2}$")
# Between what is owned and its name.
NAMED = re.compile(
    r",?\s(?:(?:called|named|known as|dubbed)\s)?(?:the\s)?|:\s(?:the\s)?|"
    r"\s(?:is|was|are|were)\s(?:called\s|named\s)?(?:the\s)?"
)
# A word behind these is no verb: `a collaborative fund`.
NOUN = re.compile(r"\b(?:an?|the|its|their|this|that|of|own)\s(?:[a-z-]+\s){0,2}$")
PROJECT_NEXT = re.compile(r"\s(?:network|project|program|campaign|initiative|clinic|hotline|fund)\b")
PASSIVE_BY = re.compile(
    r"(?:\s(?:since|in|from|for|over|during|until|at|on|largely|mainly|"
    r"long)[\w' -]{0,35})?\sby\b"
)
RELATIVE = re.compile(r",\s(?:which|who|an?|the|whose|run|based|led|founded|created|launched)\b[^.;:]{3,140}")
AFTER_ASIDE = re.compile(
    r",\s?(?!\s?(?:which|who|that|an?|the|whose|also|itself|both|all|one|once|then|now|"
    r"still|long)\b)"
)
AIM = re.compile(r"\s(?:for|of|to|on|against)\s")
# Who writes checks says nothing.
CHECKS = re.compile(r"\bwr(?:ote|ites|itten)\s(?:[\w$,.-]+\s){0,4}checks?\b")
# Between two who pay together: `A and the billionaire B`.
JOINT = re.compile(r"(?:\s\([A-Z]{2,8}\))?(?:,\s(?:and\s)?|\sand\s)(?:the\s)?(?:[a-z]+\s)?")
