"""Which agency a memorandum is with, and in which state: everything that its pages say of it, weighed together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from comity.model import Resolution
from comity.places import Resolver
from comity.places.answers import MOST_CANDIDATES
from comity.sources.moa.records import Found, Passage
from comity.sources.moa.signing import FOOT
from comity.text.sheets import PlacedWord, Sheet

# The sentence that names the parties, in every form since 2007; what stands between is the agency.
_PARTIES = re.compile(
    r"(?:homeland\s+security\s*(?:\([^()]{2,9}[)\]}|]|\(?[^()\s]{2,5}[)\]}|]?)?|\b[do0]hs\b|customs\s+enforcement\s+\(ice\))"
    # A county may stand as a party beside its sheriff, with a short name of its own: `…, X County (County), and …`.
    r"\W{0,8}(?:[^;()]{4,60}\((?:the )?\W?(?:county|city|town|parish)\W?\)\W{0,3})?"
    r"(?:and|with)\s+(?:the\s+|between\s+)?"
    r"(?P<name>[^;]{4,160}?)"
    r"\W*(?:[\s,;:|.]+(?:hereinafter|hereafter|hereby|[pn]ursuant|under which|also known|referred|this memorandum)\b"
    r"|\((?:here|the |“|\"|')|\([A-Z]{2,9}\W?\))",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"agreement between (?:the )?(?:u\.?s\.? )?(?:immigration and customs enforcement )?\(?ice\)? and (?:the )?"
    r"(?P<name>[^;]{4,120}?)[\s,._]*(?:hereinafter|hereafter|pursuant|\(|in which|regarding)",
    re.IGNORECASE,
)
# What the sentence of the parties says around a name: what the party is, and through whom it acts.
_GENERIC = re.compile(r"^law enforcement agency,? (?:the )?(?=\w)", re.IGNORECASE)
_SUBDIVISION = re.compile(
    r",? an? (?:political subdivision|municipal corporation|body corporate)\b[^,]*? of (?:the )?"
    r"(?:state|commonwealth) of (?:[A-Z][a-z]+ ?){1,2}(?:,|$)",
    re.IGNORECASE,
)
_THROUGH_ITS = re.compile(
    r"^(?:.* of )?(?P<owner>(?:City|Town|Village|County) of [^,]+|(?:[A-Z][\w.'’-]+ ){1,3}(?:County|Parish))\b"
    r"(?:, (?P<state>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?=,))?.*?"
    r"\W(?:acting |by and )+through its (?P<body>[^,]+)$"
)
_THROUGH = re.compile(r"^.*\W(?:acting |by and )+through the (?P<body>[^,]+)$")
_AGENCY_LABEL = re.compile(r"^a?gency[:;.,_|]*$", re.IGNORECASE)
# A name ends with what the body is, or begins with it.
_BODY = re.compile(
    r"\b(sheriff|police|constable|marshal|department|dept|bureau|commission|corrections?|jail|guard|patrol|attorney|"
    r"office|division|university|college|agency|authority|detention|board|public safety|law enforcement|troopers?)",
    re.IGNORECASE,
)
# Words of the form and of the other party, which are nobody's name.
_NOT_A_NAME = re.compile(
    r"\b(hereinafter|hereafter|referred|designee|shall|ice|immigration|customs|enforcement and removal|"
    r"law enforcement agency|lea(?! county)|memorandum|revised|field office director|public affairs|"
    r"professional responsibility|principal legal|civil rights|points? of contact|chief officer|task force model|"
    r"united states|signature)\b|^(?:u\.?s\.? )?department of (?:homeland security|justice)$",
    re.IGNORECASE,
)
_COUNTY = re.compile(r"\b(?:[A-Z][\w'’.-]+ ){1,2}County\b")
# The local party's own lines in the annexes on points of contact.
_CONTACT = re.compile(r"^\W*for (?:the )?(?:lea|agency)\b\W*(.*)$", re.IGNORECASE)
_ABBREVIATION = re.compile(r"\s*[\(\[“\"][^)\]]{0,40}[)\]”\"]?")
_ZIP = re.compile(r"\b([A-Z]{2})\.?,?\s{0,3}\d{5}(?:-\d{4})?\b")
_LONG_ZIP = re.compile(r"\b((?:[A-Z][a-z]+ )?[A-Z][a-z]+),?\s{0,3}\d{5}(?:-\d{4})?\b")
# The federal party's own addresses stand in the same annexes.
_FEDERAL_PLACES = frozenset({"DC"})
_STATE_OF = re.compile(r"\b(?:[Ss]tate|[Cc]ommonwealth) of ((?:[A-Z][a-z]+ ?){1,3})")
_STATE_LAW = re.compile(
    r"\b((?:(?:North|South|New|West|Rhode) )?[A-Z][a-z]+)(?:'s)? "
    r"(?:law|Law|Revised|Statutes?|Code|Constitution|Public)\b"
)


class Said(msgspec.Struct, frozen=True):
    """A name that a page gives the agency, where it stands, and what weight that place has."""

    name: str
    passage: Passage
    rule: str
    weight: int


def names_said(sheets: Sequence[Sheet], local_lines: Iterable[tuple[int, Sequence[PlacedWord]]]) -> list[Said]:
    """Return every name that the pages give the agency; `local_lines` are those of the local signature."""
    found = [said for number, sheet in enumerate(sheets) for said in _in_sentences(sheet, number)]
    found += [said for number, line in local_lines if (said := _in_signature(line, number))]
    found += [said for number, sheet in enumerate(sheets) for said in _in_contacts(sheet, number)]
    return found + _in_footers(sheets)


def _in_sentences(sheet: Sheet, number: int) -> Iterator[Said]:
    for pattern, rule, weight in ((_PARTIES, "parties", 5), (_ANNEX, "annex", 3)):
        for match in pattern.finditer(sheet.text):
            name = _of_party(clean_name(match["name"]))
            if _is_name(name):
                passage = Passage(number, match.start("name"), match.end("name"))
                yield Said(name, passage, rule, weight + _trust(sheet))


def _of_party(name: str) -> str:
    """Return the body itself from what a sentence says of a party.

    `City of X, a political subdivision of the State of Y, and the X Police Department` is the police department;
    `Board of Supervisors of X County, acting through its Police Department` is X County's.
    """
    # Recognition parts short words: `Office o f X`.
    name = _GENERIC.sub("", re.sub(r"\bo f\b", "of", name))
    name = " ".join(_SUBDIVISION.sub(",", name).split()).strip(" ,")
    if match := _THROUGH_ITS.search(name):
        return ", ".join(filter(None, (f"{match['owner']} {match['body']}", match["state"])))
    if (match := _THROUGH.search(name)) and _BODY.search(match["body"]):
        return match["body"]
    before, _, last = name.rpartition(", and ")
    if before and not _BODY.search(before) and _BODY.search(last):
        return last.removeprefix("the ")
    return name


def _trust(sheet: Sheet) -> int:
    """Return how much more a reading's words weigh: drawn text is as typed, recognition may be off."""
    return {"text": 1, "ocr": 1}.get(sheet.how, 0)


