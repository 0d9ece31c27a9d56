"""What a jail or a police office does for the agency where no fixed verb tells it: which deed, and which way it goes.

Asked only of sentences in which the rules of grammar found nothing. The deed is a frame of `custody.toml`; its way is
the bearing that stands nearest: a limit, an end, a refusal, a return, a beginning, or else a habit in the present.
"""

from __future__ import annotations

from dataclasses import replace

from comity.reader.acts import FAMILIES, Act
from comity.reader.heads import is_verbal
from comity.reader.parsing import DETERMINERS, Parse, Span
from comity.reader.patterns import HEADS
from comity.reader.verbgroups import VerbGroup, read_group

_CASES = ("case-shared", "case-told", "case-admitted", "case-handed", "case-held")
_BEARINGS = (
    ("bearing-limit", "restrict"), ("bearing-again", "start"), ("bearing-cut", "end"), ("bearing-free", "decline"),
    ("bearing-refuse", "decline"), ("bearing-more", "start"),
)  # fmt: skip
# How many words a bearing may stand before the deed, and behind it.
_BEFORE, _BEHIND = 6, 8
# What stands before no verb in the present tense, and what begins its object.
_NOT_BEFORE = frozenset(("and", "or", ",", "of", "for", "other", "with", "release", "in", "on", "by", "from"))
_OBJECTS = frozenset(
    ("to", "with", "into", "over", "every", "each", "all", "any", "when", "whenever", "only", "them", "up")
)
_OWN = frozenset(
    ("deputies", "jailers", "office", "jail", "department", "sheriff", "county", "city", "police", "staff")
)
# What is only supposed, counted, taught or complained of.
_UNREAL = frozenset(
    (
        "whether", "could", "might", "should", "imagine", "suppose", "nationwide", "nationally", "congress",
        "president", "trump", "biden", "obama", "study", "studies", "survey", "percent", "experts", "divided",
        "accuse", "accuses", "accused", "alleged", "allegedly", "mistake", "error", "bill", "former", "debate",
        "debated", "question", "questions", "proposed", "proposal", "website", "decisions",
        "decision", "law", "laws", "willing", "nobody's", "had", "found",
    )
)  # fmt: skip
_ONE_PERSON = frozenset(("man", "woman", "teen", "teenager", "suspect", "him", "father", "mother", "driver", "boy"))
_ASKED = frozenset(("urge", "urged", "urges", "urging", "demand", "demanded", "demanding", "demands", "petition"))
_TO_COME = frozenset(("will", "plans", "intends", "soon", "going", "shall", "vows"))
# Limits that are none without a word of need or of refusal.
_WEAK_LIMITS = frozenset(
    ("warrant", "warrants", "judge", "court", "serious", "violent", "convicted", "felony", "certain")
)
_NEEDING = frozenset(
    (
        "must", "need", "needs", "needed", "require", "requires", "required", "has", "have", "wants", "asks", "only",
        "unless", "without", "no", "not", "nobody", "never", "insists", "demands", "takes", "except", "none", "solely",
    )
)  # fmt: skip
# Other instruments: what is said of them is no deed of custody.
_OTHERS = frozenset(("287g", "contract"))
_PAID = frozenset(("$", "rate", "rates", "diem"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "his", "her", "their", "its", "our"))
# Bodies of whom no act is told by these words alone.
_NO_ACTORS = frozenset(
    ("agency", "agencies", "jurisdictions", "jurisdiction", "states", "officials", "leaders", "corrections")
)


def bearing_act(parse: Parse, is_placed: bool) -> Act | None:
    """Return what a sentence tells of a deed of custody or sharing, None where it tells nothing of the kind."""
    if not parse.words or parse.words[-1].text == "?" or not any(parse.has(role) for role in HEADS):
        return None
    deed = _deed(parse)
    if deed is None or _is_untold(parse) or not (is_placed or _has_actor(parse)):
        return None
    words = {word.text for word in parse.words}
    for name, action in _BEARINGS:
        bearing = _nearest(parse, name, deed)
        if bearing is not None and _is_meant(parse, deed, bearing, words) and not _is_open(parse, bearing):
            return _act(parse, bearing, deed, action, _status(parse, words))
    usual = _usual(parse, deed) if is_placed or _opens_with_own(parse) else None
    return replace(_act(parse, usual, deed, "other", "happened"), is_practice=True) if usual is not None else None


