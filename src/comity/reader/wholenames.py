"""Names of bodies that no run of capitals is: "the Gates, JPB and Kresge foundations", "Alder, Inc."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = r"[A-Z][\w.&'-]*(?:\s[A-Z][\w.&'-]*){0,3}"
_SHARED = re.compile(
    rf"(?<![\w'-])(?P<names>{_NAME}(?:,\s{_NAME}){{0,8}},?\s(?:and|&)\s{_NAME}?)\s"
    r"(?P<head>[Ff]oundations|[Tt]rusts|[Ff]unds)\b(?!\s(?:of|for)\s[A-Z])"
)
_PART = re.compile(_NAME)
_LEADS = frozenset(("The", "Both", "Among", "And", "But", "Besides", "Unlike", "Since", "While"))
# A body that is named in full keeps its name: `the Alder Institute and Birch foundations`.
_WHOLE = frozenset((
    "Institute", "Center", "Coalition", "Network", "Fund", "Foundation", "Alliance", "Union", "Project", "Society",
    "Association", "Council", "League", "Federation", "Committee", "PAC", "Trust", "University", "Philanthropy",
))  # fmt: skip
_COMPANY = re.compile(rf"(?<![\w'-])(?P<name>{_NAME}),?\s(?:Inc\.?|LLC|L\.L\.C\.|LLP)(?!\w)")


# `Center on Media, Crime and Justice`: what a body is for, three things with a comma.
_AIM = (
    r"(?:Media|Crime|Justice|Law|Policy|Education|Health|Race|Equity|Religion|Rights|Research|Labor|"
    r"Technology|Society|Liberty|Democracy|Ethics|Culture|Economics|Security|Children|Families|Police|"
    r"Government|Freedom|Peace|Migration|Immigration|Inclusion|Action|Training)"
)
_AIMS = re.compile(
    rf"(?<![\w'-])(?:[A-Z]\w+\s){{0,3}}(?:Center|Institute|Coalition|Committee|Campaign|Council|Alliance|"
    rf"Project|College|School)\s"
    rf"(?:on|for|of)\s(?:{_AIM},\s)+{_AIM},?\sand\s(?:[A-Z]\w+\s)?{_AIM}"
)
# A call by which a body names itself: `Make the Road New York`; names in Spanish.
_CALL = re.compile(
    r"(?<![\w'-])(?:Make|Save|Close|Keep|Defend|Protect|Stop|Free|Fix|Secure|Abolish|Welcome|Move|Raise|Restore|"
    r"Build|Bridge|Feed|End)\s"
    r"(?:the|our)\s[A-Z]\w+(?:\s[A-Z]\w+){0,3}"
)
_SPANISH = re.compile(
    r"(?<![\w'-])(?:Voces|Servicios|Mano|Manos|Luz|Jornaleros|Campesinos|Chicanos|Latinos|Movimiento|Familias|Comunidades|Centro|Casa|Grupo|Alianza|Proyecto|"
    r"Mujeres|Hermandad|"
    r"Unidos|Trabajadores|Pueblo|"
    r"Puente|Poder|Fuerza|Organizaci[oó]n|Coalici[oó]n)\s(?:(?:de la|de los|de las|del|de|para|sin|por la|"
    r"Por La|Por|por|y|"
    r"en)\s)?[A-Z]\w+(?:\s[A-Z]\w+)?(?:\s(?:del|de la|de los|de)\s[A-Z]\w+)?"
)


class Whole(NamedTuple):
    """A name in full, and the span that stands for it."""

    start: int
    end: int
    name: str


def find_whole_names(named: str) -> Iterator[Whole]:
    """Yield the bodies of rows whose last word, in the plural, is that of each, and companies by their `Inc.`."""
    if "oundations" in named or "rusts" in named or "unds" in named:
        for match in _SHARED.finditer(named):
            yield from _shared(named, match)
    for words in (_CALL, _SPANISH, _AIMS):
        for match in words.finditer(named):
            yield Whole(match.start(), match.end(), match.group())
    if "Inc" in named or "LL" in named or "L.L." in named:
        for match in _COMPANY.finditer(named):
            yield Whole(match.start(), match.end(), match.group())


def _shared(named: str, match: re.Match[str]) -> Iterator[Whole]:
    head = match["head"].rstrip("s").capitalize()
    parts = [part for part in _PART.finditer(named, *match.span("names")) if part.group() not in _LEADS]
    if len(parts) < 2 or any(part.group().split()[-1] in _WHOLE for part in parts):
        return
    for part in parts:
        end = match.end() if part is parts[-1] else part.end()
        words = [word for word in part.group().split() if word not in _LEADS]
        yield Whole(part.end() - len(" ".join(words)), end, f"{' '.join(words)} {head}")