def _in_signature(line: Sequence[PlacedWord], number: int) -> Said | None:
    words = list(line[1:] if _AGENCY_LABEL.match(line[0].word.text) else line)
    name = clean_name(" ".join(word.word.text for word in words))
    # The foot of the page bears the name with the page's number; it is looked at by itself.
    if not words or words[0].word.y0 > FOOT or not _is_name(name) or not _BODY.search(name):
        return None
    return Said(name, Passage(number, words[0].start, words[-1].end), "signature", 3)


def _in_contacts(sheet: Sheet, number: int) -> Iterator[Said]:
    """Yield what stands behind `For the LEA:` and in the two lines after it."""
    at, lines = 0, sheet.text.split("\n")
    starts = []
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    for position, line in enumerate(lines):
        match = _CONTACT.match(line)
        texts = [(starts[position] + match.start(1), match[1])] if match else []
        texts += [(starts[later], lines[later]) for later in range(position + 1, position + 3) if later < len(lines)]
        for start, text in texts if match else []:
            name = clean_name(text)
            if _is_name(name) and _BODY.search(name):
                yield Said(name, Passage(number, start, start + len(text.rstrip())), CONTACT, 2)


CONTACT = "contact"


def _in_footers(sheets: Sequence[Sheet]) -> list[Said]:
    """Return the names at the foot of the pages; one that stands on many is the form's own field."""
    found: list[Said] = []
    for number, sheet in enumerate(sheets):
        for line in sheet.lines[-2:]:
            if not line or line[0].y0 < FOOT:
                continue
            text = re.split(r"\s\d{1,2}(?:\s|$)|\bRevised\b", " ".join(word.text for word in line))[0]
            name = clean_name(text)
            if _is_name(name) and _BODY.search(name):
                start = sheet.text.find(name)
                if start >= 0:
                    found.append(Said(name, Passage(number, start, start + len(name)), "footer", 1))
    return found