def _is_open(parse: Parse, bearing: Span) -> bool:
    """Return whether a body only may do it some day: "the jail may stop holding them"; who "may not" is bound."""
    if bearing.form in {"word", "noun"} or bearing.pattern.id not in {"bearing-cut", "bearing-again", "bearing-more"}:
        return False
    group = read_group(parse, bearing)
    return "may" in group.modals and not group.is_negative and not parse.has("federal", 0, group.first)


def _act(parse: Parse, head: Span, deed: Span, action: str, status: str) -> Act:
    """Return the act of a bearing: what its own verb's subject does, or what befalls the deed."""
    is_verb = head.form not in {"word", "noun"}
    group = read_group(parse, head) if is_verb else VerbGroup(min(head.first, deed.first), "word")
    is_subject = (not is_verb or group.is_passive) and parse.text(0) not in _PRONOUNS
    return Act(head, group, deed, action, status, is_pressed=status == "pressured", is_subject_voice=is_subject)


def _usual(parse: Parse, deed: Span) -> Span | None:
    """Return the verb of a deed that is told in the present tense, as what is done as a rule."""
    if deed.pattern.id == "case-held" or _PAID & {word.text for word in parse.words}:
        return None  # who is kept at so much a day is kept under a contract
    for span in parse.spans:
        if not span.pattern.id.startswith("deed-") or not deed.first <= span.first < deed.after:
            continue
        if span.form not in {"s", "base", "past"} or not is_verbal(parse, span, group := read_group(parse, span)):
            continue
        is_now = span.form in {"s", "base"} or (group.is_passive and not group.is_past)
        if group.is_negative or group.is_perfect or group.effects or group.is_infinitive:
            continue
        if _is_free_to(parse, group) and deed.pattern.id in {"case-shared", "case-admitted"}:
            return span
        if is_now and not group.modals and _is_told(parse, span) and not _is_agencys(parse, group.first):
            return span
    return None


def _is_free_to(parse: Parse, group: VerbGroup) -> bool:
    """Return whether the agency may do it whenever it likes: "agents can come into the jail at any time"."""
    is_able = bool({"can", "may"} & {*group.modals})
    return is_able and any(s.pattern.id == "bearing-usual" for s in parse.spans if s.first > group.first)


def _is_told(parse: Parse, span: Span) -> bool:
    """Return whether what follows a verb's form, and what stands before it, show that it is no noun."""
    before, after = parse.text(span.first - 1), parse.text(span.after)
    if span.form == "past":
        return True
    if before.endswith("ed") or before in _NOT_BEFORE:
        return False
    return after in DETERMINERS | _OBJECTS or bool(parse.at(span.after, "class"))


def _is_agencys(parse: Parse, first: int) -> bool:
    """Return whether the agency or an unnamed many is the subject of a verb: "ICE gets", "jails send"."""
    near = range(max(0, first - 2), first)
    return parse.text(first - 1) in {"who", "which", "that", "to"} or any(parse.at(i, "federal") for i in near)


def _opens_with_own(parse: Parse) -> bool:
    """Return whether the sentence opens with a body's own people: "His office", "Deputies", "The jail"."""
    opening = parse.text(0)
    return opening in _OWN | _PRONOUNS or (opening == "the" and parse.text(1) in _OWN)


def _deed(parse: Parse) -> Span | None:
    """Return the deed that the sentence speaks of: the most telling kind, its shortest frame."""
    found = [s for s in parse.spans if s.pattern.id in _CASES and not parse.ending_at(s.first, "federal")]
    return min(found, key=lambda s: (_CASES.index(s.pattern.id), s.after - s.first), default=None)


