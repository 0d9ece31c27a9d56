"""Names of bodies that no word of their own tells, and the words beside them do: "Prism, a project of Alder Lab"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from comity.reader.mentions.posts import load_posts

_WORD = r"(?:[A-Z][\w.&'/-]*[\w'&]|[A-Z])"
_JOINS = r"(?:of|the|in|for|on|to|de|la|del|a|with|against|&)"
_NAME = rf"{_WORD}(?:\s(?:{_JOINS}\s){{0,2}}{_WORD}){{0,7}}"
_OUTLETS = r"magazine|newsletter|website|news site|news outlet|news service|newsroom|outlet|blog|podcast|publication"
# What nothing but a body is called.
_NOUNS = (
    rf"{_OUTLETS}|non-?profit|charity|think tank|advocacy group|rights group|grassroots group|community group|"
    r"watchdog|super PAC|PAC|political action committee|grassroots organization|"
    r"advocacy organization|rights organization|legal organization|501\(c\)\([346]\)"
)
_GROUPS = (
    r"group|organization|coalition|alliance|collective|network|foundation|affiliate|chapter|offshoot|spin-?off|"
    r"subsidiary|project|program|campaign|initiative|arm|grantee|fund|committee|collaborative|federation"
)
# Behind the noun its sentence goes on; `a group leader`, `a program director` are persons.
_ENDS = (
    r"(?=[,.;:)]|\s(?:that|which|of|for|in|based|run|led|founded|funded|backed|with|working|by|at|and|on|to|from|"
    r"whose|created|started|launched|supported|financed|formed|housed|hosted|sponsored|fighting|pushing|seeking|"
    r"dedicated|against|about|on|covering|owned|published|set)\b)"
)
_ADVERBS = (
    r"(?:(?:which|that|itself|then|now|still|also|once|originally|is|was|are|were|has been|remains|became)\s){0,4}"
)
_LEADING = r"(?:[a-z0-9][\w'-]*\s|[A-Z][\w.'-]*\s){0,5}?"
_BEHIND = re.compile(
    rf"(?<![\w'/-])(?P<name>{_NAME})(?:\s\([^()]{{2,40}}\))?"
    rf"(?:,\s{_ADVERBS}|\s(?:-|--|–|—)\s|\s\((?:which is\s)?|\s(?:is|was|became|remains)\s(?:(?:also|now|then|"
    rf"still|itself)\s){{0,2}})"
    rf"(?:(?:an?|one of the)\s{_LEADING}(?P<noun>{_NOUNS}|{_GROUPS}|(?:projects|campaigns|chapters|programs|"
    rf"groups|affiliates|grantees)){_ENDS}"
    rf"|the\s{_LEADING}(?P<own>{_NOUNS}|{_GROUPS})(?=\s(?:of|for|behind)\s)"
    rf"|(?:the\s)?{_NAME}'s?\s(?:[a-z]+\s){{0,3}}(?P<their>{_NOUNS})(?=[,.;:)]|$)"
    rf"|(?:an?|one of the|an? founding|an? core)\s(?:[a-z]+\s)?members?\sof\s(?:the\s)?"
    rf"{_NAME}(?:(?<=Coalition)|(?<=Alliance)|(?<=Network)|(?<=Campaign))\b)"
)
_TIED = re.compile(
    rf"(?<![\w'/-])(?P<name>{_NAME})(?:\s\([A-Z]{{2,8}}\))?,?\s(?:which\s)?"
    r"(?:(?:is|was)\s(?:run|published|housed|hosted|funded|bankrolled|financed|fiscally sponsored|part|operated)|"
    r"belongs to|operates under)\s(?:by|of|at|the)\b"
)
_BEFORE = re.compile(rf"\b(?P<noun>{_NOUNS})(?:,?\s(?:called|named|known as|dubbed))?,?\s(?:the\s)?(?P<name>{_NAME})")
_OF = re.compile(
    r"\b(?P<noun>project|program|campaign|initiative|affiliate|arm|chapter|offshoot|publication|member|members|"
    r"part|grantee|board|co-founder|founder)\s"
    rf"of\s(?:the\s)?(?:national\s|statewide\s|local\s)?(?P<name>{_NAME})"
)
_TAIL = re.compile(
    rf"\bthe\s(?:[a-z]+\s)?(?P<name>{_NAME})\s(?P<noun>coalition|network|newsletter|magazine|blog|podcast|"
    rf"news site)\b"
)
# `Alder and its PAC`, `Alder's legal arm`; `of which Alder is`.
_OWNER = re.compile(
    rf"(?<![\w'/-])(?P<name>{_NAME})(?:,|\sand|\sor|,?\swith|\sthrough)\sits\s(?:[a-z-]+\s){{0,3}}"
    r"(?P<noun>PAC|super PAC|arm|wing|affiliate|action fund|sister organization|sister group|chapter|foundation)\b"
)
_OF_WHICH = re.compile(rf"\bof\s(?P<noun>which)\s(?:the\s)?(?P<name>{_NAME})\s(?:is|was)\b")
_PUBLISHED = re.compile(
    rf"(?<![\w'/-])(?P<name>{_NAME}),\s(?:which|that)\s(?:the\s)?{_NAME}\s(?:[a-z]+\s)?(?P<noun>publishes|"
    rf"puts\sout|produces)\b"
)
_WRITER = re.compile(
    rf"\b(?:reporter|editor|columnist|correspondent|journalist)s?(?:\sin\schief|"
    rf"-in-chief)?\s(?:[A-Z][\w.'-]+\s){{0,4}}(?:of|for|at|with)\s"
    rf"(?P<name>(?:The\s)?{_WORD}(?:\s{_WORD}){{0,3}})"
)
# `Alder Strong, as the PAC is called`
_CALLED = re.compile(
    rf"(?<![\w'/-])(?P<name>{_NAME}),\sas\s(?:the|this|his|her)\s(?P<noun>{_NOUNS}|{_GROUPS})\s(?:is|was)\b"
)
_KIND_BEFORE = re.compile(
    rf"\b(?P<noun>(?:national|statewide|local|grassroots|immigrant|regional|umbrella|faith-based|community|"
    rf"civic|activist)\s"
    rf"(?:network|group|organization|coalition|alliance|federation))\s(?P<name>{_NAME})"
)
# `Alder's political arm, Alder in Action,`
_ARM = re.compile(
    rf"'s?\s(?:[a-z-]+\s){{0,3}}(?P<noun>arm|wing|affiliate|PAC|chapter|magazine|publication|newsletter|program|"
    rf"campaign|initiative|"
    rf"project|network),\s(?:the\s)?(?P<name>{_NAME})(?=,|\.|\s[a-z])"
)
_CHAPTER = re.compile(
    r"(?<![\w'-])(?P<name>[A-Z]{4,6}\s(?P<noun>of)\s(?:Northern\s|Southern\s|Eastern\s|Western\s|Greater\s)?"
    r"(?:New\s|North\s|South\s|West\s|Rhode\s)?[A-Z][a-z]+)"
)
_MARKERS = (" a ", " an ", " the ", " by ", " of ", "nonprofit", "non-profit", "PAC")
_ABSTRACT = r"(?:Fair|Just|Free|Safe|Strong|Proud|Truth|Peace|Faith|Hope|Law|Health|Justice|Dignity|Unity|Rights)"
_PAIRED = re.compile(rf"{_ABSTRACT}\sand\s(?:the\s)?$")
_GOES_ON = re.compile(
    rf"\sand\s(?:Public\s|Equal\s|Social\s|Just\s)?(?:{_ABSTRACT}|Safety|Freedom|Power|Action|Prosecution)\b"
)
_AWAY = frozenset(("in", "with", "to", "on", "a", "against"))
_NEVER = re.compile(
    r"\b(?:County|Counties|Parish|City|Sheriff|Sheriffs|Police|Department|Congress|Senate|House|Board|Council|"
    r"Commission|Democrats?|Democratic|Republicans?|Party|Court|Legislature|State|States|Bill|Act|Program|Jail|"
    r"ICE(?! Out)|"
    r"Communities|Enforcement|Agreement|Proposition|Cabinet|Army|Navy|Marines|Guard|University)\b|(?<![\w-])\d"
)
_PAPER = re.compile(_OUTLETS)


class Told(NamedTuple):
    """A name at its span, and whether the article is a part of it."""

    start: int
    end: int
    keeps_article: bool


def find_told(named: str) -> Iterator[Told]:
    """Yield the names that words beside them tell to be bodies', in no order, and their other mentions."""
    names: dict[str, bool] = {}
    for pattern in (
        _BEHIND,
        _TIED,
        _BEFORE,
        _OF,
        _TAIL,
        _OWNER,
        _OF_WHICH,
        _ARM,
        _CALLED,
        _KIND_BEFORE,
        _PUBLISHED,
        _WRITER,
        _CHAPTER,
    ):
        for match in pattern.finditer(named):
            if trimmed := _trimmed(named, *match.span("name")):
                groups = match.groupdict()
                is_paper = (
                    pattern in {_WRITER, _PUBLISHED}
                    or _PAPER.fullmatch(groups.get("noun") or groups.get("own") or groups.get("their") or "")
                    is not None
                )
                name = named[slice(*trimmed)]
                is_one = name.count(" ") == 1  # `The Appeal`
                names[name] = names.get(name, False) or ((is_paper or is_one) and name.startswith("The "))
    if names:
        written = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        for match in re.finditer(rf"(?<![\w'/-])(?:{written})(?![\w/-])", named):
            yield Told(*match.span(), names[match.group()])


def _trimmed(named: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a name without what only leads its sentence, or None where it can be no body's."""
    words = named[start:end].split(" ")
    leads = load_posts().leads
    while len(words) > 1 and (words[0] in leads or words[0].islower()) and (words[0] != "Local" or len(words) > 2):
        start += len(words[0]) + 1
        words = words[1:]
    if words[-1].endswith(("'s", "'")):
        return None
    for at, word in enumerate(words[1:-1], 1):
        if word in _AWAY and words[at - 1] in load_posts().bodies:
            words = words[:at]  # `NEO Philanthropy in New York`
            end = start + len(" ".join(words))
            break
    if paired := _PAIRED.search(named, max(0, start - 20), start):
        start = paired.start()
    if further := _GOES_ON.match(named, end):
        end = further.end()
    bare = [word for word in words if word != "The"]
    is_lead = len(bare) == 1 and (bare[0] in leads or len(bare[0]) < 3)
    return None if not bare or is_lead or _NEVER.search(named, start, end) else (start, end)
