"""Whose act a sentence tells: the words of its subject, its object, or what they refer back to."""

from __future__ import annotations

from comity.reader import unnamed
from comity.reader.acts import Act
from comity.reader.bareverbs import BARE
from comity.reader.clausestarts import is_next_clause, is_noun_like
from comity.reader.idle import MONTHS
from comity.reader.jurisdictions import Ground, Jurisdiction, distinct
from comity.reader.outsiders import WE, is_agencys_end, is_by_outside, is_fronted, is_of_listed
from comity.reader.parsing import Parse
from comity.reader.records import DateMention
from comity.reader.references import References, agrees, size_of
from comity.reader.setout import behind_colon, on_past_and
from comity.reader.unnamed import GENERIC, STATE_AGENCIES, bounds, is_across_state, is_generic_actor, is_nobody_named

_PRONOUNS = frozenset(
    ("it", "he", "she", "they", "we", "his", "her", "its", "their", "who", "which", "that", "officials")
)
_SEVERAL = frozenset(("few", "number", "handful", "dozen", "couple", "score", "majority"))
# "By March 5" tells when, and not who did it.
_WHEN = MONTHS | {"then", "now", "today", "tomorrow", "year's", "month's", "mid-march", "late", "early"}
_PERSONAL = frozenset(("he", "she", "his", "her"))
# Persons of the federal government, of whom "he" and "she" are said as well.
_FEDERAL_PERSONS = frozenset(("trump", "biden", "obama", "bush", "president", "mayorkas", "noem", "homan"))
_LAWMAKERS = frozenset(("legislators", "lawmakers", "legislature", "senators", "sens", "reps"))
# "The nine jurisdictions", "all five offices" are those named before.
_GROUPING = frozenset(("the", "these", "those", "both", "all"))
# "With the county" means the one spoken of, and how far it may stand from a verb.
_PLACES_MEANT = frozenset(("county", "city", "parish", "town", "sheriff", "sheriff's", "county's", "city's"))
_OBJECT_REACH = 8
# The longest subject, in words.
_SUBJECT_REACH = 28
# A page whose main place has this share of all its places is about that place.
_ABOUT = 0.6
_ALONE = 0.9
# One with less than this share may give way to a place spoken of just before.
_MOSTLY = 0.75
# "The suit" may mean one told of so many sentences before.
_SUIT_REACH = 6


class Memory:
    """The jurisdictions of the acts told so far on a page, and what its bare references mean."""

    def __init__(self, references: References) -> None:
        """Begin with no act told."""
        self.last: list[Jurisdiction] = []
        self.references = references
        self._suit: tuple[int, list[Jurisdiction]] = (-10, [])
        self._suits: dict[str, str] = {}
        self._suit_day: tuple[int, DateMention | None] = (-10, None)

    def note_suit(self, number: int, parties: list[Jurisdiction], instrument: str) -> None:
        """Remember the parties of the suit that a sentence tells of, and what it is about."""
        self.last = parties
        self._suits.update({party.geoid: instrument for party in parties})
        self._suit = number, parties

    def suit_instrument(self, parties: list[Jurisdiction]) -> str:
        """Return what the suit told of before is about that the same parties are in, "" where none was."""
        return next((self._suits[party.geoid] for party in parties if party.geoid in self._suits), "")

    def day(self, number: int, on: DateMention | None) -> DateMention | None:
        """Return the day of a suit: its own, or that of the suit told of just before; and remember it."""
        if on is not None:
            self._suit_day = number, on
        return on or (self._suit_day[1] if number - self._suit_day[0] <= _SUIT_REACH else None)

    def parties(self, number: int) -> list[Jurisdiction]:
        """Return the parties of the suit told of just before a sentence, for "the suit" there."""
        return self._suit[1] if number - self._suit[0] <= _SUIT_REACH else []


