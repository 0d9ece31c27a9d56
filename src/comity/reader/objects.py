"""What an act is said of: the instrument after an active verb, before a passive one, or in the clause before."""

from __future__ import annotations

from comity.reader.acts import FAMILIES, REACH
from comity.reader.parsing import DETERMINERS, LONGEST_CUE, Parse, Span
from comity.reader.verbgroups import VerbGroup

_CUSTODY = frozenset(("custody", "notification", "access"))
_INSIDE = frozenset(
    ("jail", "jails", "inside", "into", "access", "facility", "facilities", "inmates", "doors", "lockup", "detention")
)
_SPOKEN = frozenset(("instrument", "object"))
_PRONOUNS = frozenset(("it", "them"))
# Forms that are no participles: "detainees got …" tells what they did.
_ONLY_PAST = frozenset(("got", "took", "began", "gave", "won", "chose", "withdrew", "broke", "wrote", "saw", "became"))
# Verbs whose subject is who comes in.
_COMING = ("enter", "walk", "get", "go", "set", "visit", "roam", "come", "came", "went", "got")
# Generic words for agreements, who their other side may be, and who it is when they are about something else.
_AGREEMENTS = frozenset(("generic-agreement", "generic-contract"))
_PARTNERS = frozenset(("agency", "operator", "287g", "detention-contract", "detainees-held"))
_FIRMS = frozenset(
    (
        "company", "firm", "vendor", "provider", "charity", "union", "nonprofit", "organization", "university",
        "hospital",
        "school", "doctor", "nurse", "dentist", "architect", "caterer",
        "consultant", "clinic", "district", "church", "foundation", "state", "museum", "college",
    )
)  # fmt: skip
_DONE_TO = frozenset(("start", "renew", "end", "suspend"))
_DOORS = 4  # words of "opened its doors to"
_PASSIVE_LINKS = frozenset(("for", "into", "to", "under", "as", "by", "at", "in", "past", "beyond", "on", "solely"))
# A subject may be longer: "agreements between the agency and the jails in A, B and C must end".
SUBJECT_REACH = 26


def has_object(parse: Parse, span: Span) -> bool:
    """Return whether anything of a sentence can be what a verb is said of; asked once for each pattern."""
    known = parse.known.get(span.pattern.id)
    if known is None:
        spoken = (s for s in parse.spans if s.pattern.role in _SPOKEN)
        known = parse.known[span.pattern.id] = any(fits(span, s) for s in spoken)
    return known


def is_subject_voice(span: Span, group: VerbGroup) -> bool:
    """Return whether the instrument is the verb's subject: passive, or a verb such as "expire"."""
    return span.pattern.voice == "subject" or group.is_passive


def stands_before(parse: Parse, span: Span, group: VerbGroup, instrument: Span | None) -> bool:
    """Return whether the instrument is the verb's subject: before it, and not of another clause."""
    if instrument is None or instrument.after > group.first or span.form == "noun":
        return False
    return not any(parse.is_link(i) for i in range(instrument.after, group.first))


def instrument_of(parse: Parse, span: Span, group: VerbGroup) -> Span | None:
    """Return what the act is said of: after an active verb, before a passive or intransitive one."""
    if span.form == "word":
        around = [*range(span.first, min(len(parse.words), span.after + REACH)), *range(span.first - 1, -1, -1)]
        fitting = (s for i in around for s in parse.at(i, "instrument") if fits(span, s))
        return next((s for s in fitting if not _is_other_business(parse, s)), None)
    if span.pattern.id in {"let-go", "release-despite", "go-free"}:
        anywhere = [s for s in parse.of("object", "instrument") if not s.pattern.is_generic and fits(span, s)]
        return anywhere[0] if anywhere else None
    if span.pattern.id == "bring-into":
        return _best(parse, span, range(span.after, min(len(parse.words), span.after + 8)))
    if span.pattern.tail and not is_subject_voice(span, group):
        inside = _best(parse, span, range(span.first + 1, min(len(parse.words), span.after + REACH)))
        if inside is not None:
            return inside
    if is_subject_voice(span, group):
        left = _best(parse, span, range(group.first - 1, max(-1, group.first - 1 - SUBJECT_REACH), -1))
        link = span.after + 2 * (parse.text(span.after) == "any")  # "held any more for the agency"
        if left is not None or parse.text(link) not in _PASSIVE_LINKS:
            return left
        return _best(parse, span, range(span.after, min(len(parse.words), span.after + 7)))
    if span.pattern.role == "change" and not span.pattern.tail and parse.text(span.after) in _PRONOUNS:
        return None
    return _object_of(parse, span, group)


