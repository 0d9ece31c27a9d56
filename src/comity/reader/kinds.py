"""What an act amounts to on its page: the instrument it is on, its kind, its status, and whose word it is."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from comity.reader.acts import FAMILIES, Act
from comity.reader.attribution import Speaker
from comity.reader.context import Context
from comity.reader.described import described_as
from comity.reader.parsing import Parse
from comity.reader.settled import is_in_rule, is_settled
from comity.reader.subjects import subject_words
from comity.reader.timing import date_of

# Who signs up or opts in joins a programme or makes a contract: nobody signs up to a single detainer.
_JOINING = (
    "sign",
    "join",
    "rejoin",
    "enrol",
    "enlist",
    "ink",
    "ratif",
    "opt",
    "renew",
    "partner",
    "participat",
    "reenter",
    "re-enter",
    "appl",
)
_CUSTODY = frozenset(("custody", "notification", "access", "other"))
_GIVING = frozenset(("gave", "given", "giving", "sent", "served", "issued", "delivered", "submitted", "provided"))
_NOTIFYING = frozenset(("notified", "informed", "told"))
_CONDITIONS = frozenset(("unless", "if", "until"))
_AGENCIES = frozenset(("ice", "immigration", "federal", "u.s.", "u.s", "dhs", "agency", "department", "homeland"))
_VOTED = frozenset(
    ("voted", "vote", "approved", "passed", "overrode", "adopted", "decided", "agreed", "signed", "rejected")
)
_VOTE_REACH = 10  # words
_LIMITS = frozenset(("restrict", "end", "decline"))
_OFFICIALS = frozenset(
    (
        "sheriff", "chief", "commissioner", "supervisor", "executive", "mayor", "manager", "administrator",
        "councilman", "councilwoman", "councilmember", "undersheriff", "warden", "alderman", "alderwoman", "trustee",
    )
)  # fmt: skip
_RULES = frozenset(
    (
        "resolution", "ordinance", "policy", "rule", "order", "resolutions", "ordinances", "policies", "rules", "laws",
        "measure",
    )
)  # fmt: skip
_CONTESTS = frozenset(
    (
        "campaign", "election", "won", "wins", "elected", "primary", "race", "nominee", "candidate", "ran", "runs",
        "victory", "runoff", "ousted", "unseated", "defeated", "ballot",
    )
)  # fmt: skip


# How one who stands is called beside others, and how far before the verb.
_PARTIES = frozenset(("democrat", "republican", "independent"))
_PARTY_REACH = 8
# People kept for the agency, for pay or on request as the page has it, and what says that it is on request.
_HELD = frozenset(("kept-because", "case-held"))
_LONGER = frozenset(
    ("release", "detainer", "detainers", "longer", "hours", "past", "beyond", "request", "requests")
)  # fmt: skip


class Setting(NamedTuple):
    """What stands around an act: who says it, whether a law or a candidate is spoken of, whether it is an agenda."""

    speaker: Speaker | None
    is_law: bool
    was_candidate: bool
    is_agenda: bool


# How far before its verb "the use of a jail" may begin, and what is used.
_USE_REACH = 16
_HOUSES = frozenset(("center", "jail", "facility", "prison"))


def at_head(parse: Parse, act: Act) -> int:
    """Return where an act's head begins in the text."""
    return parse.words[act.head.first].start