def whose_act(parse: Parse, act: Act, ground: Ground, memory: Memory, back_to: int) -> list[Jurisdiction]:
    """Return the jurisdictions of an act, none where it is nobody's that the text names."""
    left, right = act.group.first, act.head.after
    if (owner := _owner(parse, act, memory)) is not None:
        return owner
    if act.group.target is not None and (asked := _of_target(parse, act, ground, memory)) is not None:
        return asked
    if parse.text(left - 1) in {"and", "but", "then"} and act.group.target is None and not act.is_subject_voice:
        found = _in_words(parse, ground, 0, left, is_last=False)
        if found:
            return found
    first = _subject_start(parse, left)
    if act.group.is_infinitive and not act.group.effects and is_generic_actor(parse, ground, first, left):
        return []
    agent = _agent(parse, act)
    if agent is not None:
        found = _in_words(parse, ground, agent, min(len(parse.words), agent + 14), is_last=False)
        if found:
            return found
    aside = unnamed.before_relative(parse, left)
    if aside is not None and (found := _in_words(parse, ground, _subject_start(parse, aside), aside, is_last=True)):
        return found
    found = _in_words(parse, ground, first, left, is_last=True) or _states(parse, ground, first, left)
    if found:
        return [*unnamed.of_agencies(parse, ground, first, left, found), *found]
    his = _of_person(parse, ground, first, left, back_to) or _of_governor(parse, act, ground, first, left)
    if his is not None and not act.is_subject_voice:
        return [his]
    if memory.references.names_stranger(*bounds(parse, first, left)):
        return []
    return _without_subject(parse, act, ground, memory, back_to, first, left, right)


def _owner(parse: Parse, act: Act, memory: Memory) -> list[Jurisdiction] | None:
    """Return the place of a body with a name of its own whose agreement it is: "the contract of the X Facility"."""
    instrument = act.instrument
    if instrument is None or parse.text(instrument.after) != "of":
        return None
    return memory.references.proper(*bounds(parse, instrument.after, instrument.after + 9))


def _of_target(parse: Parse, act: Act, ground: Ground, memory: Memory) -> list[Jurisdiction] | None:
    """Return the place of who is asked or told to act, nothing for unnamed bodies, None where others must tell."""
    target = act.group.target or (0, 0)
    found = _in_words(parse, ground, *target, is_last=True)
    if found:
        return found
    if parse.has("federal", *target) and not parse.has("body", *target):
        return _in_object(parse, act, ground)
    before = _nearest_before(parse, ground, target[0])
    if not before and (is_nobody_named(parse, *target) or parse.text(target[0]) == "local"):
        return []
    if act.is_pressed:
        return before or _in_object(parse, act, ground) or _back(parse, ground, memory, True, *target)
    return None


def _without_subject(
    parse: Parse, act: Act, ground: Ground, memory: Memory, back_to: int, first: int, left: int, right: int
) -> list[Jurisdiction]:
    if listed := behind_colon(parse, ground, first) or _listed_before(parse, memory, first, left):
        return listed
    if is_nobody_named(parse, first, left) or is_across_state(parse, act, ground, first):
        later = _named_later(parse, act, ground) or _meant_by_one(parse, ground, first, left)
        return later or unnamed.of_jail(parse, act, ground)
    is_joined = parse.text(left - 1) in {"and", "but", "then"}
    if not act.is_subject_voice and act.head.form != "noun" and not is_joined and _is_instrument(parse, first, left):
        return []
    is_body = parse.has("body", first, left) or any(parse.text(i) in _PRONOUNS | WE for i in range(first, left + 1))
    is_outside = is_by_outside(parse, act, first, left)
    is_own = act.action == "end" and act.instrument is not None and act.instrument.pattern.is_generic
    if any(parse.text(i) in _FEDERAL_PERSONS for i in range(left)) and not (is_own or parse.has("body", 0, left)):
        return []
    after = _in_object(parse, act, ground)
    before = _nearest_before(parse, ground, first)
    if is_outside and act.head.pattern.role == "conduct" and not act.is_subject_voice:
        is_theirs = act.action == "start" and act.head.pattern.id == "house-detainees"
        return after if is_theirs or act.head.pattern.id == "let-agents-in" else []
    if is_outside and not act.is_subject_voice:
        is_local = parse.has("body", act.head.first, len(parse.words)) or act.is_pressed
        is_local = is_local or act.head.pattern.role in {"turn", "step"}
        named = after or (before if is_fronted(parse, ground, first) else [])
        is_near = is_local or is_agencys_end(parse, act, first, left)
        near = (before or _of_object(parse, act, ground, memory)) if is_local else []
        return named or near or (_back(parse, ground, memory, False, first, left) if is_near else [])
    is_voted = any(parse.text(e.first - 1) == "the" and parse.text(e.first) == "vote" for e in act.group.effects)
    is_somebody = (
        is_body
        or is_voted
        or act.head.pattern.role in {"hint", "turn", "step"}
        or memory.references.names_somebody(*bounds(parse, first, left))
    )
    if act.is_practice and left > first and not is_somebody and not act.is_subject_voice:
        return before  # "the process notifies the agency"
    if is_of_listed(parse, act, first):
        return after
    if act.is_subject_voice:
        if not (after or before or is_body) and _is_statewide(parse, ground, act):
            return []
        return after or before or _back(parse, ground, memory, True, first, left)
    if left and act.instrument is None and not is_somebody:
        return before or after
    return before or (after if not is_body else []) or _back(parse, ground, memory, True, first, left) or after