def _object_of(parse: Parse, span: Span, group: VerbGroup) -> Span | None:
    """Return what stands behind an active verb, or before it where a relative clause or a participle is told of it."""
    is_of_body = span.pattern.role == "change" or parse.text(span.first).startswith("releas")
    first = span.after if is_of_body else span.first
    found = _best(parse, span, range(first, min(len(parse.words), span.after + min(REACH, span.pattern.reach))))
    if found is None and span.form != "noun" and span.pattern.reach >= REACH:
        found = _antecedent(parse, span, group)
    is_reduced = (
        span.form in {"past", "part"}
        and all(parse.is_adverb(i) for i in range(group.first, span.first))
        and parse.text(span.first) not in _ONLY_PAST
    )
    if is_reduced and parse.text(span.first - 1) == "," and parse.text(span.after) in DETERMINERS:
        is_reduced = False  # "the jail, which has a contract, began a strike": a verb with its own object
    if found is None and is_reduced:
        return _best(parse, span, range(group.first - 1, max(-1, group.first - 4), -1))
    if found is None and span.pattern.id == "let-agents-in" and parse.text(span.first).startswith(_COMING):
        return _best(parse, span, range(group.first - 1, max(-1, group.first - 6), -1))
    return found


def _antecedent(parse: Parse, span: Span, group: VerbGroup) -> Span | None:
    """Return the instrument that a relative clause speaks of: "an agreement, which the sheriff signed"."""
    for index in range(group.first, max(0, group.first - 7), -1):
        if parse.text(index) in {"which", "that"}:
            return _best(parse, span, range(index - 1, max(-1, index - 7), -1))
    return None


def _best(parse: Parse, span: Span, indexes: range) -> Span | None:
    """Return the instrument among words in the order given: a named one before a generic, until the clause breaks."""
    generic: Span | None = None
    for steps, index in enumerate(indexes):
        found = [s for s in parse.at(index, "instrument", "object") if _may_be(parse, span, s)]
        is_put_together = any(
            s.pattern.role == "object" for s in found
        )  # it may begin with a linking word: "as agents"
        is_that = not steps and _is_that_one(parse, span, index)
        if breaks(parse, index, indexes.step) and not (is_put_together or is_that):
            break
        if not found and indexes.step > 0 and (is_other_verb(parse, span, index) or _resumes(parse, span, index)):
            break
        if found:
            longest = max(found, key=lambda s: (not s.pattern.is_generic, s.after))
            if not longest.pattern.is_generic and longest.pattern.instrument != "other":
                return longest
            generic = generic or longest
            if steps > 10 and indexes.step > 0:
                break
    return generic


def _resumes(parse: Parse, head: Span, index: int) -> bool:
    """Return whether the main clause goes on behind a relative one: "training that he would receive has done well"."""
    if head.pattern.role != "conduct" or index <= head.after or head.form not in {"base", "s", "past"}:
        return False
    return parse.text(index) in {"has", "had", "was", "were"} and not parse.is_link(index - 1)


def _may_be(parse: Parse, head: Span, span: Span) -> bool:
    """Return whether a cue is what a verb is said of, as far as its own words tell."""
    if not fits(head, span) or _is_of_detainees(parse, head, span) or _is_paper(parse, head, span):
        return False
    if span.pattern.role == "object":
        return True
    return _is_whole(parse, span) and _is_inside(parse, span) and not _is_other_business(parse, span)


def _is_paper(parse: Parse, head: Span, span: Span) -> bool:
    """Return whether a contract is what is held or kept, and nobody is housed: "will keep its contract"."""
    return head.pattern.id == "house-detainees" and parse.text(span.after - 1) in {"contract", "contracts"}


def _is_of_detainees(parse: Parse, head: Span, span: Span) -> bool:
    """Return whether detainees are held for the agency, which is a contract's matter: "holding detainees for ICE"."""
    if head.pattern.id != "hold-for-agency" or span.pattern.id != "for-agency":
        return False
    return any(parse.text(i) == "detainees" for i in range(head.after, span.first))