def clean_name(text: str) -> str:
    """Return a name without line ends, its abbreviation in brackets, and specks at its edges."""
    one_line = " ".join(text.split())
    plain = _ABBREVIATION.sub(" ", one_line) if not one_line.startswith("(") else one_line
    return re.sub(r"^the(?: |(?=[A-Z]))", "", " ".join(plain.split()).strip(" ,.;:|_-—~=*•'\"“”")).strip()


def _is_name(name: str) -> bool:
    letters = sum(c.isalpha() or c.isspace() for c in name)
    return 4 <= len(name) <= 120 and letters > 0.8 * len(name) and not _NOT_A_NAME.search(name)


def choose_agency(
    said: Sequence[Said], states: Sequence[str], counties: Sequence[str], resolver: Resolver
) -> tuple[Found, Resolution]:
    """Return the name and the body that most of the pages' weight is for, in one of these states (best first).

    Names that resolve count for their body; where none does, the weightiest name stands unresolved.
    """
    weights: Counter[str] = Counter()
    best: dict[str, tuple[int, Said, Resolution]] = {}
    for one in said:
        answer = resolve_name(one.name, states, resolver)
        if not answer.agency_id:
            continue
        weights[answer.agency_id] += one.weight
        known = best.get(answer.agency_id)
        if known is None or one.weight > known[0]:
            best[answer.agency_id] = (one.weight, one, answer)
    if weights:
        agency_id = min(weights, key=lambda key: (-weights[key], key))
        _, one, answer = best[agency_id]
        return Found(one.name, one.passage, one.rule), answer
    # `For the LEA: Sheriff …` may go on with a person's name: such a line counts only where it is a known body.
    named = max(
        (one for one in said if one.rule != CONTACT), key=lambda one: (one.weight, -one.passage.sheet), default=None
    )
    if named is None:
        return Found(rule="no page names the agency"), Resolution("", "", "other", states[0] if states else "")
    answer = _by_county(named.name, states, counties, resolver) or resolve_name(named.name, states, resolver)
    return Found(named.name, named.passage, named.rule), answer


def counties_told(sheets: Sequence[Sheet]) -> list[str]:
    """Return the counties that the pages name."""
    told = {" ".join(match[0].split()) for sheet in sheets for match in _COUNTY.finditer(sheet.text)}
    return sorted(told)


def _by_county(name: str, states: Sequence[str], counties: Sequence[str], resolver: Resolver) -> Resolution | None:
    """Return the body of a name that several of a state's towns bear, by the one county that the pages name for it."""
    for state in states:
        fits = {
            answer.agency_id: answer
            for county in counties
            for words in _shorter(name, state, resolver)
            if (answer := resolver.resolve(state, words, "", county)).agency_id
            and answer.state == state
            and not answer.conflict
        }
        if len(fits) == 1:
            return next(iter(fits.values()))
    return None


def resolve_name(name: str, states: Sequence[str], resolver: Resolver) -> Resolution:
    """Return the body of a name that may end with its state or its town (`…, West Bend, WI`)."""
    own = state_in_name(name, resolver)
    tried = [own] if own else list(states)
    answer = Resolution("", name, "other", tried[0] if tried else "", rule="no-state")
    for state in tried:
        answer = _in_state(name, state, resolver)
        if answer.agency_id:
            return answer
    if tried:
        return answer
    everywhere = [_in_state(name, state, resolver) for state in resolver.gazetteer.state_codes]
    fits = [one for one in everywhere if one.agency_id and one.rule in UNIQUE_RULES]
    if len(fits) == 1:
        return fits[0]
    return msgspec.structs.replace(answer, candidates=tuple(one.agency_id for one in fits)[:MOST_CANDIDATES])


# Where no page tells the state, a name that is a known place's in one state only is that place's.
UNIQUE_RULES = frozenset({"county-name", "place-name", "state-body"})


def _in_state(name: str, state: str, resolver: Resolver) -> Resolution:
    answer = Resolution("", name, "other", state, rule="no-name")
    for words in _shorter(name, state, resolver):
        answer = resolver.resolve(state, words)
        if answer.agency_id:
            return answer
    return answer