def _is_statewide(parse: Parse, ground: Ground, act: Act) -> bool:
    """Return whether something is so in a whole state: "such policies are banned in Georgia"."""
    behind = range(act.head.after, min(len(parse.words), act.head.after + 5))
    if any(parse.text(i) == "statewide" for i in behind):
        return True
    near = ground.states_between(*bounds(parse, act.head.after, act.head.after + 4))
    return bool(near) and any(parse.text(i) in {"in", "across", "throughout"} for i in behind)


def _of_governor(parse: Parse, act: Act, ground: Ground, first: int, left: int) -> Jurisdiction | None:
    """Return the state whose governor acts on an instrument; else it is a bill, and what he announces others do."""
    is_it = parse.text(act.head.after) == "it" and act.head.pattern.id == "end"
    is_joining = act.head.after > act.head.first + 1 or parse.text(act.head.first).startswith(("join", "opt", "enrol"))
    is_bare = act.head.pattern.id in BARE and is_joining  # "said that he would sign on"; what he signs is a bill
    is_own = (act.instrument is not None or is_it or is_bare) and act.head.pattern.id != "announce"
    is_said = any(parse.text(i) in _PERSONAL for i in range(first, left + 1))
    begin = 0 if is_said and not ground.between(*bounds(parse, 0, left)) else first  # "Gov. X said he was …"
    return ground.governor_between(*bounds(parse, begin, left)) if is_own else None


def _of_person(parse: Parse, ground: Ground, first: int, left: int, back_to: int) -> Jurisdiction | None:
    """Return the place of the official who acts: by his surname, or as the "he" or "his office" spoken of before."""
    own = ground.person_between(*bounds(parse, first, left))
    if own is not None:
        return own
    if any(parse.text(i) in WE for i in range(first, left + 1)):
        return ground.person_between(parse.start, parse.end)  # who is quoted
    if parse.text(first) not in _PERSONAL:
        return None
    return ground.person_between(parse.start, parse.words[first].start) or ground.person_between(back_to, parse.start)


def subject_words(parse: Parse, act: Act) -> tuple[int, int]:
    """Return the first word of an act's subject and the word after its last."""
    return _subject_start(parse, act.group.first), act.group.first


def is_by_state(parse: Parse, act: Act, ground: Ground) -> bool:
    """Return whether a governor or a legislature is who acts, and nobody local."""
    first, left = _subject_start(parse, act.group.first), act.group.first
    return parse.has("state_body", first, left) and not ground.between(*bounds(parse, first, left))


def _subject_start(parse: Parse, left: int) -> int:
    """Return where the subject of a verb group begins: after a mark, a linking word or a verb of saying."""
    found = parse.subject_starts.get(left)
    if found is None:
        found = parse.subject_starts[left] = _find_subject_start(parse, left)
    return found