def _is_other_business(parse: Parse, span: Span) -> bool:
    """Return whether an agreement is about something else, by its words: "contract with the phone company"."""
    if not span.pattern.is_generic or span.pattern.id not in _AGREEMENTS:
        return False
    near = range(span.after, min(len(parse.words), span.after + 7))
    is_marshals = any(word.text in {"marshals", "usms"} for word in parse.words)
    if is_marshals and not any(s.pattern.id == "agency" for s in parse.of("class")):
        return True
    end = next((i for i in near if parse.is_hard(i) or parse.is_link(i) or parse.text(i) in {".", ","}), near.stop)
    if any(
        s.pattern.role == "federal" or s.pattern.id in _PARTNERS
        for i in range(span.first, end)
        for s in parse.at(i, "federal", "class", "instrument")
    ):
        return False
    if parse.text(span.first - 1) == "in-house":
        return True  # what a body does without the agency
    is_named_so = any(s.pattern.id == "other-business" for s in parse.ending_at(span.first, "class"))
    is_joined = parse.text(span.after) in {"with", "for", "on", "to", "over"}
    is_about = is_joined and any(
        s.pattern.id == "other-business" for i in range(span.after, end) for s in parse.at(i, "class")
    )
    is_with = parse.text(span.after) == "with" and any(parse.text(i) in _FIRMS for i in range(span.after, end))
    return is_named_so or is_about or is_with


def _is_inside(parse: Parse, span: Span) -> bool:
    """Return whether agents are spoken of as in a jail, and a request as the agency's, not as that of somebody else."""
    if span.pattern.id == "generic-request":
        return parse.text(span.after) not in {"from", "that", "to", "for", "of", "by"}
    if span.pattern.id != "agents":
        return True
    return any(word.text in _INSIDE for word in parse.words)


def is_other_verb(parse: Parse, head: Span, index: int) -> bool:
    """Return whether another verb of an act begins at a word, which has its own object."""
    if index < head.after or parse.text(index - 1) in DETERMINERS:
        return False
    is_joined = parse.text(index - 1) in {"and", "then", "but"}
    if is_joined and head.form == "past" and any(s.form == "past" for s in parse.at(index, "governor")):
        return True  # "undid its decision and voted to join …"
    return any(
        s.form != "noun"
        and s.form != "word"
        and not (s.pattern.role == "conduct" and parse.text(index - 1) == "to")
        and (parse.text(index - 1) in {"to", "will", "would", "not", "he", "she", "it", "they"} or s.form == "s")
        for s in parse.at(index, "change", "conduct")
    )


def _is_whole(parse: Parse, span: Span) -> bool:
    """Return whether an instrument's cue is not only a part of a longer named one."""
    for other in parse.each("instrument"):
        is_around = span.first - LONGEST_CUE <= other.first <= span.first and other.after >= span.after
        is_longer = is_around and (other.first, other.after) != (span.first, span.after)
        if is_longer and not other.pattern.is_generic and not other.pattern.frames:
            return False
    return True


def _is_that_one(parse: Parse, span: Span, index: int) -> bool:
    """Return whether "that" points to an agreement and opens no clause: "the county terminated that contract"."""
    is_done = span.pattern.role == "change" and span.pattern.action in _DONE_TO and span.pattern.id != "announce"
    if parse.text(index) != "that" or not is_done:
        return False
    named = [s for s in parse.at(index + 1, "instrument") if s.pattern.id != "generic-policy"]
    return any(not parse.text(s.after - 1).endswith("s") for s in named)


def breaks(parse: Parse, index: int, step: int) -> bool:
    """Return whether a word parts a verb from what lies beyond, on the way right (1) or left (-1)."""
    if parse.is_hard(index):
        return True
    if parse.is_link(index):
        return not (step < 0 and parse.text(index) in {"that", "which"})
    return False


def fits(head: Span, instrument: Span) -> bool:
    """Return whether a verb can be said of an instrument."""
    if instrument.pattern.heads:
        return head.pattern.id in instrument.pattern.heads
    if instrument.pattern.id == "for-agency":
        return head.pattern.id in {"hold-for-agency", "house-detainees"}
    if instrument.pattern.id == "generic-request":
        return head.pattern.id in {"honor-detainers", "decline", "turn-down", "end", "stopped", "restrict"}
    if instrument.pattern.id == "generic-policy" and head.pattern.role == "conduct":
        return False  # "will not follow the policy" says nothing of what it is
    if instrument.pattern.id == "generic-asked" and head.pattern.role == "conduct":
        return head.pattern.id == "honor-detainers"
    if instrument.pattern.id == "agents":
        return head.pattern.id in {"let-agents-in", "restrict"} or head.after - head.first == _DOORS
    if head.pattern.id == "get" and instrument.pattern.id == "287g-described":
        return False
    if not head.pattern.objects:
        return False
    if instrument.pattern.is_generic:
        return head.pattern.role == "change" or "contract" in head.pattern.objects or "287g" in head.pattern.objects
    family = FAMILIES[instrument.pattern.instrument]
    return family in head.pattern.objects or (
        family in _CUSTODY and "custody" in head.pattern.objects and head.pattern.role == "change"
    )