def _is_untold(parse: Parse) -> bool:
    """Return whether the sentence only supposes or counts, tells of one person, or speaks of another instrument."""
    words = {word.text for word in parse.words}
    if _is_asked_by_agency(parse):
        return True
    if parse.text(0) in {"if", "when"} or ("would" in words and not _is_agency_would(parse)):
        return True
    if words & _UNREAL or (words & _ONE_PERSON and not words & {"every", "any", "each"}):
        return True
    if any(FAMILIES.get(s.pattern.instrument) in _OTHERS for s in parse.of("instrument")):
        return True
    return parse.has("outsider") and not _has_actor(parse)


def _is_asked_by_agency(parse: Parse) -> bool:
    """Return whether it is only told what the agency asks of jails: "it is not asking the county to hold people"."""
    asks = (i for i in range(len(parse.words)) if parse.text(i) == "asking" or _asks_to(parse, i))
    at = next(asks, 0)
    is_agency = any(s.pattern.id == "agency" for i in range(at) for s in parse.at(i, "class"))
    return at > 0 and (is_agency or parse.has("federal", 0, at))


def _asks_to(parse: Parse, index: int) -> bool:
    return parse.text(index) in {"asks", "ask"} and any(parse.text(i) == "to" for i in range(index + 1, index + 7))


def _is_agency_would(parse: Parse) -> bool:
    """Return whether "would" only tells what the agency would like."""
    at = next(i for i in range(len(parse.words)) if parse.text(i) == "would")
    return bool(parse.ending_at(at, "federal")) or parse.text(at + 1) in {"like", "otherwise"}


def _has_actor(parse: Parse) -> bool:
    """Return whether a local body stands in the sentence that can act, or the pronoun of one opens it."""
    if parse.text(0) in _PRONOUNS or parse.text(1) in _PRONOUNS:
        return True
    return any(parse.text(s.after - 1) not in _NO_ACTORS for s in parse.of("body"))


def _nearest(parse: Parse, name: str, deed: Span) -> Span | None:
    """Return the bearing of a kind that stands nearest to the deed or inside it."""
    spans = [s for s in parse.spans if s.pattern.id == name]
    near = [s for s in spans if s.first >= deed.first - _BEFORE and s.after <= deed.after + _BEHIND]
    return min(
        near, key=lambda s: (max(0, s.first - deed.after, deed.first - s.after), s.first - s.after), default=None
    )


def _is_meant(parse: Parse, deed: Span, bearing: Span, words: set[str]) -> bool:
    """Return whether a bearing says by itself which way the deed goes."""
    kind, word = bearing.pattern.id, parse.text(bearing.first)
    if any(parse.is_hard(i) for i in range(min(bearing.after, deed.after), max(bearing.first, deed.first))):
        return kind == "bearing-limit"
    if kind == "bearing-limit":
        if word == "only" and parse.text(bearing.after).isdigit():
            return False
        is_denied = parse.text(bearing.first - 1) in {"not", "no"}  # "detainers are not warrants"
        return word not in _WEAK_LIMITS or (bool(words & _NEEDING) and not is_denied)
    if kind == "bearing-free":
        return deed.pattern.id == "case-held"
    if bearing.form not in {"word", "noun"} and _is_agencys_own(parse, bearing):
        return False
    if word in {"denied", "denies", "deny"} and parse.text(bearing.after) in {"that", "monday", "the"}:
        return False
    return bearing.form in {"word", "noun"} or is_verbal(parse, bearing, read_group(parse, bearing))


def _is_agencys_own(parse: Parse, bearing: Span) -> bool:
    """Return whether the agency is who ends or begins it: "ICE has quit collecting inmates from the jail"."""
    first = read_group(parse, bearing).first
    near = range(max(0, first - 4), first)
    return any(parse.at(i, "federal") for i in near) and not any(parse.at(i, "body") for i in near)


def _status(parse: Parse, words: set[str]) -> str:
    """Return how far it is: asked for by outsiders, to come, or done."""
    if words & _ASKED and parse.has("outsider"):
        return "pressured"
    return "announced" if words & _TO_COME or _is_to_be(parse) else "happened"


def _is_to_be(parse: Parse) -> bool:
    """Return whether something "is to" come about."""
    return any(parse.text(i) in {"is", "are"} and parse.text(i + 1) == "to" for i in range(len(parse.words)))