def _find_subject_start(parse: Parse, left: int) -> int:
    index = left
    while index > 0 and left - index < _SUBJECT_REACH:
        if parse.is_hard(index - 1):
            break
        if parse.ending_at(index, "speech") and left - index > 0 and not is_noun_like(parse, index - 1):
            break
        if is_next_clause(parse, index):
            break
        if parse.is_link(index - 1):
            comma = next((i for i in range(index, left) if parse.text(i) == ","), -1)
            if parse.text(index - 1) == "that" and comma >= 0 and parse.has("body", comma, left):
                return index  # "shows that A, B and C counties have …": a list, no remark
            return comma + 1 if comma >= 0 and comma + 1 < left else index - 1
        index -= 1
    return index


def _agent(parse: Parse, act: Act) -> int | None:
    """Return the word after the "by" that names who did a passive act."""
    if not act.group.is_passive and act.head.form not in {"past", "part"}:
        return None
    for index in range(act.head.after, min(len(parse.words), act.head.after + 10)):
        if parse.is_hard(index) or parse.is_link(index) or (parse.text(index) == "," and parse.text(index + 1) != "by"):
            return None
        if parse.text(index) == "by" and not parse.text(index + 1).isdigit() and parse.text(index + 1) not in _WHEN:
            return index + 1
    return None


def _in_words(parse: Parse, ground: Ground, first: int, after: int, is_last: bool) -> list[Jurisdiction]:
    """Return the list of places among some words that is the last, or the first."""
    named = ground.between(*bounds(parse, first, after))
    if not named:
        return []
    return distinct(ground.list_around(named, len(named) - 1 if is_last else 0))


def _is_instrument(parse: Parse, first: int, left: int) -> bool:
    """Return whether the subject is the agreement itself, of which the sentence tells what it does."""
    if parse.has("body", first, left) or any(
        parse.text(i) in _PRONOUNS - {"who", "which", "that"} for i in range(first, left)
    ):
        return False
    return any(first <= s.first < left for s in parse.of("instrument") if s.pattern.id != "agents")


def _named_later(parse: Parse, act: Act, ground: Ground) -> list[Jurisdiction]:
    """Return the bodies that the same sentence names after it told of "two offices": "…, those of A and B"."""
    for index in range(act.head.after, len(parse.words) - 1):
        pair = f"{parse.text(index)} {parse.text(index + 1)}"
        if parse.text(index) in {"are", "were"} and ground.between(*bounds(parse, index + 1, index + 4)):
            return _in_words(parse, ground, index, len(parse.words), is_last=False)
        if pair in {"those of", "those in", "such as", "among them"} or parse.text(index) in {
            ":",
            "—",
            "including",
            "namely",
        }:
            return _in_words(parse, ground, index, len(parse.words), is_last=False)
    return []


def _in_object(parse: Parse, act: Act, ground: Ground) -> list[Jurisdiction]:
    """Return the places after a verb, up to where its clause ends."""
    after = act.head.after
    while after < len(parse.words) and not _is_end(parse, ground, act, after):
        if parse.is_link(after) and after > act.head.after + 1:
            break
        if parse.text(after) == "," and any(parse.at(i, "speech") for i in range(after + 1, after + 4)):
            break
        after += 1
    found = on_past_and(parse, ground, act.head.after, after)
    if found and parse.text(after) == ";":  # "include A County, Calif.; B County, Texas; and C"
        return _in_words(parse, ground, act.head.after, len(parse.words), is_last=False)
    return found


def _of_object(parse: Parse, act: Act, ground: Ground, memory: Memory) -> list[Jurisdiction]:
    """Return what "the county" means that an outsider deals with: "ICE ended its agreement with the county"."""
    near = range(act.head.after, min(len(parse.words), act.head.after + _OBJECT_REACH))
    at = next((i for i in near if parse.text(i - 1) == "the" and parse.text(i) in _PLACES_MEANT), -1)
    return _back(parse, ground, memory, True, at - 1, at + 1) if at > 0 else []


def _is_end(parse: Parse, ground: Ground, act: Act, at: int) -> bool:
    """Return whether a mark ends what is said of a verb: not the colon before the list of "three agencies: …"."""
    if not parse.is_hard(at):
        return False
    is_list = parse.text(at) == ":" and parse.text(at - 1) in GENERIC | {"places"}
    return not is_list or bool(ground.between(*bounds(parse, act.head.after, at)))