def instrument_on_page(context: Context, parse: Parse, act: Act, before: int) -> str:
    """Return the instrument of an act, "" where the page names none that its verb can be said of."""
    pattern = act.head.pattern
    families = {*pattern.objects, *(("notification", "access") if "custody" in pattern.objects else ())}
    if pattern.id == "body-accepted" and not context.topics.is_of_powers:
        families = {"contract"}  # "it was approved in March": where no powers are spoken of, the contract was
    if pattern.role in {"change", "turn"} and pattern.instrument:
        return context.topics.partnered(pattern.instrument)
    if _is_of_beds(context, parse, act):
        return "detention_contract"
    if act.instrument is not None and act.instrument.pattern.id == "application":
        return "287g_unspecified"
    if act.instrument is not None and act.instrument.pattern.role in {"object", "case"}:
        return act.instrument.pattern.instrument
    if act.instrument is None:
        is_joining = pattern.role == "change" and parse.text(act.head.first).startswith(_JOINING)
        is_offered = pattern.action == "decline" and context.topics.is_only_of_powers  # what is declined is an offer
        families -= _CUSTODY if (is_joining or is_offered) and not context.topics.is_ordering else frozenset()
        found = context.topics.nearest(at_head(parse, act), before, families)
        return found or (context.topics.joined() if is_joining or is_offered else "")
    if pattern.role == "conduct" and act.instrument.pattern.id != "for-agency":
        return context.topics.helped(pattern.instrument, "" if act.is_practice else act.action, parse)
    if described := described_as(parse, act):
        return described
    at = parse.words[act.instrument.first].start
    found = context.topics.meant(act.instrument.pattern, at, (parse.start, parse.end))
    if found == "detention_contract" and not context.topics.named and parse.text(act.instrument.first) == "partnership":
        found = "287g_unspecified"  # beds are rented by contract; a partnership is what officers are lent to
    if not found or pattern.role in {"conduct", "hint", "condition", "instrument"}:
        return found
    is_tie = act.instrument.pattern.id == "ties" and "287g" in families
    return _with_model(context, parse, found) if is_tie or FAMILIES[found] in families else ""


def _is_of_beds(context: Context, parse: Parse, act: Act) -> bool:
    """Return whether it is for pay that people are held, in the sentence's words or on a page of contracts."""
    pattern, instrument = act.head.pattern, act.instrument
    if pattern.id == "hold-for-agency" and _is_for_pay(parse):
        return True
    if instrument is not None and instrument.pattern.id in _HELD and not _is_past_release(parse):
        return context.topics.is_of_beds
    return pattern.action in {"end", "suspend"} and _is_use_of_jail(parse, act)


def _is_for_pay(parse: Parse) -> bool:
    """Return whether people are held under a contract, for pay: "hold detainees for the agency under contract"."""
    words = {word.text for word in parse.words}
    said = " ".join(word.text for word in parse.words)
    is_center = "detention center" in said and " will hold no more " in said and " no more than " not in said
    is_paid = is_center or bool(words & {"contract", "contracts", "detainees", "beds", "rent", "rents", "diem"})
    return is_paid and not _is_past_release(parse)


def _is_past_release(parse: Parse) -> bool:
    """Return whether words of the sentence say that people are held longer than else, on a request."""
    return any(word.text in _LONGER for word in parse.words)


def _is_use_of_jail(parse: Parse, act: Act) -> bool:
    """Return whether the agency's use of a jail is what ends: "use of the Alder County jail will be paused"."""
    before = [parse.text(i) for i in range(max(0, act.group.first - _USE_REACH), act.group.first)]
    at = next((i for i, word in enumerate(before) if word == "use" and before[i + 1 : i + 2] == ["of"]), -1)
    return at >= 0 and act.is_subject_voice and bool(_HOUSES & {*before[at:]})


def _with_model(context: Context, parse: Parse, instrument: str) -> str:
    """Return the model of an agreement where its sentence names just one."""
    if instrument != "287g_unspecified":
        return instrument
    named = {c.pattern.instrument for c in context.topics.models if parse.start <= c.start < parse.end}
    return named.pop() if len(named) == 1 else instrument