def _shorter(name: str, state: str, resolver: Resolver) -> Iterator[str]:
    """Yield a name without its state (`…, Oklahoma` is no city), as it stands, and its first part before a comma."""
    full = resolver.gazetteer.state_name(state) if state in resolver.gazetteer.state_codes else ""
    bare = re.sub(rf"(?:,? of|,)? (?:the )?(?:state of )?(?:{re.escape(full)}|{state})$", "", name) if full else name
    inside = re.sub(rf", (?:{re.escape(full)}|{state})\b", "", name) if full else name
    yield from dict.fromkeys(words for words in (bare, inside, name, bare.split(",")[0]) if words)


def state_in_name(name: str, resolver: Resolver) -> str:
    """Return the state that a name itself tells: at its end (`…, Alabama`, `…, SC`) or behind its county."""
    words = name.replace(",", " ").split()
    for size in (3, 2, 1):
        tail = " ".join(words[-size:])
        if len(words) > size and (len(tail) > 2 or tail.isupper()) and (code := resolver.gazetteer.state_code(tail)):
            return code
    for part in name.split(",")[1:]:
        first = part.split()
        if first and first[0].isupper() and len(first[0]) == 2 and (code := resolver.gazetteer.state_code(first[0])):
            return code
    # A state's own body begins with its name: `Georgia Department of Public Safety`.
    for size in (3, 2, 1):
        head = " ".join(words[:size])
        after = " ".join(words[size : size + 1]).lower()
        if len(words) > size and len(head) > 2 and after in _STATE_BODIES and resolver.gazetteer.state_code(head):
            return resolver.gazetteer.state_code(head)
    return ""


_STATE_BODIES = frozenset(
    {"department", "dept", "bureau", "state", "highway", "national", "division", "commission", "office", "army", "fish"}
)


def states_told(sheets: Sequence[Sheet], name: str, said: Sequence[Said], resolver: Resolver) -> list[str]:
    """Return the states that the document may be of, best first.

    Names and the local addresses (`Russellville, AL 35654`) weigh most, then `State of Georgia`, then the file's name.
    """
    told: Counter[str] = Counter()
    for one in said:
        if code := state_in_name(one.name, resolver):
            told[code] += 3 * one.weight
    for sheet in sheets:
        # The annexes give the local party's address; the body that of the federal lawyers, perhaps elsewhere.
        weight = 3 if "appendix" in sheet.text[:60].lower() else 1
        for match in [*_ZIP.finditer(sheet.text), *_LONG_ZIP.finditer(sheet.text)]:
            code = resolver.gazetteer.state_code(match[1]) or resolver.gazetteer.state_code(match[1].split()[-1])
            if code and code not in _FEDERAL_PLACES:
                told[code] += weight
        for match in _STATE_OF.finditer(sheet.text):
            if code := resolver.gazetteer.state_code(match[1].strip()):
                told[code] += 1
        for match in _STATE_LAW.finditer(sheet.text):
            if code := resolver.gazetteer.state_code(match[1]):
                told[code] += 1
    for code in _in_file_name(name, resolver):
        told[code] += 2
    return [code for code, _ in sorted(told.items(), key=lambda item: (-item[1], item[0]))]


def _in_file_name(name: str, resolver: Resolver) -> Iterator[str]:
    """Yield the states that a file's name tells: `…OfficeTX_WSO_MOA…`, `…BentonCoAR_06-30-2020`, `ALABAMA--…`."""
    stem = re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE)
    if (head := stem.split("--")[0]) != stem and (code := resolver.gazetteer.state_code(head.replace("_", " "))):
        yield code
    for match in _FILE_STATE.finditer(stem):
        code = next(part for part in match.groups() if part)
        if code not in _FILE_NOT_STATES and (found := resolver.gazetteer.state_code(code)):
            yield found
    if _FILE_COLORADO.search(stem):
        yield "CO"


# Two capitals behind a word, a `PD` or an `SO`, or alone; `Az` behind a word: then a sign, a digit or the end.
_FILE_STATE = re.compile(r"(?:[a-z]|PD|SO|DA|\b|_)([A-Z]{2})(?=[_\d.\- ]|$)|[a-z]([A-Z][a-z])(?=[_\d.\-]|$)")
# `CO` is the county before a body and the state behind it.
_FILE_COLORADO = re.compile(r"(?:Office|Offices|PD|SO|Dept|Department|Police)CO(?=[_\d.\- ]|$)")
# County, sheriff's office, police department, memorandum: in a file's name these are no states.
_FILE_NOT_STATES = frozenset({"Co", "CO", "SO", "PD", "DA", "So"})