def _nearest_before(parse: Parse, ground: Ground, first: int) -> list[Jurisdiction]:
    """Return the places last named in the sentence before its subject: "In X County, the sheriff …"."""
    return _in_words(parse, ground, 0, first, is_last=True)


def _listed_before(parse: Parse, memory: Memory, first: int, left: int) -> list[Jurisdiction]:
    """Return the bodies that "the nine jurisdictions", "both counties" or "they all" mean, named in a list before."""
    words = [parse.text(i) for i in range(first, left)] or [parse.text(left)]
    is_group = any(word in GENERIC and {*words[max(0, i - 4) : i]} & _GROUPING for i, word in enumerate(words))
    is_pronoun = words[:2] in (["they", "all"], ["they", "both"], ["all", "of"], ["both", "of"]) or words in (
        ["both"],
        ["both", "have"],
    )
    is_pronoun = is_pronoun or (words[:1] == ["all"] and len(words) > 1 and size_of(words[1:2]) > 1)
    if not (is_group or is_pronoun) or {"other", "others", "of", "most", "some"} & {*words} - {"of"} & {*words}:
        return []
    return memory.references.group(parse.words[min(first, left)].start, size_of(words))


def is_unnamed(parse: Parse, act: Act) -> bool:
    """Return whether an act's subject is several bodies that its sentence does not name."""
    return is_nobody_named(parse, _subject_start(parse, act.group.first), act.group.first)


def _meant_by_one(parse: Parse, ground: Ground, first: int, left: int) -> list[Jurisdiction]:
    """Return the place that the whole page is about, where it opens with "a California jail" or "one county"."""
    main = ground.main()
    is_one = any(parse.text(i) in {"a", "an", "one"} and parse.text(i + 1) not in _SEVERAL for i in range(first, left))
    states = {one.jurisdiction.state for one in ground.states_between(*bounds(parse, first, left))}
    if main is None or not states <= {main.state}:  # "one county in Texas" on a page about Indiana
        return []
    return [main] if is_one and ground.is_main(_ALONE) else []


def _states(parse: Parse, ground: Ground, first: int, left: int) -> list[Jurisdiction]:
    """Return the states whose own bodies act, or all of whose counties do: "state agencies in Iowa and Ohio"."""
    is_state_wide = parse.has("state_body", first, left) or any(
        (parse.text(i) == "all" and any(parse.text(j) in GENERIC for j in range(i + 1, i + 5)))
        or (parse.text(i) in {"each", "every"} and parse.text(i + 1) in {"county", "sheriff", "of"})
        for i in range(first, left)
    )
    if not is_state_wide or parse.text(first) == "one":  # "one of the biggest counties in Texas"
        return []
    named = ground.states_between(*bounds(parse, first, left)) or ground.states_between(*bounds(parse, 0, first))
    is_agency = any(
        parse.text(s.after - 1) in STATE_AGENCIES for s in parse.of("state_body") if first <= s.first < left
    )
    if not named and (is_agency or any(parse.text(i) in _LAWMAKERS for i in range(first, left))):
        state = ground.state(ground.main_state())
        return [state] if state else []
    return distinct(named)


def _back(parse: Parse, ground: Ground, memory: Memory, is_sure: bool, first: int, left: int) -> list[Jurisdiction]:
    """Return what a bare reference means: what its paragraph speaks of, the page's own place, the last one nearby."""
    main, references = ground.main(), memory.references
    words, subject = [parse.text(i) for i in range(first, left)], bounds(parse, first, left)
    own = references.proper(*subject) if subject[1] > subject[0] else None
    if own is not None:
        return own
    about = ground.topic(_ABOUT)
    if about is not None and agrees(about, words):
        is_body = parse.has("body", first, left) or bool({*words} & (_PRONOUNS | WE))
        recent = references.bare(parse.start, words) if is_body and not ground.is_main(_MOSTLY) else None
        return [references.just_before(parse.start, words) or recent or about]
    if not is_sure:
        return []
    if (near := references.bare(parse.start, words) or references.ahead(parse.start, words)) is not None:
        return [near]
    fitting = [place for place in memory.last if agrees(place, words)]
    rest = [place for place in (main, ground.dateline(words)) if place is not None]
    return fitting[-1:] or rest[:1]