def kind_of(parse: Parse, act: Act, setting: Setting) -> tuple[str, str]:
    """Return an act's status and kind, seen who tells it and who wants it."""
    speaker, status, kind = setting.speaker, act.status, "local_decision"
    if status == "pressured" and act.action in _LIMITS and _is_of_passed_rule(parse, act) and _is_rules(parse, act):
        return "happened", kind
    if status == "pressured" and act.group.target is None and is_in_rule(parse, act):
        return "happened", kind
    if status == "pressured":
        return _of_demand(parse, act, setting.is_law)
    if status == "announced" and (_is_after_vote(parse, act) or is_settled(parse, act)):
        return "happened", kind
    if status in {"happened", "announced"} and setting.is_agenda and not _is_done(act):
        return "proposed", kind
    if status in {"proposed", "announced"} and act.action in _LIMITS and _is_of_passed_rule(parse, act):
        return "happened", kind
    if status == "denied" and speaker is None:
        return "", kind
    if status in {"happened", "announced", "proposed"} and has_given_notice(parse, act):
        return "happened", kind
    if speaker is not None and speaker.is_denying:
        return "denied", "practice" if act.is_practice else kind
    if _is_candidates(parse, act, setting.was_candidate, status):
        return "proposed", "campaign_pledge"
    return _as_announced(act, speaker, status), "practice" if act.is_practice else kind


def has_given_notice(parse: Parse, act: Act) -> bool:
    """Return whether the end has been told to the agency itself: "gave ICE notice that it will end the contract"."""
    is_conduct = act.head.pattern.role == "conduct" and act.action in {"decline", "restrict"}
    if (act.action != "end" and not is_conduct) or act.group.governed_by("pledge", "wish", "press"):
        return False
    before = [parse.text(i) for i in range(act.head.first)]
    if "being" in before or parse.names_any(_CONDITIONS):
        return False
    gives = any(word in _GIVING for word in before) and "notice" in before
    return gives or any(
        word in _NOTIFYING
        and (before[i + 2 : i + 3] if before[i + 1] == "the" else before[i + 1 : i + 2])[0] in _AGENCIES
        for i, word in enumerate(before[:-2])
    )


def _of_demand(parse: Parse, act: Act, is_law: bool) -> tuple[str, str]:
    """Return what is asked or ordered: by a law a mandate, by others pressure, else the body's own proposal."""
    if is_law and act.action in {"end", "restrict", "decline"}:
        words = {word.text for word in parse.words}
        is_in_force = not words & {"would", "could", "until", "deadline"} and any(
            s.pattern.status == "happened" for s in parse.of("law_act")
        )
        if is_in_force and act.group.governed_by("mandate"):
            return "happened", "legal_mandate"
        return ("proposed" if words & {"would", "bill", "could"} else "announced"), "legal_mandate"
    return ("pressured", "pressure") if _is_pressed_from_outside(parse, act) else ("proposed", "local_decision")


def _is_candidates(parse: Parse, act: Act, was_candidate: bool, status: str) -> bool:
    """Return whether the act is what somebody promises who only runs for the office."""
    is_candidate = parse.has("candidate") or _is_candidate_meant(parse, act, was_candidate)
    is_pledged = act.is_pledged or act.group.governed_by("pledge")
    if is_pledged and (any(word.text in _CONTESTS for word in parse.words) or _is_runner(parse, act, was_candidate)):
        return True
    return is_candidate and (act.is_pledged or status in {"announced", "proposed"})


def _is_runner(parse: Parse, act: Act, was_candidate: bool) -> bool:
    """Return whether who promises bears no post, beside candidates or called by party: "Doe, the Democrat, vowed"."""
    first, left = subject_words(parse, act)
    before = [parse.text(i) for i in range(max(0, left - _PARTY_REACH), left)]
    is_partys = before[-1:] == [","] and ("the", before[-2]) in pairwise(before) and before[-2] in _PARTIES
    comma = max((i for i in range(first, left) if parse.text(i) == ","), default=first)
    is_posted = parse.has("body", comma, left) or bool(_OFFICIALS & {*before})
    return (was_candidate or is_partys) and not is_posted


def _as_announced(act: Act, speaker: Speaker | None, status: str) -> str:
    """Return an official's "would", and the present tense of his announcement, as announced."""
    if speaker is None or not speaker.is_local:
        return status
    if status == "proposed" and "would" in act.group.modals and act.action != "consider":
        return "announced"
    is_done = _is_done(act) or (act.head.pattern.role == "conduct" and act.action in _LIMITS and not act.group.modals)
    return "announced" if status == "happened" and speaker.is_announcing and not is_done else status


def is_to_come(context: Context, parse: Parse, act: Act) -> bool:
    """Return whether a present tense stands by a date to come: "on January 5 the program ends"."""
    if act.head.form not in {"s", "base"} or act.group.is_past or act.group.is_perfect or act.group.effects:
        return False
    date = date_of(context, parse, act.head.first, "announced")
    return date is not None and date.is_future


def is_before_program(context: Context, parse: Parse, act: Act, instrument: str, status: str) -> bool:
    """Return whether the date is older than any agreement: section 287(g) is of 1996, the first agreement of 2002."""
    date = date_of(context, parse, act.head.first, status) if instrument.startswith("287g") else None
    is_early = date is not None and bool(date.on) and date.on < "2002"
    return is_early and (act.is_subject_voice or not parse.has("body", 0, act.group.first))


def _is_candidate_meant(parse: Parse, act: Act, was_candidate: bool) -> bool:
    """Return whether "he" or "she" is the candidate of the sentence before."""
    return was_candidate and any(parse.text(i) in {"he", "she", "her", "him"} for i in range(act.head.first))


def _is_of_passed_rule(parse: Parse, act: Act) -> bool:
    """Return whether the act is what a rule says that was passed: "passed a resolution that aims to restrict …"."""
    before = range(max(0, act.group.first - 9), act.head.first)
    rule = next((i for i in before if parse.text(i) in _RULES), -1)
    return rule > 0 and any(
        s.form == "past" and s.pattern.id == "start"
        for i in range(max(0, rule - 4), rule)
        for s in parse.at(i, "change")
    )


def _is_rules(parse: Parse, act: Act) -> bool:
    """Return whether nobody is told to act, or a rule was passed to that end: "have passed laws to honor them"."""
    target = act.group.target
    return target is None or any(parse.text(i) in _RULES for i in range(*target))


def _is_after_vote(parse: Parse, act: Act) -> bool:
    """Return whether what will be follows from a decision told as done: "will end, after the board voted to"."""
    link = next((i for i in range(act.head.after, len(parse.words)) if parse.text(i) in {"after", "following"}), -1)
    if link < 0 or not act.group.modals or not parse.has("body", link, link + _VOTE_REACH):
        return False
    behind = {parse.text(i) for i in range(link, min(len(parse.words), link + _VOTE_REACH))}
    return bool(behind & _VOTED) and not behind & {"next", "will", "if"}


def _is_done(act: Act) -> bool:
    if act.group.is_progressive and act.group.is_past:
        return False  # "announced that he was ending it" is what he is doing
    return act.head.form in {"past", "part"} or act.group.is_perfect or act.group.is_past


def _is_pressed_from_outside(parse: Parse, act: Act) -> bool:
    if parse.has("outsider") or act.group.target is None:
        return parse.has("outsider") or parse.has("federal")
    return not _is_own_officials(parse, act)


def _is_own_officials(parse: Parse, act: Act) -> bool:
    """Return whether it is one of the body's own officials who asks it: "the chief will ask the council not to"."""
    first, _ = subject_words(parse, act)
    words = {parse.text(i) for i in range(first, act.group.first)}
    if act.group.target is not None and "sheriff" in {parse.text(i) for i in range(*act.group.target)}:
        return False  # who is elected himself is asked from outside
    return bool(words & _OFFICIALS) and not words & {"former", "federal", "state", "candidate", "retired"}


def is_of_others(speaker: Speaker | None) -> bool:
    """Return whether an outlet, a paper or an organisation tells it, and no person of himself."""
    return speaker is not None and (
        speaker.is_source or len(speaker.name.split()) not in {1, 2, 3} or speaker.name.isupper()
    )


def attributed_to(speaker: Speaker | None, status: str) -> str | None:
    """Return whose word a claim is: none where an official tells of his own body's act to come."""
    if speaker is None or not speaker.name or (status == "pressured" and not speaker.is_source):
        return None
    if speaker.is_local and (speaker.is_announcing or status in {"announced", "proposed", "pressured", "rejected"}):
        return None
    return speaker.name
